using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace KapWorkflow.LocalHost;

/// <summary>One orchestration instance. Guarded by the lock of <see cref="Orchestrations"/>, but for the history, which its one runner reads.</summary>
internal sealed class Instance(string id, ExecutionStarted started, DateTimeOffset createdAt, IReadOnlyDictionary<string, string> tags)
{
    public string Id { get; } = id;

    public string ExecutionId { get; set; } = Guid.NewGuid().ToString("N");

    public ExecutionStarted Started { get; set; } = started;

    /// <summary>What a restart repeats.</summary>
    public ExecutionStarted FirstStart { get; } = started;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public DateTimeOffset UpdatedAt { get; set; } = createdAt;

    public IReadOnlyDictionary<string, string> Tags { get; } = tags;

    public OrchestrationRuntimeStatus Status { get; set; } = OrchestrationRuntimeStatus.Pending;

    public string? CustomStatus { get; set; }

    public string? Output { get; set; }

    public TaskFailureDetails? Failure { get; set; }

    public List<Episode> History { get; } = [];

    public List<Message> Inbox { get; } = [];

    /// <summary>What came before a start that lies in the future: it waits, and keeps nothing from standing still.</summary>
    public List<DurableEvent> Early { get; } = [];

    public bool HasStarted { get; set; }

    public bool IsRunning { get; set; }

    public TaskCompletionSource WhenStarted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource WhenOver { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsOver => Status
        is OrchestrationRuntimeStatus.Completed
        or OrchestrationRuntimeStatus.Failed
        or OrchestrationRuntimeStatus.Terminated;
}

/// <summary>Something on its way to an instance.</summary>
/// <param name="Event">What arrives.</param>
/// <param name="ExecutionId">The generation it is meant for; null for whichever is there.</param>
/// <param name="Work">Keeps the clock still until the message has been dealt with.</param>
internal sealed record Message(DurableEvent Event, string? ExecutionId, IDisposable Work);
