namespace KapWorkflow.Functions;

/// <summary>RFC 4648's alphabet in lower case, without padding: what fits every key, address and orchestration id.</summary>
public static class Base32
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>16 bytes give 26 characters.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => string.Create((bytes.Length * 8 + 4) / 5, bytes, static (characters, source) =>
    {
        var (buffer, bits, next) = (0, 0, 0);
        for (var i = 0; i < characters.Length; i++)
        {
            if (bits < 5)
            {
                buffer = (buffer << 8) | (next < source.Length ? source[next++] : 0);
                bits += 8;
            }
            bits -= 5;
            characters[i] = Alphabet[(buffer >> bits) & 31];
            buffer &= (1 << bits) - 1;
        }
    });
}
