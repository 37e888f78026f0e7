using System.Text.Json.Serialization;
using Microsoft.DurableTask;

namespace KapWorkflow.LocalHost;

/// <summary>Something delivered to an orchestration.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ExecutionStarted), nameof(ExecutionStarted))]
[JsonDerivedType(typeof(TimerFired), nameof(TimerFired))]
[JsonDerivedType(typeof(EventRaised), nameof(EventRaised))]
[JsonDerivedType(typeof(TaskCompleted), nameof(TaskCompleted))]
[JsonDerivedType(typeof(TaskFailed), nameof(TaskFailed))]
[JsonDerivedType(typeof(ExecutionSuspended), nameof(ExecutionSuspended))]
[JsonDerivedType(typeof(ExecutionResumed), nameof(ExecutionResumed))]
[JsonDerivedType(typeof(ExecutionTerminated), nameof(ExecutionTerminated))]
[JsonDerivedType(typeof(ExecutionStrayed), nameof(ExecutionStrayed))]
public abstract record DurableEvent;

/// <summary>Begins a generation: empty history, ids from 0.</summary>
public sealed record ExecutionStarted(string Name, string? Input, string Version = "", ParentTask? Parent = null) : DurableEvent;

public sealed record TimerFired(int TimerId, DateTime FireAt) : DurableEvent;

public sealed record EventRaised(string Name, string? Data) : DurableEvent;

/// <summary>An activity or a sub-orchestration has answered.</summary>
public sealed record TaskCompleted(int TaskId, string? Result) : DurableEvent;

/// <summary>An activity or a sub-orchestration has failed. Retry options do not apply when it is not retriable.</summary>
public sealed record TaskFailed(int TaskId, TaskFailureDetails Failure, bool NonRetriable = false) : DurableEvent;

public sealed record ExecutionSuspended(string? Reason) : DurableEvent;

public sealed record ExecutionResumed(string? Reason) : DurableEvent;

public sealed record ExecutionTerminated(string? Output) : DurableEvent;

/// <summary>The orchestrator went on by itself, outside of an episode: it had awaited something that is not durable.</summary>
public sealed record ExecutionStrayed(string Message) : DurableEvent;

/// <summary>The call that started a sub-orchestration: where its answer goes.</summary>
public sealed record ParentTask(string Name, string InstanceId, string ExecutionId = "", int TaskId = 0);
