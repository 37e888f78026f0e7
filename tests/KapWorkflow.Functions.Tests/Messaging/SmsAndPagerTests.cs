using KapWorkflow.LocalHost;
using Microsoft.Extensions.DependencyInjection;

namespace KapWorkflow.Functions.Tests;

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
    public async Task Ends_with_its_caller_without_naming_anybody()
    {
        await using var host = await AProviderHost.StartAsync();
        var answer = host.Faults.DelayNext(LocalProvider.Twilio);
        using var stop = new CancellationTokenSource();
        var sending = host.Sms.SendAsync(Message, stop.Token);
        await answer.Arrived;
        await stop.CancelAsync();
        var ended = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.DoesNotContain("555", ended.ToString(), StringComparison.Ordinal);
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
