using Microsoft.DurableTask;

namespace KapWorkflow.LocalHost.Tests;

/// <summary>An action as one line: everything the traces hold, and of failures what their README says to compare.</summary>
public static class ActionText
{
    private const string NonDeterminism = "DurableTask.Core.Exceptions.NonDeterministicOrchestrationException";

    private static readonly string[] MessagesOfTheRuntime = [NonDeterminism, "System.Text.Json.JsonException", "System.NullReferenceException"];

    /// <summary>After a mismatch only the failure counts: the other actions are leftovers of the broken replay.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<DurableAction> actions) =>
        [.. actions.Where(action => action is Complete || actions is not [.., Complete { Failure.ErrorType: NonDeterminism }]).Select(Of)];

    public static string Of(DurableAction action) => action switch
    {
        ScheduleTask task => $"#{task.Id} activity {task.Name}({Or(task.Input)}) version '{task.Version}'",
        CreateTimer timer => $"#{timer.Id} timer {timer.FireAt:o}",
        CreateSubOrchestration child => $"#{child.Id} child {child.Name}({Or(child.Input)}) as {child.InstanceId} version '{child.Version}'",
        SendEvent sent => $"#{sent.Id} event {sent.Name}({Or(sent.Data)}) to {sent.InstanceId}",
        Complete { Failure: { } failure } failed => $"#{failed.Id} failed {Chain(failure)}",
        Complete complete => $"#{complete.Id} {complete.Status} {Or(complete.Result)} carrying [{string.Join(',', (complete.Carryover ?? []).Select(carried => carried.Name))}] version '{complete.NewVersion}'",
        _ => throw new InvalidOperationException(action.ToString()),
    };

    private static string Chain(TaskFailureDetails failure) =>
        MessagesOfTheRuntime.Contains(failure.ErrorType, StringComparer.Ordinal)
            ? failure.ErrorType
            : $"{failure.ErrorType} '{failure.ErrorMessage}'" + (failure.InnerFailure is { } inner ? " < " + Chain(inner) : "");

    private static string Or(string? text) => text ?? "-";
}
