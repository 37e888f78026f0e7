using Microsoft.DurableTask;

namespace KapWorkflow.LocalHost.Tests;

/// <summary>An app of a few functions, which may be changed while it runs: a new build.</summary>
public sealed class AnApp : IDurableFunctions
{
    private readonly Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Func<ActivityCall, CancellationToken, Task<string?>>> _activities = new(StringComparer.OrdinalIgnoreCase);

    public AnApp Orchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> body)
    {
        _orchestrators[name] = body;
        return this;
    }

    public AnApp Activity(string name, Func<ActivityCall, Task<string?>> body)
    {
        _activities[name] = (call, _) => body(call);
        return this;
    }

    /// <summary>An activity that says what it was given.</summary>
    public AnApp Echo(string name) => Activity(name, call => Task.FromResult(call.Input));

    public Func<TaskOrchestrationContext, Task<object?>>? FindOrchestrator(string name) => _orchestrators.GetValueOrDefault(name);

    public Func<ActivityCall, CancellationToken, Task<string?>>? FindActivity(string name) => _activities.GetValueOrDefault(name);
}
