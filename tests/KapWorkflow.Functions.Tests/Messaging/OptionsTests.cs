using KapWorkflow.LocalHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KapWorkflow.Functions.Tests;

public class Messaging_settings
{
    [Fact]
    public void Are_complete_on_the_local_host() => Assert.Empty(Problems());

    [Fact]
    public void May_leave_out_sms_and_pager_as_a_whole() => Assert.Empty(Problems(
        ("Twilio:AccountSid", null), ("Twilio:AuthToken", null), ("Twilio:From", null), ("Pager:Url", null), ("Pager:Secret", null)));

    [Fact]
    public void Name_every_problem_at_once_and_repeat_no_secret()
    {
        var refusal = Assert.Throws<SettingsException>(() => new ServiceCollection().AddMessaging(Settings(
            ("Site:BaseUrl", "start.example.test"), ("SendGrid:ApiKey", ""), ("SendGrid:FromEmail", "nobody"), ("SendGrid:WebhookPublicKey", "zzzz"), ("SendGrid:EmailMode", "chatty"),
            ("Twilio:AuthToken", ""), ("Twilio:ApiKeySid", "SK1"), ("Twilio:From", "555"), ("Twilio:MessagingServiceSid", "MG1"), ("Pager:Secret", "short-secret"))));
        Assert.Equal(
            ["Site__BaseUrl", "SendGrid__ApiKey", "SendGrid__FromEmail", "SendGrid__WebhookPublicKey", "SendGrid__EmailMode", "Twilio__AuthToken", "Twilio__ApiKeySid", "Twilio__From", "Twilio__From", "Pager__Secret"],
            refusal.Problems.Select(problem => problem.Split(' ', ':')[0]));
        Assert.DoesNotContain("short-secret", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("zzzz", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keep_real_providers_locked_until_the_go_live_list_is_confirmed()
    {
        (string, string?)[] real = [("SendGrid:BaseAddress", null), ("Twilio:BaseAddress", null), ("Pager:Url", "https://on-call.example.test/hook")];
        Assert.Equal(["SendGrid__BaseAddress", "Twilio__BaseAddress", "Pager__Url"], Problems(real).Select(problem => problem.Split(' ')[0]));
        Assert.Equal(3, Problems([.. real, ("Messaging:Live", "true")]).Count);
        Assert.Equal(3, Problems([.. real, ("Messaging:GoLiveConfirmed", "2026-11-01")]).Count);
        Assert.Equal(3, Problems([.. real, ("Messaging:Live", "true"), ("Messaging:GoLiveConfirmed", "soon")]).Count);
        Assert.Empty(Problems([.. real, ("Messaging:Live", "true"), ("Messaging:GoLiveConfirmed", "2026-11-01")]));
    }

    [Fact]
    public void Want_encryption_beyond_this_machine_and_no_credentials_in_an_address()
    {
        (string, string?)[] live = [("Messaging:Live", "true"), ("Messaging:GoLiveConfirmed", "2026-11-01")];
        Assert.Single(Problems([.. live, ("SendGrid:BaseAddress", "http://mail.example.test")]));
        Assert.Single(Problems([.. live, ("Pager:Url", "http://on-call.example.test")]));
        Assert.Single(Problems([.. live, ("Site:BaseUrl", "http://start.example.test")]));
        Assert.Single(Problems([.. live, ("Pager:Url", "https://me:secret@on-call.example.test")]));
    }

    [Fact]
    public void Do_not_take_sendgrid_for_a_mailer_under_a_baa()
    {
        (string, string?)[] live = [("Messaging:Live", "true"), ("Messaging:GoLiveConfirmed", "2026-11-01"), ("SendGrid:EmailMode", "baa_provider")];
        Assert.Single(Problems([.. live, ("SendGrid:BaseAddress", null)]));
        Assert.Empty(Problems([.. live, ("SendGrid:BaseAddress", "https://mail.example.test")]));
    }

    private static IReadOnlyList<string> Problems(params (string Name, string? Value)[] changes) => MessagingOptions.From(Settings(changes)).Problems();

    private static IConfigurationRoot Settings(params (string Name, string? Value)[] changes)
    {
        var all = LocalProviderSettings.For(new Uri("http://localhost:7071")).ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => pair.Value, StringComparer.Ordinal);
        foreach (var (name, value) in changes)
            all[name] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(all.Where(pair => pair.Value is not null)).Build();
    }
}
