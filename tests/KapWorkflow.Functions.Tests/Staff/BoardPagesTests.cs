using KapWorkflow.Core;
using NodaTime;
using NodaTime.Testing;
using NSubstitute;

namespace KapWorkflow.Functions.Tests;

public class The_board
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shows_an_alert_first_also_of_somebody_whose_journey_is_over()
    {
        var board = Substitute.For<IBoard>();
        IReadOnlyList<BoardRow> rows =
        [
            new BoardRow(AJourneyId.Number(6), "Over, and in danger", Stage.InCourse, StandingKind.Closed, null, Alert: true, []),
            new BoardRow(AJourneyId.Number(7), "Over", Stage.InCourse, StandingKind.Closed, null, Alert: false, []),
        ];
        board.ListAsync(Arg.Any<CancellationToken>()).Returns(Task.FromResult(rows));
        var pages = new BoardPages(board, AClinicOf.Portland, new FakeClock(Instant.FromUtc(2026, 12, 1, 18, 0)));
        var person = AClinicOf.Portland.Staff[0];
        var shown = await pages.BoardAsync(new StaffPerson(person, person.Roles), closed: false, Stop);
        var group = Assert.Single(shown.Groups);
        Assert.Equal(("Safety alerts", true, "Over, and in danger"), (group.Title, group.Urgent, Assert.Single(group.Lines).Name));
        var over = await pages.BoardAsync(new StaffPerson(person, person.Roles), closed: true, Stop);
        Assert.Equal(["Safety alerts", "Closed"], over.Groups.Select(each => each.Title));
    }
}
