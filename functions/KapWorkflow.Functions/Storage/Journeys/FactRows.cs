using System.Globalization;
using System.Text.Json;
using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>
/// Facts as rows `f:00000012`. The envelope stands in clear, ids and words only; the content is sealed with the journey's data key, bound
/// to its row, and split so that no value passes 64 KiB.
/// </summary>
internal static class FactRows
{
    public const string Prefix = "f:";
    private const string Content = "content";
    private const int PartBytes = 60 * 1024;

    public static bool Is(Row row) => row.Key.StartsWith(Prefix, StringComparison.Ordinal);

    public static string KeyOf(int sequence) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{sequence:D8}");

    /// <param name="previous">The hash of the fact before it, or the chain's start.</param>
    public static (Row Row, byte[] Hash) Seal(JourneyId journey, Recorded recorded, DataKey key, byte[] previous)
    {
        var row = KeyOf(recorded.Sequence);
        var content = key.Seal(FactJson.Write(recorded.Fact), PlaceOf(journey.Value, row));
        var (type, by) = (FactJson.TypeOf(recorded.Fact), AuthorText.Write(recorded.By));
        var hash = HashChain.Next(previous, recorded.Sequence, type, recorded.At, by, content);
        var envelope = new Row(journey.Value, row)
        {
            ["type"] = type,
            ["at"] = recorded.At,
            ["by"] = by,
            ["clinic"] = recorded.ClinicVersion,
            ["attempt"] = recorded.Attempt,
            ["hash"] = hash,
        };
        var parts = content.Chunk(PartBytes).Select((part, n) => KeyValuePair.Create(PartName(n), (object)part));
        return (Row.Of(journey.Value, row, null, [.. envelope.Values, .. parts]), hash);
    }

    public static Recorded Open(Row row, DataKey key)
    {
        var json = JsonOf(row, key);
        try
        {
            return new(SequenceOf(row), row.Time("at"), AuthorOf(row), row.Text("clinic"), row.Text("attempt"), FactJson.Read(row.Text("type"), json));
        }
        catch (JsonException cause)
        {
            throw new CorruptRowException(row.Table, row.Partition, row.Key, Content, cause);
        }
    }

    /// <summary>The content as it was written, whatever this release makes of it.</summary>
    public static string JsonOf(Row row, DataKey key) => key.Open(ContentOf(row), PlaceOf(row.Partition, row.Key));

    /// <summary>The row as a link of its chain; needs no key.</summary>
    public static ChainLink LinkOf(Row row) => new(SequenceOf(row), row.Text("type"), row.Time("at"), row.Text("by"), ContentOf(row), row.Bytes("hash"));

    public static int SequenceOf(Row row) =>
        int.TryParse(row.Key.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : throw row.Corrupt("key");

    private static Author AuthorOf(Row row) => AuthorText.TryParse(row.Text("by"), out var author) ? author : throw row.Corrupt("by");

    private static byte[] ContentOf(Row row)
    {
        List<byte> content = [];
        for (var n = 0; row.BytesOrNull(PartName(n)) is { } part; n++) content.AddRange(part);
        return content.Count > 0 ? [.. content] : throw row.Corrupt(Content);
    }

    private static string PartName(int n) => Content + n.ToString(CultureInfo.InvariantCulture);

    private static Place PlaceOf(string journey, string row) => new(TableNames.Journeys, journey, row, Content);
}
