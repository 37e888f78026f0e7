using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace KapWorkflow.Core;

/// <summary>
/// Words in English and Spanish that raise the alert at once (care-pathway S6). Detection by words is best effort:
/// it is never claimed to be monitoring. It errs towards raising.
/// </summary>
public static partial class CrisisWords
{
    public static bool Appear(string? text) => !string.IsNullOrWhiteSpace(text) && Any().IsMatch(Plain(text));

    /// <summary>Lower case, without accents, apostrophes or repeated blanks: people in distress do not type carefully.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark || character is '\'' or '’' or '‘' or '`')
                continue;
            plain.Append(char.IsLetterOrDigit(character) ? char.ToLowerInvariant(character) : ' ');
        }
        // "In the end it helped" is no alarm; "an end to it" is.
        return Blanks().Replace(plain.ToString(), " ").Replace("the end it ", "the close it ", StringComparison.Ordinal);
    }

    [GeneratedRegex(" +", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();

    [GeneratedRegex(
        @"suicid|\b(kill|killing|hurt|hurting|harm|harming|cut|cutting|shoot|hang|hanging|end) (myself|my self)\b"
        + @"|\bend (to )?(it|it all|my life|everything)\b|\bending (it|it all|my life)\b|\btake my (own )?life\b|\btaking my (own )?life\b"
        + @"|\b(want|wanna|wish|going|ready|rather) (to )?(die|be dead|not be alive|disappear forever)\b|\bwish i (was|were) dead\b|\bbetter off dead\b"
        + @"|\b(dont|do not|doesnt|no longer|cant) (want to |wanna )?(live|be alive|go on living)\b|\b(dont|do not) want to be here (anymore|any more)\b|\bno reason to live\b|\bkms\b|\bunalive\b|\bself ?harm|\boverdos"
        + @"|\bno quiero (seguir )?(vivir|viviendo|estar vivo|estar viva)\b|\bno vale la pena vivir\b|\bmatarme\b|\bme (voy a |quiero )matar\b|\bme mato\b"
        + @"|\b(quiero|ganas de) morir(me)?\b|\bno (tengo|hay) (ganas|razon(es)?) (de|para) vivir\b|\bno quiero (estar aqui|existir)\b|\bquitarme la vida\b|\bacabar con (todo|mi vida)\b|\bterminar con mi vida\b|\bhacerme dano\b|\blastimarme\b|\bcortarme\b|\bestaria(n)? mejor sin mi\b"
        + @"|\bbetter off without me\b|\bsobredosis\b",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Any();
}
