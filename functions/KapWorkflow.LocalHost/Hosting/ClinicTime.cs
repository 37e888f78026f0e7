using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>Everything of the clinic that happens by itself, on one clock: the engine's timers and the app's timer functions.</summary>
internal sealed class ClinicTime : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly LocalClock _clock;
    private readonly Stillness _stillness;
    private readonly TimerFunctions _timers;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private int _disposed;

    public ClinicTime(LocalClock clock, Stillness stillness, IDurableFunctions functions, TimerFunctions timers, EngineOptions options, ILoggerFactory loggers)
    {
        (_clock, _stillness, _timers) = (clock, stillness, timers);
        Engine = new DurableEngine(functions, clock, stillness, options, loggers);
        Travel = new TimeTravel(clock, stillness, [Engine, .. timers.All]);
    }

    public DurableEngine Engine { get; }

    public TimeTravel Travel { get; }

    public Instant Now => _clock.GetCurrentInstant();

    public bool IsHeld => _clock.IsPaused;

    /// <summary>Where a skip would stop.</summary>
    public Instant? Next => Engine.NextDue;

    /// <summary>Ends only with the clinic, or when time cannot go on.</summary>
    public Task Running => _running;

    public void Start()
    {
        _timers.Start(Now);
        _running = Travel.RunAsync(_stop.Token);
    }

    public void Hold(bool isOn)
    {
        if (isOn)
            _clock.Hold();
        else
            _clock.Run();
    }

    /// <summary>Begins nothing any more, and gives what is under way a moment to end while everything it needs still answers.</summary>
    public async Task CalmAsync()
    {
        await _stop.CancelAsync();
        if (!Engine.Died.IsCompleted)
            await Task.WhenAny(_stillness.WhenStillAsync(), Task.Delay(Patience));
    }

    /// <summary>Before the services it runs on are gone; again by them, which does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        await _stop.CancelAsync();
        await _running.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await Engine.DisposeAsync();
        Travel.Dispose();
        _stop.Dispose();
    }
}
