using NodaTime;

namespace KapWorkflow.Core.Tests;

public class Maintenance_after_a_course
{
    private static readonly BeginMaintenance Two = new(2, "it holds for a month each time");

    private static AJourney Completed => AJourney.AtTheEnd.Do(AClinic.Theo, new CompleteCourse("well")).Under(AClinic.WithMaintenance);

    [Fact]
    public void Is_refused_where_the_practice_does_not_offer_it()
    {
        Assert.False(AClinic.Shipped.Dosing.MaintenanceEnabled);
        Assert.Equal(["maintenance.not-offered"], Codes(Completed.Under(AClinic.Open).Try(AClinic.Priya, Two)));
        Assert.Contains("G2.completed", Codes(Completed.Under(AClinic.Open).Try(AClinic.Ines, Completed.Booking(AppointmentPurpose.Dosing, 10, 10))));
    }

    [Fact]
    public void Names_everything_that_stands_in_the_way() => Assert.Equal(
        ["maintenance.not-completed", "maintenance.doses", "review.reason"],
        Codes(AJourney.AtTheEnd.Under(AClinic.WithMaintenance).Try(AClinic.Priya, new BeginMaintenance(9, " "))));

    [Fact]
    public void Is_a_licensed_prescribers_to_begin()
    {
        Assert.Equal(["role"], Codes(Completed.Try(AClinic.Theo, Two)));
        Assert.Equal(["clearance.licence"], Codes(Completed.Under(Crowd.Clinic).Try(Author.Of(StaffId.Parse("st_uma"), Role.Prescriber), Two)));
    }

    [Fact]
    public void Waits_while_the_journey_is_on_hold() =>
        Assert.Equal(["standing.not-open"], Codes(Completed.Do(AClinic.Priya, new HoldJourney("travels")).Try(AClinic.Priya, Two)));

    [Fact]
    public void Stands_on_no_key_no_order_and_no_measure_of_the_course_before()
    {
        var journey = AJourney.InMaintenance;
        Assert.Equal(Stage.Maintenance, journey.Journey.Stage);
        Assert.Equal(
            ["G1.medicine", "G1.order", "G1.prescriber-key", "G1.therapist-key", "G2.authorised"],
            Codes(journey.Try(AClinic.Ines, journey.Booking(AppointmentPurpose.Dosing, 10, 10))).Order(StringComparer.Ordinal));
        var started = Cleared(journey).Book(AppointmentPurpose.Dosing, 30, 10).ToTheSession().CheckIn();
        Assert.Contains("G1.measures", Codes(started.Try(AClinic.Noel, new GiveDose(started.Session, AClinic.Theo, true))));
    }

    [Fact]
    public void Asks_the_client_for_the_baseline_again_where_it_is_too_old()
    {
        var journey = Cleared(AJourney.InMaintenance).Book(AppointmentPurpose.Dosing, 30, 10);
        var session = journey.Journey.Appointments.Next(AppointmentPurpose.Dosing)!;
        Assert.Superset(IntakePacket.BaselineMeasures.ToHashSet(), ClientTodo.Forms(journey.Journey, AClinic.WithMaintenance, session.Start - Duration.FromDays(1)).ToHashSet());
        Assert.Contains(Pathway.Duties(journey.Journey, Ledger.Empty, AClinic.WithMaintenance, Owe.Never), duty => duty.Key.StartsWith($"{session.Key}:measures", StringComparison.Ordinal));
    }

    [Fact]
    public void Asks_for_both_keys_and_the_order_again()
    {
        var walk = Walk.From(AJourney.InMaintenance);
        walk.Clinic = AClinic.WithMaintenance;
        walk.Until(walk.Now + Duration.FromDays(1));
        Assert.Equal([TaskKind.DecideReadiness, TaskKind.DecideClearance], walk.Journey.Tasks.Open.Select(task => task.Kind).Where(kind => kind is TaskKind.DecideReadiness or TaskKind.DecideClearance).Order());
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind is TaskKind.SignEndReview or TaskKind.AuthoriseMore or TaskKind.SignMidReview);
    }

    [Fact]
    public void Has_as_many_sessions_as_were_decided_and_ends_like_a_course()
    {
        var journey = Cleared(AJourney.InMaintenance).AnswerMeasures().Cycle();
        Assert.Null(journey.Journey.Reviews.EndDue(journey.Journey, AClinic.WithMaintenance));
        journey.AnswerMeasures().Cycle();
        Assert.Contains("G2.planned", Codes(journey.Try(AClinic.Ines, journey.Booking(AppointmentPurpose.Dosing, 10, 10))));
        Assert.Equal(["G6.aftercare", "G6.measures", "G6.prescriber", "G6.therapist"], Codes(journey.Try(AClinic.Theo, new CompleteCourse("well"))).Order(StringComparer.Ordinal));

        var walk = Walk.From(journey.AnswerMeasures().Do(AClinic.Theo, new SignEndReview("well")).Do(AClinic.Priya, new SignEndReview("well"))
            .Do(AClinic.Theo, new PlanAftercare("rest", FollowUpConsent: true)).Do(AClinic.Theo, new CompleteCourse("well again")));
        walk.Clinic = AClinic.WithMaintenance;
        walk.Until(walk.Now + Duration.FromDays(230));
        Assert.Equal(3, walk.Sent.Count(sent => sent.Tell.Text == Text.FollowUp && !sent.Key.Contains(":nudge:", StringComparison.Ordinal)));
        Assert.Equal(ClosedBecause.Completed, walk.Journey.Standing.Because);
    }

    [Fact]
    public void May_be_stopped_before_its_first_session()
    {
        var journey = AJourney.InMaintenance.Do(AClinic.Theo, new StopCourse("rather not"));
        Assert.NotNull(journey.Journey.Reviews.EndDue(journey.Journey, AClinic.WithMaintenance));
    }

    [Fact]
    public void Counts_up_to_the_most_that_a_course_may_have_from_its_own_beginning()
    {
        var journey = AJourney.InMaintenance;
        Assert.Equal(["plan.doses"], Codes(journey.Try(AClinic.Priya, new PlanCourse(10, "more"))));
        journey.Do(AClinic.Priya, new PlanCourse(9, "more"));
        Assert.Equal(9, CoursePlans.Doses(journey.Journey, AClinic.WithMaintenance));
    }

    private static AJourney Cleared(AJourney journey) => journey
        .Do(AClinic.Theo, new DecideReadiness(true, "ready")).RecordTests().Do(AClinic.Priya, AJourney.TheClearance with { AuthorisedDoses = 2 })
        .Do(AClinic.Priya, new SignDoseOrder("as before", DoseRoute.Sublingual)).Do(AClinic.Noel, new ConfirmMedicineAvailable());

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}
