namespace KapWorkflow.LocalHost;

/// <summary>The app's settings, named as in local.settings.json, with which it talks to the local providers and nobody else.</summary>
public static class LocalProviderSettings
{
    /// <param name="baseAddress">Where this host serves both the app and the providers.</param>
    public static IReadOnlyDictionary<string, string?> For(Uri baseAddress) => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Site__BaseUrl"] = baseAddress.GetLeftPart(UriPartial.Authority),
        ["SendGrid__ApiKey"] = LocalProviderAccounts.SendGridApiKey,
        ["SendGrid__BaseAddress"] = new Uri(baseAddress, LocalProviderAccounts.SendGridPath).AbsoluteUri,
        ["SendGrid__FromEmail"] = LocalProviderAccounts.FromEmail,
        ["SendGrid__WebhookPublicKey"] = LocalProviderAccounts.EventPublicKey,
        ["Twilio__AccountSid"] = LocalProviderAccounts.TwilioAccountSid,
        ["Twilio__AuthToken"] = LocalProviderAccounts.TwilioAuthToken,
        ["Twilio__BaseAddress"] = new Uri(baseAddress, LocalProviderAccounts.TwilioPath).AbsoluteUri,
        ["Twilio__From"] = LocalProviderAccounts.TwilioFrom,
        ["Pager__Url"] = new Uri(baseAddress, LocalProviderAccounts.PagerPath).AbsoluteUri,
        ["Pager__Secret"] = LocalProviderAccounts.PagerSecret,
    };
}
