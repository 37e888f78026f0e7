using System.Text.Json;
using GoldenTraces;
using Microsoft.DurableTask;

namespace KapWorkflow.LocalHost.Tests;

/// <summary>One recorded scenario: see GoldenTraces/README.md for the format.</summary>
public sealed record GoldenCase(string Name, string Orchestrator, bool Legacy, IReadOnlyList<GoldenEpisode> Episodes)
{
    private static readonly Lazy<IReadOnlyDictionary<string, GoldenCase>> Loaded = new(Load);

    public static IReadOnlyDictionary<string, GoldenCase> All => Loaded.Value;

    public static string InstanceId => "inst1";

    public static Func<TaskOrchestrationContext, Task<object?>> Find(string orchestrator) =>
        typeof(GoldenOrchestrators).GetMethod(orchestrator)!.CreateDelegate<Func<TaskOrchestrationContext, Task<object?>>>();

    private static Dictionary<string, GoldenCase> Load()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "GoldenTraces", "golden-traces.json")));
        return file.RootElement.GetProperty("cases").EnumerateArray()
            .Select(one => new GoldenCase(
                one.GetProperty("name").GetString()!,
                one.GetProperty("orchestrator").GetString()!,
                one.TryGetProperty("legacy", out var legacy) && legacy.GetBoolean(),
                [.. one.GetProperty("episodes").EnumerateArray().Select(GoldenEpisode.Read)]))
            .ToDictionary(one => one.Name, StringComparer.Ordinal);
    }
}

public sealed record GoldenEpisode(
    DateTime At,
    string? Code,
    IReadOnlyList<DurableEvent> Deliver,
    IReadOnlyList<DurableAction> Actions,
    string? CustomStatus,
    string? Error)
{
    public static GoldenEpisode Read(JsonElement episode) => new(
        episode.GetProperty("at").GetDateTime(),
        Text(episode, "code"),
        [.. episode.GetProperty("deliver").EnumerateArray().Select(Event)],
        [.. episode.GetProperty("actions").EnumerateArray().Select(Action)],
        Text(episode, "customStatus"),
        episode.TryGetProperty("error", out var error) ? Text(error, "type") : null);

    private static DurableEvent Event(JsonElement one) => one.GetProperty("kind").GetString() switch
    {
        "ExecutionStarted" => new ExecutionStarted(Text(one, "name")!, Text(one, "input"), Text(one, "version") ?? ""),
        "TimerFired" => new TimerFired(Number(one, "timerId"), one.GetProperty("fireAt").GetDateTime()),
        "EventRaised" => new EventRaised(Text(one, "name")!, Text(one, "data")),
        "TaskCompleted" or "SubOrchestrationCompleted" => new TaskCompleted(Number(one, "taskId"), Text(one, "result")),
        "TaskFailed" or "SubOrchestrationFailed" => new TaskFailed(
            Number(one, "taskId"),
            new(Text(one, "errorType")!, Text(one, "errorMessage")!, null, one.TryGetProperty("inner", out var inner) ? Failure(inner) : null, null)),
        "ExecutionTerminated" => new ExecutionTerminated(Text(one, "output")),
        "ExecutionSuspended" => new ExecutionSuspended(Text(one, "reason")),
        "ExecutionResumed" => new ExecutionResumed(Text(one, "reason")),
        var other => throw new InvalidDataException($"Unknown event {other}."),
    };

    private static DurableAction Action(JsonElement one)
    {
        var id = Number(one, "id");
        return one.GetProperty("kind").GetString() switch
        {
            "ScheduleTask" => new ScheduleTask(id, Text(one, "name")!, Text(one, "input"), Text(one, "version") ?? ""),
            "CreateTimer" => new CreateTimer(id, one.GetProperty("fireAt").GetDateTime()),
            "CreateSubOrchestration" => new CreateSubOrchestration(id, Text(one, "name")!, Text(one, "instanceId")!, Text(one, "input"), Text(one, "version") ?? ""),
            "SendEvent" => new SendEvent(id, Text(one, "instanceId")!, Text(one, "name")!, Text(one, "data")),
            "Complete" => new Complete(
                id,
                Enum.Parse<Ending>(Text(one, "status")!),
                Text(one, "result"),
                one.TryGetProperty("failure", out var failure) ? Failure(failure) : null,
                one.TryGetProperty("carryover", out var carryover) ? [.. carryover.EnumerateArray().Select(name => new EventRaised(name.GetString()!, null))] : null,
                Text(one, "newVersion")),
            var other => throw new InvalidDataException($"Unknown action {other}."),
        };
    }

    private static TaskFailureDetails? Failure(JsonElement failure) => failure.ValueKind == JsonValueKind.Null
        ? null
        : new(Text(failure, "type")!, Text(failure, "message")!, null, failure.TryGetProperty("inner", out var inner) ? Failure(inner) : null, null);

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) && text.ValueKind != JsonValueKind.Null ? text.GetString() : null;

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
