using Microsoft.DurableTask;

namespace KapWorkflow.LocalHost;

/// <summary>Gives the engine the app's orchestrators and activities by name.</summary>
internal sealed class FoundDurableFunctions(FunctionCatalogue functions, FunctionRunner runner) : IDurableFunctions
{
    public Func<TaskOrchestrationContext, Task<object?>>? FindOrchestrator(string name) =>
        functions.Find<Trigger.Orchestration>(name) is { } function ? context => RunAsync(function, context) : null;

    public Func<ActivityCall, CancellationToken, Task<string?>>? FindActivity(string name) =>
        functions.Find<Trigger.Activity>(name) is { } function ? (call, cancellation) => RunAsync(function, call, cancellation) : null;

    private async Task<object?> RunAsync(FoundFunction function, TaskOrchestrationContext orchestration)
    {
        object? output = null;
        await runner.RunAsync(function, context => Prepare(context, orchestration), result => Keep(out output, result), CancellationToken.None);
        return output;
    }

    private async Task<string?> RunAsync(FoundFunction function, ActivityCall call, CancellationToken cancellation)
    {
        string? output = null;
        await runner.RunAsync(function, context => Prepare(context, call), result => Keep(out output, WorkerJson.Instance.Serialize(result)), cancellation);
        return output;
    }

    private static Task Keep<T>(out T kept, T value)
    {
        kept = value;
        return Task.CompletedTask;
    }

    private static Invocation Prepare(LocalFunctionContext context, TaskOrchestrationContext orchestration) => new(context) { Orchestration = orchestration };

    private static Invocation Prepare(LocalFunctionContext context, ActivityCall call)
    {
        context.Bind(LocalBindingNames.InstanceId, call.InstanceId);
        return new Invocation(context) { Activity = call };
    }
}
