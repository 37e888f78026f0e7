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

    /// <summary>Each look for unseen commits reads the wake rows once.</summary>
    public long Looks => Sweeps.Of(TableNames.Wake);

    /// <summary>Of which each that goes on to all journeys reads the plans once.</summary>
    public long Rounds => Sweeps.Of(TableNames.Plans);

    /// <summary>
    /// What Durable itself asks of Azure Storage for the same walk, by its sources: 6 queue and 4 to 6 table operations an activity, 3 and 3
    /// to 4 a timer or event. Polling while nothing happens comes on top, and is the same for one journey or a thousand.
    /// </summary>
    public (int Queue, int LeastTable, int MostTable) OfDurable => (
        6 * Activities + 3 * (Timers + Events), 4 * Activities + 3 * (Timers + Events), 6 * Activities + 4 * (Timers + Events));

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
