using Microsoft.DurableTask.Client;
using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>
/// Durable orchestrations on one machine, in memory, on the clinic's clock. Orchestrators are replayed from their history on every
/// step, as the real engine does, and held to its recorded decisions by the conformance tests.
/// </summary>
public sealed class DurableEngine : IAsyncDisposable, ITimed
{
    private readonly Orchestrations _orchestrations;
    private readonly Activities _activities;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<SimulatedCrashException> _died = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DurableEngine(IDurableFunctions functions, IClock clock, Stillness stillness, EngineOptions options, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        _logger = loggers.CreateLogger<DurableEngine>();
        _orchestrations = new(clock, stillness, options);
        _activities = new(functions, options, _logger, Die, _stopping.Token);
        var outcomes = new Outcomes(_orchestrations, _activities, _logger);
        _orchestrations.Wake = new Runner(_orchestrations, functions, outcomes, loggers, Announce).Wake;
        Client = new LocalDurableClient(_orchestrations, outcomes, Announce);
    }

    public event EventHandler? NextDueChanged;

    public DurableTaskClient Client { get; }

    /// <summary>Completes when an activity simulated a crash: from then on nothing is done or written, as in a killed process.</summary>
    public Task<SimulatedCrashException> Died => _died.Task;

    public Instant? NextDue
    {
        get
        {
            lock (_orchestrations.Gate)
                return _orchestrations.NextDue;
        }
    }

    public bool IsStop => true;

    public void RunDue(Instant now)
    {
        lock (_orchestrations.Gate)
            _orchestrations.RunDue(now);
    }

    /// <summary>The current generation so far; null when there is no such instance.</summary>
    public RecordedHistory? History(string instanceId)
    {
        lock (_orchestrations.Gate)
            return _orchestrations.Find(instanceId) is { } instance ? RecordedHistory.Of(instance) : null;
    }

    /// <summary>Stops, and waits for what runs. Nothing is kept: journeys are in their tables.</summary>
    public async ValueTask DisposeAsync()
    {
        Stop();
        await _orchestrations.WhenQuietAsync();
        _activities.Dispose();
        _stopping.Dispose();
    }

    private void Die(SimulatedCrashException crash)
    {
        Stop();
        if (_died.TrySetResult(crash)) EngineLog.Died(_logger, crash.GetType().Name);
    }

    private void Stop()
    {
        lock (_orchestrations.Gate)
            _orchestrations.Stop();
        _stopping.Cancel();
    }

    private void Announce() => NextDueChanged?.Invoke(this, EventArgs.Empty);
}
