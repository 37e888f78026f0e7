using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>
/// What is answered at once to a text that a client sent (care-pathway M54, M56, M57). STOP and START are answered by Twilio itself.
/// </summary>
public static class Replies
{
    public const string HelpId = "reply-help";
    public const string CrisisId = "reply-crisis";
    public const string CrisisOfStrangerId = "reply-crisis-stranger";
    public const string AfterHoursId = "reply-after-hours";

    /// <exception cref="UnsafeTextException">The text breaks a rule.</exception>
    public static Composed.Sms Help(Clinic clinic, string language) => Checked(HelpId, clinic, language);

    /// <exception cref="UnsafeTextException">The text breaks a rule.</exception>
    public static Composed.Sms AfterHours(Clinic clinic, string language) => Checked(AfterHoursId, clinic, language);

    /// <summary>Never held back, whatever rule it breaks: two segments are better than silence.</summary>
    public static Composed.Sms Crisis(Clinic clinic, string language) => SmsText.Always(CrisisId, Fields(clinic, language));

    /// <summary>To a number that nobody knows: nobody can promise to call it, since it is not kept.</summary>
    public static Composed.Sms CrisisOfStranger(Clinic clinic, string language) => SmsText.Always(CrisisOfStrangerId, Fields(clinic, language));

    private static Composed.Sms Checked(string textId, Clinic clinic, string language) =>
        SmsText.Compose(textId, Fields(clinic, language), words => new Draft(textId, Channel.Sms, words) { Brand = Gsm7.Fold(clinic.Brand), IsReply = true });

    private static TextFields Fields(Clinic clinic, string language) => TextFields.Of(clinic, TextFields.LanguageOf(language, clinic));
}
