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

public class Sending_a_text
{
    private static readonly SmsMessage Message = new("+15550102041", "Northside Office: Hello. STOP to opt out.", "mg_bbbbbbbbbbbbbbbbbbbbbbbbbb");

    [Fact]
    public async Task Reaches_the_inbox_under_our_code()
    {
        await using var host = await AProviderHost.StartAsync();
        var accepted = Assert.IsType<SendOutcome.Accepted>(await host.Sms.SendAsync(Message, default));
        var text = Assert.Single(host.Inbox.All);
        Assert.Equal((accepted.ProviderId, "sms", Message.To, Message.Body, Message.Code), (text.Id, text.Channel, text.To, text.Text, text.MessageId));
        Assert.StartsWith("SM", accepted.ProviderId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, 21610, "Refused 21610")]
    [InlineData(400, 21211, "Refused 21211")]
    [InlineData(400, 21611, "NotNow 21611")]
    [InlineData(400, 21606, "NotNow 21606")]
    [InlineData(401, 20003, "NotNow 20003")]
    [InlineData(429, 20429, "NotNow 20429")]
    [InlineData(503, 20503, "NotNow 20503")]
    [InlineData(500, 20500, "Unclear 20500")]
    public async Task Ends_as_twilio_says(int status, int code, string outcome)
    {
        await using var host = await AProviderHost.StartAsync();
        host.Faults.FailNext(LocalProvider.Twilio, 1, status, code);
        Assert.Equal(outcome, Sending_an_email.Words(await host.Sms.SendAsync(Message, default)));
        Assert.Empty(host.Inbox.All);
    }

    [Theory]
    [InlineData(503, "NotNow 503")]
    [InlineData(429, "NotNow 429")]
    [InlineData(502, "Unclear 502")]
    [InlineData(302, "NotNow 302")]
    [InlineData(201, "Unclear 201")]
    public async Task Ends_as_the_status_says_when_the_answer_is_not_twilios(int status, string outcome)
    {
        await using var host = await AProviderHost.StartAsync($"/rough/{status}");
        Assert.Equal(outcome, Sending_an_email.Words(await host.Sms.SendAsync(Message, default)));
    }

    [Fact]
    public async Task Is_unclear_when_the_answer_breaks_off_or_does_not_come()
    {
        await using var host = await AProviderHost.StartAsync(patience: TimeSpan.FromMilliseconds(300));
        host.Faults.AcceptThenDrop(LocalProvider.Twilio);
        Assert.Equal("Unclear broken", Sending_an_email.Words(await host.Sms.SendAsync(Message, default)));
        host.Faults.DelayNext(LocalProvider.Twilio);
        Assert.Equal("Unclear timeout", Sending_an_email.Words(await host.Sms.SendAsync(Message, default)));
    }

    [Fact]
    public async Task Is_found_again_by_number_time_and_fingerprint()
    {
        await using var host = await AProviderHost.StartAsync();
        var claimed = host.Clock.GetCurrentInstant();
        host.Faults.AcceptThenDrop(LocalProvider.Twilio);
        await host.Sms.SendAsync(Message, default);
        var id = Assert.Single(host.Inbox.All).Id;

        Assert.Equal(id, await host.Sms.FindAsync(Message.To, Fingerprint.Of(Message.Body), claimed, default));
        Assert.Null(await host.Sms.FindAsync(Message.To, Fingerprint.Of("Other words"), claimed, default));
        Assert.Null(await host.Sms.FindAsync("+15550102042", Fingerprint.Of(Message.Body), claimed, default));
        Assert.Null(await host.Sms.FindAsync(Message.To, Fingerprint.Of(Message.Body), claimed + NodaTime.Duration.FromMinutes(5), default));
    }

    [Fact]
    public async Task Cannot_be_asked_about_when_twilio_is_down_and_the_failure_names_nobody()
    {
        await using var host = await AProviderHost.StartAsync("/rough/503");
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => host.Sms.FindAsync(Message.To, Fingerprint.Of(Message.Body), AProviderHost.Now, default));
        Assert.DoesNotContain("555", failure.ToString(), StringComparison.Ordinal);
        await using var deaf = Senders.At(new Uri("http://127.0.0.1:1"));
        failure = await Assert.ThrowsAsync<HttpRequestException>(() => deaf.GetRequiredService<ISmsSender>().FindAsync(Message.To, "x", AProviderHost.Now, default));
        Assert.DoesNotContain("555", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_refused_for_good_when_no_sms_is_set_up()
    {
        await using var none = new ServiceCollection().AddMessaging(new MessagingOptions()).AddSingleton(AMessage.Clinic).BuildServiceProvider();
        Assert.Equal("Refused no-sms", Sending_an_email.Words(await none.GetRequiredService<ISmsSender>().SendAsync(Message, default)));
        Assert.Equal("Refused no-pager", Sending_an_email.Words(await none.GetRequiredService<IPager>().PageAsync(new PageMessage("c", "u", "mg_c"), default)));
    }

    [Fact]
    public void Has_a_fingerprint_that_is_the_same_for_the_same_words_only()
    {
        Assert.Equal(Fingerprint.Of(Message.Body), new Composed.Sms(Message.Body).Fingerprint);
        Assert.NotEqual(Fingerprint.Of(Message.Body), Fingerprint.Of(Message.Body + " "));
        Assert.Equal(52, Fingerprint.Of("").Length);
    }
}

public class Paging_somebody
{
    private static readonly PageMessage Page = new("on-call-1", "https://start.northside-office.test/staff", "mg_cccccccccccccccccccccccccc");

    [Fact]
    public async Task Rings_once_however_often_it_is_sent()
    {
        await using var host = await AProviderHost.StartAsync();
        var first = Assert.IsType<SendOutcome.Accepted>(await host.Pager.PageAsync(Page, default));
        Assert.Equal(first, await host.Pager.PageAsync(Page, default));
        var page = Assert.Single(host.Inbox.All);
        Assert.Equal(("pager", Page.Contact, Page.Url, Page.Code), (page.Channel, page.To, page.Text, page.MessageId));
    }

    [Fact]
    public async Task Ends_as_the_answer_proves()
    {
        await using var host = await AProviderHost.StartAsync(patience: TimeSpan.FromMilliseconds(300));
        host.Faults.FailNext(LocalProvider.Pager, 1, 400);
        host.Faults.FailNext(LocalProvider.Pager, 1, 503);
        host.Faults.FailNext(LocalProvider.Pager, 1, 500);
        host.Faults.AcceptThenDrop(LocalProvider.Pager);
        host.Faults.DelayNext(LocalProvider.Pager);
        List<string> outcomes = [];
        for (var i = 0; i < 5; i++)
            outcomes.Add(Sending_an_email.Words(await host.Pager.PageAsync(Page, default)));
        Assert.Equal(["Refused 400", "NotNow 503", "Unclear 500", "Unclear broken", "Unclear timeout"], outcomes);
    }

    [Fact]
    public async Task Is_not_believed_without_its_signature()
    {
        await using var host = await AProviderHost.StartAsync();
        using var http = new HttpClient();
        using var answer = await http.PostAsync(new Uri(host.Address, LocalProviderAccounts.PagerPath), new StringContent("{}"));
        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Empty(host.Inbox.All);
    }
}
