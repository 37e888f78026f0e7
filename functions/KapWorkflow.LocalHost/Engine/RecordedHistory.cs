using System.Text.Json;

namespace KapWorkflow.LocalHost;

/// <summary>One generation of an instance: what a later build must be able to repeat. Inputs and outputs are ids and records, never content.</summary>
public sealed record RecordedHistory(string Orchestrator, string InstanceId, IReadOnlyList<Episode> Episodes)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static RecordedHistory Parse(string json) =>
        JsonSerializer.Deserialize<RecordedHistory>(json, Json) ?? throw new InvalidDataException("A recorded history is empty.");

    internal static RecordedHistory Of(Instance instance) => new(instance.Started.Name, instance.Id, [.. instance.History]);
}

/// <summary>A folder of recorded histories, one file a generation.</summary>
public static class HistoryFiles
{
    /// <summary>For <see cref="EngineOptions.Record"/>. Files are numbered in the order in which generations ended.</summary>
    public static Action<RecordedHistory> Into(string folder)
    {
        Directory.CreateDirectory(folder);
        var number = 0;
        return history => File.WriteAllText(Path.Combine(folder, $"{history.Orchestrator}-{Interlocked.Increment(ref number):D4}.json"), history.ToJson());
    }

    public static IReadOnlyList<RecordedHistory> Read(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(file => RecordedHistory.Parse(File.ReadAllText(file)))];
}

/// <summary>Whether a build can take over the journeys of an earlier one.</summary>
public static class HistoryReplay
{
    /// <exception cref="HistoryMismatchException">The functions no longer make a recorded decision, or end otherwise. The message says where.</exception>
    public static void Check(RecordedHistory history, IDurableFunctions functions, EngineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(functions);
        var orchestrator = functions.FindOrchestrator(history.Orchestrator)
            ?? throw new HistoryMismatchException($"The app has no orchestrator '{history.Orchestrator}' any more.");
        var settings = new EpisodeSettings(history.InstanceId)
        {
            LegacyEvents = options?.LegacyEvents ?? false,
            DefaultVersion = options?.DefaultVersion ?? "",
        };
        OrchestratorRun.Confirm(orchestrator, settings, history.Episodes);
    }
}
