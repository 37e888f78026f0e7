using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace KapWorkflow.LocalHost;

/// <summary>Finds, once and before anything runs, where each parameter of a function comes from.</summary>
internal sealed class ParameterReader(MethodInfo method, Trigger trigger, ParameterInfo triggered, List<string> found)
{
    private bool _inputIsTaken;

    public IEnumerable<Func<Invocation, object?>> Read() => method.GetParameters().Select(SourceOf);

    private Func<Invocation, object?> SourceOf(ParameterInfo parameter)
    {
        var source = parameter == triggered ? FromTrigger(parameter)
            : trigger is Trigger.Orchestration ? InOrchestration(parameter)
            : FromAnywhere(parameter) ?? ByName(parameter);
        if (source is null)
            found.Add($"parameter '{parameter.Name}' ({parameter.ParameterType.Name}) has no source{Hint()}.");
        return source ?? (static _ => null);
    }

    private Func<Invocation, object?>? FromTrigger(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var (expected, source) = trigger switch
        {
            Trigger.Http => (typeof(HttpRequest), (Func<Invocation, object?>)(static run => run.Http!.Request)),
            Trigger.Timer => (typeof(TimerInfo), static run => run.Timer),
            Trigger.Orchestration => (typeof(TaskOrchestrationContext), static run => run.Orchestration),
            _ => (type, run => Input(run.Activity!.Input, type)),
        };
        if (expected != type)
            found.Add($"its trigger gives a {expected.Name}, and parameter '{parameter.Name}' is a {type.Name}.");
        return source;
    }

    /// <summary>Nothing, and JSON's null, are the type's default.</summary>
    private static object? Input(string? json, Type type) => json is null or "null"
        ? type.IsValueType ? Activator.CreateInstance(type) : null
        : WorkerJson.Instance.Deserialize(json, type);

    private static Func<Invocation, object?>? FromAnywhere(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(FunctionContext) => static run => run.Context,
        var type when type == typeof(CancellationToken) => static run => run.Context.CancellationToken,
        var type when type == typeof(DurableTaskClient) && parameter.IsDefined(typeof(DurableClientAttribute)) =>
            static run => run.Context.InstanceServices.GetRequiredService<BoundDurableClient>().Client,
        _ => null,
    };

    /// <summary>The one parameter without a binding is the input. A client or a token in an orchestrator is not deterministic (DURABLE0007, 0008).</summary>
    private Func<Invocation, object?>? InOrchestration(ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(FunctionContext))
            return static run => run.Context;
        if (_inputIsTaken || parameter.ParameterType == typeof(CancellationToken) || parameter.IsDefined(typeof(BindingAttribute)))
            return null;

        _inputIsTaken = true;
        var read = typeof(TaskOrchestrationContext).GetMethod(nameof(TaskOrchestrationContext.GetInput))!.MakeGenericMethod(parameter.ParameterType);
        return run => read.Invoke(run.Orchestration, BindingFlags.DoNotWrapExceptions, binder: null, parameters: null, culture: null);
    }

    private Func<Invocation, object?>? ByName(ParameterInfo parameter)
    {
        var known = trigger switch
        {
            Trigger.Http http => http.Route.Parameters.Select(part => part.Name),
            Trigger.Activity => [LocalBindingNames.InstanceId],
            _ => [],
        };
        if (parameter.IsDefined(typeof(BindingAttribute)) || !known.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase) || !BoundText.CanBe(parameter.ParameterType))
            return null;

        return run => BoundText.Read(run.Context.BindingContext.BindingData.GetValueOrDefault(parameter.Name!), parameter);
    }

    private string Hint() => trigger switch
    {
        Trigger.Http http => $": the route has {Names(http.Route.Parameters.Select(part => part.Name))}, and a value is a string, number, Guid, bool or enum",
        Trigger.Activity => $": besides its input, an activity has '{LocalBindingNames.InstanceId}'",
        Trigger.Orchestration => ": an orchestrator has its context, one input and a FunctionContext",
        _ => "",
    };

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'")) is { Length: > 0 } list ? list : "no values";
}

internal static class LocalBindingNames
{
    public const string InstanceId = "instanceId";
}
