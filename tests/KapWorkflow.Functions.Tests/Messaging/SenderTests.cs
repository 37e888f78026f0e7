using System.Text.Json;
using KapWorkflow.LocalHost;
using Microsoft.Extensions.DependencyInjection;

namespace KapWorkflow.Functions.Tests;

public class Sending_an_email
{
    private static readonly EmailMessage Message = new(["zebulon@example.test"], "A subject", "Words", "<p>Words</p>", "mg_aaaaaaaaaaaaaaaaaaaaaaaaaa");

    [Fact]
    public async Task Reaches_the_inbox_under_our_code_and_from_the_brand()
    {
        await using var host = await AProviderHost.StartAsync();
        var accepted = Assert.IsType<SendOutcome.Accepted>(await host.Mail.SendAsync(Message, default));
        var mail = Assert.Single(host.Inbox.All);
        Assert.Equal((accepted.ProviderId, "email", "zebulon@example.test", "A subject", "Words", Message.Code), (mail.Id, mail.Channel, mail.To, mail.Subject, mail.Text, mail.MessageId));
        Assert.Equal(AProviderHost.Now, mail.At);
    }

    [Fact]
    public async Task Tells_the_carrier_a_code_and_nothing_else_and_has_nothing_tracked()
    {
        await using var host = await AProviderHost.StartAsync("/rough/202");
        await host.Mail.SendAsync(Message with { To = ["a@example.test", "b@example.test"] }, default);
        using var sent = JsonDocument.Parse(Assert.Single(host.Heard.Bodies));
        var mail = sent.RootElement;
        Assert.Equal("""{"code":"mg_aaaaaaaaaaaaaaaaaaaaaaaaaa"}""", mail.GetProperty("custom_args").GetRawText());
        Assert.Equal("Northside Office", mail.GetProperty("from").GetProperty("name").GetString());
        var tracking = mail.GetProperty("tracking_settings");
        Assert.False(tracking.GetProperty("click_tracking").GetProperty("enable").GetBoolean());
        Assert.False(tracking.GetProperty("click_tracking").GetProperty("enable_text").GetBoolean());
        Assert.False(tracking.GetProperty("open_tracking").GetProperty("enable").GetBoolean());
        Assert.False(tracking.GetProperty("ganalytics").GetProperty("enable").GetBoolean());
        Assert.False(tracking.GetProperty("subscription_tracking").GetProperty("enable").GetBoolean());
        Assert.Equal([[], []], mail.GetProperty("personalizations").EnumerateArray().Select(each => each.EnumerateObject().Select(part => part.Name).Except(["to"])));
        Assert.Equal(["""[{"email":"a@example.test"}]""", """[{"email":"b@example.test"}]"""], mail.GetProperty("personalizations").EnumerateArray().Select(each => each.GetProperty("to").GetRawText()));
        Assert.False(mail.TryGetProperty("categories", out _));
    }

    [Theory]
    [InlineData(400, "Refused 400")]
    [InlineData(413, "Refused 413")]
    [InlineData(401, "NotNow 401")]
    [InlineData(403, "NotNow 403")]
    [InlineData(404, "NotNow 404")]
    [InlineData(302, "NotNow 302")]
    [InlineData(429, "NotNow 429")]
    [InlineData(503, "NotNow 503")]
    [InlineData(408, "Unclear 408")]
    [InlineData(500, "Unclear 500")]
    [InlineData(502, "Unclear 502")]
    [InlineData(504, "Unclear 504")]
    public async Task Ends_as_the_answer_proves(int status, string outcome)
    {
        await using var host = await AProviderHost.StartAsync($"/rough/{status}");
        Assert.Equal(outcome, Words(await host.Mail.SendAsync(Message, default)));
        Assert.Single(host.Heard.Bodies);
    }

    [Fact]
    public async Task Is_unclear_when_the_connection_breaks_after_it_went_out()
    {
        await using var host = await AProviderHost.StartAsync();
        host.Faults.AcceptThenDrop(LocalProvider.SendGrid);
        Assert.Equal("Unclear broken", Words(await host.Mail.SendAsync(Message, default)));
        Assert.Single(host.Inbox.All);
    }

    [Fact]
    public async Task Is_unclear_when_no_answer_comes_in_time()
    {
        await using var host = await AProviderHost.StartAsync(patience: TimeSpan.FromMilliseconds(300));
        var answer = host.Faults.DelayNext(LocalProvider.SendGrid);
        Assert.Equal("Unclear timeout", Words(await host.Mail.SendAsync(Message, default)));
        await answer.Arrived;
    }

    [Fact]
    public async Task Is_for_another_time_when_nobody_listens()
    {
        await using var host = await AProviderHost.StartAsync();
        await using var deaf = Senders.At(new Uri("http://127.0.0.1:1"));
        Assert.Equal("NotNow no-connection", Words(await deaf.GetRequiredService<IEmailSender>().SendAsync(Message, default)));
        Assert.Equal("NotNow no-connection", Words(await deaf.GetRequiredService<ISmsSender>().SendAsync(new SmsMessage("+15550102041", "x", "mg_b"), default)));
        Assert.Equal("NotNow no-connection", Words(await deaf.GetRequiredService<IPager>().PageAsync(new PageMessage("c", "u", "mg_b"), default)));
    }

    [Fact]
    public async Task Is_for_another_time_when_no_connection_comes_about_in_time()
    {
        await using var hanging = Senders.At(new Uri("http://127.0.0.1:1"), () => new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(100),
            ConnectCallback = async (_, stop) =>
            {
                await Task.Delay(Timeout.Infinite, stop);
                return Stream.Null;
            },
        });
        Assert.Equal("NotNow no-connection", Words(await hanging.GetRequiredService<IEmailSender>().SendAsync(Message, default)));
        Assert.Equal("NotNow no-connection", Words(await hanging.GetRequiredService<ISmsSender>().SendAsync(new SmsMessage("+15550102041", "x", "mg_b"), default)));
    }

    [Fact]
    public async Task Ends_with_its_caller()
    {
        await using var host = await AProviderHost.StartAsync();
        var answer = host.Faults.DelayNext(LocalProvider.SendGrid);
        using var stop = new CancellationTokenSource();
        var sending = host.Mail.SendAsync(Message, stop.Token);
        await answer.Arrived;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    internal static string Words(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Refused refused => $"Refused {refused.Code}",
        SendOutcome.NotNow notNow => $"NotNow {notNow.Code}",
        SendOutcome.Unclear unclear => $"Unclear {unclear.Code}",
        _ => "Accepted",
    };
}

internal static class Senders
{
    /// <summary>Senders to an address at which there may be nobody.</summary>
    public static ServiceProvider At(Uri address, Func<HttpMessageHandler>? handler = null)
    {
        var services = new ServiceCollection().AddSingleton(AMessage.Clinic).AddMessaging(new MessagingOptions
        {
            Site = address,
            SendGridApiKey = "SG.x",
            SendGridAddress = address,
            FromEmail = "practice@example.test",
            TwilioAccountSid = LocalProviderAccounts.TwilioAccountSid,
            TwilioAuthToken = LocalProviderAccounts.TwilioAuthToken,
            TwilioFrom = LocalProviderAccounts.TwilioFrom,
            TwilioAddress = address,
            PagerAddress = address,
            PagerSecret = LocalProviderAccounts.PagerSecret,
        });
        if (handler is not null)
        {
            foreach (var name in new[] { "sendgrid", "twilio", "pager" })
                services.AddHttpClient(name).ConfigurePrimaryHttpMessageHandler(handler);
        }
        return services.BuildServiceProvider();
    }
}
