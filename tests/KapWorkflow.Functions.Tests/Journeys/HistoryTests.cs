using System.Runtime.CompilerServices;
using KapWorkflow.LocalHost;
using Microsoft.DurableTask;

namespace KapWorkflow.Functions.Tests;

/// <summary>
/// Generations of <see cref="ClientJourney"/> as an earlier build recorded them: a build that decides otherwise would fail journeys that
/// are under way. KAP_APPROVE=1 records them anew, which is right only for a change that was made so on purpose.
/// </summary>
public class A_recorded_generation
{
    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Histories");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder(), "*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Is_repeated_decision_by_decision(string file)
    {
        var history = RecordedHistory.Parse(await File.ReadAllTextAsync(Path.Combine(Folder(), file), TestContext.Current.CancellationToken));
        Assert.NotEmpty(history.Episodes);
        HistoryReplay.Check(history, new OneOrchestrator(static async context => await ClientJourney.Run(context, context.GetInput<JourneyTurn>()!)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Catches_a_build_that_decides_otherwise(string file)
    {
        var history = RecordedHistory.Parse(await File.ReadAllTextAsync(Path.Combine(Folder(), file), TestContext.Current.CancellationToken));
        Assert.Throws<HistoryMismatchException>(() => HistoryReplay.Check(history, new OneOrchestrator(static async context =>
        {
            await context.CallActivityAsync("Another");
            return null;
        })));
    }

    /// <summary>Of a whole walk the first generation of each kind is kept, and every generation of it is repeated.</summary>
    [Fact]
    public async Task Of_a_whole_walk_repeats_today()
    {
        List<RecordedHistory> all = [];
        await A_journey_whose_orchestrations_are_in_trouble.WalkAsync(
            new EngineOptions
            {
                Record = history =>
                {
                    lock (all)
                        all.Add(history);
                },
            },
            static _ => Task.CompletedTask);

        Assert.InRange(all.Count, 100, 2000);
        Assert.All(all, history => HistoryReplay.Check(history, new OneOrchestrator(static async context => await ClientJourney.Run(context, context.GetInput<JourneyTurn>()!))));
        if (Environment.GetEnvironmentVariable("KAP_APPROVE") == "1")
        {
            foreach (var (kind, history) in all.GroupBy(KindOf, StringComparer.Ordinal).Select(each => (each.Key, each.First())))
                await File.WriteAllTextAsync(Path.Combine(Folder(), kind + ".json"), history.ToJson() + "\n", TestContext.Current.CancellationToken);
        }
        Assert.NotEmpty(Files);
    }

    /// <summary>What a generation did, by the kinds of its decisions and of what it was told.</summary>
    private static string KindOf(RecordedHistory history)
    {
        var (told, decided) = (history.Episodes.SelectMany(each => each.Delivered).ToList(), history.Episodes.SelectMany(each => each.Actions).ToList());
        List<string> words = [];
        if (decided.OfType<ScheduleTask>().Any(task => task.Name != nameof(JourneyActivities.PlanJourney)))
            words.Add("performs");
        if (told.OfType<TimerFired>().Any())
            words.Add("sleeps");
        if (told.OfType<EventRaised>().Any())
            words.Add("is-rung");
        if (decided.OfType<Complete>().Any(complete => complete.Status == Ending.Completed))
            words.Add("ends");
        return words.Count == 0 ? "plans" : string.Join("-and-", words);
    }

    private sealed class OneOrchestrator(Func<TaskOrchestrationContext, Task<object?>> run) : IDurableFunctions
    {
        public Func<TaskOrchestrationContext, Task<object?>>? FindOrchestrator(string name) => name == nameof(ClientJourney) ? run : null;

        public Func<ActivityCall, CancellationToken, Task<string?>>? FindActivity(string name) => null;
    }
}
