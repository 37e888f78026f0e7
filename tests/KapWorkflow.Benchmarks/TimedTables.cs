using System.Diagnostics;
using System.Runtime.CompilerServices;
using KapWorkflow.Functions;

namespace KapWorkflow.Benchmarks;

/// <summary>Tables whose answers are waited for with a stopwatch: how much of a measured time is the walker's own looking.</summary>
internal sealed class TimedTables(ITables tables) : ITables
{
    private long _ticks;
    private long _calls;

    public TimeSpan Waited => Stopwatch.GetElapsedTime(0, Interlocked.Read(ref _ticks));

    public long Calls => Interlocked.Read(ref _calls);

    public ITable Open(string name) => new Timed(tables.Open(name), this);

    public Task CreateAsync(CancellationToken cancellationToken = default) => tables.CreateAsync(cancellationToken);

    private async Task<T> TimeAsync<T>(Func<Task<T>> ask)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            return await ask();
        }
        finally
        {
            Interlocked.Add(ref _ticks, Stopwatch.GetTimestamp() - begun);
            Interlocked.Increment(ref _calls);
        }
    }

    private sealed class Timed(ITable table, TimedTables all) : ITable
    {
        public string Name => table.Name;

        public Task<Row?> GetAsync(string partition, string key, CancellationToken cancellationToken = default) => all.TimeAsync(() => table.GetAsync(partition, key, cancellationToken));

        public async IAsyncEnumerable<IReadOnlyList<Row>> ReadAsync(RowRange range, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await using var pages = table.ReadAsync(range, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await all.TimeAsync(() => pages.MoveNextAsync().AsTask()))
                yield return pages.Current;
        }

        public Task<WriteOutcome> WriteAsync(Write write, CancellationToken cancellationToken = default) => all.TimeAsync(() => table.WriteAsync(write, cancellationToken));

        public Task<WriteOutcome> SubmitAsync(IReadOnlyList<Write> writes, CancellationToken cancellationToken = default) => all.TimeAsync(() => table.SubmitAsync(writes, cancellationToken));
    }
}
