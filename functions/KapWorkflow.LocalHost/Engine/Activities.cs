using Microsoft.DurableTask;

namespace KapWorkflow.LocalHost;

/// <summary>Runs activities, a few at a time. Every end becomes an event, but for a simulated crash: a dead process reports nothing.</summary>
internal sealed class Activities(IDurableFunctions functions, EngineOptions options, ILogger logger, Action<SimulatedCrashException> crashed, CancellationToken stopping) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(options.MaxParallelActivities);

    /// <summary>Takes a place in the line: whoever asks first runs first.</summary>
    public Task EnterAsync() => _slots.WaitAsync(stopping);

    /// <summary>Null when the process died or stops meanwhile.</summary>
    /// <param name="call">What to run.</param>
    /// <param name="entered">From <see cref="EnterAsync"/>.</param>
    public async Task<DurableEvent?> RunAsync(ActivityCall call, Task entered)
    {
        try
        {
            await entered;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        try
        {
            if (functions.FindActivity(call.Name) is not { } activity)
                return new TaskFailed(call.TaskId, new("ActivityTaskNotFound", $"The app has no activity '{call.Name}'.", null, null, null), NonRetriable: true);
            if (options.RunActivitiesTwice) await LoseAsync(activity, call);
            return new TaskCompleted(call.TaskId, await activity(call, stopping));
        }
        catch (Exception exception) when (Crash(exception) is { } crash)
        {
            crashed(crash);
            return null;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            EngineLog.ActivityFailed(logger, call.Name, call.InstanceId, call.TaskId, exception.GetType().Name);
            return new TaskFailed(call.TaskId, TaskFailureDetails.FromException(exception));
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose() => _slots.Dispose();

    /// <summary>An execution whose answer, good or bad, never arrives.</summary>
    private async Task LoseAsync(Func<ActivityCall, CancellationToken, Task<string?>> activity, ActivityCall call)
    {
        try
        {
            await activity(call, stopping);
        }
        catch (Exception exception) when (Crash(exception) is null && !stopping.IsCancellationRequested)
        {
            EngineLog.ActivityFailed(logger, call.Name, call.InstanceId, call.TaskId, exception.GetType().Name);
        }
    }

    private static SimulatedCrashException? Crash(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is SimulatedCrashException crash) return crash;
        }
        return null;
    }
}
