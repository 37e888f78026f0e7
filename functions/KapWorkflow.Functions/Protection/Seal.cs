using System.Buffers.Binary;
using System.Security.Cryptography;

namespace KapWorkflow.Functions;

/// <summary>
/// AES-256-GCM in one frame: format (1 byte), version of the key (2 bytes), nonce (12), ciphertext, tag (16). Nonces are random;
/// a key is used for far fewer than the 2³² messages at which that would matter.
/// </summary>
internal static class Seal
{
    public const int Overhead = HeaderBytes + NonceBytes + TagBytes;
    private const byte Format = 1;
    private const int HeaderBytes = 3;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public static byte[] Close(byte[] key, int version, ReadOnlySpan<byte> content, ReadOnlySpan<byte> associated)
    {
        var frame = new byte[Overhead + content.Length];
        frame[0] = Format;
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(1), checked((ushort)version));
        var nonce = frame.AsSpan(HeaderBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, content, frame.AsSpan(HeaderBytes + NonceBytes, content.Length), frame.AsSpan(frame.Length - TagBytes), [.. frame.AsSpan(0, HeaderBytes), .. associated]);
        return frame;
    }

    /// <exception cref="CryptographicException">Another key, another place, or a changed byte.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> frame, ReadOnlySpan<byte> associated)
    {
        if (frame.Length < Overhead || frame[0] != Format) throw new CryptographicException("Not a sealed value.");
        var content = new byte[frame.Length - Overhead];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(frame.Slice(HeaderBytes, NonceBytes), frame.Slice(HeaderBytes + NonceBytes, content.Length), frame[^TagBytes..], content, [.. frame[..HeaderBytes], .. associated]);
        return content;
    }

    public static int VersionOf(ReadOnlySpan<byte> frame) => frame.Length < Overhead ? 0 : BinaryPrimitives.ReadUInt16BigEndian(frame[1..]);
}
