using System.Globalization;
using System.Text;

namespace KapWorkflow.Core;

/// <summary>
/// What a text message says, as far as a machine may read it. Only a message that is nothing but a keyword is one: "stop by at five" is
/// read by a person. Crisis words come first, whatever else is written.
/// </summary>
public static class InboundWords
{
    // The carrier's own words first (care-pathway §0.1: CANCEL is one of them), then the Spanish ones [D].
    private static readonly HashSet<string> Stop = new(
        ["stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout", "opt out", "alto", "parar", "cancelar", "basta", "detener"], StringComparer.Ordinal);

    private static readonly HashSet<string> Start = new(["start", "unstop", "empezar"], StringComparer.Ordinal);
    private static readonly HashSet<string> Help = new(["help", "info", "ayuda"], StringComparer.Ordinal);
    private static readonly HashSet<string> Spanish = new(
        ["quiero", "no quiero", "vivir", "morir", "morirme", "matar", "matarme", "vida", "suicidarme", "estoy", "ayuda", "hacerme", "lastimarme", "cortarme", "sobredosis", "mi", "que", "mas"], StringComparer.Ordinal);

    private static readonly HashSet<string> Confirm = new(["c", "confirm", "confirmo", "confirmar"], StringComparer.Ordinal);
    private static readonly HashSet<string> AnotherTime = new(["r", "reschedule", "cambiar"], StringComparer.Ordinal);

    public static InboundKind KindOf(string? body)
    {
        if (CrisisWords.Appear(body))
            return InboundKind.Crisis;
        var word = Plain(body ?? "");
        return Stop.Contains(word) ? InboundKind.Stop
            : Start.Contains(word) ? InboundKind.Start
            : Help.Contains(word) ? InboundKind.Help
            : Confirm.Contains(word) ? InboundKind.Confirm
            : AnotherTime.Contains(word) ? InboundKind.AnotherTime
            : InboundKind.Other;
    }

    /// <summary>The language that somebody whom nobody knows seems to write in: the answer is in the language received (care-pathway §8.3).</summary>
    public static string LanguageOf(string? body) => Plain(body ?? "").Split(' ').Any(Spanish.Contains) ? "es" : "en";

    private static string Plain(string body)
    {
        var plain = new StringBuilder(body.Length);
        foreach (var character in body.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
                plain.Append(char.IsLetterOrDigit(character) ? char.ToLowerInvariant(character) : ' ');
        }
        return string.Join(' ', plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
