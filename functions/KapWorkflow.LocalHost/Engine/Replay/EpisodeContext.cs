using System.Runtime.CompilerServices;
using Microsoft.DurableTask;

namespace KapWorkflow.LocalHost;

/// <summary>What the orchestrator holds during an episode. It decides nothing itself: calls become decisions, events complete them.</summary>
internal sealed class EpisodeContext(ExecutionStarted started, EpisodeSettings settings, EpisodeThread thread, Decisions decisions, ExternalEvents events)
    : TaskOrchestrationContext
{
    /// <summary>Longer timers become a chain, as in the SDK. Changing this breaks journeys under way.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(3);

    private static readonly WorkerJson Json = WorkerJson.Instance;

    private DateTime _now;
    private bool _replaying = true;
    private int _guids;

    public string? CustomStatus { get; private set; }

    public bool StatusWasSet { get; private set; }

    public (string? Input, bool KeepEvents, string? Version)? Next { get; private set; }

    public override TaskName Name => Here(started.Name);

    public override string InstanceId => Here(settings.InstanceId);

    public override ParentOrchestrationInstance? Parent => Here(started.Parent is { } parent ? new ParentOrchestrationInstance(parent.Name, parent.InstanceId) : null);

    public override DateTime CurrentUtcDateTime => Here(_now);

    public override bool IsReplaying => Here(_replaying);

    public override string Version => Here(started.Version);

    protected override ILoggerFactory LoggerFactory => settings.Loggers;

    public void SetTime(DateTime now, bool replaying) => (_now, _replaying) = (now, replaying);

    public override T? GetInput<T>()
        where T : default => Here(Json.Deserialize<T>(started.Input));

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        // No input is the text null on the wire.
        var text = Json.Serialize(Payload(input)) ?? "null";
        var version = options?.Version?.Version ?? started.Version;
        return await CallAsync<TResult>(name, options?.Retry, id => new ScheduleTask(id, name, text, version));
    }

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        var text = Json.Serialize(Payload(input));
        var version = options?.Version?.Version ?? settings.DefaultVersion;
        var instanceId = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        return await CallAsync<TResult>(orchestratorName, options?.Retry, id => new CreateSubOrchestration(id, orchestratorName, instanceId, text, version));
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var end = fireAt.ToUniversalTime();
        while (end - CurrentUtcDateTime > LongestTimer)
            await StartTimer(CurrentUtcDateTime + LongestTimer, cancellationToken);
        await StartTimer(end, cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
        events.WaitAsync<T>(Here(eventName), MayCancel, cancellationToken);

    public override void SendEvent(string instanceId, string eventName, object payload) =>
        decisions.Add(id => new SendEvent(id, Here(instanceId), eventName, Json.Serialize(payload)));

    public override void SetCustomStatus(object? customStatus) => (CustomStatus, StatusWasSet) = (Here(Json.Serialize(customStatus)), true);

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        Next = Here((Json.Serialize(newInput), preserveUnprocessedEvents, (string?)null));

    public override void ContinueAsNew(ContinueAsNewOptions options) =>
        Next = Here((Json.Serialize(options.NewInput), options.PreserveUnprocessedEvents, options.NewVersion));

    public override Guid NewGuid() => DeterministicGuid.Create(InstanceId, _now, _guids++);

    private async Task<TResult> CallAsync<TResult>(string name, TaskRetryOptions? retry, Func<int, DurableAction> decide)
    {
        var first = CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            var end = await decisions.Begin(decide).End;
            if (end.Failure is null) return Json.Deserialize<TResult>(end.Result)!;
            if (retry is null || end.NonRetriable || !await Retries(retry, attempt, end.Failure, first))
                throw new TaskFailedException(name, end.Id, end.Failure);
        }
    }

    private Task<bool> Retries(TaskRetryOptions retry, int attempt, TaskFailureDetails failure, DateTime first) => retry.Handler is { } handler
        ? handler(new RetryContext(this, attempt, failure, CurrentUtcDateTime - first, CancellationToken.None))
        : RetriesAfterPause(retry.Policy!, attempt, failure, first);

    private async Task<bool> RetriesAfterPause(RetryPolicy policy, int attempt, TaskFailureDetails failure, DateTime first)
    {
        if (!HandleFailure(policy)(failure)) return false;
        if (policy.RetryTimeout != Timeout.InfiniteTimeSpan && CurrentUtcDateTime >= first + policy.RetryTimeout) return false;
        var again = attempt < policy.MaxNumberOfAttempts;
        var pause = Math.Min(policy.FirstRetryInterval.Ticks * Math.Pow(policy.BackoffCoefficient, attempt - 1), policy.MaxRetryInterval.Ticks);
        // Surprising but observed: after the last failed attempt comes one more timer, due at once. Numbers depend on it.
        await CreateTimer(again ? CurrentUtcDateTime.AddTicks((long)pause) : CurrentUtcDateTime, CancellationToken.None);
        return again;
    }

    private async Task StartTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var (id, end) = decisions.Begin(number => new CreateTimer(number, fireAt));
        using var registration = cancellationToken.Register(() =>
        {
            if (MayCancel()) decisions.Cancel(id, cancellationToken);
        });
        await end;
    }

    /// <summary>A token cancelled by a clock or a thread of its own would be another non-durable wait.</summary>
    private bool MayCancel()
    {
        if (thread.IsHere) return true;
        thread.Stray();
        return false;
    }

    private object? Payload(object? input) => Here(input) is not TaskOptions
        ? input
        : throw new ArgumentException("Options were passed as the input: name the argument.", nameof(input));

    /// <summary>Refuses to serve code that runs on another thread, or on after its episode.</summary>
    private T Here<T>(T value)
    {
        if (thread.IsHere) return value;
        thread.Stray();
        throw new InvalidOperationException(OrchestratorRun.IllegalAwait);
    }

    // Write-only in the public surface, which the engine must not widen.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_handleFailure")]
    private static extern ref readonly Func<TaskFailureDetails, bool> HandleFailure(RetryPolicy policy);
}
