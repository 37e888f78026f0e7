using System.Text.Json;
using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

public class A_board_in_memory : BoardContract
{
    protected override string? ConnectionString => null;
}

public class A_board_on_Azurite(AzuriteFixture azurite) : BoardContract
{
    protected override string? ConnectionString => azurite.ConnectionString;
}

public abstract class BoardContract : StoreTests
{
    private static readonly JourneyId One = AJourneyId.Number(1);

    private AStore Store { get; set; } = null!;

    private Board Board { get; set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Store = new(Tables);
        Board = new(Tables, AKeyRing.New, Store.Journeys);
    }

    [Fact]
    public async Task Shows_a_journey_as_it_stands()
    {
        var created = (CommitOutcome.Committed)await Store.Journeys.CreateAsync(One, AStore.AnInquiry("I want to kill myself"), Author.Website, Stop);
        await Board.ProjectAsync(created.Before, created.After.Journey, Stop);
        var row = Assert.Single(await Board.ListAsync(Stop));
        Assert.Equal((One, "Zebulon Quark", Stage.InquiryNew, StandingKind.Open), (row.Journey, row.Name, row.Stage, row.Standing));
        Assert.Equal((true, true, null, null, 0), (row.Alert, row.Blocked, row.NextAppointment, row.NextDue, row.MoreTasks));
        Assert.Empty(row.Tasks);

        await ProjectAsync(await DecideAsync(Author.System, AStore.OpenTask("t:1")));
        await ProjectAsync(await DecideAsync(AStore.ByAda, (journey, moment) => Pathway.Decide(journey, new ClaimTask("t:1"), moment)));
        row = Assert.Single(await Board.ListAsync(Stop));
        Assert.Equal(
            [new BoardTask("t:1", TaskKind.ReadRepeatedInquiry, AStore.Start + Duration.FromHours(1), AStore.Ada, Role.Intake)], row.Tasks);
    }

    [Fact]
    public async Task Shows_the_next_appointment_until_there_is_none()
    {
        await Store.Journeys.CreateAsync(One, AStore.AnInquiry(), Author.Website, Stop);
        await ProjectAsync(await DecideAsync(AStore.ByAda, (journey, moment) =>
            Pathway.Decide(journey, new BookAppointment(AppointmentPurpose.Consultation, new(2026, 3, 12, 10, 0), AStore.Ada), moment)));
        var row = Assert.Single(await Board.ListAsync(Stop));
        Assert.Equal((Stage.ConsultScheduled, "consultation-1", Instant.FromUtc(2026, 3, 12, 17, 0)), (row.Stage, row.NextAppointment!.ToString(), row.NextAppointmentAt!.Value));
        await ProjectAsync(await DecideAsync(AStore.ByAda, (journey, moment) => Pathway.Decide(journey, new CancelAppointment(row.NextAppointment), moment)));
        row = Assert.Single(await Board.ListAsync(Stop));
        Assert.Equal((null, null), (row.NextAppointment, row.NextAppointmentAt));
    }

    [Fact]
    public async Task Writes_only_what_is_newer_and_looks_different()
    {
        await Store.WithATaskAsync(1, Stop);
        var opened = (await Store.Journeys.LoadAsync(One, Stop))!.Journey;
        await Board.ProjectAsync(null, opened, Stop);
        var closed = await DecideAsync(AStore.ByAda, AStore.FinishTask("t:1"));
        await ProjectAsync(closed);
        await Board.ProjectAsync(null, opened, Stop);
        Assert.Empty(Assert.Single(await Board.ListAsync(Stop)).Tasks);

        Counter.Reset();
        await Board.ProjectAsync(closed.After.Journey, closed.After.Journey with { Sequence = 9 }, Stop);
        Assert.Equal(0, Counter.Of(TableNames.Board));
        await Board.ProjectAsync(new Journey(AJourneyId.Number(2)), opened with { Id = AJourneyId.Number(2) }, Stop);
        Assert.Equal(1, Counter.Of(TableNames.Board));
    }

    [Fact]
    public async Task Is_written_without_reading_by_the_process_that_wrote_it_last_and_read_again_after_another_did()
    {
        await Store.WithATaskAsync(1, Stop);
        await Board.ProjectAsync(null, (await Store.Journeys.LoadAsync(One, Stop))!.Journey, Stop);
        var second = await DecideAsync(Author.System, AStore.OpenTask("t:2"));
        Counter.Reset();
        await ProjectAsync(second);
        Assert.Equal(1, Counter.Of(TableNames.Board));

        var third = await DecideAsync(Author.System, AStore.OpenTask("t:3"));
        var fourth = await DecideAsync(AStore.ByAda, AStore.FinishTask("t:1"));
        await new Board(Tables, AKeyRing.New, Store.Journeys).ProjectAsync(fourth.Before, fourth.After.Journey, Stop);
        await ProjectAsync(third);
        Assert.Equal(2, Assert.Single(await Board.ListAsync(Stop)).Tasks.Count);
    }

