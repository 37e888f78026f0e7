using System.Text.Json.Serialization;
using Microsoft.DurableTask;

namespace KapWorkflow.LocalHost;

/// <summary>Something an orchestrator decided, under the next number of its generation.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ScheduleTask), nameof(ScheduleTask))]
[JsonDerivedType(typeof(CreateTimer), nameof(CreateTimer))]
[JsonDerivedType(typeof(CreateSubOrchestration), nameof(CreateSubOrchestration))]
[JsonDerivedType(typeof(SendEvent), nameof(SendEvent))]
[JsonDerivedType(typeof(Complete), nameof(Complete))]
public abstract record DurableAction(int Id)
{
    /// <summary>What a replay must repeat besides kind and number, without case. Inputs, due times, versions and instance ids may change.</summary>
    [JsonIgnore]
    public virtual string? ComparedName => null;

    /// <summary>For messages about a mismatch: kind and name, never a payload.</summary>
    public virtual string Describe() => ComparedName is null ? GetType().Name : $"{GetType().Name} '{ComparedName}'";
}

public sealed record ScheduleTask(int Id, string Name, string? Input, string Version = "") : DurableAction(Id)
{
    public override string? ComparedName => Name;
}

public sealed record CreateTimer(int Id, DateTime FireAt) : DurableAction(Id);

public sealed record CreateSubOrchestration(int Id, string Name, string InstanceId, string? Input, string Version = "") : DurableAction(Id)
{
    public override string? ComparedName => Name;
}

public sealed record SendEvent(int Id, string InstanceId, string Name, string? Data) : DurableAction(Id)
{
    public override string? ComparedName => Name;
}

public enum Ending
{
    Completed,
    Failed,
    Terminated,
    ContinuedAsNew,
}

/// <summary>The end of a generation.</summary>
/// <param name="Id">The number after the generation's last action.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Result">Serialized: the output, or the next generation's input; for a failure the bare message.</param>
/// <param name="Failure">Given for a failure only.</param>
/// <param name="Carryover">Events that came after the orchestrator had asked to continue as new: they open the next generation.</param>
/// <param name="NewVersion">The next generation's version, when it changes.</param>
public sealed record Complete(
    int Id,
    Ending Status,
    string? Result,
    TaskFailureDetails? Failure = null,
    IReadOnlyList<EventRaised>? Carryover = null,
    string? NewVersion = null) : DurableAction(Id)
{
    public override string Describe() => Failure is null ? Status.ToString() : $"{Status} by {Failure.ErrorType}";
}
