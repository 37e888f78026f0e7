using System.Security.Cryptography;
using System.Text;
using SendGrid.Helpers.EventWebhook;

namespace KapWorkflow.Functions;

/// <summary>
/// Whether events come from SendGrid: ECDSA over the time it names and the very bytes it posted. The base library verifies in a
/// hundredth of what the package's own arithmetic takes, and every event of every e-mail passes here.
/// </summary>
public sealed class SendGridSignature(MessagingOptions options)
{
    public const string Header = RequestValidator.SIGNATURE_HEADER;
    public const string TimestampHeader = RequestValidator.TIMESTAMP_HEADER;

    /// <param name="payload">The body as it came, before anything read it as JSON.</param>
    /// <param name="signature">The value of <see cref="Header"/>.</param>
    /// <param name="timestamp">The value of <see cref="TimestampHeader"/>.</param>
    public bool IsValid(string payload, string? signature, string? timestamp)
    {
        if (string.IsNullOrEmpty(signature) || string.IsNullOrEmpty(timestamp) || Bytes(signature) is not { } signed)
            return false;
        using var key = Key(options.SendGridPublicKey);
        try
        {
            return key?.VerifyData(Encoding.UTF8.GetBytes(timestamp + payload), signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence) == true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    internal static bool IsKey(string text)
    {
        using var key = Key(text);
        return key is not null;
    }

    /// <summary>As SendGrid shows it: base64 of the key on the curve P-256.</summary>
    private static ECDsa? Key(string text)
    {
        if (Bytes(text) is not { Length: > 0 } bytes)
            return null;
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(bytes, out _);
            return key;
        }
        catch (CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }

    private static byte[]? Bytes(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }
}
