using KapWorkflow.Core;
using KapWorkflow.LocalHost;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

/// <summary>The watchdog's round, in a whole clinic.</summary>
public sealed class A_sweep : IAsyncLifetime
{
    private readonly InMemoryTables _tables = new();
    private LocalClinic _clinic = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private JourneyStore Journeys => (JourneyStore)_clinic.Services.GetRequiredService<IJourneyStore>();

    public async ValueTask InitializeAsync() =>
        _clinic = await LocalClinic.StartAsync(new LocalClinicOptions { StartAt = DemoDay.Start, Tables = _tables }, Stop);

    public ValueTask DisposeAsync() => _clinic.DisposeAsync();

    [Fact]
    public async Task Starts_nothing_for_a_plan_whose_journey_was_never_created()
    {
        var id = AJourneyId.Number(1);
        var crashing = new FaultyTables(_tables);
        crashing.FailAt(3, Fault.CrashBefore);
        await Assert.ThrowsAsync<SimulatedCrashException>(() => new AStore(crashing, _clinic.Services.GetRequiredService<KeyRing>()).Journeys.CreateAsync(id, AStore.AnInquiry(), Author.Website, Stop));
        await SweepAsync();
        Assert.Null(await _clinic.Engine.Client.GetInstanceAsync(id.Value, Stop));
    }

    [Fact]
    public async Task Starts_the_orchestration_of_a_journey_whose_creator_did_not_come_to_start_it()
    {
        var id = AJourneyId.Number(1);
        await Journeys.CreateAsync(id, AStore.AnInquiry(), Author.Website, Stop);
        await SweepAsync();
        Assert.NotNull(await _clinic.Engine.Client.GetInstanceAsync(id.Value, Stop));
        // The first plan may have met an effect that the sweep was just performing, and looks again when that one's lease ends.
        await _clinic.Travel.AdvanceByAsync(Duration.FromMinutes(6), Stop);
        Assert.True(Assert.Single(await GlancesAsync()).PlannedSequence > 0);
    }

    [Fact]
    public async Task Is_left_what_an_orchestration_that_may_be_ending_might_not_hear()
    {
        var id = AJourneyId.Number(1);
        await Journeys.CreateAsync(id, AStore.AnInquiry(), Author.Website, Stop);
        await SweepAsync();
        var desk = _clinic.Services.GetRequiredService<IJourneyDesk>();
        var director = _clinic.Services.GetRequiredService<Clinic>().Staff.First(member => member.Roles.HasFlag(Role.Director));
        await desk.GiveAsync((await Journeys.LoadAsync(id, Stop))!, new CloseJourney(ClosedBecause.Declined, "asked elsewhere"), Author.Of(director.Id, director.Roles), _clinic.Engine.Client, Stop);
        await _clinic.Travel.AdvanceByAsync(Duration.FromDays(30), Stop);
        Assert.True(Assert.Single(await GlancesAsync()).IsOver);
        foreach (var unseen in await UnseenAsync())
            await Journeys.SeenAsync(unseen.Journey, unseen.Wake, Stop);

        var closed = (await Journeys.LoadAsync(id, Stop))!;
        Assert.IsType<CommitOutcome.Committed>(await desk.GiveAsync(closed, new ReopenJourney("wrote again"), Author.Of(director.Id, director.Roles), _clinic.Engine.Client, Stop));
        Assert.Equal(id, Assert.Single(await UnseenAsync()).Journey);
        await SweepAsync();
        Assert.False(Assert.Single(await GlancesAsync()).IsOver);
    }

    private async Task SweepAsync()
    {
        await _clinic.Services.GetRequiredService<Sweep>().RunAsync(_clinic.Engine.Client, Stop);
        await _clinic.Services.GetRequiredService<Stillness>().WhenStillAsync(Stop);
    }

    private async Task<IReadOnlyList<JourneyGlance>> GlancesAsync() => await Journeys.GlanceAsync(Stop).ToListAsync(Stop);

    private async Task<IReadOnlyList<WakeRow>> UnseenAsync() => await Journeys.UnseenAsync(-Duration.FromDays(1), Stop).ToListAsync(Stop);
}
