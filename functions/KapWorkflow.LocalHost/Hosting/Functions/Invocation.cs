using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace KapWorkflow.LocalHost;

/// <summary>One run of a function: what its parameters are taken from.</summary>
internal sealed class Invocation(LocalFunctionContext context)
{
    public LocalFunctionContext Context { get; } = context;

    public HttpContext? Http { get; init; }

    public TimerInfo? Timer { get; init; }

    public TaskOrchestrationContext? Orchestration { get; init; }

    public ActivityCall? Activity { get; init; }
}
