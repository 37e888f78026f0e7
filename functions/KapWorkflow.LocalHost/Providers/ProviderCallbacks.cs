using System.Globalization;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>The webhooks as SendGrid and Twilio post them, signed as each of them signs. Never to an address beyond this machine.</summary>
/// <param name="site">Where the app is served; asked for late, because a port may be chosen only when serving begins.</param>
internal sealed class ProviderCallbacks(Func<Uri> site, IClock clock)
{
    private const string SendGridEvents = "/api/webhooks/sendgrid";
    private const string TwilioTexts = "/api/webhooks/twilio/sms";
    private const string TwilioStatus = "/api/webhooks/twilio/status";

    /// <returns>Null when nobody may be told.</returns>
    public HttpRequestMessage? RequestFor(InboxMessage message, LocalDelivery delivery, Uri? callback)
    {
        var address = message.Channel == "email" ? new Uri(site(), SendGridEvents) : callback ?? new Uri(site(), $"{TwilioStatus}?code={message.MessageId}");
        if (!address.IsLoopback || message.MessageId.Length == 0)
            return null;
        return message.Channel == "email" ? SendGrid(address, message, delivery) : Twilio(address, message, delivery);
    }

    /// <summary>A text that somebody sends to the practice's number.</summary>
    public HttpRequestMessage TextFrom(string number, string body)
    {
        var sid = $"SM{Guid.NewGuid():N}";
        return Signed(new Uri(site(), TwilioTexts), new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["AccountSid"] = LocalProviderAccounts.TwilioAccountSid,
            ["ApiVersion"] = "2010-04-01",
            ["Body"] = body,
            ["From"] = number,
            ["MessageSid"] = sid,
            ["NumMedia"] = "0",
            ["SmsSid"] = sid,
            ["To"] = LocalProviderAccounts.TwilioFrom,
        });
    }

    /// <summary>SendGrid signs the time and the body; what was in custom_args stands beside its own fields.</summary>
    private HttpRequestMessage SendGrid(Uri address, InboxMessage message, LocalDelivery delivery)
    {
        var now = clock.GetCurrentInstant().ToUnixTimeSeconds();
        string[] events = ["processed", delivery is LocalDelivery.Fails failed ? failed.Code : "delivered"];
        var body = JsonSerializer.Serialize(events.Select(each => new
        {
            email = message.To,
            timestamp = now,
            @event = each,
            sg_event_id = Base64Of($"{message.Id}:{each}"),
            sg_message_id = $"{message.Id}.recvd-local-0",
            code = message.MessageId,
        }));
        var timestamp = now.ToString(CultureInfo.InvariantCulture);
        var signature = LocalProviderAccounts.EventKey.SignData(Encoding.UTF8.GetBytes(timestamp + body), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(body, Encoding.UTF8, MediaTypeNames.Application.Json),
            Headers = { { "X-Twilio-Email-Event-Webhook-Signature", Convert.ToBase64String(signature) }, { "X-Twilio-Email-Event-Webhook-Timestamp", timestamp } },
        };
    }

    private static HttpRequestMessage Twilio(Uri address, InboxMessage message, LocalDelivery delivery)
    {
        var form = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["AccountSid"] = LocalProviderAccounts.TwilioAccountSid,
            ["ApiVersion"] = "2010-04-01",
            ["From"] = LocalProviderAccounts.TwilioFrom,
            ["MessageSid"] = message.Id,
            ["MessageStatus"] = delivery is LocalDelivery.Fails ? "undelivered" : "delivered",
            ["SmsSid"] = message.Id,
            ["SmsStatus"] = delivery is LocalDelivery.Fails ? "undelivered" : "delivered",
            ["To"] = message.To,
        };
        if (delivery is LocalDelivery.Fails failed)
            form["ErrorCode"] = failed.Code;
        return Signed(address, form);
    }

    /// <summary>Twilio signs the address and the sorted form.</summary>
    private static HttpRequestMessage Signed(Uri address, SortedDictionary<string, string> form) => new(HttpMethod.Post, address)
    {
        Content = new FormUrlEncodedContent(form),
        Headers = { { "X-Twilio-Signature", TwilioSignatureOf(address, form) } },
    };

#pragma warning disable CA5350 // What Twilio uses.
    private static string TwilioSignatureOf(Uri address, SortedDictionary<string, string> form) => Convert.ToBase64String(HMACSHA1.HashData(
        Encoding.UTF8.GetBytes(LocalProviderAccounts.TwilioAuthToken),
        Encoding.UTF8.GetBytes(address.AbsoluteUri + string.Concat(form.Select(pair => pair.Key + pair.Value)))));
#pragma warning restore CA5350

    private static string Base64Of(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..22];
}
