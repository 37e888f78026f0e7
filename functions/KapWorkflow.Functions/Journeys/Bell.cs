using KapWorkflow.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using OrchestrationAlreadyExistsException = DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException;

namespace KapWorkflow.Functions;

/// <summary>Rings a journey's orchestration after a commit, and starts it where there is none. A bell that nobody hears is no loss: the watchdog listens too.</summary>
public sealed partial class Bell(ILogger<Bell> log)
{
    /// <returns>Whether the orchestration will look at the tables again.</returns>
    public async Task<bool> RingAsync(DurableTaskClient durable, LoadedJourney read, bool isNew, CancellationToken cancellation)
    {
        var id = read.Journey.Id;
        if (!isNew && await RaiseAsync(durable, id, read.InstanceId, cancellation))
            return true;
        return await StartAsync(durable, id, read.InstanceId, cancellation);
    }

    /// <summary>Starts it unless it is alive. An instance that has ended is replaced under its own id.</summary>
    public async Task<bool> StartAsync(DurableTaskClient durable, JourneyId id, string instanceId, CancellationToken cancellation)
    {
        var options = new StartOrchestrationOptions(instanceId).WithDedupeStatuses(
            OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended);
        try
        {
            await durable.ScheduleNewOrchestrationInstanceAsync(nameof(ClientJourney), new JourneyTurn(id.Value), options, cancellation);
            return true;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Somebody else started it: its first plan reads the tables.
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            NotStarted(log, id.Value, failure.GetType().Name);
            return false;
        }
    }

    // What an unknown or ended instance does to a raise differs by backend: every failure is "not heard".
    private async Task<bool> RaiseAsync(DurableTaskClient durable, JourneyId id, string instanceId, CancellationToken cancellation)
    {
        try
        {
            await durable.RaiseEventAsync(instanceId, Nudge.Event, new Nudge(), cancellation);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            NotHeard(log, id.Value, failure.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "Journey {Journey}: nobody heard the bell ({Failure}); starting its orchestration.")]
    private static partial void NotHeard(ILogger log, string journey, string failure);

    [LoggerMessage(LogLevel.Warning, "Journey {Journey}: its orchestration could not be started ({Failure}); the watchdog will.")]
    private static partial void NotStarted(ILogger log, string journey, string failure);
}
