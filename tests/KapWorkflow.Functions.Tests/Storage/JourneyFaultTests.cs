using KapWorkflow.Core;
using KapWorkflow.LocalHost;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

/// <summary>
/// A short life of a journey: created, decided, an effect claimed and recorded, planned. Each storage call of it is lost, or is the last
/// of its process; whoever asked then asks again, as a page, a turn or the watchdog would.
/// </summary>
public class A_journey_whose_storage_fails_at_any_call
{
    private static readonly JourneyId One = AJourneyId.Number(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<Fault> Faults => [Fault.CrashBefore, Fault.CrashAfter, Fault.RequestLost, Fault.ResponseLost];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Happens_once_and_leaves_no_commit_unseen(Fault fault)
    {
        var calls = 0;
        for (var call = 1; call <= Math.Max(calls, 1); call++)
        {
            var tables = new FaultyTables(new InMemoryTables());
            calls = Math.Max(calls, await LiveAsync(tables, call, fault));
        }
        Assert.InRange(calls, 12, 40);
    }

    [Theory]
    [InlineData(Fault.RequestLost)]
    [InlineData(Fault.ResponseLost)]
    public async Task Tells_the_one_who_asked_what_became_of_a_commit_whose_answer_was_lost(Fault fault)
    {
        var tables = new FaultyTables(new InMemoryTables());
        var store = new AStore(tables);
        await store.WithATaskAsync(1, Stop);
        // The read's page and its end, the wake row, the commit.
        tables.FailAt(4, fault);
        var committed = Assert.IsType<CommitOutcome.Committed>(await store.Journeys.DecideAsync(One, AStore.ByAda, AStore.FinishTask("t:1"), null, wake: true, Stop));
        Assert.Single(committed.Facts);
        Assert.Equal((2, 3), (committed.Before.Sequence, committed.After.Journey.Sequence));
        Assert.NotNull(committed.Wake);
        Assert.Equal(3, (await store.Journeys.LoadAsync(One, Stop))!.Journey.Sequence);

        // The read, and the commit of an effect that needs no fact.
        tables.FailAt(3, fault);
        await store.Journeys.DecideAsync(One, Author.System, (_, _) => Decision.Record(), store.Entry("e", EffectState.Done), wake: false, Stop);
        Assert.True((await store.Journeys.LoadAsync(One, Stop))!.Ledger.IsSettled("e"));

        // The claim and the record, each one call.
        var read = (await store.Journeys.LoadAsync(One, Stop))!;
        tables.FailAt(1, fault);
        var claimed = Assert.IsType<ClaimOutcome.Claimed>(await store.Journeys.ClaimAsync(read, store.Claim("a", counts: true), Stop));
        tables.FailAt(1, fault);
        await store.Journeys.RecordEffectAsync(claimed.Held, store.Entry("a", EffectState.Accepted), "pid", Stop);
        Assert.Equal(EffectState.Accepted, (await store.Journeys.LoadAsync(One, Stop))!.Ledger.Find("a")!.State);

        // Creating: plan row, wake row, commit.
        tables.FailAt(3, fault);
        Assert.IsType<CommitOutcome.Committed>(await store.Journeys.CreateAsync(AJourneyId.Number(2), AStore.AnInquiry(), Author.Website, Stop));
    }

    [Fact]
    public async Task Keeps_the_wake_row_of_a_commit_that_may_still_arrive()
    {
        var inner = new InMemoryTables();
        var store = new AStore(inner);
        await store.WithATaskAsync(1, Stop);
        await Assert.ThrowsAsync<StorageUnreachableException>(() =>
            new AStore(new DeafTables(inner)).Journeys.DecideAsync(One, AStore.ByAda, AStore.FinishTask("t:1"), null, wake: true, Stop));
        var unseen = new List<WakeRow>();
        await foreach (var row in store.Journeys.UnseenAsync(-Duration.FromDays(1), Stop)) unseen.Add(row);
        Assert.Equal(2, unseen.Count);
    }

    /// <returns>How many calls the life took.</returns>
    private static async Task<int> LiveAsync(FaultyTables tables, int call, Fault fault)
    {
        var store = new AStore(tables);
        var (journeys, calls, struck) = (store.Journeys, 0, false);
        tables.FailAt(call, fault);

        await StepAsync(() => journeys.CreateAsync(One, AStore.AnInquiry(), Author.Website, Stop));
        await StepAsync(() => journeys.DecideAsync(One, Author.System, AStore.OpenTask("t:1"), store.Entry("t:1", EffectState.Done), wake: false, Stop));
        await StepAsync(() => journeys.DecideAsync(One, AStore.ByAda, AStore.FinishTask("t:1"), null, wake: true, Stop));
        await StepAsync(() => SendAsync(store));
        await StepAsync(() => store.PlanAsync(One, new(store.Now, 3, null), [store.Entry("s", EffectState.NotApplicable)], Stop));
        calls = tables.Calls.Count;
        tables.Restart();

        var read = (await journeys.LoadForPlanAsync(One, null, Stop))!;
        Assert.Equal([nameof(InquiryReceived), nameof(TaskOpened), nameof(TaskClosed)], read.Facts.Select(fact => fact.Fact.GetType().Name));
        Assert.Equal([EffectState.Accepted, EffectState.NotApplicable, EffectState.Done], ((string[])["a", "s", "t:1"]).Select(key => read.Ledger.Find(key)!.State));
        Assert.Equal((store.Now, 3), (read.Ledger.PlannedThrough, read.Ledger.PlannedSequence));
        Assert.True(Assert.Single(await new ChainVerifier(tables).VerifyAsync(Stop)).IsWhole);
        var unseen = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in journeys.UnseenAsync(-Duration.FromDays(1), Stop)) unseen.Add(row.Wake.Split(' ')[0]);
        foreach (var commit in (Recorded[])[read.Facts[0], read.Facts[2]]) Assert.Contains(commit.Attempt, unseen);
        return calls;

        async Task StepAsync(Func<Task> step)
        {
            try
            {
                await step();
            }
            catch (Exception failure) when (failure is SimulatedCrashException or StorageUnreachableException && !struck)
            {
                struck = true;
                tables.Restart();
                store.Time.Advance(TimeSpan.FromMinutes(5));
                await step();
            }
        }
    }

