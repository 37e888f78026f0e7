using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>
/// One row: its key, its values, and the ETag it was read with. Values are text, whole numbers, flags, bytes and instants
/// (stored to 100 ns); an absent value is left out, never null.
/// </summary>
public sealed class Row(string partition, string key, string? etag = null)
{
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);

    public string Partition { get; } = partition;

    public string Key { get; } = key;

    public string? ETag { get; } = etag;

    /// <summary>Where it was read from; empty on a row that is about to be written.</summary>
    public string Table { get; init; } = "";

    public IReadOnlyDictionary<string, object> Values => _values;

    public object? this[string name]
    {
        init
        {
            if (value is not null) _values[name] = value is Instant instant ? instant.ToDateTimeOffset() : value;
        }
    }

    public static Row Of(string partition, string key, string? etag, IEnumerable<KeyValuePair<string, object>> values, string table = "")
    {
        var row = new Row(partition, key, etag) { Table = table };
        foreach (var (name, value) in values) row._values[name] = value;
        return row;
    }

    public Row At(string? version) => Of(Partition, Key, version, _values, Table);

    public string Text(string name) => TextOrNull(name) ?? throw Corrupt(name);

    public string? TextOrNull(string name) => Read<string>(name);

    public byte[] Bytes(string name) => BytesOrNull(name) ?? throw Corrupt(name);

    public byte[]? BytesOrNull(string name) => Read<byte[]>(name);

    public long Number(string name) => NumberOrNull(name) ?? throw Corrupt(name);

    public long? NumberOrNull(string name) => _values.GetValueOrDefault(name) switch
    {
        null => null,
        long number => number,
        int number => number,
        _ => throw Corrupt(name),
    };

    public bool Flag(string name) => _values.GetValueOrDefault(name) switch
    {
        null => false,
        bool flag => flag,
        _ => throw Corrupt(name),
    };

    public Instant Time(string name) => TimeOrNull(name) ?? throw Corrupt(name);

    public Instant? TimeOrNull(string name) => _values.GetValueOrDefault(name) switch
    {
        null => null,
        DateTimeOffset time => Instant.FromDateTimeOffset(time),
        _ => throw Corrupt(name),
    };

    public JourneyId Journey(string name) => JourneyId.TryParse(Text(name), out var id) ? id : throw Corrupt(name);

    public T Word<T>(string name) where T : struct, Enum => WordOrNull<T>(name) ?? throw Corrupt(name);

    public T? WordOrNull<T>(string name) where T : struct, Enum => TextOrNull(name) switch
    {
        null => null,
        { } word when Enum.TryParse<T>(word, out var known) => known,
        _ => throw Corrupt(name),
    };

    public CorruptRowException Corrupt(string property) => new(Table, Partition, Key, property);

    private T? Read<T>(string name) where T : class => _values.GetValueOrDefault(name) switch
    {
        null => null,
        T value => value,
        _ => throw Corrupt(name),
    };
}
