using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>
/// A text message fits one segment. When it does not, it does without the name, then without the number: a long name must not cost
/// somebody a reminder.
/// </summary>
internal static class SmsText
{
    /// <exception cref="UnsafeTextException">No variant keeps the rules.</exception>
    public static Composed.Sms Compose(string textId, TextFields fields, Func<string, Draft> draft)
    {
        var rule = "";
        foreach (var words in Variants(textId, fields))
        {
            if (TextLinter.Problems(draft(words)) is not [var broken, ..])
                return new Composed.Sms(words);
            rule = broken;
        }
        throw new UnsafeTextException(textId, rule);
    }

    /// <summary>For words that are never held back: the shortest goes out although it breaks a rule.</summary>
    public static Composed.Sms Always(string textId, TextFields fields)
    {
        var variants = Variants(textId, fields).ToList();
        return new Composed.Sms(variants.Find(words => Gsm7.Segments(words) == 1) ?? variants[^1]);
    }

    private static IEnumerable<string> Variants(string textId, TextFields fields)
    {
        var folded = fields.Folded();
        var name = TextTemplates.NameOf(textId, Channel.Sms, fields.Language);
        yield return TextTemplates.Render(name, folded).Trim();
        yield return TextTemplates.Render(name, folded with { First = null }).Trim();
        yield return TextTemplates.Render(name, folded with { First = null, Phone = null }).Trim();
    }
}
