using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>What a link of the chain covers. The content stands in as the hash of its ciphertext, so that erasing the key breaks no chain.</summary>
public sealed record ChainLink(long Sequence, string Type, Instant At, string Author, byte[] SealedContent, byte[] Hash);

/// <summary>
/// Facts of a journey, each bound to all before it: changing, moving, adding or removing one breaks every later link. It shows tampering
/// by anyone who cannot also rewrite every later fact and the head.
/// </summary>
public static class HashChain
{
    /// <summary>Where a journey's chain starts; its id is in it, so a chain cannot be passed off as another journey's.</summary>
    public static byte[] Start(string journeyId) => SHA256.HashData(Encoding.UTF8.GetBytes("kapworkflow:" + journeyId));

    public static byte[] Next(ReadOnlySpan<byte> previous, long sequence, string type, Instant at, string author, ReadOnlySpan<byte> sealedContent)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, previous);
        Append(hash, BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder(sequence)));
        Append(hash, Encoding.UTF8.GetBytes(type));
        Append(hash, BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder(at.ToUnixTimeTicks())));
        Append(hash, Encoding.UTF8.GetBytes(author));
        Append(hash, SHA256.HashData(sealedContent));
        return hash.GetHashAndReset();
    }

    /// <returns>The first sequence that does not follow from what stands before it, or null for a whole chain that ends in the head.</returns>
    public static long? FirstBroken(string journeyId, IEnumerable<ChainLink> links, long headSequence, ReadOnlySpan<byte> headHash)
    {
        var previous = Start(journeyId);
        long expected = 1;
        foreach (var link in links)
        {
            var hash = Next(previous, link.Sequence, link.Type, link.At, link.Author, link.SealedContent);
            if (link.Sequence != expected || !CryptographicOperations.FixedTimeEquals(hash, link.Hash)) return expected;
            previous = hash;
            expected++;
        }
        return headSequence == expected - 1 && CryptographicOperations.FixedTimeEquals(previous, headHash) ? null : Math.Min(expected, headSequence + 1);
    }

    /// <summary>Whether the links lead on from a known one to the head.</summary>
    public static bool Follows(byte[] known, long knownSequence, IEnumerable<ChainLink> links, long headSequence, ReadOnlySpan<byte> headHash)
    {
        foreach (var link in links)
        {
            known = Next(known, link.Sequence, link.Type, link.At, link.Author, link.SealedContent);
            if (link.Sequence != ++knownSequence || !CryptographicOperations.FixedTimeEquals(known, link.Hash)) return false;
        }
        return knownSequence == headSequence && CryptographicOperations.FixedTimeEquals(known, headHash);
    }

    // Lengths go in too: no two lists of parts have the same bytes.
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        hash.AppendData(BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder(part.Length)));
        hash.AppendData(part);
    }
}
