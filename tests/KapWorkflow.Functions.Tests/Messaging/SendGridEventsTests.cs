using System.Net;
using System.Security.Cryptography;
using System.Text;
using KapWorkflow.LocalHost;
using Microsoft.Extensions.DependencyInjection;

namespace KapWorkflow.Functions.Tests;

public class A_post_of_SendGrids_events
{
    private const string Time = "1700000000";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_recorded_once_for_each_message_as_far_as_it_has_come()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (counter, id) = (new TransactionCounter(), AJourneyId.Number(1));
        await using var clinic = await StartAsync(key, counter);
        var (journeys, code) = await MailedAsync(clinic, id);
        counter.Reset();
        await PostAsync(clinic, key, $$"""
            [{"event":"delivered","code":"{{code}}","sg_message_id":"m1"},{"event":"open","code":"{{code}}"},
             {"event":"processed","code":"{{code}}","sg_message_id":"m1"},{"event":"bounce"},{"event":"deferred","code":"{{code}}"}]
            """);
        Assert.Equal(1, counter.Of(TableNames.Journeys));
        var ledger = (await journeys.LoadAsync(id, Stop))!.Ledger;
        Assert.Contains(ledger.Entries.Values, entry => entry is { State: Core.EffectState.Delivered, Channel: Core.Channel.Email });
        Assert.Equal(1, ledger.Entries.Values.Count(entry => entry.State == Core.EffectState.Delivered));
    }

    [Theory]
    [InlineData("\"event\":\"bounce\",\"type\":\"bounce\"", Core.EmailStop.HardBounce)]
    [InlineData("\"event\":\"dropped\",\"reason\":\"Bounced Address\"", Core.EmailStop.HardBounce)]
    [InlineData("\"event\":\"spamreport\"", Core.EmailStop.Complaint)]
    [InlineData("\"event\":\"group_unsubscribe\"", Core.EmailStop.OptedOut)]
    [InlineData("\"event\":\"bounce\",\"type\":\"blocked\"", null)]
    [InlineData("\"event\":\"open\"", null)]
    public async Task Stops_the_mail_where_the_address_takes_none_or_the_client_wants_none(string said, Core.EmailStop? why)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var id = AJourneyId.Number(1);
        await using var clinic = await StartAsync(key, new TransactionCounter());
        var (journeys, code) = await MailedAsync(clinic, id);
        for (var times = 0; times < 2; times++)
            await PostAsync(clinic, key, "[{" + said + ",\"code\":\"" + code + "\"}]");
        await clinic.Services.GetRequiredService<Stillness>().WhenStillAsync(Stop);
        var read = (await journeys.LoadAsync(id, Stop))!;
        Assert.Equal(why, read.Journey.Contact.EmailStop);
        Assert.Equal(why is null ? 0 : 1, read.Facts.Count(fact => fact.Fact is Core.EmailStopped));
        Assert.Equal(why is not null, read.Journey.Tasks.Open.Any(task => task.Key.EndsWith(":email-stopped", StringComparison.Ordinal)));
    }

    private static Task<LocalClinic> StartAsync(ECDsa key, TransactionCounter counter) => LocalClinic.StartAsync(
        new LocalClinicOptions
        {
            StartAt = DemoDay.Start,
            Tables = new CountedTables(new InMemoryTables(), counter),
            // The host's own events are signed with another key, and refused.
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["SendGrid__WebhookPublicKey"] = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()) },
        },
        Stop);

    private static async Task<(IJourneyStore Journeys, string Code)> MailedAsync(LocalClinic clinic, Core.JourneyId id)
    {
        var journeys = clinic.Services.GetRequiredService<IJourneyStore>();
        await journeys.CreateAsync(id, AStore.AnInquiry(), Core.Author.Website, Stop);
        await clinic.Services.GetRequiredService<Sweep>().RunAsync(clinic.Engine.Client, Stop);
        await clinic.Services.GetRequiredService<Stillness>().WhenStillAsync(Stop);
        var mail = clinic.Inbox.All.First(message => message.Channel == "email" && message.To == "zebulon.quark@example.org");
        Assert.Equal("accepted", mail.Status);
        return (journeys, mail.MessageId);
    }

    private static async Task PostAsync(LocalClinic clinic, ECDsa key, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/sendgrid") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add(SendGridSignature.TimestampHeader, Time);
        request.Headers.Add(SendGridSignature.Header, Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(Time + body), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)));
        using var answer = await clinic.Http.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }
}
