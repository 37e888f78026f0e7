using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace KapWorkflow.Core;

/// <summary>A client's journey: <c>jr_</c> and 26 characters of base 32, a keyed hash that tells nothing about the person.</summary>
public sealed partial record JourneyId
{
    private JourneyId(string value) => Value = value;

    public string Value { get; }

    public static JourneyId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("A journey id is jr_ and 26 of the characters a-z and 2-7.");

    public static bool TryParse(string? text, [NotNullWhen(true)] out JourneyId? id)
    {
        id = text is not null && Shape().IsMatch(text) ? new JourneyId(text) : null;
        return id is not null;
    }

    public override string ToString() => Value;

    [GeneratedRegex(@"^jr_[a-z2-7]{26}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Shape();
}

/// <summary>A member of staff as clinic.json names them: <c>st_</c> and lower-case letters, digits or hyphens.</summary>
public sealed partial record StaffId
{
    private StaffId(string value) => Value = value;

    public string Value { get; }

    public static StaffId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("A staff id is st_ and up to 40 of the characters a-z, 0-9 and -.");

    public static bool TryParse(string? text, [NotNullWhen(true)] out StaffId? id)
    {
        id = text is not null && Shape().IsMatch(text) ? new StaffId(text) : null;
        return id is not null;
    }

    public override string ToString() => Value;

    [GeneratedRegex(@"^st_[a-z0-9-]{1,40}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Shape();
}

/// <summary>A staff task: the journey's id, a dot, and the key of the duty that asked for it.</summary>
public sealed record TaskId(JourneyId Journey, string Key)
{
    public static bool TryParse(string? text, [NotNullWhen(true)] out TaskId? id)
    {
        id = null;
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (dot > 0 && dot < text!.Length - 1 && JourneyId.TryParse(text[..dot], out var journey))
            id = new TaskId(journey, text[(dot + 1)..]);
        return id is not null;
    }

    public override string ToString() => $"{Journey}.{Key}";
}
