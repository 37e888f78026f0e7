using Microsoft.Extensions.Primitives;
using Twilio.Security;

namespace KapWorkflow.Functions;

/// <summary>Whether a webhook comes from Twilio: it signs the address it called and the form it posted.</summary>
public sealed class TwilioSignature(MessagingOptions options)
{
    public const string Header = "X-Twilio-Signature";

    /// <param name="publicUrl">As Twilio called it: <see cref="MessagingOptions.Site"/>, path and query, whatever a gateway made of the request.</param>
    /// <param name="form">The posted form.</param>
    /// <param name="header">The value of <see cref="Header"/>.</param>
    public bool IsValid(Uri publicUrl, IEnumerable<KeyValuePair<string, StringValues>> form, string? header) =>
        options.TwilioAuthToken.Length > 0 && !string.IsNullOrEmpty(header)
            // A validator each time: the package's is not made for two threads.
            && new RequestValidator(options.TwilioAuthToken).Validate(
                publicUrl.AbsoluteUri, form.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal), header);

    /// <summary>The address as the world knows it.</summary>
    public bool IsValid(string pathAndQuery, IEnumerable<KeyValuePair<string, StringValues>> form, string? header) =>
        IsValid(new Uri(options.Site!, pathAndQuery), form, header);
}
