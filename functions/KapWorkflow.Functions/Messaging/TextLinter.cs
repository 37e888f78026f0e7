using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>A text as it would go out, and what its rules need to know about it.</summary>
/// <param name="Words">Everything that is read: the body, the subject of a mail before it.</param>
public sealed record Draft(string TextId, Channel Channel, string Words)
{
    public required string Brand { get; init; }
    public string Subject { get; init; } = "";

    /// <summary>Left out when words are judged: the practice's own host, and a token that spells anything.</summary>
    public string? Link { get; init; }

    /// <summary>As the client gave it.</summary>
    public string FirstName { get; init; } = "";

    /// <summary>Whether the client gets it: staff need no way out, and no foot.</summary>
    public bool ForClient { get; init; } = true;

    /// <summary>An answer to what somebody just wrote: carries no way out of its own.</summary>
    public bool IsReply { get; init; }
}

/// <summary>
/// What no message may do (care-pathway §0.1, §8.3, §8.5, §9), judged on the text as it goes out. Names of rules only: a finding can be logged.
/// </summary>
public static partial class TextLinter
{
    public const string Unresolved = "unresolved-field";
    public const string BannedWord = "banned-word";
    public const string ReplyWord = "reply-that-opts-out";
    public const string OneSegment = "one-segment";
    public const string Brand = "brand";
    public const string OptOut = "opt-out";
    public const string FullName = "full-name";
    public const string Foot = "not-monitored";
    public const string Subject = "subject";

    public static IReadOnlyList<string> Problems(Draft draft)
    {
        List<string> problems = [];
        var words = Plain(draft.Link is { Length: > 0 } link ? draft.Words.Replace(link, " ", StringComparison.Ordinal) : draft.Words);
        if (Braces().IsMatch(draft.Words)) problems.Add(Unresolved);
        if (Banned().IsMatch(words)) problems.Add(BannedWord);
        if (OptingOut().IsMatch(words)) problems.Add(ReplyWord);
        if (!draft.Words.Contains(draft.Brand, StringComparison.Ordinal) || draft.Brand.Length == 0) problems.Add(Brand);
        if (draft.FirstName.Trim() is { Length: > 0 } name && name.Any(char.IsWhiteSpace) && draft.Words.Contains(name, StringComparison.OrdinalIgnoreCase)) problems.Add(FullName);
        if (draft.Channel == Channel.Sms)
        {
            if (Gsm7.Segments(draft.Words) > 1) problems.Add(OneSegment);
            if (!draft.Words.StartsWith(draft.Brand + ":", StringComparison.Ordinal) && !problems.Contains(Brand)) problems.Add(Brand);
            if (draft is { ForClient: true, IsReply: false } && !StopWord().IsMatch(draft.Words)) problems.Add(OptOut);
        }
        else
        {
            if (draft.ForClient && !draft.Words.Contains("24/7", StringComparison.Ordinal)) problems.Add(Foot);
            if (draft.Subject.Length is 0 or > 78 || draft.Subject.Any(char.IsControl)) problems.Add(Subject);
        }
        return problems;
    }

    /// <summary>Whether a brand would fail every message: asked at start, not at three in the morning.</summary>
    public static bool MayStandInMessages(string brand) => brand.Length is > 0 and <= 24 && !Banned().IsMatch(Plain(brand));

    /// <summary>Lower case, without accents.</summary>
    private static string Plain(string text) => string.Concat(text.ToLowerInvariant().Normalize(NormalizationForm.FormD)
        .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark));

    /// <summary>The treatment, its medicine and its day; illness and its measures; and promises.</summary>
    [GeneratedRegex(
        @"ketamin|\bkap\b|spravato|psyched|psychi|psycho|psicod|psico|psiqui|\bdepres|\bdeprim|\bptsd\b|\btept\b|trauma|anxi|ansied|suicid"
        + @"|\bdos(e|es|ed|ing|age|is)\b|medicine|medicina|medicat|medicament|\bmeds?\b|\bpills?\b|pastilla|prescri|\breceta|\bdrugs?\b|\bdroga|lozenge|infusi"
        + @"|\bfast(s|ed|ing)?\b|\bayun|\beat(s|ing)?\b|\bfoods?\b|\bdrink|\bcomer\b|\bcomida|\bbeber\b|\bbebida"
        + @"|therap|terap|treatment|tratamiento|diagnos|\bscores?\b|puntuaci|puntaje|mental|wellness|bienestar|\bhealth|\bsalud\b|symptom|sintoma|\bpatients?\b|\bpacientes?\b"
        + @"|\bcure[ds]?\b|\bcura[rs]?\b|\bheal(s|ed|ing)?\b|\bsanar|guarantee|garanti|\brelief\b|\balivio\b",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Banned();

    /// <summary>CANCEL and its kin are taken by the carrier as an opt-out, YES as a consent: no message may ask for them.</summary>
    [GeneratedRegex(
        @"\b(reply|respond|text|send|answer|responda|envie|mande|escriba|conteste) (with |con )?[""'“«]?(cancel|end|quit|unsubscribe|revoke|optout|yes|cancelar|alto|parar|basta|detener|si|fin)\b",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex OptingOut();

    [GeneratedRegex(@"\{\{|\}\}|\{%|%\}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Braces();

    [GeneratedRegex(@"\bSTOP\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex StopWord();
}
