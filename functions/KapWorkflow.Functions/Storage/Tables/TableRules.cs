using System.Buffers;

namespace KapWorkflow.Functions;

/// <summary>
/// What Azure Tables refuses but its emulator partly accepts, and what we refuse ourselves: a change without an ETag. Checked before
/// every write, in production too, so that code which works here cannot fail, or half succeed, there.
/// </summary>
public static class TableRules
{
    public const string TouchedRow = "v";
    public const int MaxWrites = 100;
    public const int MaxPayload = 4 * 1024 * 1024;
    public const int MaxEntity = 1024 * 1024;
    public const int MaxProperty = 64 * 1024;
    private const int MaxProperties = 252;
    private const int MaxKey = 512;
    private const int MaxName = 255;

    // Headers and framing of one operation in the multipart body, measured at some 500 bytes, rounded up.
    private const int FramingOfAWrite = 800;

    private static readonly SearchValues<char> KeyCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    private static readonly DateTimeOffset EarliestTime = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Check(string table, IReadOnlyList<Write> writes)
    {
        if (writes.Count is 0 or > MaxWrites) throw Refuse(table, $"a transaction holds 1 to {MaxWrites} writes, not {writes.Count}.");
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var payload = 0;
        foreach (var write in writes)
        {
            if (write.Row.Partition != writes[0].Row.Partition) throw Refuse(table, "a transaction stays within one partition.");
            if (!keys.Add(write.Row.Key)) throw Refuse(table, $"a transaction writes a row once; kind '{KeyKind.Of(write.Row.Key)}' came twice.");
            CheckKey(table, write.Row.Partition);
            CheckKey(table, write.Row.Key);
            CheckETag(table, write);
            payload += FramingOfAWrite + CheckValues(table, write.Row);
        }
        if (payload > MaxPayload) throw Refuse(table, "a transaction holds at most 4 MiB.");
    }

    public static void CheckKey(string table, string key)
    {
        if (key.Length is 0 or > MaxKey || key.AsSpan().ContainsAnyExcept(KeyCharacters))
            throw Refuse(table, $"a key is 1 to {MaxKey} ASCII letters, digits and - _ . : (kind '{KeyKind.Of(key)}').");
    }

    private static void CheckETag(string table, Write write)
    {
        if (write.Kind == WriteKind.Touch)
        {
            if (write.Row.Key != TouchedRow) throw Refuse(table, $"only the row '{TouchedRow}' is written unseen.");
            return;
        }
        if (write.Kind != WriteKind.Add && write.Row.ETag is null or "" or "*")
            throw Refuse(table, $"{write.Kind} of kind '{KeyKind.Of(write.Row.Key)}' needs the ETag that was read.");
    }

    /// <returns>What the row takes in a request, rounded up.</returns>
    private static int CheckValues(string table, Row row)
    {
        if (row.Values.Count > MaxProperties) throw Refuse(table, $"a row holds at most {MaxProperties} values.");
        var stored = 4 + 2 * (row.Partition.Length + row.Key.Length);
        var sent = row.Partition.Length + row.Key.Length;
        foreach (var (name, value) in row.Values)
        {
            if (!IsName(name)) throw Refuse(table, "the name of a value is a letter and then letters or digits.");
            var size = StoredSize(table, name, value);
            if (size > MaxProperty) throw Refuse(table, $"value '{name}' is larger than 64 KiB.");
            stored += 8 + 2 * name.Length + size;
            sent += 48 + 2 * name.Length + SentSize(value);
        }
        if (stored > MaxEntity) throw Refuse(table, $"a row of kind '{KeyKind.Of(row.Key)}' is larger than 1 MiB.");
        return sent;
    }

    private static int StoredSize(string table, string name, object value) => value switch
    {
        string text => 2 * text.Length,
        byte[] bytes => bytes.Length,
        DateTimeOffset time when time < EarliestTime => throw Refuse(table, $"value '{name}' lies before the year 1601."),
        long or DateTimeOffset => 8,
        int => 4,
        bool => 1,
        _ => throw Refuse(table, $"value '{name}' has a type that is not stored."),
    };

    // Beyond plain ASCII a character may be sent as \uXXXX.
    private static int SentSize(object value) => value switch
    {
        string text => text.Length + 5 * text.Count(c => c is < ' ' or > '~' or '"' or '\\' or '<' or '>' or '&' or '\'' or '+'),
        byte[] bytes => (bytes.Length + 2) / 3 * 4,
        _ => 40,
    };

    private static bool IsName(string name) =>
        name.Length is > 0 and <= MaxName && char.IsAsciiLetter(name[0]) && name.All(char.IsAsciiLetterOrDigit)
        && name is not ("PartitionKey" or "RowKey" or "Timestamp");

    private static TableRuleException Refuse(string table, string rule) => new(table, rule);
}
