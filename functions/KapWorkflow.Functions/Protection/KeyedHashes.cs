using System.Security.Cryptography;
using System.Text;
using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>
/// HMAC-SHA256 names for what must be found again but not read: 128 bits in 26 characters. Each kind has its own derived key, so one
/// kind's hash tells nothing about another's.
/// </summary>
public sealed class KeyedHashes(KeyRing ring)
{
    private const int HashBytes = 16;

    /// <summary>Addresses compare without case and surrounding space; nothing cleverer, for providers differ on dots and plus signs.</summary>
    public string OfEmail(string email) => Hash("email", email.Trim().ToLowerInvariant());

    /// <param name="phone">In E.164, as the door normalised it.</param>
    public string OfPhone(string phone) => Hash("phone", phone.Trim());

    /// <summary>Who asks for whom, so that two people who share a phone stay two.</summary>
    public string OfPerson(params ReadOnlySpan<string> words) => Hash("person", string.Join('\n', words.ToArray().Select(word => word.Trim().ToLowerInvariant())));

    /// <summary>An address a request came from.</summary>
    public string OfAddress(string address) => Hash("address", address);

    public string OfIdempotencyKey(string key) => Hash("idempotency", key);

    /// <summary>What was sent under a key; a repeat with other content is told apart.</summary>
    public string OfContent(string content) => Hash("content", content);

    /// <summary>The same form sent twice is the same journey, before anything is written.</summary>
    public JourneyId JourneyIdFrom(string idempotencyKey) => JourneyId.Parse("jr_" + Hash("journey", idempotencyKey));

    /// <summary>What a message is called outside our tables: its key (`dosing:…`) says too much for a provider.</summary>
    public string MessageCode(JourneyId journey, string key) => "mg_" + Hash("message", journey.Value + '\n' + key);

    private string Hash(string domain, string content) =>
        Base32.Of(HMACSHA256.HashData(ring.HashKey(domain), Encoding.UTF8.GetBytes(content)).AsSpan(0, HashBytes));
}
