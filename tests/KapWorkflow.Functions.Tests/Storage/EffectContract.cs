using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

public class Effects_in_memory : EffectContract
{
    protected override string? ConnectionString => null;
}

public class Effects_on_Azurite(AzuriteFixture azurite) : EffectContract
{
    protected override string? ConnectionString => azurite.ConnectionString;
}

/// <summary>The ledger: who may perform an effect, and what is kept of how it went.</summary>
public abstract class EffectContract : StoreTests
{
    private static readonly JourneyId One = AJourneyId.Number(1);

    private AStore Store { get; set; } = null!;

    private JourneyStore Journeys => Store.Journeys;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Store = new(Tables);
        await Store.WithATaskAsync(1, Stop);
    }

    [Fact]
    public async Task Are_claimed_by_one_of_64_racers_while_its_lease_lasts()
    {
        var read = await ReadAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Journeys.ClaimAsync(read, Store.Claim("ack:email"), Stop)));
        Assert.Single(answers.OfType<ClaimOutcome.Claimed>());
        Assert.Equal(63, answers.OfType<ClaimOutcome.Leased>().Count());
        var after = await ReadAsync();
        Assert.Equal(Store.Entry("ack:email", EffectState.Claimed), after.Ledger.Find("ack:email"));
        Assert.Equal(AStore.Start + Duration.FromMinutes(2), after.Leases["ack:email"]);
        Assert.IsType<ClaimOutcome.Leased>(await Journeys.ClaimAsync(after, Store.Claim("ack:email"), Stop));
    }

    [Fact]
    public async Task Are_taken_over_by_one_of_64_racers_when_the_lease_is_over()
    {
        await Journeys.ClaimAsync(await ReadAsync(), Store.Claim("a", "print-1"), Stop);
        Store.Time.Advance(TimeSpan.FromMinutes(2));
        Store.Clock.AdvanceMinutes(2);
        var read = await ReadAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Journeys.ClaimAsync(read, Store.Claim("a", "print-2"), Stop)));
        var taken = Assert.Single(answers.OfType<ClaimOutcome.TakenOver>());
        Assert.Equal(AStore.Start, taken.ClaimedAt);
        Assert.Equal(["print-1"], taken.Fingerprints);
        Assert.Equal(63, answers.OfType<ClaimOutcome.Leased>().Count());
    }

    [Fact]
    public async Task Taken_over_twice_are_still_looked_for_from_the_first_try_on()
    {
        foreach (var print in (string[])["print-1", "print-2"])
        {
            await Journeys.ClaimAsync(await ReadAsync(), Store.Claim("a", print), Stop);
            Store.Time.Advance(TimeSpan.FromMinutes(3));
            Store.Clock.AdvanceMinutes(3);
        }
        var taken = Assert.IsType<ClaimOutcome.TakenOver>(await Journeys.ClaimAsync(await ReadAsync(), Store.Claim("a", "print-3"), Stop));
        Assert.Equal(AStore.Start, taken.ClaimedAt);
        Assert.Equal(["print-1", "print-2"], taken.Fingerprints);
    }

    [Fact]
    public async Task Surely_not_sent_are_claimed_afresh_and_keep_count_of_the_tries()
    {
        var first = (ClaimOutcome.Claimed)await Journeys.ClaimAsync(await ReadAsync(), Store.Claim("a", "print-1"), Stop);
        await Journeys.RecordEffectAsync(first.Held, Store.Entry("a", EffectState.Postponed, "429", tries: 1), null, Stop);
        var read = await ReadAsync();
        Assert.Equal(Store.Entry("a", EffectState.Postponed, "429", tries: 1), read.Ledger.Find("a"));
        Assert.Empty(read.Leases);
        Store.Clock.AdvanceMinutes(1);
        var second = Assert.IsType<ClaimOutcome.Claimed>(await Journeys.ClaimAsync(read, Store.Claim("a", "print-2"), Stop));
        Assert.Equal(1, (await ReadAsync()).Ledger.Find("a")!.Tries);
        await Journeys.RecordEffectAsync(second.Held, new LedgerEntry("a", EffectState.Accepted, Store.Now), "pid", Stop);
        Assert.Equal(Store.Entry("a", EffectState.Accepted, tries: 1), (await ReadAsync()).Ledger.Find("a"));
        var settled = Assert.IsType<ClaimOutcome.Settled>(await Journeys.ClaimAsync(await ReadAsync(), Store.Claim("a"), Stop));
        Assert.Equal(EffectState.Accepted, settled.Entry.State);
    }

    [Fact]
    public async Task Postponed_by_a_refusal_twice_are_tried_again_after_the_later_time()
    {
        await Journeys.RecordEffectAsync(One, Store.Entry("a", EffectState.Postponed, tries: 4), null, Stop);
        Store.Clock.AdvanceHours(2);
        await Journeys.RecordEffectAsync(One, Store.Entry("a", EffectState.Postponed, tries: 4), null, Stop);
        Assert.Equal(Store.Now + Duration.FromHours(1), (await ReadAsync()).Ledger.Find("a")!.RetryAt);
    }

    /// <summary>Every pair of states: what is recorded second stands only if it lies ahead.</summary>
    [Fact]
    public async Task Move_along_the_lattice_and_never_back()
    {
        foreach (var known in Enum.GetValues<EffectState>())
        {
            foreach (var next in Enum.GetValues<EffectState>())
            {
                var key = $"{known}-{next}";
                await Journeys.RecordEffectAsync(One, Store.Entry(key, known, "first"), null, Stop);
                await Journeys.RecordEffectAsync(One, Store.Entry(key, next, "second"), null, Stop);
            }
        }
        var ledger = (await ReadAsync()).Ledger;
        foreach (var known in Enum.GetValues<EffectState>())
        {
            foreach (var next in Enum.GetValues<EffectState>())
            {
                var stands = next > known || (next == EffectState.Postponed && known is EffectState.Claimed or EffectState.Postponed);
                Assert.Equal(Store.Entry("x", stands ? next : known, stands ? "second" : "first") with { Key = $"{known}-{next}" }, ledger.Find($"{known}-{next}"));
            }
        }
    }

    [Fact]
    public async Task Reported_by_many_at_once_end_in_the_furthest_state_any_of_them_knew()
    {
        var held = ((ClaimOutcome.Claimed)await Journeys.ClaimAsync(await ReadAsync(), Store.Claim("a"), Stop)).Held;
        EffectState[] states = [EffectState.Accepted, EffectState.Undelivered, EffectState.Delivered, EffectState.Unknown];
        await Task.WhenAll(Enumerable.Range(0, 32).Select(n => n % 4 == 0
            ? Journeys.RecordEffectAsync(held, Store.Entry("a", EffectState.Accepted), "pid", Stop)
            : Journeys.RecordEffectAsync(One, new LedgerEntry("a", states[n % 4], Store.Now), null, Stop)));
        Assert.Equal(Store.Entry("a", EffectState.Delivered), (await ReadAsync()).Ledger.Find("a"));
        Assert.Equal("pid", (await Tables.Open(TableNames.Journeys).GetAsync(One.Value, "m:a", Stop))!.Text("provider"));
    }

    [Fact]
    public async Task Keep_nothing_of_their_claim_once_they_are_settled()
    {
        var held = ((ClaimOutcome.Claimed)await Journeys.ClaimAsync(await ReadAsync(), Store.Claim("a", "print"), Stop)).Held;
        await Journeys.RecordEffectAsync(held, Store.Entry("a", EffectState.Accepted), "pid", Stop);
        var row = (await Tables.Open(TableNames.Journeys).GetAsync(One.Value, "m:a", Stop))!;
        Assert.Equal(["at", "channel", "provider", "state", "text"], row.Values.Keys.Where(name => name != "Timestamp").Order(StringComparer.Ordinal));
        Assert.Equal(Store.Entry("a", EffectState.Accepted), (await ReadAsync()).Ledger.Find("a"));
    }

    [Fact]
    public async Task Reported_to_the_process_that_sent_them_are_recorded_without_reading()
    {
        var held = ((ClaimOutcome.Claimed)await Journeys.ClaimAsync(await ReadAsync(), Store.Claim("a"), Stop)).Held;
        await Journeys.RecordEffectAsync(held, Store.Entry("a", EffectState.Accepted), null, Stop);
        Counter.Reset();
        await Journeys.RecordEffectAsync(One, new LedgerEntry("a", EffectState.Undelivered, Store.Now, Note: "550"), "pid", Stop);
        Assert.Equal(1, Counter.Total);
        // Another process hears of it, then this one hears an old report once more.
        await new AStore(Tables).Journeys.RecordEffectAsync(One, new LedgerEntry("a", EffectState.Delivered, Store.Now), null, Stop);
        await Journeys.RecordEffectAsync(One, new LedgerEntry("a", EffectState.Unknown, Store.Now), null, Stop);
        await Journeys.RecordEffectAsync(One, new LedgerEntry("a", EffectState.Undelivered, Store.Now, Note: "550"), null, Stop);
        Assert.Equal(Store.Entry("a", EffectState.Delivered), (await ReadAsync()).Ledger.Find("a"));
        Assert.Equal("pid", (await Tables.Open(TableNames.Journeys).GetAsync(One.Value, "m:a", Stop))!.Text("provider"));
    }

    [Theory]
    [InlineData(EffectState.Postponed, EffectState.Claimed)]
    [InlineData(EffectState.Failed, EffectState.Claimed)]
    [InlineData(EffectState.Unknown, EffectState.Claimed)]
    [InlineData(EffectState.Accepted, EffectState.Accepted)]
    public async Task Taken_over_are_not_given_up_by_the_holder_who_was_late(EffectState late, EffectState stands)
    {
        var first = ((ClaimOutcome.Claimed)await Journeys.ClaimAsync(await ReadAsync(), Store.Claim("a"), Stop)).Held;
        Store.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.IsType<ClaimOutcome.TakenOver>(await Journeys.ClaimAsync(await ReadAsync(), Store.Claim("a"), Stop));
        await Journeys.RecordEffectAsync(first, Store.Entry("a", late), null, Stop);
        Assert.Equal(stands, (await ReadAsync()).Ledger.Find("a")!.State);
    }

    [Fact]
    public async Task That_count_towards_the_caps_are_claimed_one_after_another()
    {
        var read = await ReadAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(n => Journeys.ClaimAsync(read, Store.Claim($"text-{n}", counts: true), Stop)));
        Assert.Single(answers.OfType<ClaimOutcome.Claimed>());
        Assert.Equal(63, answers.OfType<ClaimOutcome.BudgetChanged>().Count());

        read = await ReadAsync();
        Assert.Single(read.Ledger.Entries);
        Assert.NotNull(read.BudgetTag);
        answers = await Task.WhenAll(Enumerable.Range(100, 64).Select(n => Journeys.ClaimAsync(read, Store.Claim($"text-{n}", counts: true), Stop)));
        Assert.Single(answers.OfType<ClaimOutcome.Claimed>());
        Assert.IsType<ClaimOutcome.Claimed>(await Journeys.ClaimAsync(read, Store.Claim("does-not-count"), Stop));
    }

    [Fact]
    public async Task Claimed_twice_under_one_key_are_leased_not_over_budget()
    {
        var read = await ReadAsync();
        await Journeys.ClaimAsync(read, Store.Claim("a", counts: true), Stop);
        Assert.IsType<ClaimOutcome.Leased>(await Journeys.ClaimAsync(read, Store.Claim("a", counts: true), Stop));
        await Journeys.RecordEffectAsync(One, Store.Entry("a", EffectState.Accepted), null, Stop);
        Assert.IsType<ClaimOutcome.Settled>(await Journeys.ClaimAsync(read, Store.Claim("a", counts: true), Stop));
    }

    private async Task<LoadedJourney> ReadAsync() => (await Journeys.LoadAsync(One, Stop))!;
}
