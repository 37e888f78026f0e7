using System.Security.Cryptography;

namespace KapWorkflow.LocalHost;

/// <summary>
/// What the local providers accept as credentials. They open nothing but a page on this machine, so they are fixed and not secret.
/// </summary>
public static class LocalProviderAccounts
{
    public const string SendGridPath = "/local/providers/sendgrid";
    public const string TwilioPath = "/local/providers/twilio";
    public const string PagerPath = "/local/providers/pager";

    public const string SendGridApiKey = "SG.local-development";

    public const string TwilioAccountSid = "AC00000000000000000000000000000001";
    public const string TwilioAuthToken = "local-development";
    public const string TwilioFrom = "+15005550006";

    public const string PagerSecret = "local-development-pager";

    public const string FromEmail = "practice@example.test";

    /// <summary>Signs the mailer's events; made anew for each process, as its public half is only ever told to the app in it.</summary>
    internal static ECDsa EventKey { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>As SendGrid's settings page shows it.</summary>
    public static string EventPublicKey { get; } = Convert.ToBase64String(EventKey.ExportSubjectPublicKeyInfo());
}
