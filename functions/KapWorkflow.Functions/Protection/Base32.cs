namespace KapWorkflow.Functions;

/// <summary>Five bits a character, lower case, without i, l, o and u, so that an id can be read out on the phone.</summary>
public static class Base32
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

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
