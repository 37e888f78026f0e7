using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>
/// Whether the whole catalogue keeps its rules under this practice's brand, number and address: asked at start, because a host that is
/// too long for a text message would otherwise show first when somebody is not reminded.
/// </summary>
public static class TextCheck
{
    /// <summary>Longest of all in both languages: "Wed Sep 30, 10:00 AM".</summary>
    private static readonly LocalDateTime Longest = new(2026, 9, 30, 10, 0);

    /// <returns>A line for each text that would be held back; none when all may go out.</returns>
    public static IReadOnlyList<string> Problems(Clinic clinic, Uri site)
    {
        var link = new Uri(site, "/c/" + new string('x', ClientLinks.TokenLength)).AbsoluteUri;
        return [.. from language in TextTemplates.Languages.Where(clinic.Messaging.Languages.Contains)
                   from text in Text.All
                   where text.Sms && text != Text.PageOnCall
                   let rule = RuleBroken(text, FieldsOf(clinic, language, link))
                   where rule is not null
                   select $"{TextTemplates.NameOf(text.Id, Channel.Sms, language)} breaks the rule '{rule}' with this brand, number and address."];
    }

    private static TextFields FieldsOf(Clinic clinic, string language, string link)
    {
        var when = TimeWords.Moment(PracticeTime.At(Longest, clinic.Zone), clinic.Zone, language);
        return TextFields.Of(clinic, language) with { Link = link, When = when, Steps = when };
    }

    private static string? RuleBroken(Text text, TextFields fields)
    {
        try
        {
            SmsText.Compose(text.Id, fields, words => new Draft(text.Id, Channel.Sms, words) { Brand = Gsm7.Fold(fields.Brand), Link = fields.Link });
            return null;
        }
        catch (UnsafeTextException unsafeText)
        {
            return unsafeText.Rule;
        }
    }
}
