using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>A problem as RFC 9457 has it. Titles are for people; nothing in it repeats what was sent.</summary>
public sealed record Problem(int Status, string Title)
{
    public string? Detail { get; init; }

    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }

    /// <summary>Why the rules refuse it, every reason at once.</summary>
    public IReadOnlyList<Reason>? Reasons { get; init; }

    public CrisisHelp? CrisisHelp { get; init; }

    /// <summary>Where to sign in.</summary>
    public string? SignIn { get; init; }

    public static Problem OfFields(string title, IEnumerable<FieldProblem> problems) => new(422, title)
    {
        Errors = problems.GroupBy(problem => problem.Field, StringComparer.Ordinal)
            .ToDictionary(each => each.Key, each => (IReadOnlyList<string>)[.. each.Select(problem => problem.Text)], StringComparer.Ordinal),
    };

    public static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Forbidden => 403,
        RefusalKind.Conflict => 409,
        _ => 422,
    };
}

/// <summary>One thing that is wrong with one field, in the reader's language.</summary>
public sealed record FieldProblem(string Field, string Text);

/// <summary>Where help is now (care-pathway §7), for those who read JSON.</summary>
public sealed record CrisisHelp(string Text, string Emergency = "911", string Lifeline = "988", string SpanishText = "AYUDA", string Tty = "711")
{
    public static CrisisHelp In(string language) => new(language == "es"
        ? "Si está en peligro, llame al 911. Llame al 988 a cualquier hora y oprima 2, o envíe AYUDA por texto al 988. TTY: 711 y luego 988. No leemos los mensajes las 24 horas."
        : "If you are in danger, call 911. Call or text 988 any time. TTY: 711, then 988. We do not read messages around the clock.");
}
