using Microsoft.Azure.Functions.Worker;
using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>
/// A timer function on the clinic's clock. However far the clock goes at once, it runs once, and is told that it is late; it never
/// runs beside itself. What it missed meanwhile is not made up for, as on the Functions host.
/// </summary>
internal sealed class TimerFunction(
    FoundFunction function, Trigger.Timer trigger, FunctionRunner runner, TimerMonitor monitor, Stillness stillness, IHostApplicationLifetime life, ILogger<TimerFunction> log) : ITimed
{
    // A timer of this machine may fire a little after its instant.
    private static readonly Duration OnTime = Duration.FromSeconds(1);

    private readonly Lock _lock = new();
    private Instant? _last;
    private Instant? _next;
    private bool _isRunning;

    public bool IsStop => false;

    public string Name => function.Name;

    public Instant? NextDue
    {
        get
        {
            lock (_lock)
                return _next;
        }
    }

    /// <summary>Called once, before the clock moves. Runs what was missed while the host was down, or what wants to run at every start.</summary>
    public void Start(Instant now)
    {
        var stored = trigger.UseMonitor ? monitor.Find(Name) : null;
        lock (_lock)
        {
            _last = stored?.Last;
            _next = trigger.Schedule.After(now);
        }

        var missed = stored?.Next <= now;
        if (missed || trigger.RunOnStartup)
            Begin(now, isPastDue: missed);
        else
            monitor.Remember(Name, new TimerMonitor.Entry(_last, _next));
    }

    public void RunDue(Instant now)
    {
        Instant due;
        lock (_lock)
        {
            if (_next is not { } next || next > now)
                return;

            due = next;
            _next = trigger.Schedule.After(now);
        }

        Begin(now, isPastDue: now - due > OnTime);
    }

    private void Begin(Instant now, bool isPastDue)
    {
        ScheduleStatus? status;
        lock (_lock)
        {
            if (_isRunning)
                return;

            _isRunning = true;
            status = trigger.UseMonitor ? Status(now) : null;
            _last = now;
        }

        monitor.Remember(Name, new TimerMonitor.Entry(now, NextDue));
        var underWay = stillness.Begin();
        _ = RunAsync(new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = status }, underWay);
    }

    private async Task RunAsync(TimerInfo timer, IDisposable underWay)
    {
        LocalFunctionContext? context = null;
        try
        {
            // The clock's own thread is not for the functions.
            await Task.Yield();
            log.TimerRuns(Name, timer.IsPastDue);
            await runner.RunAsync(function, made => new Invocation(context = made) { Timer = timer }, static _ => Task.CompletedTask, life.ApplicationStopping);
        }
        catch (Exception failure)
        {
            log.FunctionFailed(Name, context?.InvocationId ?? "", FailureTrace.Of(failure));
        }
        finally
        {
            lock (_lock)
                _isRunning = false;
            underWay.Dispose();
        }
    }

    private ScheduleStatus Status(Instant now) => new()
    {
        Last = _last?.ToDateTimeUtc() ?? default,
        Next = (_next ?? now).ToDateTimeUtc(),
        LastUpdated = (_last ?? now).ToDateTimeUtc(),
    };
}
