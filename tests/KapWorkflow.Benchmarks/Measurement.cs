using KapWorkflow.Functions;
using KapWorkflow.LocalHost;

namespace KapWorkflow.Benchmarks;

/// <summary>What one walk asked of storage and engine: the app's own transactions, and those of the watchdog's sweeps beside them.</summary>
internal sealed class Measurement
{
    private readonly Lock _lock = new();

    public TransactionCounter App { get; } = new();

    public TransactionCounter Sweeps { get; } = new();

    public int Generations { get; private set; }

    public int Activities { get; private set; }

    public int Timers { get; private set; }

    public int Events { get; private set; }

    /// <summary>A sweep reads the wake rows once.</summary>
    public long SweepCount => Sweeps.Counts.Where(count => count.Table == TableNames.Wake && count.Operation == "read").Sum(count => count.Count);

    public void Add(RecordedHistory generation)
    {
        var actions = generation.Episodes.SelectMany(episode => episode.Actions).ToList();
        lock (_lock)
        {
            Generations++;
            Activities += actions.OfType<ScheduleTask>().Count();
            Timers += actions.OfType<CreateTimer>().Count();
            Events += generation.Episodes.SelectMany(episode => episode.Delivered).OfType<EventRaised>().Count();
        }
    }
}
