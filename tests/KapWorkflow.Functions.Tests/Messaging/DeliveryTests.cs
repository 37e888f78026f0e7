using System.Security.Cryptography;
using System.Text;
using KapWorkflow.LocalHost;
using Microsoft.Extensions.Primitives;

namespace KapWorkflow.Functions.Tests;

public class What_became_of_a_message
{
    private const string Mail = "mg_aaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string Sms = "mg_bbbbbbbbbbbbbbbbbbbbbbbbbb";

    [Fact]
    public async Task Is_told_by_signed_events_under_our_code()
    {
        await using var host = await AProviderHost.StartAsync();
        await SendBothAsync(host);
        await host.QuietAsync();
        Assert.Equal([$"{Mail} processed", $"{Mail} delivered", $"{Sms} delivered"], host.Heard.Events);
        Assert.All(host.Inbox.All, message => Assert.Equal("delivered", message.Status));
    }

    [Fact]
    public async Task Is_a_failure_or_silence_when_a_test_orders_it()
    {
        await using var host = await AProviderHost.StartAsync();
        host.Faults.DeliverNext(LocalProvider.SendGrid, new LocalDelivery.Fails("bounce"));
        host.Faults.DeliverNext(LocalProvider.Twilio, new LocalDelivery.Fails("30003"));
        host.Faults.DeliverNext(LocalProvider.SendGrid, new LocalDelivery.Silent());
        await SendBothAsync(host);
        await host.Mail.SendAsync(new EmailMessage(["a@example.test"], "S", "T", "<p>T</p>", "mg_silent"), default);
        await host.QuietAsync();
        Assert.Equal([$"{Mail} processed", $"{Mail} bounce", $"{Sms} undelivered30003"], host.Heard.Events);
        Assert.Equal(["undelivered", "undelivered", "accepted"], host.Inbox.All.Select(message => message.Status));
    }

    [Fact]
    public async Task Is_told_again_after_a_restart_until_the_app_has_heard_it()
    {
        var folder = Directory.CreateTempSubdirectory("kap-events-").FullName;
        try
        {
            await using (var deaf = await AProviderHost.StartAsync(dataFolder: folder, webhookStatus: 500))
            {
                await SendBothAsync(deaf);
                await deaf.QuietAsync();
                Assert.All(deaf.Inbox.All, message => Assert.Equal("accepted", message.Status));
                Assert.Equal(9, deaf.Heard.Events.Count);
            }
            await using (var restarted = await AProviderHost.StartAsync(dataFolder: folder))
            {
                await restarted.QuietAsync();
                Assert.Equal([$"{Mail} processed", $"{Mail} delivered", $"{Sms} delivered"], restarted.Heard.Events);
                Assert.All(restarted.Inbox.All, message => Assert.Equal("delivered", message.Status));
            }
            await using var third = await AProviderHost.StartAsync(dataFolder: folder);
            await third.QuietAsync();
            Assert.Empty(third.Heard.Events);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task SendBothAsync(AProviderHost host)
    {
        Assert.IsType<SendOutcome.Accepted>(await host.Mail.SendAsync(new EmailMessage(["zebulon@example.test"], "S", "T", "<p>T</p>", Mail), default));
        await host.QuietAsync();
        Assert.IsType<SendOutcome.Accepted>(await host.Sms.SendAsync(new SmsMessage("+15550102041", "Words", Sms), default));
    }
}

public class A_webhooks_signature
{
    private static readonly Uri Url = new("https://start.example.test/api/webhooks/twilio/status?code=mg_a");
    private static readonly Dictionary<string, StringValues> Form = new(StringComparer.Ordinal) { ["To"] = "+15550102041", ["MessageStatus"] = "delivered", ["Body"] = "¿qué?" };

    [Fact]
    public void Of_twilio_holds_for_this_address_and_form_only()
    {
        var signature = Twilio("token-1");
        var signed = Signed(Url.AbsoluteUri, "token-1");
        Assert.True(signature.IsValid(Url, Form, signed));
        Assert.True(signature.IsValid("/api/webhooks/twilio/status?code=mg_a", Form, signed));
        Assert.True(signature.IsValid(Url, Form, Signed("https://start.example.test:443/api/webhooks/twilio/status?code=mg_a", "token-1")));
        Assert.False(signature.IsValid(new Uri("https://start.example.test/api/webhooks/twilio/status?code=mg_b"), Form, signed));
        Assert.False(signature.IsValid(new Uri("http://start.example.test/api/webhooks/twilio/status?code=mg_a"), Form, signed));
        Assert.False(signature.IsValid(Url, new Dictionary<string, StringValues>(Form, StringComparer.Ordinal) { ["MessageStatus"] = "failed" }, signed));
        Assert.False(signature.IsValid(Url, Form, Signed(Url.AbsoluteUri, "token-2")));
        Assert.False(signature.IsValid(Url, Form, null));
        Assert.False(signature.IsValid(Url, Form, ""));
        Assert.False(Twilio("").IsValid(Url, Form, Signed(Url.AbsoluteUri, "")));
    }

    /// <summary>The sample of Twilio's documentation on webhook security.</summary>
    [Fact]
    public void Of_twilio_is_what_its_documentation_says()
    {
        var form = new Dictionary<string, StringValues>(StringComparer.Ordinal)
        {
            ["CallSid"] = "CA1234567890ABCDE",
            ["Caller"] = "+14158675309",
            ["Digits"] = "1234",
            ["From"] = "+14158675309",
            ["To"] = "+18005551212",
        };
        Assert.True(Twilio("12345").IsValid(new Uri("https://mycompany.com/myapp.php?foo=1&bar=2"), form, "RSOYDt4T1cUTdK1PDd93/VVr8B8="));
    }

    [Fact]
    public void Of_sendgrid_holds_for_this_body_and_time_only()
    {
        const string Body = """[{"event":"delivered","code":"mg_a","note":"¿qué?"}]""";
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signature = new SendGridSignature(new MessagingOptions { SendGridPublicKey = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()) });
        var signed = Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes("1700000000" + Body), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        Assert.True(signature.IsValid(Body, signed, "1700000000"));
        Assert.False(signature.IsValid(Body + " ", signed, "1700000000"));
        Assert.False(signature.IsValid(Body, signed, "1700000001"));
        Assert.False(signature.IsValid(Body, null, "1700000000"));
        Assert.False(signature.IsValid(Body, signed, null));
        Assert.False(signature.IsValid(Body, "not base 64 !", "1700000000"));
        Assert.False(signature.IsValid(Body, Convert.ToBase64String([0x30, 0x06, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00]), "1700000000"));
        Assert.False(new SendGridSignature(new MessagingOptions { SendGridPublicKey = LocalProviderAccounts.EventPublicKey }).IsValid(Body, signed, "1700000000"));
        Assert.False(new SendGridSignature(new MessagingOptions()).IsValid(Body, signed, "1700000000"));
    }

#pragma warning disable CA5350 // What Twilio uses.
    private static string Signed(string url, string token) => Convert.ToBase64String(HMACSHA1.HashData(
        Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(url + string.Concat(Form.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + pair.Value)))));
#pragma warning restore CA5350

    private static TwilioSignature Twilio(string token) => new(new MessagingOptions { TwilioAuthToken = token, Site = new Uri("https://start.example.test") });
}
