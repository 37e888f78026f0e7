using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using KapWorkflow.Functions;

namespace KapWorkflow.LocalHost;

/// <summary>The process died here. Code under test must not catch it.</summary>
public sealed class SimulatedCrashException(int call) : Exception($"Simulated crash at storage call {call}.");

public enum Fault
{
    CrashBefore,
    CrashAfter,

    /// <summary>The call happens, and the caller is told that the storage did not answer.</summary>
    ResponseLost,

    /// <summary>The call does not happen, and the caller is told that the storage did not answer.</summary>
    RequestLost,
}

/// <summary>One numbered storage call, from 1: what a sweep iterates over.</summary>
public sealed record StorageCall(int Number, string Table, string Operation);

/// <summary>
/// Tables that fail at a chosen call. After a crash every call crashes until <see cref="Restart"/>: a dead process runs no clean-up.
/// </summary>
public sealed class FaultyTables(ITables tables) : ITables
{
    private readonly ConcurrentDictionary<string, ITable> _open = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<StorageCall> _calls = new();
    private Func<StorageCall, Fault?>? _planned;
    private int _count;
    private int _struck;
    private volatile bool _crashed;

    /// <summary>Every call since the last restart, in order.</summary>
    public IReadOnlyList<StorageCall> Calls => [.. _calls];

    public bool Crashed => _crashed;

    /// <summary>So many faults have struck since the last restart.</summary>
    public int Struck => _struck;

    /// <summary>Numbers start again at 1, and the fault strikes once, at that number.</summary>
    public void FailAt(int call, Fault fault) => FailWhere(each => each.Number == call ? fault : null);

    /// <summary>Numbers start again at 1, and each call is asked which fault strikes it, from any thread; none for null.</summary>
    public void FailWhere(Func<StorageCall, Fault?> which)
    {
        Restart();
        _planned = which;
    }

    public void Restart()
    {
        _planned = null;
        _crashed = false;
        _calls.Clear();
        Interlocked.Exchange(ref _count, 0);
        Interlocked.Exchange(ref _struck, 0);
    }

    public ITable Open(string name) => _open.GetOrAdd(name, known => new Faulty(tables.Open(known), this));

    public Task CreateAsync(CancellationToken cancellationToken = default) => tables.CreateAsync(cancellationToken);

    private async Task<T> RunAsync<T>(string table, string operation, Func<Task<T>> call)
    {
        var number = Interlocked.Increment(ref _count);
        if (_crashed) throw new SimulatedCrashException(number);
        var asked = new StorageCall(number, table, operation);
        _calls.Enqueue(asked);
        var fault = _planned?.Invoke(asked);
        if (fault is not null)
            Interlocked.Increment(ref _struck);
        if (fault == Fault.CrashBefore) throw Crash(number);
        if (fault == Fault.RequestLost) throw new StorageUnreachableException(table, operation);
        var answer = await call();
        return fault switch
        {
            Fault.CrashAfter => throw Crash(number),
            Fault.ResponseLost => throw new StorageUnreachableException(table, operation),
            _ => answer,
        };
    }

    private SimulatedCrashException Crash(int number)
    {
        _crashed = true;
        return new(number);
    }

    private sealed class Faulty(ITable table, FaultyTables faults) : ITable
    {
        public string Name => table.Name;

        public Task<Row?> GetAsync(string partition, string key, CancellationToken cancellationToken = default) =>
            faults.RunAsync(Name, "get", () => table.GetAsync(partition, key, cancellationToken));

        public async IAsyncEnumerable<IReadOnlyList<Row>> ReadAsync(RowRange range, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await using var pages = table.ReadAsync(range, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await faults.RunAsync(Name, "read", () => pages.MoveNextAsync().AsTask())) yield return pages.Current;
        }

        public Task<WriteOutcome> WriteAsync(Write write, CancellationToken cancellationToken = default) =>
            faults.RunAsync(Name, $"{write.Kind} {KeyKind.Of(write.Row.Key)}", () => table.WriteAsync(write, cancellationToken));

        public Task<WriteOutcome> SubmitAsync(IReadOnlyList<Write> writes, CancellationToken cancellationToken = default) =>
            faults.RunAsync(Name, $"transaction {string.Join('+', writes.Select(write => KeyKind.Of(write.Row.Key)).Distinct(StringComparer.Ordinal))}", () => table.SubmitAsync(writes, cancellationToken));
    }
}
