using System.Globalization;
using KapWorkflow.Core;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>One round of the watchdog: unseen commits first, then every journey against its orchestration.</summary>
public sealed partial class Sweep(IJourneyStore store, Board board, Bell bell, Commits commits, IClock clock, TimeProvider time, ILogger<Sweep> log)
{
    // A commit's own request has a minute to see to it.
    private static readonly Duration UnseenFor = Duration.FromMinutes(1);
    private static readonly Duration OverdueFor = Duration.FromMinutes(2);
    private static readonly TimeSpan StuckPendingFor = TimeSpan.FromMinutes(10);

    public async Task RunAsync(DurableTaskClient durable, CancellationToken cancellation)
    {
        await SeeAsync(durable, cancellation);
        var alive = await InstancesAsync(durable, cancellation);
        if (alive is null)
            return;
        await foreach (var glance in store.GlanceAsync(cancellation))
        {
            if (!glance.IsOver)
                await EachAsync(glance.Id, () => LookAsync(durable, glance, alive.GetValueOrDefault(glance.InstanceId), cancellation));
        }
    }

    /// <summary>Commits whose wake row nobody has taken away.</summary>
    public async Task SeeAsync(DurableTaskClient durable, CancellationToken cancellation)
    {
        await foreach (var wake in store.UnseenAsync(UnseenFor, cancellation))
            await EachAsync(wake.Journey, () => SeeAsync(durable, wake, cancellation));
    }

    private async Task SeeAsync(DurableTaskClient durable, WakeRow wake, CancellationToken cancellation)
    {
        if (await store.LoadAsync(wake.Journey, cancellation) is { } read)
        {
            await commits.AtOnceAsync(read, cancellation);
            await board.ProjectAsync(null, read.Journey, cancellation);
            // An orchestration that has ended may take a ring without a word: it is started anew, and its first plan reads the tables.
            var ended = await durable.GetInstanceAsync(read.InstanceId, cancellation) is not { IsCompleted: false };
            if (!await bell.RingAsync(durable, read, isNew: ended, cancellation))
                return;
        }
        await store.SeenAsync(wake.Journey, wake.Wake, cancellation);
    }

    private async Task LookAsync(DurableTaskClient durable, JourneyGlance glance, OrchestrationMetadata? instance, CancellationToken cancellation)
    {
        var planned = glance.PlannedSequence > 0;
        var behind = !planned || glance.NextDue + OverdueFor < clock.GetCurrentInstant();
        // A row that nobody ever planned may be all there is of its journey: whoever was creating it died.
        var read = behind ? await store.LoadAsync(glance.Id, cancellation) : null;
        if (read is null && !planned)
            return;
        switch (instance?.RuntimeStatus)
        {
            case OrchestrationRuntimeStatus.Pending when time.GetUtcNow() - instance.CreatedAt > StuckPendingFor:
                await ReplaceAsync(durable, glance, cancellation);
                break;
            case OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending:
                if (read is not null)
                    await bell.RingAsync(durable, read, isNew: false, cancellation);
                break;
            case OrchestrationRuntimeStatus.Suspended:
                Suspended(log, glance.Id.Value);
                break;
            default:
                Restarted(log, glance.Id.Value);
                await bell.StartAsync(durable, glance.Id, glance.InstanceId, cancellation);
                break;
        }
        if (read is not null)
            await commits.AtOnceAsync(read, cancellation);
    }

    /// <summary>An instance that never got going is left behind: its plan, should it come, hears that it is no longer the clock.</summary>
    private async Task ReplaceAsync(DurableTaskClient durable, JourneyGlance glance, CancellationToken cancellation)
    {
        var dot = glance.InstanceId.IndexOf(".r", StringComparison.Ordinal);
        var run = dot < 0 ? 1 : int.Parse(glance.InstanceId[(dot + 2)..], NumberStyles.None, CultureInfo.InvariantCulture);
        var next = string.Create(CultureInfo.InvariantCulture, $"{glance.Id}.r{run + 1}");
        await store.ReplaceInstanceAsync(glance.Id, next, cancellation);
        await bell.StartAsync(durable, glance.Id, next, cancellation);
        Replaced(log, glance.Id.Value, run + 1);
    }

    /// <returns>Null when Durable does not answer: what is urgent is done without it.</returns>
    private async Task<Dictionary<string, OrchestrationMetadata>?> InstancesAsync(DurableTaskClient durable, CancellationToken cancellation)
    {
        try
        {
            return await AliveAsync(durable, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            NoInstances(log, failure.GetType().Name);
            return null;
        }
    }

    private static async Task<Dictionary<string, OrchestrationMetadata>> AliveAsync(DurableTaskClient durable, CancellationToken cancellation)
    {
        Dictionary<string, OrchestrationMetadata> alive = new(StringComparer.Ordinal);
        var query = new OrchestrationQuery(
            Statuses: [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended], InstanceIdPrefix: "jr_");
        await foreach (var instance in durable.GetAllInstancesAsync(query).WithCancellation(cancellation))
            alive[instance.InstanceId] = instance;
        return alive;
    }

    /// <summary>One unreadable journey must not keep the watchdog from the others.</summary>
    private async Task EachAsync(JourneyId id, Func<Task> look)
    {
        try
        {
            await look();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Failed(log, id.Value, failure.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Information, "Journey {Journey}: no live orchestration; started one.")]
    private static partial void Restarted(ILogger log, string journey);

    [LoggerMessage(LogLevel.Warning, "Journey {Journey}: its orchestration never began; run {Run} takes over.")]
    private static partial void Replaced(ILogger log, string journey, int run);

    [LoggerMessage(LogLevel.Warning, "Journey {Journey}: its orchestration is suspended; somebody has to resume it.")]
    private static partial void Suspended(ILogger log, string journey);

    [LoggerMessage(LogLevel.Error, "The watchdog could not ask which orchestrations are alive ({Failure}).")]
    private static partial void NoInstances(ILogger log, string failure);

    [LoggerMessage(LogLevel.Error, "Journey {Journey}: the watchdog could not see to it ({Failure}).")]
    private static partial void Failed(ILogger log, string journey, string failure);
}
