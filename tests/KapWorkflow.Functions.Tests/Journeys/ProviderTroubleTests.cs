using KapWorkflow.Core;
using KapWorkflow.LocalHost;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

/// <summary>STOP, START and HELP; alarms; providers that fail. Over HTTP, from webhook to inbox.</summary>
public class A_clinic_that_hears_from_clients_and_providers
{
    private const string Client = "zebulon.quark@example.org";
    private const string Crisis = "Some days I want to end my life.";

    [Fact]
    public async Task Sends_no_text_after_STOP_and_again_after_START()
    {
        await using var clinic = await AnOpenClinic.StartAsync(null);
        await clinic.InquireAsync(AnOpenClinic.AnInquiry(), "k");
        await clinic.StillAsync();
        var before = clinic.Messages("sms").Count;
        Assert.Equal(1, before);

        Assert.Equal((200, """<?xml version="1.0" encoding="UTF-8"?><Response></Response>"""), await clinic.TextAsync("STOP"));
        await CallInVainAsync(clinic);
        await clinic.PassAsync(Duration.FromDays(2));
        Assert.Equal(before, clinic.Messages("sms").Count);
        Assert.InRange(clinic.Messages("email", Client).Count, 2, 10);

        await clinic.TextAsync("start");
        await clinic.PassAsync(Duration.FromDays(6));
        Assert.InRange(clinic.Messages("sms").Count, before + 1, before + 5);
    }

    [Fact]
    public async Task Answers_HELP_at_once_and_takes_no_unsigned_text()
    {
        await using var clinic = await AnOpenClinic.StartAsync(null);
        await clinic.InquireAsync(AnOpenClinic.AnInquiry(), "k");
        var (status, body) = await clinic.TextAsync("help");
        Assert.Equal(200, status);
        Assert.StartsWith("""<?xml version="1.0" encoding="UTF-8"?><Response><Message>""", body, StringComparison.Ordinal);

        var unsigned = await clinic.TextAsync("STOP", signed: false);
        Assert.Equal((403, ""), unsigned);
        Assert.DoesNotContain(Assert.Single(await clinic.JourneysAsync()).Facts, fact => fact.Fact is MessageReceived { Kind: InboundKind.Stop });
    }

    [Fact]
    public async Task Pages_at_once_about_words_of_crisis_and_again_until_somebody_acknowledges()
    {
        await using var clinic = await AnOpenClinic.StartAsync(null);
        var (status, body) = await clinic.InquireAsync(AnOpenClinic.AnInquiry(interest: Crisis), "k");
        // Before anything else has run: the request itself has paged.
        Assert.Equal((201, "oak-street-first"), (status, Assert.Single(clinic.Messages("pager")).To));
        Assert.Equal("988", body.GetProperty("crisisHelp").GetProperty("lifeline").GetString());

        await clinic.PassAsync(Duration.FromMinutes(35));
        Assert.Equal(["oak-street-first", "oak-street-second", "oak-street-first", "oak-street-second"], clinic.Messages("pager").Select(page => page.To));

        var journey = Assert.Single(await clinic.JourneysAsync()).Journey;
        var alert = Assert.Single(journey.Alerts.Unresolved);
        var acknowledged = await clinic.AsStaffAsync($"/api/staff/journeys/{journey.Id}/acknowledge-alert", new { key = alert.Key }, "st_theo");
        Assert.Equal(200, acknowledged.Status);
        // Acknowledged, and nobody is reached: the time for a live contact has passed already, so on-call hears of it at once, and the next day.
        await clinic.PassAsync(Duration.FromHours(20));
        Assert.Equal(5, clinic.Messages("pager").Count);
        await clinic.PassAsync(Duration.FromHours(5));
        Assert.Equal(6, clinic.Messages("pager").Count);
        var reached = await clinic.AsStaffAsync($"/api/staff/journeys/{journey.Id}/safety-contact", new { key = alert.Key, reached = true, how = "telephone", note = "safe, at home" }, "st_theo");
        Assert.Equal(200, reached.Status);
        await clinic.PassAsync(Duration.FromDays(2));
        Assert.Equal(6, clinic.Messages("pager").Count);
    }

