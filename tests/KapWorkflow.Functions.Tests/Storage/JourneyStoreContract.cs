using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

public class A_journey_store_in_memory : JourneyStoreContract
{
    protected override string? ConnectionString => null;
}

public class A_journey_store_on_Azurite(AzuriteFixture azurite) : JourneyStoreContract
{
    protected override string? ConnectionString => azurite.ConnectionString;
}

public abstract class JourneyStoreContract : StoreTests
{
    private static readonly JourneyId One = AJourneyId.Number(1);

    private AStore Store { get; set; } = null!;

    private JourneyStore Journeys => Store.Journeys;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Store = new(Tables);
    }

    [Fact]
    public async Task Gives_a_journey_back_as_it_was_decided()
    {
        Assert.Null(await Journeys.LoadAsync(One, Stop));
        var created = Assert.IsType<CommitOutcome.Committed>(await Journeys.CreateAsync(One, AStore.AnInquiry(), Author.Website, Stop));
        Store.Clock.AdvanceMinutes(5);
        var opened = Assert.IsType<CommitOutcome.Committed>(await Journeys.DecideAsync(One, Author.System, AStore.OpenTask("t:1"), null, wake: false, Stop));
        var closed = Assert.IsType<CommitOutcome.Committed>(await Journeys.DecideAsync(One, AStore.ByAda, AStore.FinishTask("t:1"), null, wake: false, Stop));

        var loaded = (await Journeys.LoadAsync(One, Stop))!;
        Assert.Equal([.. created.Facts, .. opened.Facts, .. closed.Facts], loaded.Facts);
        Assert.Equal([1, 2, 3], loaded.Facts.Select(fact => fact.Sequence));
        Assert.Equal([AStore.Start, Store.Now, Store.Now], loaded.Facts.Select(fact => fact.At));
        Assert.Equal([Author.Website, Author.System, AStore.ByAda], loaded.Facts.Select(fact => fact.By));
        Assert.All(loaded.Facts, fact => Assert.Equal("cv_1", fact.ClinicVersion));
        Assert.Equal("Zebulon", loaded.Journey.Contact.FirstName);
        Assert.Empty(loaded.Journey.Tasks.Open);
        Assert.Equal((One.Value, null, null), (loaded.InstanceId, loaded.NextDue, loaded.BudgetTag));
        Assert.False(created.Before.Exists);
        Assert.Equal((1, 2), (opened.Before.Sequence, opened.After.Journey.Sequence));
    }

    [Fact]
    public async Task Lets_one_of_64_racers_create_a_journey()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Journeys.CreateAsync(One, AStore.AnInquiry(), Author.Website, Stop)));
        var winner = Assert.Single(answers.OfType<CommitOutcome.Committed>());
        Assert.Equal(63, answers.OfType<CommitOutcome.AlreadyThere>().Count());
        Assert.Equal(winner.Facts, (await Journeys.LoadAsync(One, Stop))!.Facts);
        Assert.Single(await UnseenAsync());
    }

    [Fact]
    public async Task Lets_one_of_64_racers_decide_a_task_and_tells_the_others_so()
    {
        await Store.WithATaskAsync(1, Stop);
        await AllSeenAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ =>
            Journeys.DecideAsync(One, AStore.ByAda, AStore.FinishTask("t:1"), null, wake: true, Stop)));
        var winner = Assert.Single(answers.OfType<CommitOutcome.Committed>());
        Assert.Equal(63, answers.OfType<CommitOutcome.Refused>().Count(refused => refused.Kind == RefusalKind.Conflict));
        Assert.Equal(winner.Wake, Assert.Single(await UnseenAsync()).Wake);
        Assert.Equal(3, (await Journeys.LoadAsync(One, Stop))!.Journey.Sequence);
    }

    [Fact]
    public async Task Says_that_it_is_busy_rather_than_deciding_on_what_has_changed()
    {
        await Store.WithATaskAsync(1, Stop);
        await AllSeenAsync();
        var others = 0;
        var busy = await Journeys.DecideAsync(One, AStore.ByAda, (journey, moment) =>
        {
            // Somebody else commits while this one decides, every time.
            Journeys.DecideAsync(One, Author.System, AStore.OpenTask($"other:{++others}"), null, wake: false, Stop).GetAwaiter().GetResult();
            return AStore.FinishTask("t:1")(journey, moment);
        }, null, wake: true, Stop);
        Assert.IsType<CommitOutcome.Busy>(busy);
        Assert.Equal(5, others);
        var loaded = (await Journeys.LoadAsync(One, Stop))!;
        Assert.True(loaded.Journey.Tasks.Find("t:1")!.IsOpen);
        Assert.Empty(await UnseenAsync());
    }

    [Fact]
    public async Task Never_dates_a_fact_before_the_one_that_stands_before_it()
    {
        await Store.WithATaskAsync(1, Stop);
        Store.Clock.Advance(-Duration.FromDays(2));
        var decided = (CommitOutcome.Committed)await Journeys.DecideAsync(One, AStore.ByAda, AStore.FinishTask("t:1"), null, wake: false, Stop);
        Assert.Equal(AStore.Start, Assert.Single(decided.Facts).At);
    }

    [Fact]
    public async Task Refuses_and_finds_nothing_without_writing()
    {
        Assert.IsType<CommitOutcome.NotFound>(await Journeys.DecideAsync(One, AStore.ByAda, AStore.FinishTask("t:1"), null, wake: true, Stop));
        await Store.WithATaskAsync(1, Stop);
        Counter.Reset();
        var refused = Assert.IsType<CommitOutcome.Refused>(await Journeys.DecideAsync(One, AStore.ByAda, AStore.FinishTask("t:2"), null, wake: true, Stop));
        Assert.Equal("task.unknown", Assert.Single(refused.Reasons).Code);
        var nothing = Assert.IsType<CommitOutcome.Committed>(await Journeys.DecideAsync(One, Author.System, AStore.OpenTask("t:1"), null, wake: true, Stop));
        Assert.Empty(nothing.Facts);
        Assert.Null(nothing.Wake);
        Assert.Equal(2, Counter.Total);
    }

    [Fact]
    public async Task Writes_an_effects_row_with_the_facts_or_alone_and_never_does_it_twice()
    {
        await Store.WithATaskAsync(1, Stop);
        var done = Store.Entry("t:2", EffectState.Done);
        var first = (CommitOutcome.Committed)await Journeys.DecideAsync(One, Author.System, AStore.OpenTask("t:2"), done, wake: false, Stop);
        Assert.Single(first.Facts);
        Assert.True(first.After.Ledger.IsSettled("t:2"));
        Counter.Reset();
        var second = (CommitOutcome.Committed)await Journeys.DecideAsync(One, Author.System, (_, _) => throw new InvalidOperationException("asked twice"), done, wake: false, Stop);
        Assert.Empty(second.Facts);
        Assert.Equal(1, Counter.Total);

        var alone = (CommitOutcome.Committed)await Journeys.DecideAsync(One, Author.System, AStore.OpenTask("t:1"), Store.Entry("t:1", EffectState.Done), wake: true, Stop);
        Assert.Empty(alone.Facts);
        var loaded = (await Journeys.LoadAsync(One, Stop))!;
        Assert.Equal((3, true, true), (loaded.Journey.Sequence, loaded.Ledger.IsSettled("t:1"), loaded.Ledger.IsSettled("t:2")));
        Assert.Equal(Store.Entry("t:1", EffectState.Done), loaded.Ledger.Find("t:1"));
    }

    [Fact]
    public async Task Keeps_a_wake_row_from_before_the_commit_until_it_was_seen()
    {
        var created = (CommitOutcome.Committed)await Journeys.CreateAsync(One, AStore.AnInquiry(), Author.Website, Stop);
        var turn = (CommitOutcome.Committed)await Journeys.DecideAsync(One, Author.System, AStore.OpenTask("t:1"), null, wake: false, Stop);
        Assert.Null(turn.Wake);
        Store.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(await UnseenAsync(olderThan: Duration.FromMinutes(1)));
        Store.Time.Advance(TimeSpan.FromSeconds(1));
        var unseen = Assert.Single(await UnseenAsync(olderThan: Duration.FromMinutes(1)));
        Assert.Equal(new WakeRow(One, created.Wake!, AStore.Start), unseen);

        var decided = (CommitOutcome.Committed)await Journeys.DecideAsync(One, AStore.ByAda, AStore.FinishTask("t:1"), null, wake: true, Stop);
        await Journeys.SeenAsync(One, created.Wake!, Stop);
        Assert.Equal(decided.Wake, Assert.Single(await UnseenAsync()).Wake);
        await Journeys.SeenAsync(One, decided.Wake!, Stop);
        await Journeys.SeenAsync(One, decided.Wake!, Stop);
        Assert.Empty(await UnseenAsync());
    }

    [Fact]
    public async Task Asks_the_storage_no_more_than_it_must()
    {
        await CostsAsync(3, () => Journeys.CreateAsync(One, AStore.AnInquiry(), Author.Website, Stop));
        await CostsAsync(3, () => Journeys.DecideAsync(One, Author.System, AStore.OpenTask("t:1"), null, wake: true, Stop));
        await CostsAsync(2, () => Journeys.DecideAsync(One, AStore.ByAda, AStore.FinishTask("t:1"), Store.Entry("e", EffectState.Done), wake: false, Stop));
        var unseen = await UnseenAsync();
        await CostsAsync(1, () => Journeys.SeenAsync(One, unseen[0].Wake, Stop));
        var read = (await Journeys.LoadAsync(One, Stop))!;
        ClaimOutcome? claimed = null;
        await CostsAsync(1, async () => claimed = await Journeys.ClaimAsync(read, Store.Claim("a", counts: true), Stop));
        await CostsAsync(1, () => Journeys.RecordEffectAsync(((ClaimOutcome.Claimed)claimed!).Held, Store.Entry("a", EffectState.Accepted), "pid", Stop));
        LoadedJourney? planned = null;
        await CostsAsync(2, async () => planned = await Journeys.LoadForPlanAsync(One, null, Stop));
        await CostsAsync(2, () => Journeys.MarkPlannedAsync(planned!, new(Store.Now, 3, null), [Store.Entry("s", EffectState.NotApplicable)], Stop));
        planned = await Journeys.LoadForPlanAsync(One, null, Stop);
        await CostsAsync(0, () => Journeys.MarkPlannedAsync(planned!, new(Store.Now, 3, null), [], Stop));
        await CostsAsync(1, GlancesAsync);
    }

    [Fact]
    public async Task Decides_from_what_was_just_read_and_reads_again_only_after_somebody_elses_commit()
    {
        var read = await Store.WithATaskAsync(1, Stop);
        CommitOutcome? first = null;
        await CostsAsync(1, async () => first = await Journeys.DecideAsync(read, Author.System, AStore.OpenTask("t:2"), null, needsWake: null, Stop));
        var after = Assert.IsType<CommitOutcome.Committed>(first).After;
        await CostsAsync(1, () => Journeys.DecideAsync(after, Author.System, AStore.OpenTask("t:3"), null, needsWake: null, Stop));
        var late = Assert.IsType<CommitOutcome.Committed>(await Journeys.DecideAsync(read, AStore.ByAda, AStore.FinishTask("t:1"), null, needsWake: null, Stop));
        Assert.Equal((4, 5), (late.Before.Sequence, late.After.Journey.Sequence));
        Assert.Equal(5, (await Journeys.LoadAsync(One, Stop))!.Facts.Count);
        Assert.Equal(RefusalKind.Conflict, Assert.IsType<CommitOutcome.Refused>(await Journeys.DecideAsync(late.After, AStore.ByAda, AStore.FinishTask("t:1"), null, needsWake: null, Stop)).Kind);
    }

    [Fact]
    public async Task Leaves_a_wake_row_only_for_a_commit_that_somebody_has_to_see_to()
    {
        var read = await Store.WithATaskAsync(1, Stop);
        await AllSeenAsync();
        var seen = ((CommitOutcome.Committed)await Journeys.DecideAsync(read, Author.System, AStore.OpenTask("t:2"), null, static (_, after) => after.Tasks.Find("t:3") is not null, Stop)).After;
        Assert.Empty(await UnseenAsync());
        var second = (CommitOutcome.Committed)await Journeys.DecideAsync(seen, Author.System, AStore.OpenTask("t:3"), null, static (before, after) => before.Journey.Sequence == 3 && after.Tasks.Find("t:3") is not null, Stop);
        Assert.Equal(second.Wake, Assert.Single(await UnseenAsync()).Wake);
    }

    [Fact]
    public async Task Lets_plans_receipts_and_claims_pass_a_person_who_decides()
    {
        var read = await Store.WithATaskAsync(1, Stop);
        var decided = await Journeys.DecideAsync(One, AStore.ByAda, (journey, moment) =>
        {
            Journeys.ClaimAsync(read, Store.Claim("a", counts: true), Stop).GetAwaiter().GetResult();
            Journeys.RecordEffectAsync(One, Store.Entry("a", EffectState.Accepted), "pid", Stop).GetAwaiter().GetResult();
            Store.PlanAsync(One, new(moment.Now, 2, null), [], Stop).GetAwaiter().GetResult();
            return AStore.FinishTask("t:1")(journey, moment);
        }, null, wake: false, Stop);
        Assert.IsType<CommitOutcome.Committed>(decided);
    }

    private async Task CostsAsync(int transactions, Func<Task> act)
    {
        Counter.Reset();
        await act();
        Assert.Equal(transactions, Counter.Total);
    }

    private async Task AllSeenAsync()
    {
        foreach (var row in await UnseenAsync()) await Journeys.SeenAsync(row.Journey, row.Wake, Stop);
    }

    private async Task<IReadOnlyList<WakeRow>> UnseenAsync(Duration? olderThan = null)
    {
        List<WakeRow> rows = [];
        await foreach (var row in Journeys.UnseenAsync(olderThan ?? -Duration.FromDays(1), Stop)) rows.Add(row);
        return rows;
    }

    private async Task<IReadOnlyList<JourneyGlance>> GlancesAsync()
    {
        List<JourneyGlance> glances = [];
        await foreach (var glance in Journeys.GlanceAsync(Stop)) glances.Add(glance);
        return [.. glances.OrderBy(glance => glance.Id.Value, StringComparer.Ordinal)];
    }
}
