using System.Collections.Concurrent;
using KapWorkflow.Functions;

namespace KapWorkflow.LocalHost;

/// <summary>Tables in memory, with the semantics of Azure's: they pass the same contract suite. For sweeps that need thousands of runs.</summary>
public sealed class InMemoryTables : ITables
{
    private readonly ConcurrentDictionary<string, ITable> _tables = new(StringComparer.Ordinal);

    public ITable Open(string name) => _tables.GetOrAdd(name, known => new InMemoryTable(known));

    public Task CreateAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
}
