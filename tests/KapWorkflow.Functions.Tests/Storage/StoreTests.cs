using KapWorkflow.LocalHost;

namespace KapWorkflow.Functions.Tests;

/// <summary>A suite that must hold on any storage: run once on the double and once on Azurite.</summary>
public abstract class StoreTests : IAsyncLifetime
{
    private static int _runs;

    protected ITables Tables { get; private set; } = null!;

    protected TransactionCounter Counter { get; } = new();

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Null: the double.</summary>
    protected abstract string? ConnectionString { get; }

    public virtual async ValueTask InitializeAsync()
    {
        ITables tables = ConnectionString is { } connection
            ? AzureTables.From(new() { ConnectionString = connection, Prefix = $"t{Environment.ProcessId}n{Interlocked.Increment(ref _runs)}x" })
            : new InMemoryTables();
        Tables = new CountedTables(tables, Counter);
        await Tables.CreateAsync(Stop);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected static async Task<IReadOnlyList<Row>> AllAsync(ITable table, RowRange range)
    {
        List<Row> rows = [];
        await foreach (var page in table.ReadAsync(range, Stop)) rows.AddRange(page);
        return rows;
    }
}
