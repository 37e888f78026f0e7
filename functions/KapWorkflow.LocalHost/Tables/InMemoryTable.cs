using System.Globalization;
using System.Runtime.CompilerServices;
using KapWorkflow.Functions;

namespace KapWorkflow.LocalHost;

/// <summary>One table in memory. Every call yields once, so that callers interleave as they would over a wire.</summary>
public sealed class InMemoryTable(string name) : ITable
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, SortedDictionary<string, Row>> _partitions = new(StringComparer.Ordinal);
    private long _version;

    public string Name => name;

    public async Task<Row?> GetAsync(string partition, string key, CancellationToken cancellationToken = default)
    {
        TableRules.CheckKey(name, partition);
        TableRules.CheckKey(name, key);
        await Turn(cancellationToken);
        lock (_lock) return Find(partition, key) is { } row ? Copy(row, only: null) : null;
    }

    public async IAsyncEnumerable<IReadOnlyList<Row>> ReadAsync(RowRange range, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Row? last = null;
        var size = Math.Min(range.PageSize, RowRange.LargestPage);
        bool more;
        do
        {
            await Turn(cancellationToken);
            List<Row> page;
            lock (_lock) page = [.. Within(range).Where(row => last is null || Order(row, last) > 0).Take(size + 1)];
            more = page.Count > size;
            if (more) page.RemoveAt(size);
            yield return [.. page.Select(row => Copy(row, range.Only))];
            last = page.LastOrDefault();
        }
        while (more);
    }

    public Task<WriteOutcome> WriteAsync(Write write, CancellationToken cancellationToken = default) => SubmitAsync([write], cancellationToken);

    public async Task<WriteOutcome> SubmitAsync(IReadOnlyList<Write> writes, CancellationToken cancellationToken = default)
    {
        TableRules.Check(name, writes);
        await Turn(cancellationToken);
        lock (_lock)
        {
            for (var i = 0; i < writes.Count; i++)
            {
                if (Refusal(writes[i]) is { } why) return WriteOutcome.Refused(why, i);
            }
            return WriteOutcome.Written([.. writes.Select(Apply)]);
        }
    }

    private WriteResult? Refusal(Write write)
    {
        var there = Find(write.Row.Partition, write.Row.Key);
        return write.Kind switch
        {
            WriteKind.Touch => null,
            WriteKind.Add => there is null ? null : WriteResult.Exists,
            _ when there is null => WriteResult.Missing,
            _ => there.ETag == write.Row.ETag ? null : WriteResult.Changed,
        };
    }

    private string? Apply(Write write)
    {
        var (partition, key) = (write.Row.Partition, write.Row.Key);
        if (!_partitions.TryGetValue(partition, out var rows)) _partitions[partition] = rows = new(StringComparer.Ordinal);
        if (write.Kind == WriteKind.Delete)
        {
            rows.Remove(key);
            return null;
        }
        var etag = string.Create(CultureInfo.InvariantCulture, $"W/\"{++_version}\"");
        var kept = write.Kind is WriteKind.Merge or WriteKind.Touch && rows.TryGetValue(key, out var there)
            ? there.Values.Where(value => !write.Row.Values.ContainsKey(value.Key))
            : [];
        rows[key] = Copy(Row.Of(partition, key, etag, [.. kept, .. write.Row.Values], name), only: null);
        return etag;
    }

    private Row? Find(string partition, string key) => _partitions.GetValueOrDefault(partition)?.GetValueOrDefault(key);

    private IEnumerable<Row> Within(RowRange range)
    {
        var partitions = range.Partition is { } one ? (_partitions.TryGetValue(one, out var rows) ? [rows] : []) : _partitions.Values.AsEnumerable();
        return partitions.SelectMany(partition => partition.Values).Where(row => range.Holds(row.Partition, row.Key));
    }

    private static int Order(Row x, Row y) =>
        string.CompareOrdinal(x.Partition, y.Partition) is var order and not 0 ? order : string.CompareOrdinal(x.Key, y.Key);

    // Bytes are copied, so that neither side can change a stored row by keeping its array.
    private static Row Copy(Row row, IReadOnlyList<string>? only) => Row.Of(row.Partition, row.Key, row.ETag, row.Values
        .Where(value => only is null || only.Contains(value.Key))
        .Select(value => KeyValuePair.Create(value.Key, value.Value is byte[] bytes ? bytes.ToArray() : value.Value)), row.Table);

    private static async Task Turn(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
    }
}
