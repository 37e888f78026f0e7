using System.Collections.Immutable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>The client side, with the checks that the deployed host makes on Azure Storage.</summary>
internal sealed class LocalDurableClient(Orchestrations orchestrations, Outcomes outcomes, Action dueChanged) : DurableTaskClient("local")
{
    private static readonly WorkerJson Json = WorkerJson.Instance;

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default) => Run(
        () =>
        {
            ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
            var id = options?.InstanceId is { } given ? InstanceIds.Check(given) : Guid.NewGuid().ToString("N");
            var blocking = StartRules.Blocking(options, orchestrations.Options.RunningInstancesMayBeReplaced);
            var started = new ExecutionStarted(orchestratorName.Name, Json.Serialize(input), options?.Version?.Version ?? orchestrations.Options.DefaultVersion);
            if (orchestrations.Find(id) is { } existing)
            {
                StartRules.ThrowIfBlocked(existing, blocking);
                EndIfUnderWay(existing);
            }
            var startAt = options?.StartAt is { } at ? Instant.FromDateTimeOffset(at) : (Instant?)null;
            orchestrations.Create(id, started, options?.Tags ?? ImmutableDictionary<string, string>.Empty, startAt);
            return id;
        },
        cancellation);

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) => Run(
        () =>
        {
            ArgumentException.ThrowIfNullOrEmpty(eventName);
            orchestrations.Raise(UnderWay(instanceId), new(eventName, Json.Serialize(eventPayload)));
        },
        cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        Run(() => Tell(UnderWay(instanceId), new ExecutionSuspended(reason)), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        Run(() => Tell(UnderWay(instanceId), new ExecutionResumed(reason)), cancellation);

    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) => Run(
        () =>
        {
            var instance = UnderWay(instanceId);
            Terminate(instance, Json.Serialize(options?.Output));
            if (options is { Recursive: true })
            {
                foreach (var child in Descendants(instance).Where(child => !child.IsOver))
                    Terminate(child, Json.Serialize(options.Output));
            }
        },
        cancellation);

    public override async Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        var instance = await Run(() => Known(instanceId), cancellation);
        await instance.WhenStarted.Task.WaitAsync(cancellation);
        return await Run(() => Describe(instance, getInputsAndOutputs), cancellation);
    }

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        var instance = await Run(() => Known(instanceId), cancellation);
        await instance.WhenOver.Task.WaitAsync(cancellation);
        return await Run(() => Describe(instance, getInputsAndOutputs), cancellation);
    }

    public override Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => Run(
        () =>
        {
            ArgumentException.ThrowIfNullOrEmpty(instanceId);
            return orchestrations.Find(instanceId) is { } instance ? Describe(instance, getInputsAndOutputs) : null;
        },
        cancellation);

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => Pageable.Create(
        (token, size, cancellation) => Run(
            () => InstanceQueries.Page(
                orchestrations.All.Where(instance => InstanceQueries.Matches(instance, filter ?? new())),
                token ?? filter?.ContinuationToken,
                size ?? filter?.PageSize ?? OrchestrationQuery.DefaultPageSize,
                instance => Describe(instance, filter?.FetchInputsAndOutputs ?? false)),
            cancellation));

    public override Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default) => Run(
        () => InstanceQueries.Page(
            orchestrations.All.Where(instance => instance.IsOver
                && InstanceQueries.IsIn(runtimeStatus, instance.Status)
                && InstanceQueries.IsBetween(instance.UpdatedAt, completedTimeFrom, completedTimeTo)),
            lastInstanceKey,
            pageSize,
            instance => instance.Id),
        cancellation);

    public override Task<PurgeResult> PurgeInstanceAsync(string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) => Run(
        () =>
        {
            ArgumentException.ThrowIfNullOrEmpty(instanceId);
            if (orchestrations.Find(instanceId) is not { } instance) return new PurgeResult(0, true);
            if (!instance.IsOver) throw new InvalidOperationException($"Orchestration '{instanceId}' is {instance.Status}: only an ended one can be purged.");
            return new PurgeResult(Purge([instance], options), true);
        },
        cancellation);

    public override Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) => Run(
        () =>
        {
            ArgumentNullException.ThrowIfNull(filter);
            return new PurgeResult(
                Purge(
                    [.. orchestrations.All.Where(instance => InstanceQueries.IsIn(filter.Statuses, instance.Status)
                        && InstanceQueries.IsBetween(instance.CreatedAt, filter.CreatedFrom, filter.CreatedTo))],
                    options),
                true);
        },
        cancellation);

    public override Task<string> RestartAsync(string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default) => Run(
        () =>
        {
            var old = Find(instanceId);
            var id = restartWithNewInstanceId ? Guid.NewGuid().ToString("N") : instanceId;
            if (!restartWithNewInstanceId) EndIfUnderWay(old);
            orchestrations.Create(id, old.FirstStart with { Parent = null }, old.Tags);
            return id;
        },
        cancellation);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Instance Find(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return orchestrations.Find(instanceId) ?? throw new ArgumentException($"There is no orchestration '{instanceId}'.", nameof(instanceId));
    }

    private Instance Known(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return orchestrations.Find(instanceId) ?? throw new InvalidOperationException($"There is no orchestration '{instanceId}'.");
    }

    private Instance UnderWay(string instanceId) => Find(instanceId) is { IsOver: false } instance
        ? instance
        : throw new InvalidOperationException($"Orchestration '{instanceId}' is not running.");

    private void Tell(Instance instance, DurableEvent what) => orchestrations.Deliver(instance, null, what);

    private void Terminate(Instance instance, string? output)
    {
        if (instance.HasStarted)
            Tell(instance, new ExecutionTerminated(output));
        else
            outcomes.End(instance, new(0, Ending.Terminated, output));
    }

    private void EndIfUnderWay(Instance instance)
    {
        if (!instance.IsOver) outcomes.End(instance, new(0, Ending.Terminated, null));
    }

    private int Purge(IReadOnlyList<Instance> found, PurgeInstanceOptions? options)
    {
        Instance[] all = [.. found.Concat(options is { Recursive: true } ? found.SelectMany(Descendants) : []).Where(one => one.IsOver).Distinct()];
        foreach (var instance in all)
            orchestrations.Remove(instance);
        return all.Length;
    }

    private IEnumerable<Instance> Descendants(Instance parent)
    {
        Instance[] children = [.. orchestrations.All.Where(one => one.Started.Parent?.InstanceId == parent.Id)];
        return children.Concat(children.SelectMany(Descendants));
    }

    private static OrchestrationMetadata Describe(Instance instance, bool withData) => new(instance.Started.Name, instance.Id)
    {
        DataConverter = withData ? Json : null,
        RuntimeStatus = instance.Status,
        CreatedAt = instance.CreatedAt,
        LastUpdatedAt = instance.UpdatedAt,
        SerializedInput = withData ? instance.Started.Input : null,
        SerializedOutput = withData ? instance.Output : null,
        SerializedCustomStatus = withData ? instance.CustomStatus : null,
        Tags = instance.Tags,
        FailureDetails = instance.Failure,
    };

    private Task<bool> Run(Action operation, CancellationToken cancellation) => Run(
        () =>
        {
            operation();
            return true;
        },
        cancellation);

    /// <summary>Under the lock; refusals come as failed tasks, as from a call over the wire.</summary>
    private Task<T> Run<T>(Func<T> operation, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return Task.FromCanceled<T>(cancellation);
        try
        {
            T result;
            lock (orchestrations.Gate)
            {
                ObjectDisposedException.ThrowIf(orchestrations.IsStopped, typeof(DurableEngine));
                result = operation();
            }
            dueChanged();
            return Task.FromResult(result);
        }
        catch (Exception exception)
        {
            return Task.FromException<T>(exception);
        }
    }
}
