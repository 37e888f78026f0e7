using System.Globalization;
using System.Text;
using CsCheck;
using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

public class The_texts_of_the_catalogue
{
    public static TheoryData<string, Channel, string> All => [.. AMessage.Everything.SelectMany(each => TextTemplates.Languages.Select(language => (each.Text.Id, each.Channel, language)))];

    [Theory]
    [MemberData(nameof(All))]
    public void Keep_every_rule(string id, Channel channel, string language)
    {
        var composed = Compose(Text.Find(id)!, channel, language);
        if (composed is Composed.Sms sms)
        {
            Assert.Equal(1, Gsm7.Segments(sms.Body));
            Assert.True(sms.Body.All(Gsm7.Has), "A letter outside of the alphabet makes it a message of 70 letters.");
            Assert.StartsWith("Northside Office: ", sms.Body, StringComparison.Ordinal);
        }
        else
        {
            var mail = Assert.IsType<Composed.Mail>(composed);
            Assert.DoesNotContain("Zebulon", mail.Text + mail.Html + mail.Subject, StringComparison.Ordinal);
            Assert.Contains($"<html lang=\"{language}\">", mail.Html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Hold_without_a_link_an_appointment_or_a_name(string id, Channel channel, string language)
    {
        if (id == Text.PageOnCall.Id)
            return;
        var text = Text.Find(id)!;
        var bare = AMessage.Journey(language, firstName: "") with { Appointments = Appointments.None };
        var composed = AMessage.Composer().Compose(AMessage.Tell(text, channel), bare, AMessage.Clinic, link: null);
        Assert.DoesNotContain("false", composed is Composed.Sms sms ? sms.Body : ((Composed.Mail)composed).Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Have_a_template_for_each_channel_and_language_and_no_template_is_left_over()
    {
        var wanted = AMessage.Everything.SelectMany(each => TextTemplates.Languages.Select(language => TextTemplates.NameOf(each.Text.Id, each.Channel, language)))
            .Concat(TextTemplates.Languages.SelectMany(language => new[] { $"{language}/client.frame", $"{language}/staff.frame" }))
            .Concat(TextTemplates.Languages.SelectMany(language => new[] { Replies.HelpId, Replies.CrisisId, Replies.CrisisOfStrangerId, Replies.AfterHoursId }.Select(id => $"{language}/{id}.sms")))
            .Append("mail.html");
        Assert.Equal(wanted.Order(StringComparer.Ordinal), TextTemplates.All);
    }

    [Fact]
    public async Task Read_as_approved()
    {
        var book = new StringBuilder();
        foreach (var (text, channel) in AMessage.Everything)
        {
            foreach (var language in TextTemplates.Languages)
                Write(book, $"{text.Catalogue} {text.Id} {channel} {language}", Compose(text, channel, language));
        }
        foreach (var language in TextTemplates.Languages)
        {
            Write(book, $"M54 {Replies.HelpId} {language}", Replies.Help(AMessage.Clinic, language));
            Write(book, $"M56 {Replies.CrisisId} {language}", Replies.Crisis(AMessage.Clinic, language));
            Write(book, $"M56 {Replies.CrisisOfStrangerId} {language}", Replies.CrisisOfStranger(AMessage.Clinic, language));
            Write(book, $"M57 {Replies.AfterHoursId} {language}", Replies.AfterHours(AMessage.Clinic, language));
        }
        book.Append("\n=== HTML\n").Append(((Composed.Mail)Compose(Text.InquiryAck, Channel.Email, "en")).Html);
        await Golden.HoldsAsync("texts.golden.txt", book.ToString());
    }

    private static Composed Compose(Text text, Channel channel, string language) => text == Text.PageOnCall
        ? MessageComposer.ComposePage(channel, AMessage.ClinicIn(language), AMessage.Link)
        : AMessage.Composer().Compose(AMessage.Tell(text, channel), AMessage.Journey(language), AMessage.ClinicIn(language), AMessage.Link);

    private static void Write(StringBuilder book, string title, Composed composed)
    {
        if (composed is Composed.Sms sms)
            book.Append(CultureInfo.InvariantCulture, $"\n=== {title} ({sms.Body.Length})\n{sms.Body}\n");
        else if (composed is Composed.Mail mail)
            book.Append(CultureInfo.InvariantCulture, $"\n=== {title}\nSubject: {mail.Subject}\n\n{mail.Text}");
    }
}

public class A_composed_message
{
    [Theory]
    [InlineData("en", "America/Denver", "Your appointment is Tue Dec 1, 2:00 PM.")]
    [InlineData("es", "America/Denver", "Su cita es el mar 1 dic, 2:00 PM.")]
    [InlineData("en", "America/New_York", "Your appointment is Tue Dec 1, 4:00 PM.")]
    [InlineData("es-MX", "America/New_York", "Su cita es el mar 1 dic, 4:00 PM.")]
    public void Says_the_time_of_a_call_in_the_clients_zone_and_language(string language, string zone, string words) =>
        Assert.Contains(words, Sms(Text.ConsultationReminder, AMessage.Journey(language, zone: zone)), StringComparison.Ordinal);

    /// <summary>Somebody who lives by another clock would come hours early.</summary>
    [Theory]
    [InlineData("America/Denver")]
    [InlineData("America/Los_Angeles")]
    public void Says_the_time_of_a_visit_by_the_practices_clock(string zone)
    {
        Assert.Contains("Tue Dec 1, 2:00 PM", Sms(Text.SessionConfirm, AMessage.Journey(zone: zone)), StringComparison.Ordinal);
        Assert.Contains("Your steps begin Tue Dec 1, 8:00 AM.", Sms(Text.SessionSteps, AMessage.Journey(zone: zone)), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_the_clock_time_at_which_the_steps_begin() =>
        Assert.Contains("Your steps begin Tue Dec 1, 8:00 AM.", Sms(Text.SessionSteps, AMessage.Journey()), StringComparison.Ordinal);

    [Fact]
    public void Says_it_as_the_clinic_has_set_it_and_across_the_end_of_summer_time()
    {
        // Sunday, November 1, 2026: clocks go back at 2 AM. Six hours before 7:00 AM it is 1:00 AM for the second time that night.
        var journey = AMessage.Journey();
        var session = journey.Appointments.For(AppointmentPurpose.Dosing).Single() with { Start = Instant.FromUtc(2026, 11, 1, 14, 0) };
        journey = journey with { Appointments = new Appointments(journey.Appointments.All.SetItem("dosing-1", session)) };
        Assert.Contains("Your steps begin Sun Nov 1, 1:00 AM.", Sms(Text.SessionSteps, journey), StringComparison.Ordinal);
        var longer = AMessage.Clinic with { Dosing = new DosingSettings { FastSolidsHours = 10 } };
        Assert.Contains("Your steps begin Sat Oct 31, 10:00 PM.", Sms(Text.SessionSteps, journey, longer), StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_no_time_in_a_mail_unless_the_mailer_is_under_a_baa()
    {
        var tell = AMessage.Tell(Text.ConsultationReminder, Channel.Email);
        Assert.DoesNotContain("2:00", Mail(AMessage.Composer()).Text, StringComparison.Ordinal);
        Assert.Contains("Tue Dec 1, 2:00 PM", Mail(AMessage.Composer(EmailMode.BaaProvider)).Text, StringComparison.Ordinal);
        Composed.Mail Mail(MessageComposer composer) => (Composed.Mail)composer.Compose(tell, AMessage.Journey(), AMessage.Clinic, AMessage.Link);
    }

    [Fact]
    public void Greets_by_the_first_name_in_a_text_and_bares_it_of_accents_that_would_double_the_price()
    {
        Assert.Contains("Hi Maria.", Sms(Text.ConsultationReminder, AMessage.Journey(firstName: "María")), StringComparison.Ordinal);
        Assert.Contains("Hi José.", Sms(Text.ConsultationReminder, AMessage.Journey(firstName: "José")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Zebulon Quark", "Hi Zebulon.")]
    [InlineData("小明", "Northside Office: Your")]
    [InlineData("http://evil.test", "Northside Office: Your")]
    [InlineData("{{ link }}", "Northside Office: Your")]
    [InlineData("Maximiliane-Wilhelmina-Theodora", "Northside Office: Your")]
    [InlineData("Ketamine", "Northside Office: Your")]
    [InlineData("  ", "Northside Office: Your")]
    public void Passes_on_nothing_that_is_not_a_first_name(string firstName, string words) =>
        Assert.Contains(words, Sms(Text.ConsultationReminder, AMessage.Journey(firstName: firstName)), StringComparison.Ordinal);

    [Fact]
    public void Keeps_every_rule_whatever_stands_for_a_first_name() => Gen.Select(Gen.String, Gen.OneOfConst("en", "es")).Sample((name, language) =>
    {
        var text = Sms(Text.SessionConfirm, AMessage.Journey(language, name));
        return Gsm7.Segments(text) == 1 && text.StartsWith("Northside Office: ", StringComparison.Ordinal) && text.Contains("STOP", StringComparison.Ordinal);
    });

    [Fact]
    public void Does_without_the_name_and_then_without_the_number_before_it_grows_to_two_segments()
    {
        var roomy = Sms(Text.SessionSteps, AMessage.Journey(), AMessage.Clinic with { Phone = "555-2040" }, new Uri("https://o.test/c/AbCdEfGhIjKlMnOpQrStUv"));
        Assert.Contains("555-2040", roomy, StringComparison.Ordinal);
        var tight = Sms(Text.SessionSteps, AMessage.Journey());
        Assert.DoesNotContain("2040", tight, StringComparison.Ordinal);
        Assert.Contains("STOP", tight, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_not_let_out_when_it_breaks_a_rule_and_the_refusal_tells_only_which()
    {
        var clinic = AMessage.Clinic with { Brand = "Zebulon Ketamine" };
        var refusal = Assert.Throws<UnsafeTextException>(() => Sms(Text.ConsultationReminder, AMessage.Journey(), clinic));
        Assert.Equal("The text consultation-reminder breaks the rule 'banned-word' and was not sent.", refusal.Message);
        Assert.Throws<UnsafeTextException>(() => AMessage.Composer().Compose(AMessage.Tell(Text.InquiryAck, Channel.Email), AMessage.Journey(), clinic, AMessage.Link));
    }

    [Fact]
    public void Is_let_out_all_the_same_when_somebody_is_in_danger()
    {
        var clinic = AMessage.Clinic with { Brand = "Northside Ketamine and Wellness Practice" };
        Assert.Contains("911", Replies.Crisis(clinic, "en").Body, StringComparison.Ordinal);
        Assert.Contains(AMessage.Link.AbsoluteUri, ((Composed.Sms)MessageComposer.ComposePage(Channel.Sms, clinic, AMessage.Link)).Body, StringComparison.Ordinal);
        Assert.Throws<UnsafeTextException>(() => Replies.Help(clinic, "en"));
    }

    [Fact]
    public void Carries_the_crisis_line_in_mails_as_the_clinic_wishes()
    {
        var silent = AMessage.Clinic with { Messaging = new MessagingSettings { CrisisLineInEmail = false } };
        Assert.Contains("988", Mail(AMessage.Clinic).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("988", Mail(silent).Text, StringComparison.Ordinal);
        Assert.Contains("not monitored 24/7", Mail(silent).Text, StringComparison.Ordinal);
        static Composed.Mail Mail(Clinic clinic) => (Composed.Mail)AMessage.Composer().Compose(AMessage.Tell(Text.InquiryAck, Channel.Email), AMessage.Journey(), clinic, AMessage.Link);
    }

    [Fact]
    public void Is_encoded_in_html()
    {
        var clinic = AMessage.Clinic with { Brand = "N&S <Office>" };
        var mail = (Composed.Mail)AMessage.Composer().Compose(AMessage.Tell(Text.InquiryAck, Channel.Email), AMessage.Journey(), clinic, new Uri("https://o.test/c/a?b=1&c=2"));
        Assert.Contains("N&amp;S &lt;Office&gt;", mail.Html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://o.test/c/a?b=1&amp;c=2\"", mail.Html, StringComparison.Ordinal);
        Assert.Contains("N&S <Office>", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_staff_no_more_than_where_to_look()
    {
        var mail = (Composed.Mail)AMessage.Composer().Compose(AMessage.Tell(Text.StaffTask, Channel.Email), AMessage.Journey("es"), AMessage.Clinic, AMessage.Link);
        Assert.Equal("Northside Office: something is waiting for you", mail.Subject);
        Assert.DoesNotContain("Zebulon", mail.Text, StringComparison.Ordinal);
        Assert.Contains(AMessage.Link.AbsoluteUri, mail.Text, StringComparison.Ordinal);
    }

    private static string Sms(Text text, Journey journey, Clinic? clinic = null, Uri? link = null) =>
        ((Composed.Sms)AMessage.Composer().Compose(AMessage.Tell(text, Channel.Sms), journey, clinic ?? AMessage.Clinic, link ?? AMessage.Link)).Body;
}

public class A_practices_brand_and_address
{
    [Fact]
    public void Of_the_demonstration_fit_every_text()
    {
        var (clinic, problems) = ClinicJson.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "clinic.json")));
        Assert.Empty(problems);
        Assert.True(TextLinter.MayStandInMessages(clinic!.Brand));
        Assert.Empty(TextCheck.Problems(clinic, new Uri("http://localhost:65535")));
    }

    [Fact]
    public void Fit_every_text_or_are_named_at_start()
    {
        Assert.Empty(TextCheck.Problems(AMessage.Clinic, new Uri("https://start.northside-office.test")));
        Assert.Empty(TextCheck.Problems(AMessage.Clinic, new Uri("http://localhost:7071")));
        var problems = TextCheck.Problems(AMessage.Clinic, new Uri("https://northside-office-start-a1b2c3d4.westus2-01.azurewebsites.test"));
        Assert.Contains("en/session-steps.sms breaks the rule 'one-segment' with this brand, number and address.", problems);
        Assert.All(TextCheck.Problems(AMessage.Clinic with { Brand = "Ketamine Office" }, AMessage.Link), problem => Assert.Contains("'banned-word'", problem, StringComparison.Ordinal));
    }
}
