using KapWorkflow.Core;
using KapWorkflow.LocalHost;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

/// <summary>Facts never change, so a process that knows some of a journey's asks only for those since. It must never know better than the tables.</summary>
public class A_journey_that_a_process_knows_already
{
    private static readonly JourneyId One = AJourneyId.Number(1);
    private readonly InMemoryTables _tables = new();
    private readonly List<string> _read = [];
    private readonly AStore _store;

    public A_journey_that_a_process_knows_already()
    {
        var pages = new SmallPages(_tables, RowRange.LargestPage);
        pages.AfterPage = page =>
        {
            _read.AddRange(page.Select(row => row.Key).Where(key => key.StartsWith("f:", StringComparison.Ordinal)));
            return Task.CompletedTask;
        };
        _store = new AStore(pages);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private AStore AnotherProcess => new(_tables);

    [Fact]
    public async Task Is_read_from_there_on_and_is_the_same_as_if_it_had_been_read_whole()
    {
        await _store.WithATaskAsync(1, Stop);
        await _store.Journeys.LoadAsync(One, Stop);
        await AnotherProcess.Journeys.DecideAsync(One, Author.System, AStore.OpenTask("t:2"), null, wake: false, Stop);
        await AnotherProcess.Journeys.RecordEffectAsync(One, _store.Entry("a", EffectState.Delivered), null, Stop);
        _read.Clear();
        var read = (await _store.Journeys.LoadAsync(One, Stop))!;
        Assert.Equal(["f:00000003"], _read);

        var whole = (await AnotherProcess.Journeys.LoadAsync(One, Stop))!;
        Assert.Equal(whole.Facts, read.Facts);
        Assert.Equal(whole.Ledger.Entries, read.Ledger.Entries);
        Assert.Equal((whole.Journey.Sequence, 2), (read.Journey.Sequence, read.Journey.Tasks.Open.Count()));

        _read.Clear();
        await _store.Journeys.LoadAsync(One, Stop);
        Assert.Empty(_read);
    }

    [Fact]
    public async Task Finds_the_texts_budget_and_the_orchestration_that_took_over()
    {
        await _store.WithATaskAsync(1, Stop);
        var read = (await _store.Journeys.LoadAsync(One, Stop))!;
        await AnotherProcess.Journeys.ClaimAsync(read, _store.Claim("text", counts: true), Stop);
        await AnotherProcess.Journeys.ReplaceInstanceAsync(One, One + ".r2", Stop);
        var again = (await _store.Journeys.LoadAsync(One, Stop))!;
        Assert.NotNull(again.BudgetTag);
        Assert.Equal(One + ".r2", again.InstanceId);
    }

    [Fact]
    public async Task Is_taken_as_it_was_a_moment_ago_but_not_longer_and_never_without_this_processes_own_decisions()
    {
        await _store.WithATaskAsync(1, Stop);
        var (moment, facts) = (Duration.FromSeconds(2), 0);
        Assert.Equal(2, (await _store.Journeys.LoadRecentAsync(One, moment, Stop))!.Facts.Count);
        await _store.Journeys.DecideAsync(One, Author.System, AStore.OpenTask("t:2"), null, wake: false, Stop);
        _read.Clear();
        var recent = (await _store.Journeys.LoadRecentAsync(One, moment, Stop))!;
        Assert.Equal((3, facts), (recent.Facts.Count, _read.Count));

        await AnotherProcess.Journeys.DecideAsync(One, Author.System, AStore.OpenTask("t:3"), null, wake: false, Stop);
        // Outdated, and yet no decision is made upon it.
        var late = Assert.IsType<CommitOutcome.Committed>(await _store.Journeys.DecideAsync(recent, Author.System, AStore.OpenTask("t:4"), null, needsWake: null, Stop));
        Assert.Equal(5, late.After.Facts.Count);
        await AnotherProcess.Journeys.DecideAsync(One, Author.System, AStore.OpenTask("t:5"), null, wake: false, Stop);
        _store.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(6, (await _store.Journeys.LoadRecentAsync(One, moment, Stop))!.Facts.Count);
    }

    [Fact]
    public async Task Is_unreadable_the_moment_another_process_has_erased_it()
    {
        var read = await _store.WithATaskAsync(1, Stop);
        await _store.Journeys.LoadAsync(One, Stop);
        await AnotherProcess.Journeys.EraseAsync(One, Stop);
        await Assert.ThrowsAsync<ErasedJourneyException>(() => _store.Journeys.LoadAsync(One, Stop));
        await Assert.ThrowsAsync<ErasedJourneyException>(() => _store.Journeys.DecideAsync(read, AStore.ByAda, AStore.FinishTask("t:1"), null, needsWake: null, Stop));
        await Assert.ThrowsAsync<ErasedJourneyException>(() => _store.Journeys.LoadForPlanAsync(One, null, Stop));
        Assert.Null(await _tables.Open(TableNames.Journeys).GetAsync(One.Value, "f:00000003", Stop));
    }

    [Fact]
    public async Task Is_read_whole_when_the_tables_were_put_back_to_an_earlier_state()
    {
        await _store.WithATaskAsync(1, Stop);
        var rows = _tables.Open(TableNames.Journeys);
        var earlier = (await rows.GetAsync(One.Value, "head", Stop))!;
        await _store.Journeys.DecideAsync(One, AStore.ByAda, AStore.FinishTask("t:1"), null, wake: false, Stop);
        Assert.Equal(3, (await _store.Journeys.LoadAsync(One, Stop))!.Journey.Sequence);

        await rows.WriteAsync(Write.Delete((await rows.GetAsync(One.Value, "f:00000003", Stop))!), Stop);
        await rows.WriteAsync(Write.Replace(earlier.At((await rows.GetAsync(One.Value, "head", Stop))!.ETag)), Stop);
        Assert.Equal(2, (await _store.Journeys.LoadAsync(One, Stop))!.Journey.Sequence);

        // And a life that went on otherwise from there is believed, not the one that is known.
        await AnotherProcess.Journeys.DecideAsync(One, Author.System, AStore.OpenTask("t:2"), null, wake: false, Stop);
        Assert.Equal(2, (await _store.Journeys.LoadAsync(One, Stop))!.Journey.Tasks.Open.Count());
    }
}
