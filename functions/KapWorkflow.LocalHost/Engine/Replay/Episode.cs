using Microsoft.DurableTask;
using Microsoft.Extensions.Logging.Abstractions;

namespace KapWorkflow.LocalHost;

/// <summary>One step of a generation: what was delivered, at which time, and what the orchestrator decided. A history is a list of these.</summary>
/// <param name="At">UTC. The orchestrator's clock during the whole episode.</param>
/// <param name="Delivered">The batch, in order.</param>
/// <param name="Actions">The decisions, by number.</param>
public sealed record Episode(DateTime At, IReadOnlyList<DurableEvent> Delivered, IReadOnlyList<DurableAction> Actions);

/// <summary>What an episode led to.</summary>
/// <param name="Actions">The new decisions, by number.</param>
/// <param name="CustomStatus">Serialized, as last set in this generation.</param>
/// <param name="StatusWasSet">False when this generation has not set a status: an earlier one then stands.</param>
/// <param name="IsSuspended">Whether what comes is held back until a resume.</param>
/// <param name="OpenTasks">Numbers of the activities, sub-orchestrations and timers whose end is still awaited.</param>
public sealed record EpisodeOutcome(
    IReadOnlyList<DurableAction> Actions,
    string? CustomStatus,
    bool StatusWasSet,
    bool IsSuspended,
    IReadOnlySet<int> OpenTasks)
{
    public Complete? Completion => Actions is [.., Complete complete] ? complete : null;
}

/// <summary>The orchestrator's surroundings.</summary>
public sealed record EpisodeSettings(string InstanceId)
{
    /// <summary>Up to and including SDK 1.25.0 a cancelled waiter eats the next event of its name, and an event ahead of the start is lost.</summary>
    public bool LegacyEvents { get; init; }

    /// <summary>The version of sub-orchestrations that name none.</summary>
    public string DefaultVersion { get; init; } = "";

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Told when the orchestrator goes on after its episode has ended, from any thread.</summary>
    public Action<string>? Strayed { get; init; }
}

/// <summary>The code no longer repeats its history. Reported under the real engine's type name.</summary>
public sealed class HistoryMismatchException(string message) : Exception(message)
{
    internal TaskFailureDetails Details => new("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException", Message, null, null, null);
}
