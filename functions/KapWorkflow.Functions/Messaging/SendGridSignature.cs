using EllipticCurve;
using SendGrid.Helpers.EventWebhook;

namespace KapWorkflow.Functions;

/// <summary>Whether events come from SendGrid: ECDSA over the time it names and the very bytes it posted.</summary>
public sealed class SendGridSignature(MessagingOptions options)
{
    public const string Header = RequestValidator.SIGNATURE_HEADER;
    public const string TimestampHeader = RequestValidator.TIMESTAMP_HEADER;

    /// <param name="payload">The body as it came, before anything read it as JSON.</param>
    /// <param name="signature">The value of <see cref="Header"/>.</param>
    /// <param name="timestamp">The value of <see cref="TimestampHeader"/>.</param>
    public bool IsValid(string payload, string? signature, string? timestamp)
    {
        if (string.IsNullOrEmpty(signature) || string.IsNullOrEmpty(timestamp) || Key(options.SendGridPublicKey) is not { } key)
            return false;
        try
        {
            return new RequestValidator().VerifySignature(key, payload, signature, timestamp);
        }
        catch (Exception malformed) when (malformed is not OutOfMemoryException)
        {
            // The package reads a signature that is none with exceptions of every kind.
            return false;
        }
    }

    internal static bool IsKey(string text) => Key(text) is not null;

    private static PublicKey? Key(string text)
    {
        try
        {
            return text.Length == 0 ? null : new RequestValidator().ConvertPublicKeyToECDSA(text);
        }
        catch (Exception malformed) when (malformed is not OutOfMemoryException)
        {
            return null;
        }
    }
}
