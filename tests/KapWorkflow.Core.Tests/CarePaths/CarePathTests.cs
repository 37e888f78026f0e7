using NodaTime;

namespace KapWorkflow.Core.Tests;

public class A_care_path
{
    private static DecideCarePath Kap => new(CarePathOutcome.Kap, "KAP, medication, therapy", "KAP", "KAP", "depression", ClientAgreed: true);

    [Fact]
    public void Is_written_down_with_options_preference_recommendation_and_both_parties()
    {
        var journey = AJourney.Consulted;
        var codes = Codes(journey.Try(AClinic.Theo, new DecideCarePath(CarePathOutcome.Kap, " ", "", "")));
        Assert.Equal(["care-path.options", "care-path.preference", "care-path.recommendation", "care-path.agreed", "care-path.indication"], codes);
        journey.Do(AClinic.Theo, Kap with { Rationale = "two medicines did not help" });
        var decided = (CarePathDecided)journey.Facts.Last(each => each.Fact is CarePathDecided).Fact;
        Assert.Equal((true, AClinic.Theo, PracticeTime.Local(journey.Now, journey.Clinic.Zone).Date), (decided.ClientAgreed, decided.Provider, decided.On));
    }

    [Fact]
    public void Is_decided_together_or_left_undecided()
    {
        Assert.Equal(["care-path.agreed"], Codes(AJourney.Consulted.Try(AClinic.Theo, Kap with { ClientAgreed = false })));
        AJourney.Consulted.Do(AClinic.Theo, new DecideCarePath(CarePathOutcome.Undecided, "all", "not sure", "KAP"));
    }

    [Theory]
    [InlineData(CarePathOutcome.Therapy, ClosedBecause.OtherCare)]
    [InlineData(CarePathOutcome.MedicationManagement, ClosedBecause.OtherCare)]
    [InlineData(CarePathOutcome.BothNonKap, ClosedBecause.OtherCare)]
    [InlineData(CarePathOutcome.ReferOut, ClosedBecause.ReferredOut)]
    public void Other_than_KAP_goes_somewhere_real_in_a_conversation_before_any_message(CarePathOutcome outcome, ClosedBecause because)
    {
        var walk = Walk.From(AJourney.Consulted.Do(AClinic.Theo, new DecideCarePath(outcome, "all", "this", "this", ClientAgreed: true)));
        var task = walk.Journey.Tasks.Open.Single(each => each.Kind == TaskKind.HandOver);
        Assert.DoesNotContain(walk.Sent, sent => sent.Tell.Text == Text.PathOther);
        Assert.Equal(["handover.destination"], Codes(Pathway.DecideTask(walk.Journey, task.Key, new RecordConversation(ConversationAbout.CarePath), new Moment(walk.Now, AClinic.As(AClinic.Theo), walk.Clinic))));
        walk.MustDecide(AClinic.As(AClinic.Theo), task, new RecordConversation(ConversationAbout.CarePath, null, "Dr. Ruiz, Cambridge", new LocalDate(2026, 11, 16)));
        var closed = walk.Facts.Select(each => each.Fact).OfType<JourneyClosed>().Single();
        Assert.Equal((because, "Dr. Ruiz, Cambridge", new LocalDate(2026, 11, 16)), (closed.Because, closed.Destination, closed.AppointmentOn));
        walk.Until(walk.Now + Duration.FromDays(1));
        Assert.Contains(walk.Sent, sent => sent.Tell.Text == Text.PathOther);
    }

    [Fact]
    public void May_change_before_the_first_dose_and_takes_what_was_built_on_it_along()
    {
        var walk = Walk.From(AJourney.WithASessionBooked);
        walk.Must(AClinic.As(AClinic.Theo), new ReopenCarePath("the client would rather try therapy first"));
        Assert.Empty(walk.Journey.Appointments.Ahead);
        Assert.NotNull(walk.Journey.Clearance.Suspended);
        Assert.Equal(Stage.ConsultDone, walk.Journey.Stage);
        walk.Until(walk.Now);
        Assert.Equal([TaskKind.DecideCarePath], walk.Journey.Tasks.Open.Select(task => task.Kind));
        walk.MustDecide(AClinic.As(AClinic.Theo), walk.Journey.Tasks.Open.Single(), new DecideCarePath(CarePathOutcome.Therapy, "all", "therapy", "therapy", ClientAgreed: true));
        walk.Until(walk.Now);
        Assert.Equal([TaskKind.HandOver], walk.Journey.Tasks.Open.Select(task => task.Kind));
    }

    [Fact]
    public void Chosen_a_second_time_gives_the_staff_their_tasks_back()
    {
        var walk = Walk.From(AJourney.WithIntakeDone);
        Assert.Contains(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.DecideReadiness);
        walk.Must(AClinic.As(AClinic.Theo), new ReopenCarePath("thinks it over"));
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.DecideReadiness);
        walk.Until(walk.Now + Duration.FromDays(2));
        walk.Must(AClinic.As(AClinic.Theo), Kap);
        walk.Until(walk.Now);
        Assert.Equal([TaskKind.DecideReadiness, TaskKind.DecideClearance, TaskKind.GatherTests], walk.Journey.Tasks.Open.Select(task => task.Kind).Order());
    }

    [Fact]
    public void Chosen_a_second_time_invites_to_the_forms_a_second_time()
    {
        var walk = Walk.From(AJourney.OnTheKapPath.Do(AClinic.Theo, new ReopenCarePath("thinks it over")));
        walk.Until(walk.Now + Duration.FromDays(3));
        var before = walk.Sent.Count(sent => sent.Tell.Text == Text.IntakeInvite);
        walk.Must(AClinic.As(AClinic.Theo), Kap);
        walk.Until(walk.Now + Duration.FromDays(1));
        Assert.True(walk.Sent.Count(sent => sent.Tell.Text == Text.IntakeInvite) > before);
    }

    [Fact]
    public void Is_not_opened_again_once_a_dose_was_given() =>
        Assert.Equal(["care-path.begun"], Codes(AJourney.AfterOneCycle.Try(AClinic.Theo, new ReopenCarePath("enough"))));

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}
