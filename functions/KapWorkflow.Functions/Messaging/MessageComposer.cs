using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>Puts a duty's text into the client's words, and lets nothing out that breaks a rule of <see cref="TextLinter"/>.</summary>
public sealed class MessageComposer(MessagingOptions options)
{
    /// <param name="link">Where the text leads; templates do without when there is none.</param>
    /// <exception cref="UnsafeTextException">The text, as it came out, breaks a rule: it must not be sent.</exception>
    public Composed Compose(DutyAction.Tell tell, Journey journey, Clinic clinic, Uri? link)
    {
        if (tell.To is not Audience.Client)
            return StaffMail(tell.Text.Id, clinic, link);
        var appointment = tell.About is { } which ? journey.Appointments.Find(which) : null;
        var fields = TextFields.Of(clinic, TextFields.LanguageOf(journey.Contact.Language, clinic)).About(appointment, journey.Contact.Zone, clinic)
            with
        {
            Link = link?.AbsoluteUri,
            First = TextFields.FirstNameOf(journey.Contact),
            Calls = journey.Contact.Phone is not null && journey.Inquiry?.Details.ContactBy != ContactBy.Email,
            Writes = journey.Contact.Phone is null,
        };
        return tell.Channel == Channel.Sms
            ? SmsText.Compose(tell.Text.Id, fields, words => new Draft(tell.Text.Id, Channel.Sms, words) { Brand = Gsm7.Fold(fields.Brand), Link = fields.Link, FirstName = journey.Contact.FirstName })
            : ClientMail(tell.Text.Id, options.EmailMode == EmailMode.BaaProvider ? fields : fields with { When = null }, journey.Contact);
    }

    /// <summary>What the on-call contact is told: that there is something, and where. A rule that it breaks does not hold it back.</summary>
    public static Composed ComposePage(Channel channel, Clinic clinic, Uri link)
    {
        var fields = ForStaff(clinic) with { Link = link.AbsoluteUri };
        return channel == Channel.Sms ? SmsText.Always(Text.PageOnCall.Id, fields) : Mail(Text.PageOnCall.Id, "staff", fields).Composed;
    }

    /// <summary>Staff read the practice's first language.</summary>
    private static TextFields ForStaff(Clinic clinic) => TextFields.Of(clinic, TextFields.LanguageOf(clinic.Messaging.Languages is [var first, ..] ? first : "en", clinic));

    private static Composed.Mail ClientMail(string textId, TextFields fields, Contact contact)
    {
        // SendGrid hears no names (care-pathway §8.2).
        var (mail, draft) = Mail(textId, "client", fields with { First = null });
        return Checked(mail, draft with { FirstName = contact.FirstName });
    }

    private static Composed.Mail StaffMail(string textId, Clinic clinic, Uri? link)
    {
        var (mail, draft) = Mail(textId, "staff", ForStaff(clinic) with { Link = link?.AbsoluteUri });
        return Checked(mail, draft with { ForClient = false });
    }

    private static (Composed.Mail Composed, Draft Draft) Mail(string textId, string frame, TextFields fields)
    {
        var body = MailBody.Render(TextTemplates.NameOf(textId, Channel.Email, fields.Language), $"{fields.Language}/{frame}.frame", fields);
        var mail = new Composed.Mail(body.Subject, body.Plain(fields), body.Html(fields));
        return (mail, new Draft(textId, Channel.Email, $"{mail.Subject}\n{mail.Text}") { Brand = fields.Brand, Subject = mail.Subject, Link = fields.Link });
    }

    private static Composed.Mail Checked(Composed.Mail mail, Draft draft) =>
        TextLinter.Problems(draft) is [var rule, ..] ? throw new UnsafeTextException(draft.TextId, rule) : mail;
}
