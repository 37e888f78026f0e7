#nullable disable
#pragma warning disable CA5350 // Twilio signs with HMAC-SHA1.
using System.Collections.Specialized;
using System.Security.Cryptography;
using System.Text;

namespace Twilio.Security;

/// <summary>Twilio's signature: HMAC-SHA1 with the account's token over the address and the sorted form, in base 64.</summary>
public class RequestValidator
{
    private readonly byte[] _secret;

    public RequestValidator(string secret) => _secret = Encoding.UTF8.GetBytes(secret);

    public bool Validate(string url, NameValueCollection parameters, string expected) =>
        Validate(url, parameters.AllKeys.ToDictionary(key => key, key => parameters[key], StringComparer.Ordinal), expected);

    /// <summary>Twilio is not of one mind about whether the port belongs to the address: both are tried.</summary>
    public bool Validate(string url, IDictionary<string, string> parameters, string expected)
    {
        var given = Encoding.UTF8.GetBytes(expected ?? "");
        return CryptographicOperations.FixedTimeEquals(Signature(WithPort(url, port: false), parameters), given)
            | CryptographicOperations.FixedTimeEquals(Signature(WithPort(url, port: true), parameters), given);
    }

    private byte[] Signature(string url, IDictionary<string, string> parameters)
    {
        var signed = new StringBuilder(url);
        foreach (var (key, value) in (parameters ?? new Dictionary<string, string>(StringComparer.Ordinal)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            signed.Append(key).Append(value);
        return Encoding.UTF8.GetBytes(Convert.ToBase64String(HMACSHA1.HashData(_secret, Encoding.UTF8.GetBytes(signed.ToString()))));
    }

    private static string WithPort(string url, bool port)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = url.IndexOfAny(['/', '?', '#'], start) is var found and >= 0 ? found : url.Length;
        var authority = url[start..end];
        var colon = authority.LastIndexOf(':');
        var host = colon >= 0 && authority[(colon + 1)..].All(char.IsAsciiDigit) ? authority[..colon] : authority;
        var usual = url.StartsWith("https", StringComparison.OrdinalIgnoreCase) ? "443" : "80";
        var wanted = !port ? host : host.Length == authority.Length ? $"{host}:{usual}" : authority;
        return string.Concat(url.AsSpan(0, start), wanted, url.AsSpan(end));
    }
}
