namespace KapWorkflow.Core.Tests;

public class The_stage_of_a_journey
{
    [Fact]
    public void Follows_its_facts()
    {
        Assert.Equal(Stage.InquiryNew, AJourney.Inquired.Journey.Stage);
        Assert.Equal(Stage.InquiryContacting, AJourney.Inquired.Do(AClinic.Ines, new LogContactAttempt(ContactBy.Phone, false)).Journey.Stage);
        Assert.Equal(Stage.ConsultScheduled, AJourney.Inquired.Book(AppointmentPurpose.Consultation, 2, 14).Journey.Stage);
        Assert.Equal(Stage.ConsultDone, AJourney.Consulted.Journey.Stage);
        Assert.Equal(Stage.IntakeOpen, AJourney.OnTheKapPath.Journey.Stage);
        Assert.Equal(Stage.ClearanceReview, AJourney.WithIntakeDone.Journey.Stage);
        Assert.Equal(Stage.ClearanceInfoNeeded, AJourney.WithIntakeDone.Do(AClinic.Priya, new RequestInformation("ECG")).Journey.Stage);
        Assert.Equal(Stage.Cleared, AJourney.Cleared.Journey.Stage);
        Assert.Equal(Stage.Preparation, AJourney.Cleared.Book(AppointmentPurpose.Preparation, 1, 11).Journey.Stage);
        Assert.Equal(Stage.ReadyForDosing, AJourney.Prepared.Journey.Stage);
        Assert.Equal(Stage.InCourse, AJourney.WithASessionBooked.Journey.Stage);
        Assert.Equal(Stage.InCourse, AJourney.AfterOneCycle.Journey.Stage);
        Assert.Equal(Stage.EndReview, AJourney.AtTheEnd.Journey.Stage);
        Assert.Equal(Stage.Completed, AJourney.AtTheEnd.Do(AClinic.Theo, new CompleteCourse("well")).Journey.Stage);
    }
}

public class Withdrawing
{
    [Fact]
    public void Is_read_by_a_person_within_opening_hours_who_tells_whoever_had_prepared()
    {
        var walk = Walk.From(AJourney.WithASessionBooked.Give(Author.Client, new Withdraw("I am scared")));
        walk.Until(walk.Now + NodaTime.Duration.FromMinutes(1));
        var task = Assert.Single(walk.Journey.Tasks.Open);
        Assert.Equal((TaskKind.ReadWithdrawal, Role.Intake | Role.Therapist), (task.Kind, task.Roles));
        walk.Must(AClinic.As(AClinic.Ines), new FinishTask(task.Key, "told Theo and Priya"));
        Assert.Empty(walk.Journey.Tasks.Open);
    }

    public static TheoryData<string> Points => ["Inquired", "Consulted", "OnTheKapPath", "WithIntakeDone", "Cleared", "Prepared", "WithASessionBooked", "CheckedIn", "Dosed", "Discharged", "AfterOneCycle", "AtTheEnd"];

    [Theory]
    [MemberData(nameof(Points))]
    public void Is_possible_at_every_point_and_cancels_what_is_ahead(string point)
    {
        var journey = (AJourney)typeof(AJourney).GetProperty(point)!.GetValue(null)!;
        journey.Give(Author.Client, new Withdraw());
        Assert.Equal(ClosedBecause.Withdrawn, journey.Journey.Standing.Because);
        Assert.Empty(journey.Journey.Appointments.Ahead);
    }
}
