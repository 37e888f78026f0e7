namespace KapWorkflow.Core;

/// <summary>Why something may not be done, in words that staff can act on.</summary>
/// <param name="Code">Stable and machine-readable, such as <c>G1.prescriber-key</c>.</param>
/// <param name="NextStep">What to do about it.</param>
public sealed record Reason(string Code, string Text, string NextStep);

public enum RefusalKind
{
    /// <summary>The rules do not allow it now (HTTP 422).</summary>
    NotAllowed,

    /// <summary>Somebody else decided meanwhile (HTTP 409).</summary>
    Conflict,

    /// <summary>Not this person's to do (HTTP 403).</summary>
    Forbidden,
}

/// <summary>The answer to a command: new facts, or a refusal that lists every reason at once.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    public sealed record Accepted(IReadOnlyList<Fact> Facts) : Decision;

    public sealed record Refused(RefusalKind Kind, IReadOnlyList<Reason> Reasons) : Decision;

    public static Decision Record(params Fact[] facts) => new Accepted(facts);

    public static Decision Refuse(string code, string text, string nextStep) =>
        new Refused(RefusalKind.NotAllowed, [new Reason(code, text, nextStep)]);

    public static Decision Conflict(string code, string text, string nextStep) =>
        new Refused(RefusalKind.Conflict, [new Reason(code, text, nextStep)]);

    /// <summary>The facts when every gate is open, else a refusal with all of their reasons.</summary>
    public static Decision When(Gate gate, params Fact[] facts) =>
        gate.IsOpen ? new Accepted(facts) : new Refused(RefusalKind.NotAllowed, gate.Unmet);
}

/// <summary>A set of conditions that must all hold. The page shows the same gate that <c>Decide</c> asks.</summary>
public sealed record Gate(string Name, IReadOnlyList<Reason> Unmet)
{
    public bool IsOpen => Unmet.Count == 0;

    public static Gate Of(string name, params IEnumerable<Reason?> conditions) => new(name, [.. conditions.OfType<Reason>()]);

    public Gate And(Gate other) => new(Name, [.. Unmet, .. other.Unmet.Where(reason => Unmet.All(mine => mine.Code != reason.Code))]);

    /// <summary>No reason when the condition holds.</summary>
    public static Reason? Unless(bool holds, string code, string text, string nextStep) =>
        holds ? null : new Reason(code, text, nextStep);
}