    [Fact]
    public async Task Ends_with_the_latest_of_many_projections_in_any_order()
    {
        await Store.WithATaskAsync(1, Stop);
        var states = new List<Journey>();
        for (var n = 2; n <= 16; n++) states.Add((await DecideAsync(Author.System, AStore.OpenTask($"t:{n}"))).After.Journey);
        await Task.WhenAll(states.AsEnumerable().Reverse().Concat(states).Select(state => Board.ProjectAsync(null, state, Stop)));
        Assert.Equal(16, Assert.Single(await Board.ListAsync(Stop)).Tasks.Count);
    }

    [Fact]
    public async Task Says_how_many_tasks_it_does_not_list()
    {
        var journey = (await Store.WithATaskAsync(1, Stop)).Journey;
        for (var n = 2; n <= 130; n++)
        {
            var opened = new TaskOpened($"a-rather-long-key-of-a-task:v1:{n}", TaskKind.ReadRepeatedInquiry, AStore.Start + Duration.FromHours(n), "consultation-1");
            journey = Pathway.Evolve(journey, new(journey.Sequence + 1, AStore.Start, Author.System, "", "", opened));
        }
        await Board.ProjectAsync(null, journey, Stop);
        var row = Assert.Single(await Board.ListAsync(Stop));
        Assert.Equal((100, 30), (row.Tasks.Count, row.MoreTasks));
    }

    [Fact]
    public async Task Notes_when_something_is_due_next_and_keeps_it_over_a_projection()
    {
        await Store.WithATaskAsync(1, Stop);
        await Board.NoteNextDueAsync(One, AStore.Start, Stop);
        Assert.Empty(await Board.ListAsync(Stop));
        await Board.ProjectAsync(null, (await Store.Journeys.LoadAsync(One, Stop))!.Journey, Stop);
        await Board.NoteNextDueAsync(One, AStore.Start, Stop);
        await ProjectAsync(await DecideAsync(AStore.ByAda, AStore.FinishTask("t:1")));
        Assert.Equal(AStore.Start, Assert.Single(await Board.ListAsync(Stop)).NextDue);
        await Board.NoteNextDueAsync(One, null, Stop);
        Assert.Null(Assert.Single(await Board.ListAsync(Stop)).NextDue);
    }

    [Fact]
    public async Task Is_made_anew_from_the_journeys()
    {
        for (var n = 1; n <= 3; n++) await Store.WithATaskAsync(n, Stop);
        var lost = (await Store.WithATaskAsync(4, Stop)).Journey;
        await Board.ProjectAsync(null, lost, Stop);
        await Store.Journeys.EraseAsync(lost.Id, Stop);
        await Board.ProjectAsync(null, new Journey(AJourneyId.Number(5)) { Sequence = 7 }, Stop);
        await Board.ProjectAsync(null, new Journey(AJourneyId.Number(1)) { Sequence = 2 }, Stop);
        Assert.Equal(3, await Board.RebuildAsync(Stop));
        var rows = await Board.ListAsync(Stop);
        Assert.Equal([AJourneyId.Number(1), AJourneyId.Number(2), AJourneyId.Number(3)], rows.Select(row => row.Journey));
        Assert.All(rows, row => Assert.Equal(("Zebulon Quark", 1), (row.Name, row.Tasks.Count)));
    }

    [Fact]
    public async Task Keeps_no_name_readable()
    {
        await Store.WithATaskAsync(1, Stop);
        await Board.ProjectAsync(null, (await Store.Journeys.LoadAsync(One, Stop))!.Journey, Stop);
        var row = Assert.Single(await AllAsync(Tables.Open(TableNames.Board), RowRange.Everywhere));
        Assert.DoesNotContain("Quark", JsonSerializer.Serialize(row.Values), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Quark", System.Text.Encoding.UTF8.GetString(row.Bytes("name")), StringComparison.OrdinalIgnoreCase);
    }

    private async Task<CommitOutcome.Committed> DecideAsync(Author by, Func<Journey, Moment, Decision> decide) =>
        Assert.IsType<CommitOutcome.Committed>(await Store.Journeys.DecideAsync(One, by, decide, null, wake: false, Stop));

    private Task ProjectAsync(CommitOutcome.Committed committed) => Board.ProjectAsync(committed.Before, committed.After.Journey, Stop);
}