    [Fact]
    public async Task Goes_round_about_a_number_that_nobody_knows_until_somebody_has_answered_it()
    {
        await using var clinic = await AnOpenClinic.StartAsync(null);
        Assert.Contains("We do not know this number", (await clinic.TextAsync("I want to kill myself")).Body, StringComparison.Ordinal);
        Assert.Single(clinic.Messages("pager"));
        await clinic.PassAsync(Duration.FromMinutes(15));
        Assert.Equal(2, clinic.Messages("pager").Count);
        var journey = Assert.Single(await clinic.JourneysAsync()).Journey;
        Assert.Equal(("+15035550199", "I want to kill myself"), (journey.Contact.Phone, journey.Inquiry!.Details.Interest));
        Assert.Contains(journey.Tasks.Open, task => task.Kind == TaskKind.SpeakWithClient);
        // Written again it is the same person, and nothing but the alarm is sent to a number that gave no leave.
        await clinic.TextAsync("no quiero vivir");
        Assert.Single(await clinic.JourneysAsync());
        Assert.DoesNotContain(clinic.Messages("sms"), message => message.To == "+15035550199");
    }

    [Fact]
    public async Task Answers_a_crisis_in_the_language_that_it_came_in()
    {
        await using var clinic = await AnOpenClinic.StartAsync(null);
        await clinic.InquireAsync(AnOpenClinic.AnInquiry(), "k");
        Assert.Contains("oprima 2", (await clinic.TextAsync("ya no puedo mas, quiero morir")).Body, StringComparison.Ordinal);
        Assert.Contains("You can call or text 988", (await clinic.TextAsync("I want to die")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Goes_on_to_the_next_contact_within_two_minutes_when_no_way_to_the_first_works()
    {
        await using var clinic = await AnOpenClinic.StartAsync(null);
        clinic.Faults.FailNext(LocalProvider.Pager, 1, 500);
        // Besides the page, the client's own receipt is sent at the same moment, and a note to staff.
        clinic.Faults.FailNext(LocalProvider.Twilio, 2, 400, 21211);
        clinic.Faults.FailNext(LocalProvider.SendGrid, 3, 503);
        await clinic.InquireAsync(AnOpenClinic.AnInquiry(interest: Crisis), "k");
        Assert.Empty(clinic.Messages("pager"));

        await clinic.PassAsync(Duration.FromMinutes(2));
        Assert.Equal("oak-street-second", Assert.Single(clinic.Messages("pager")).To);
    }

    [Fact]
    public async Task Pages_by_text_when_the_pager_fails()
    {
        await using var clinic = await AnOpenClinic.StartAsync(null);
        clinic.Faults.FailNext(LocalProvider.Pager, 1, 503);
        await clinic.InquireAsync(AnOpenClinic.AnInquiry(interest: Crisis), "k");
        Assert.Empty(clinic.Messages("pager"));
        Assert.Single(clinic.Messages("sms", "+16175550111"));
    }

    [Fact]
    public async Task Sends_an_email_once_when_the_mailer_works_again()
    {
        await using var clinic = await AnOpenClinic.StartAsync(null);
        clinic.Faults.FailNext(LocalProvider.SendGrid, 4, 503);
        await clinic.InquireAsync(AnOpenClinic.AnInquiry(), "k");
        await clinic.StillAsync();
        Assert.Empty(clinic.Messages("email", Client));
        await clinic.PassAsync(Duration.FromMinutes(90));
        Assert.Single(clinic.Messages("email", Client));
        Assert.Equal(EffectState.Delivered, Assert.Single(await clinic.JourneysAsync()).Ledger.Find("inquiry:ack:email")!.State);
    }

    [Fact]
    public async Task Asks_staff_for_another_way_when_an_email_bounces()
    {
        await using var clinic = await AnOpenClinic.StartAsync(null);
        clinic.Faults.DeliverNext(LocalProvider.SendGrid, new LocalDelivery.Fails("bounce"));
        await clinic.InquireAsync(AnOpenClinic.AnInquiry(), "k");
        var read = Assert.Single(await clinic.JourneysAsync());
        Assert.Equal(EffectState.Undelivered, read.Ledger.Find("inquiry:ack:email")!.State);
        Assert.Single(read.Journey.Tasks.Open, task => task.Kind == TaskKind.FindAnotherChannel);
        Assert.Single(clinic.Messages("sms", "+15035550199"));
    }

    private static async Task CallInVainAsync(AnOpenClinic clinic)
    {
        var journey = Assert.Single(await clinic.JourneysAsync()).Journey;
        var task = Assert.Single(journey.Tasks.Open, each => each.Kind == TaskKind.CallInquirer);
        var (status, _) = await clinic.DecideAsync(new TaskId(journey.Id, task.Key), new { command = "log-contact", how = "phone", reached = false, note = "No answer." }, "st_ines");
        Assert.Equal(200, status);
    }
}
