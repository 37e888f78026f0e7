using System.Globalization;
using System.Net.Mail;
using Microsoft.Extensions.Configuration;
using NodaTime;
using NodaTime.Text;

namespace KapWorkflow.Functions;

/// <summary>How much an e-mail may say (care-pathway §8.2): SendGrid is to be treated as a carrier without a BAA.</summary>
public enum EmailMode
{
    /// <summary>`portal_link_only`, the default: no time of an appointment, a link instead.</summary>
    PortalLinkOnly,

    /// <summary>`baa_provider`: the mailer is under a BAA, and times of appointments may stand in the mail.</summary>
    BaaProvider,
}

/// <summary>
/// Mailer, texts, pager, and the address the world knows us by. SMS and pager may be left out as a whole: everything works without.
/// While sending is locked, only providers on this machine may be addressed.
/// </summary>
public sealed class MessagingOptions
{
    public const string SendGridHome = "https://api.sendgrid.com";
    public const string TwilioHome = "https://api.twilio.com";

    /// <summary>`Site__BaseUrl`: scheme and host as the public types them. Links are built on it; webhooks' signatures are checked on it.</summary>
    public Uri? Site { get; init; }

    /// <summary>`SendGrid__ApiKey`.</summary>
    public string SendGridApiKey { get; init; } = "";

    /// <summary>`SendGrid__BaseAddress`. Default: SendGrid's own.</summary>
    public Uri? SendGridAddress { get; init; } = new(SendGridHome);

    /// <summary>`SendGrid__FromEmail`: a verified sender. The name beside it is the clinic's brand.</summary>
    public string FromEmail { get; init; } = "";

    /// <summary>`SendGrid__WebhookPublicKey`: as SendGrid's settings show it, base 64 of an ECDSA P-256 key.</summary>
    public string SendGridPublicKey { get; init; } = "";

    /// <summary>`SendGrid__EmailMode`: `portal_link_only` or `baa_provider`.</summary>
    public EmailMode? EmailMode { get; init; } = Functions.EmailMode.PortalLinkOnly;

    /// <summary>`Twilio__AccountSid`. Empty: no SMS.</summary>
    public string TwilioAccountSid { get; init; } = "";

    /// <summary>`Twilio__AuthToken`: also what Twilio signs its webhooks with, so it is needed beside an API key.</summary>
    public string TwilioAuthToken { get; init; } = "";

    /// <summary>`Twilio__ApiKeySid` and `Twilio__ApiKeySecret`: sign in with these instead of the token.</summary>
    public string TwilioApiKeySid { get; init; } = "";

    public string TwilioApiKeySecret { get; init; } = "";

    /// <summary>`Twilio__From` (E.164) or `Twilio__MessagingServiceSid`: one of the two.</summary>
    public string TwilioFrom { get; init; } = "";

    public string TwilioMessagingServiceSid { get; init; } = "";

    /// <summary>`Twilio__BaseAddress`. Default: Twilio's own.</summary>
    public Uri? TwilioAddress { get; init; } = new(TwilioHome);

    /// <summary>`Pager__Url`: the on-call service's webhook. Empty: no pager.</summary>
    public Uri? PagerAddress { get; init; }

    /// <summary>`Pager__Secret`: at least 16 characters; each page is signed with it.</summary>
    public string PagerSecret { get; init; } = "";

    /// <summary>`Messaging__Live`: `true` lifts the lock, once the go-live list is confirmed.</summary>
    public bool Live { get; init; }

    /// <summary>`Messaging__GoLiveConfirmed`: the day (2026-12-31) on which the practice confirmed the go-live list.</summary>
    public LocalDate? GoLiveConfirmed { get; init; }

    /// <summary>After this an e-mail or text whose answer has not come is unclear.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A page waits less: the next contact is waiting too (architecture §6).</summary>
    public TimeSpan PagerPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A connection that is not made by then is given up: nothing was sent.</summary>
    public TimeSpan ConnectPatience { get; init; } = TimeSpan.FromSeconds(3);

    public bool HasSms => TwilioAccountSid.Length > 0;

    public bool HasPager => PagerAddress is not null;

    public static MessagingOptions From(IConfiguration settings) => new()
    {
        Site = Address(settings["Site:BaseUrl"]),
        SendGridApiKey = settings["SendGrid:ApiKey"] ?? "",
        SendGridAddress = Address(settings["SendGrid:BaseAddress"] ?? SendGridHome),
        FromEmail = settings["SendGrid:FromEmail"] ?? "",
        SendGridPublicKey = settings["SendGrid:WebhookPublicKey"] ?? "",
        EmailMode = settings["SendGrid:EmailMode"] switch
        {
            null or "" or "portal_link_only" => Functions.EmailMode.PortalLinkOnly,
            "baa_provider" => Functions.EmailMode.BaaProvider,
            _ => null,
        },
        TwilioAccountSid = settings["Twilio:AccountSid"] ?? "",
        TwilioAuthToken = settings["Twilio:AuthToken"] ?? "",
        TwilioApiKeySid = settings["Twilio:ApiKeySid"] ?? "",
        TwilioApiKeySecret = settings["Twilio:ApiKeySecret"] ?? "",
        TwilioFrom = settings["Twilio:From"] ?? "",
        TwilioMessagingServiceSid = settings["Twilio:MessagingServiceSid"] ?? "",
        TwilioAddress = Address(settings["Twilio:BaseAddress"] ?? TwilioHome),
        PagerAddress = Address(settings["Pager:Url"]),
        PagerSecret = settings["Pager:Secret"] ?? "",
        Live = string.Equals(settings["Messaging:Live"], "true", StringComparison.OrdinalIgnoreCase),
        GoLiveConfirmed = LocalDatePattern.Iso.Parse(settings["Messaging:GoLiveConfirmed"] ?? "") is { Success: true } day ? day.Value : null,
    };

