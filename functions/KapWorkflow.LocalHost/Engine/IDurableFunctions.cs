using Microsoft.DurableTask;

namespace KapWorkflow.LocalHost;

/// <summary>The app's functions as the engine sees them. Names compare without case.</summary>
public interface IDurableFunctions
{
    /// <summary>Null when the app has no such orchestrator: its instances fail at their next message.</summary>
    Func<TaskOrchestrationContext, Task<object?>>? FindOrchestrator(string name);

    /// <summary>From serialized input to serialized output. Null when the app has no such activity: the call fails and is not retried.</summary>
    Func<ActivityCall, CancellationToken, Task<string?>>? FindActivity(string name);
}

/// <summary>One execution of an activity.</summary>
/// <param name="Name">The name as the orchestrator wrote it.</param>
/// <param name="InstanceId">The orchestration that called.</param>
/// <param name="TaskId">The call's number within the generation; a retry has its own.</param>
/// <param name="Input">The serialized input; the text <c>null</c> when there is none.</param>
public sealed record ActivityCall(string Name, string InstanceId, int TaskId, string? Input);
