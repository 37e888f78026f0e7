using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>Waiting for a client has reminders, a person who calls, and an end (care-pathway §3.1, rows 5, 6 and 9).</summary>
public class A_client_who_is_waited_for
{
    [Fact]
    public void Is_reminded_of_the_forms_called_and_let_go_in_the_end()
    {
        var walk = Walk.From(AJourney.OnTheKapPath);
        var opened = walk.Journey.CarePath!.Since.At;
        walk.Until(opened + Duration.FromDays(22));
        Assert.Equal([2, 5, 9], DaysOf(walk, Text.IntakeNudge, opened));
        Assert.Equal(10, DaysUntil<TaskOpened>(walk, task => task.Task == TaskKind.CallAboutForms, opened));
        Assert.Equal(21, DaysUntil<JourneyClosed>(walk, closed => closed.Because == ClosedBecause.NoResponse, opened));
    }

    [Fact]
    public void Is_asked_twice_whether_they_have_thought_it_over()
    {
        var walk = Walk.From(AJourney.Consulted.Do(AClinic.Theo, new DecideCarePath(CarePathOutcome.Undecided, "all", "to think it over", "to think it over")));
        var decided = walk.Journey.CarePath!.Since.At;
        walk.Until(decided + Duration.FromDays(29));
        Assert.Equal([7, 21], DaysOf(walk, Text.UndecidedCheckin, decided));
        Assert.Equal(28, DaysUntil<JourneyClosed>(walk, closed => closed.Because == ClosedBecause.Undecided, decided));
    }

    [Fact]
    public void Is_reminded_of_what_a_reviewer_asked_for()
    {
        var walk = Walk.From(AJourney.WithIntakeDone.Do(AClinic.Priya, new RequestInformation("the letter of the cardiologist")));
        var asked = walk.Journey.Clearance.InformationRequested!.At;
        Assert.Contains(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.ChaseInformation);
        walk.Until(asked + Duration.FromDays(31));
        Assert.Equal([0, 3, 7, 14], DaysOf(walk, Text.ClearanceInfo, asked));
        Assert.Equal(30, DaysUntil<JourneyClosed>(walk, closed => closed.Because == ClosedBecause.LostToFollowUp, asked));
    }

    private static IEnumerable<int> DaysOf(Walk walk, Text text, Instant since) =>
        walk.Sent.Where(sent => sent.Tell.Text == text).Select(sent => Days(since, sent.Instant)).Distinct();

    private static int DaysUntil<T>(Walk walk, Func<T, bool> which, Instant since)
        where T : Fact => Days(since, walk.Facts.Single(each => each.Fact is T fact && which(fact)).At);

    private static int Days(Instant from, Instant to) => (int)Math.Floor((to - from).TotalDays);
}
