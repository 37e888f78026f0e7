namespace KapWorkflow.LocalHost.Tests;

/// <summary>The engine decides what the real one was seen to decide, episode by episode.</summary>
public class The_engine_repeats_the_recorded_decisions
{
    /// <summary>What the notes tell to expect once the two flaws of old releases are gone: the episodes that differ, and where the case ends.</summary>
    private static readonly Dictionary<string, (int Episode, string[] Actions, bool Ends)[]> WithoutTheFlaws = new(StringComparer.Ordinal)
    {
        ["event after a timed-out wait is swallowed"] = [(4, ["#3 Completed \"got late\" carrying [] version ''"], true)],
        ["waiter cancelled later swallows one event"] = [(3, ["#2 Completed \"got first\" carrying [] version ''"], true)],
        ["cancelled waiter loses an event that ContinueAsNew should preserve"] =
            [(3, ["#1 event right(2) to inst1", "#2 ContinuedAsNew - carrying [] version ''"], false)],
        ["event in the start batch, ahead of the start"] = [(0, ["#0 Completed \"got bird\" carrying [] version ''"], true)],
    };

    /// <summary>The bare engine stops without a word; ours fails loudly, as a Functions worker does.</summary>
    private const string Illegal = "await of a non-durable task";

    public static TheoryData<string> Names => [.. GoldenCase.All.Keys];

    public static TheoryData<string> Flawed => [.. GoldenCase.All.Values.Where(one => one.Legacy).Select(one => one.Name)];

    [Fact]
    public void All_eighty_cases_are_there() => Assert.Equal(80, GoldenCase.All.Count);

    [Fact]
    public void Every_flawed_case_has_its_better_outcome_here() =>
        Assert.Equal(GoldenCase.All.Values.Where(one => one.Legacy).Select(one => one.Name).Order(), WithoutTheFlaws.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void As_recorded(string name) => Play(name, GoldenCase.All[name].Legacy, Once);

    [Theory]
    [MemberData(nameof(Names))]
    public void And_nothing_changes_when_every_end_and_timer_is_delivered_twice(string name) => Play(name, GoldenCase.All[name].Legacy, Twice);

    [Theory]
    [MemberData(nameof(Flawed))]
    public void And_without_the_flaws_an_event_is_never_lost(string name) => Play(name, legacy: false, Once);

    private static IReadOnlyList<DurableEvent> Once(IReadOnlyList<DurableEvent> batch) => batch;

    private static IReadOnlyList<DurableEvent> Twice(IReadOnlyList<DurableEvent> batch) =>
        [.. batch.SelectMany(one => Enumerable.Repeat(one, one is TimerFired or TaskCompleted or TaskFailed ? 2 : 1))];

    private static void Play(string name, bool legacy, Func<IReadOnlyList<DurableEvent>, IReadOnlyList<DurableEvent>> delivered)
    {
        var golden = GoldenCase.All[name];
        var settings = new EpisodeSettings(GoldenCase.InstanceId) { LegacyEvents = legacy };
        List<Episode> history = [];
        for (var number = 0; number < golden.Episodes.Count; number++)
        {
            var episode = golden.Episodes[number];
            var batch = delivered(episode.Deliver);
            if (number > 0 && batch.Any(one => one is ExecutionStarted)) history.Clear();
            var orchestrator = GoldenCase.Find(episode.Code ?? golden.Orchestrator);
            if (episode.Error is { } error)
            {
                Assert.Equal(error, Assert.ThrowsAny<Exception>(() => OrchestratorRun.Play(orchestrator, settings, history, episode.At, batch)).GetType().FullName);
                return;
            }

            var outcome = OrchestratorRun.Play(orchestrator, settings, history, episode.At, batch);
            if (name == Illegal)
            {
                Assert.Equal("System.InvalidOperationException", outcome.Completion?.Failure?.ErrorType);
                Assert.Contains("before its first durable call", outcome.Completion!.Result, StringComparison.Ordinal);
                return;
            }
            var better = legacy ? [] : WithoutTheFlaws.GetValueOrDefault(name, []).Where(one => one.Episode == number).ToArray();
            Assert.Equal(better is [var only] ? only.Actions : ActionText.Of(episode.Actions), ActionText.Of(outcome.Actions));
            Assert.Equal(episode.CustomStatus, outcome.CustomStatus);
            if (better is [{ Ends: true }]) return;
            history.Add(new(episode.At, batch, outcome.Actions));
        }
    }
}
