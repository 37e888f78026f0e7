using KapWorkflow.Core;
using KapWorkflow.LocalHost;

namespace KapWorkflow.Functions.Tests;

public class A_journey_of_more_rows_than_a_page
{
    private static readonly JourneyId One = AJourneyId.Number(1);
    private readonly InMemoryTables _tables = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_read_whole_when_it_has_passed_a_thousand_rows()
    {
        var store = new AStore(_tables);
        await store.WithATaskAsync(1, Stop);
        for (var n = 0; n < 12; n++)
            await store.PlanAsync(One, null, [.. Enumerable.Range(0, 100).Select(k => store.Entry($"skipped:{n}:{k}", EffectState.NotApplicable))], Stop);
        Assert.Equal(1200, (await store.Journeys.LoadAsync(One, Stop))!.Ledger.Entries.Count);
        Assert.IsType<CommitOutcome.Committed>(await store.Journeys.DecideAsync(One, AStore.ByAda, AStore.FinishTask("t:1"), null, wake: false, Stop));
    }

    [Fact]
    public async Task Is_read_as_of_one_moment_though_others_commit_between_the_pages()
    {
        var store = new AStore(_tables);
        await store.WithATaskAsync(1, Stop);
        for (var n = 2; n <= 8; n++) await store.Journeys.DecideAsync(One, Author.System, AStore.OpenTask($"t:{n}"), null, wake: false, Stop);
        var pages = new SmallPages(_tables, 3);
        var others = 0;
        pages.AfterPage = async page =>
        {
            // Three commits come between the last fact and the head, then there is quiet.
            if (others < 3 && page.Any(row => row.Key == "f:00000009")) await store.Journeys.DecideAsync(One, Author.System, AStore.OpenTask($"other:{++others}"), null, wake: false, Stop);
        };
        var read = (await new AStore(pages).Journeys.LoadAsync(One, Stop))!;
        Assert.Equal((3, 12, 12), (others, read.Facts.Count, read.Journey.Sequence));
        Assert.True(Assert.Single(await new ChainVerifier(pages).VerifyAsync(Stop)).IsWhole);
    }

    [Fact]
    public async Task Is_not_read_at_all_rather_than_torn()
    {
        var store = new AStore(_tables);
        await store.WithATaskAsync(1, Stop);
        var pages = new SmallPages(_tables, 1);
        var others = 0;
        pages.AfterPage = page => page.Any(row => row.Key == "head")
            ? store.Journeys.DecideAsync(One, Author.System, AStore.OpenTask($"other:{++others}"), null, wake: false, Stop)
            : Task.CompletedTask;
        await Assert.ThrowsAsync<StorageUnreachableException>(() => new AStore(pages).Journeys.LoadAsync(One, Stop));
    }
}
