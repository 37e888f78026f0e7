using System.Globalization;
using System.Text;

namespace KapWorkflow.Functions;

/// <summary>The alphabet of text messages (3GPP TS 23.038): one letter outside of it makes a message of 70 letters instead of 160.</summary>
public static class Gsm7
{
    private const string Letters =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /// <summary>Each takes the place of two.</summary>
    private const string Escaped = "^{}\\[~]|€\f";

    public static bool Has(char letter) => Letters.Contains(letter, StringComparison.Ordinal) || Escaped.Contains(letter, StringComparison.Ordinal);

    /// <summary>How many messages a carrier makes of it: 160 letters in one, 153 in each of several; or 70 and 67 when a letter is not in the alphabet.</summary>
    public static int Segments(string text)
    {
        var (length, one, several) = text.All(Has)
            ? (text.Length + text.Count(letter => Escaped.Contains(letter, StringComparison.Ordinal)), 160, 153)
            : (text.Length, 70, 67);
        return length <= one ? 1 : (length + several - 1) / several;
    }

    /// <summary>The text with its letters outside of the alphabet bared of their accents (í becomes i, é stays); other letters remain.</summary>
    public static string Fold(string text)
    {
        if (text.All(Has))
            return text;
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormC))
        {
            if (Has(letter))
                folded.Append(letter);
            else
                folded.Append(string.Concat(letter.ToString().Normalize(NormalizationForm.FormD).Where(part => CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark)));
        }
        return folded.ToString();
    }
}