    private static async Task SendAsync(AStore store)
    {
        var read = (await store.Journeys.LoadAsync(One, Stop))!;
        var claimed = await store.Journeys.ClaimAsync(read, store.Claim("a", "print", counts: true), Stop);
        var held = claimed switch
        {
            ClaimOutcome.Claimed first => first.Held,
            ClaimOutcome.TakenOver over => over.Held,
            _ => null,
        };
        if (held is not null) await store.Journeys.RecordEffectAsync(held, store.Entry("a", EffectState.Accepted), "pid", Stop);
    }

    /// <summary>Every transaction is lost on the way, though reads are answered.</summary>
    private sealed class DeafTables(ITables tables) : ITables
    {
        public ITable Open(string name) => new Deaf(tables.Open(name));

        public Task CreateAsync(CancellationToken cancellationToken = default) => tables.CreateAsync(cancellationToken);

        private sealed class Deaf(ITable table) : ITable
        {
            public string Name => table.Name;

            public Task<Row?> GetAsync(string partition, string key, CancellationToken cancellationToken = default) => table.GetAsync(partition, key, cancellationToken);

            public IAsyncEnumerable<IReadOnlyList<Row>> ReadAsync(RowRange range, CancellationToken cancellationToken = default) => table.ReadAsync(range, cancellationToken);

            public Task<WriteOutcome> WriteAsync(Write write, CancellationToken cancellationToken = default) => table.WriteAsync(write, cancellationToken);

            public Task<WriteOutcome> SubmitAsync(IReadOnlyList<Write> writes, CancellationToken cancellationToken = default) =>
                throw new StorageUnreachableException(Name, "transaction");
        }
    }
}
