using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace KapWorkflow.Functions;

/// <summary>How many storage transactions were asked for, by table and operation: what Azure bills (retries of the client apart).</summary>
public sealed class TransactionCounter
{
    private readonly ConcurrentDictionary<(string Table, string Operation), long> _counts = new();

    public long Total => _counts.Values.Sum();

    public long Of(string table) => _counts.Where(count => count.Key.Table == table).Sum(count => count.Value);

    public IReadOnlyList<(string Table, string Operation, long Count)> Counts =>
        [.. _counts.Select(count => (count.Key.Table, count.Key.Operation, count.Value)).OrderBy(c => c.Table, StringComparer.Ordinal).ThenBy(c => c.Operation, StringComparer.Ordinal)];

    public void Add(string table, string operation) => _counts.AddOrUpdate((table, operation), 1, (_, count) => count + 1);

    public void Reset() => _counts.Clear();
}

/// <summary>Tables that count. An entity-group transaction is one, however many rows it writes; so is each page of a read.</summary>
public sealed class CountedTables(ITables tables, TransactionCounter counter) : ITables
{
    private readonly ConcurrentDictionary<string, ITable> _open = new(StringComparer.Ordinal);

    public ITable Open(string name) => _open.GetOrAdd(name, known => new Counted(tables.Open(known), counter));

    public Task CreateAsync(CancellationToken cancellationToken = default) => tables.CreateAsync(cancellationToken);

    private sealed class Counted(ITable table, TransactionCounter counter) : ITable
    {
        public string Name => table.Name;

        public Task<Row?> GetAsync(string partition, string key, CancellationToken cancellationToken = default)
        {
            counter.Add(Name, "get");
            return table.GetAsync(partition, key, cancellationToken);
        }

        public async IAsyncEnumerable<IReadOnlyList<Row>> ReadAsync(RowRange range, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await using var pages = table.ReadAsync(range, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await pages.MoveNextAsync())
            {
                counter.Add(Name, "read");
                yield return pages.Current;
            }
        }

        public Task<WriteOutcome> WriteAsync(Write write, CancellationToken cancellationToken = default)
        {
            counter.Add(Name, "write");
            return table.WriteAsync(write, cancellationToken);
        }

        public Task<WriteOutcome> SubmitAsync(IReadOnlyList<Write> writes, CancellationToken cancellationToken = default)
        {
            counter.Add(Name, "transaction");
            return table.SubmitAsync(writes, cancellationToken);
        }
    }
}
