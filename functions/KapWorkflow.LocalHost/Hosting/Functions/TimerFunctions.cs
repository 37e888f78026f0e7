using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>The app's timer functions, each on the clinic's clock.</summary>
internal sealed class TimerFunctions(
    FunctionCatalogue functions, FunctionRunner runner, TimerMonitor monitor, Stillness stillness, IHostApplicationLifetime life, ILogger<TimerFunction> log)
{
    public IReadOnlyList<TimerFunction> All { get; } =
        [.. functions.With<Trigger.Timer>().Select(found => new TimerFunction(found.Function, found.Trigger, runner, monitor, stillness, life, log))];

    public void Start(Instant now)
    {
        foreach (var timer in All)
            timer.Start(now);
    }
}
