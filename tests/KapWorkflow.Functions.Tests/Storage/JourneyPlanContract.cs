using KapWorkflow.Core;
using KapWorkflow.LocalHost;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

public class Plans_in_memory : JourneyPlanContract
{
    protected override string? ConnectionString => null;
}

public class Plans_on_Azurite(AzuriteFixture azurite) : JourneyPlanContract
{
    protected override string? ConnectionString => azurite.ConnectionString;
}

/// <summary>What plans leave behind, and what a sweep sees of it.</summary>
public abstract class JourneyPlanContract : StoreTests
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
    public async Task Sees_every_journey_without_reading_it()
    {
        Assert.Empty(await GlancesAsync());
        await Store.WithATaskAsync(1, Stop);
        await Store.WithATaskAsync(2, Stop);
        await Store.WithATaskAsync(3, Stop);
        var (soon, two, three) = (Store.Now + Duration.FromHours(1), AJourneyId.Number(2), AJourneyId.Number(3));
        await Store.PlanAsync(two, new(Store.Now, 2, soon), [], Stop);
        await Journeys.ReplaceInstanceAsync(two, two + ".r2", Stop);
        await Journeys.ReplaceInstanceAsync(three, three + ".r2", Stop);
        await Store.PlanAsync(three, new(Store.Now, 2, null), [], Stop);
        Assert.Equal(
            [
                new JourneyGlance(One, 0, One.Value, null, false),
                new JourneyGlance(two, 2, two + ".r2", soon, false),
                new JourneyGlance(three, 2, three + ".r2", null, true),
            ], await GlancesAsync());
        Assert.Equal(two + ".r2", (await Journeys.LoadAsync(two, Stop))!.InstanceId);

        await Store.PlanAsync(three, new(Store.Now + Duration.FromMinutes(1), 2, soon), [], Stop);
        Assert.False((await GlancesAsync())[2].IsOver);
    }

    [Fact]
    public async Task Sees_the_plan_of_a_journey_that_its_creator_never_came_to_create()
    {
        var crashing = new FaultyTables(Tables);
        crashing.FailAt(3, Fault.CrashBefore);
        await Assert.ThrowsAsync<SimulatedCrashException>(() => new AStore(crashing).Journeys.CreateAsync(One, AStore.AnInquiry(), Author.Website, Stop));
        Assert.Equal(new JourneyGlance(One, 0, One.Value, null, false), Assert.Single(await GlancesAsync()));
        Assert.Null(await Journeys.LoadForPlanAsync(One, null, Stop));
        Assert.IsType<CommitOutcome.Committed>(await Journeys.CreateAsync(One, AStore.AnInquiry(), Author.Website, Stop));
        Assert.Single(await GlancesAsync());
    }

    [Fact]
    public async Task Leaves_the_mark_of_somebody_who_planned_meanwhile()
    {
        await Store.WithATaskAsync(1, Stop);
        var late = (await Journeys.LoadForPlanAsync(One, null, Stop))!;
        var (soon, later) = (Store.Now + Duration.FromHours(1), Store.Now + Duration.FromHours(2));
        await Store.PlanAsync(One, new(Store.Now, 2, soon), [Store.Entry("s", EffectState.Dropped)], Stop);
        Assert.Equal(new MarkOutcome(IsOutdated: false, Planned: null), await Journeys.MarkPlannedAsync(late, new(Store.Now, 2, later), [], Stop));
        Assert.True((await Journeys.MarkPlannedAsync(late, new(Store.Now, 2, later), [Store.Entry("s", EffectState.NotApplicable)], Stop)).IsOutdated);
        var read = (await Journeys.LoadForPlanAsync(One, null, Stop))!;
        Assert.Equal((soon, EffectState.Dropped), (read.NextDue, read.Ledger.Find("s")!.State));
    }

    [Fact]
    public async Task Plans_on_from_where_the_plan_before_left_off_without_reading_that()
    {
        await Store.WithATaskAsync(1, Stop);
        var soon = Store.Now + Duration.FromHours(1);
        var marked = await Store.PlanAsync(One, new(Store.Now, 2, soon), [], Stop);
        LoadedJourney? read = null;
        await CostsAsync(1, async () => read = await Journeys.LoadForPlanAsync(One, marked.Planned, Stop));
        Assert.Equal((Store.Now, 2, soon), (read!.Ledger.PlannedThrough, read.Ledger.PlannedSequence, read.NextDue));
        await CostsAsync(0, async () => Assert.Equal(marked, await Journeys.MarkPlannedAsync(read, new(Store.Now, 2, soon), [], Stop)));
        var again = await Journeys.MarkPlannedAsync(read, new(Store.Now, 2, null), [], Stop);
        Assert.Equal((null, true), (again.Planned!.NextDue, again.Planned.IsOver));
        Assert.Equal(read.Journey.Id, Assert.Single(await GlancesAsync()).Id);
        Assert.True((await GlancesAsync())[0].IsOver);
    }

    [Fact]
    public async Task Notes_what_is_due_next_without_moving_the_watermark_while_something_waits()
    {
        await Store.WithATaskAsync(1, Stop);
        var (morning, planned) = (Store.Now + Duration.FromHours(9), Store.Now);
        await Store.PlanAsync(One, new(planned, 1, planned), [], Stop);
        await Store.PlanAsync(One, new(planned + Duration.FromHours(1), 2, morning) { IsSettled = false }, [], Stop);
        var read = (await Journeys.LoadForPlanAsync(One, null, Stop))!;
        Assert.Equal((planned, 1, morning), (read.Ledger.PlannedThrough, read.Ledger.PlannedSequence, read.NextDue));
    }

    [Fact]
    public async Task Notes_what_a_plan_skipped_and_how_far_it_went_but_never_backwards()
    {
        await Store.WithATaskAsync(1, Stop);
        var skipped = Enumerable.Range(1, 200).Select(n => Store.Entry($"skipped-{n}:v1", EffectState.NotApplicable, "planned-before")).ToList();
        var due = Store.Now + Duration.FromHours(2);
        Assert.False((await Store.PlanAsync(One, new(Store.Now, 2, due), skipped, Stop)).IsOutdated);
        var loaded = (await Journeys.LoadForPlanAsync(One, null, Stop))!;
        Assert.Equal(200, loaded.Ledger.Entries.Count);
        Assert.Equal(skipped[7], loaded.Ledger.Find("skipped-8:v1"));
        Assert.Equal((Store.Now, 2, due), (loaded.Ledger.PlannedThrough, loaded.Ledger.PlannedSequence, loaded.NextDue));

        await Store.PlanAsync(One, new(Store.Now - Duration.FromHours(1), 2, null), [], Stop);
        await Store.PlanAsync(One, new(Store.Now + Duration.FromHours(1), 1, null), [], Stop);
        Assert.Equal(due, (await Journeys.LoadForPlanAsync(One, null, Stop))!.NextDue);
    }

    [Fact]
    public async Task Lets_a_plan_skip_no_effect_that_somebody_is_at_or_that_is_settled()
    {
        var read = await Store.WithATaskAsync(1, Stop);
        await Journeys.ClaimAsync(read, Store.Claim("sending"), Stop);
        await Journeys.RecordEffectAsync(One, Store.Entry("sent", EffectState.Done), null, Stop);
        await Journeys.RecordEffectAsync(One, Store.Entry("later", EffectState.Postponed, tries: 1), null, Stop);
        await Store.PlanAsync(One, null, [.. from key in (string[])["sending", "sent", "later"] select Store.Entry(key, EffectState.Dropped)], Stop);
        var ledger = (await Journeys.LoadForPlanAsync(One, null, Stop))!.Ledger;
        Assert.Equal([EffectState.Claimed, EffectState.Done, EffectState.Dropped], from key in (string[])["sending", "sent", "later"] select ledger.Find(key)!.State);
        Assert.Null(ledger.PlannedThrough);
    }

    private async Task CostsAsync(int transactions, Func<Task> act)
    {
        Counter.Reset();
        await act();
        Assert.Equal(transactions, Counter.Total);
    }

    private async Task<IReadOnlyList<JourneyGlance>> GlancesAsync()
    {
        List<JourneyGlance> glances = [];
        await foreach (var glance in Journeys.GlanceAsync(Stop)) glances.Add(glance);
        return [.. glances.OrderBy(glance => glance.Id.Value, StringComparer.Ordinal)];
    }
}