    /// <summary>Every problem at once; none repeats a secret.</summary>
    public IReadOnlyList<string> Problems() => [.. SiteProblems(), .. EmailProblems(), .. SmsProblems(), .. PagerProblems(), .. LockProblems()];

    private IEnumerable<string> SiteProblems()
    {
        if (!IsWeb(Site) || Site!.AbsolutePath != "/" || Site.Query.Length > 0)
            yield return "Site__BaseUrl: give the public address of the app, scheme and host alone, such as https://start.example.com.";
        else if (!IsSafe(Site))
            yield return "Site__BaseUrl: a public address begins with https.";
    }

    private IEnumerable<string> EmailProblems()
    {
        if (SendGridApiKey.Length == 0) yield return "SendGrid__ApiKey is missing.";
        if (!MailAddress.TryCreate(FromEmail, out _)) yield return "SendGrid__FromEmail: give the address that mail comes from.";
        if (!SendGridSignature.IsKey(SendGridPublicKey)) yield return "SendGrid__WebhookPublicKey: give the verification key of the signed event webhook, as SendGrid shows it.";
        if (!IsWeb(SendGridAddress) || !IsSafe(SendGridAddress!)) yield return "SendGrid__BaseAddress: give a full address that begins with https.";
        if (EmailMode is null) yield return "SendGrid__EmailMode: portal_link_only or baa_provider.";
        if (EmailMode == Functions.EmailMode.BaaProvider && SendGridAddress?.Host == new Uri(SendGridHome).Host)
            yield return "SendGrid__EmailMode: SendGrid gives no BAA (care-pathway §8.2); baa_provider needs a mailer that does.";
    }

    private IEnumerable<string> SmsProblems()
    {
        if (!HasSms)
        {
            if (new[] { TwilioAuthToken, TwilioApiKeySid, TwilioApiKeySecret, TwilioFrom, TwilioMessagingServiceSid }.Any(each => each.Length > 0))
                yield return "Twilio__AccountSid is missing; without SMS leave out all of Twilio's settings.";
            yield break;
        }
        if (TwilioAuthToken.Length == 0) yield return "Twilio__AuthToken is missing: Twilio signs its webhooks with it, beside an API key too.";
        if ((TwilioApiKeySid.Length > 0) != (TwilioApiKeySecret.Length > 0)) yield return "Twilio__ApiKeySid and Twilio__ApiKeySecret go together.";
        if ((TwilioFrom.Length > 0) == (TwilioMessagingServiceSid.Length > 0)) yield return "Twilio__From or Twilio__MessagingServiceSid: give one of the two.";
        if (TwilioFrom.Length > 0 && !(TwilioFrom[0] == '+' && TwilioFrom[1..].All(char.IsAsciiDigit))) yield return "Twilio__From: give the number with + and the country's code.";
        if (!IsWeb(TwilioAddress) || !IsSafe(TwilioAddress!)) yield return "Twilio__BaseAddress: give a full address that begins with https.";
    }

    private IEnumerable<string> PagerProblems()
    {
        if (!HasPager && PagerSecret.Length > 0) yield return "Pager__Url is missing; without a pager leave out Pager__Secret too.";
        if (!HasPager) yield break;
        if (!IsWeb(PagerAddress) || !IsSafe(PagerAddress!)) yield return "Pager__Url: give a full address that begins with https.";
        if (PagerSecret.Length < 16) yield return "Pager__Secret: give at least 16 characters.";
    }

    private IEnumerable<string> LockProblems()
    {
        if (Live && GoLiveConfirmed is not null) yield break;
        foreach (var (name, address) in new[] { ("SendGrid__BaseAddress", SendGridAddress), ("Twilio__BaseAddress", HasSms ? TwilioAddress : null), ("Pager__Url", PagerAddress) })
        {
            if (address is { IsAbsoluteUri: true, IsLoopback: false })
                yield return string.Create(CultureInfo.InvariantCulture, $"{name} leads to a real provider while sending is locked: confirm the go-live list, then set Messaging__GoLiveConfirmed to its day and Messaging__Live to true.");
        }
    }

    private static Uri? Address(string? text) => string.IsNullOrWhiteSpace(text) ? null : new Uri(text, UriKind.RelativeOrAbsolute);

    private static bool IsWeb(Uri? address) => address is { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "" };

    private static bool IsSafe(Uri address) => address.Scheme == "https" || address.IsLoopback;
}
