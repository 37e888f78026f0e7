using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace KapWorkflow.LocalHost;

/// <summary>Which existing instance a start may replace.</summary>
internal static class StartRules
{
    private static readonly OrchestrationRuntimeStatus[] UnderWay =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    /// <summary>The caller's statuses, and with the host's default setting those of instances under way.</summary>
    /// <exception cref="ArgumentException">An unknown status, or Terminated blocks while replacing would first terminate.</exception>
    public static IReadOnlySet<OrchestrationRuntimeStatus> Blocking(StartOrchestrationOptions? options, bool runningMayBeReplaced)
    {
        var blocking = (options?.DedupeStatuses ?? []).Select(Parse).ToHashSet();
        if (!runningMayBeReplaced) blocking.UnionWith(UnderWay);
        if (blocking.Contains(OrchestrationRuntimeStatus.Terminated) && !UnderWay.All(blocking.Contains))
            throw new ArgumentException("Terminated cannot block while an instance under way may be replaced: replacing terminates it.", nameof(options));
        return blocking;
    }

    /// <exception cref="OrchestrationAlreadyExistsException">The existing instance is in a status that blocks.</exception>
    public static void ThrowIfBlocked(Instance existing, IReadOnlySet<OrchestrationRuntimeStatus> blocking)
    {
        if (blocking.Contains(existing.Status))
            throw new OrchestrationAlreadyExistsException($"An orchestration with the id '{existing.Id}' exists already and is {existing.Status}.");
    }

    private static OrchestrationRuntimeStatus Parse(string status) => Enum.TryParse<OrchestrationRuntimeStatus>(status, ignoreCase: true, out var parsed)
        ? parsed
        : throw new ArgumentException($"'{status}' is not a status.", nameof(status));
}
