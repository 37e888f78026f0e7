using System.Reflection;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace KapWorkflow.LocalHost;

/// <summary>A function of the app, read and checked: everything that can be known before it runs.</summary>
/// <param name="Parameters">One source a parameter, in the method's order.</param>
internal sealed record FoundFunction(string Name, MethodInfo Method, Trigger Trigger, IReadOnlyList<Func<Invocation, object?>> Parameters)
{
    public FunctionReturn Return { get; } = FunctionReturn.Of(Method);
}

/// <summary>What makes a function run.</summary>
internal abstract record Trigger
{
    private Trigger()
    {
    }

    /// <param name="Methods">Empty for every method.</param>
    public sealed record Http(RoutePattern Route, IReadOnlyList<string> Methods, AuthorizationLevel Level) : Trigger;

    public sealed record Timer(TimerSchedule Schedule, bool UseMonitor, bool RunOnStartup) : Trigger;

    public sealed record Orchestration : Trigger;

    public sealed record Activity : Trigger;
}

/// <summary>What a method gives back, once awaited.</summary>
/// <param name="Result">Null when there is none.</param>
internal sealed record FunctionReturn(bool IsTask, Type? Result)
{
    public static FunctionReturn Of(MethodInfo method) => method.ReturnType switch
    {
        var type when type == typeof(void) => new(IsTask: false, Result: null),
        var type when type == typeof(Task) => new(IsTask: true, Result: null),
        { IsGenericType: true } type when type.GetGenericTypeDefinition() == typeof(Task<>) => new(IsTask: true, type.GetGenericArguments()[0]),
        var type => new(IsTask: false, type),
    };

    public async Task<object?> AwaitAsync(object? returned)
    {
        if (!IsTask)
            return returned;

        var task = (Task)returned!;
        await task;
        return Result is null ? null : typeof(Task<>).MakeGenericType(Result).GetProperty(nameof(Task<>.Result))!.GetValue(task);
    }
}
