using Microsoft.DurableTask;
namespace KapWorkflow.LocalHost;
public interface IDurableFunctions { Func<TaskOrchestrationContext, Task<object?>>? FindOrchestrator(string name); Func<ActivityCall, CancellationToken, Task<string?>>? FindActivity(string name); }
public sealed record ActivityCall(string Name, string InstanceId, int TaskId, string? Input);
