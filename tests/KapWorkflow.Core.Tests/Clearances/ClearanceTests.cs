using NodaTime;

namespace KapWorkflow.Core.Tests;

public class Clearing_a_client
{
    [Fact]
    public void Takes_two_keys_by_two_people_and_neither_is_the_software()
    {
        var journey = AJourney.WithIntakeDone.Do(AClinic.Theo, new DecideReadiness(true, "ready"));
        Assert.False(journey.Journey.Clearance.HasBothKeys);
        journey.RecordTests().Do(AClinic.Priya, AJourney.TheClearance);
        Assert.True(journey.Journey.Clearance.HasBothKeys);
        Assert.Equal(2, journey.Journey.Clearance.AuthorisedDoses);
        Assert.Contains("role", Codes(AJourney.WithIntakeDone.Try(Author.System, new DecideReadiness(true, "computed"))));
    }

    [Fact]
    public void Takes_a_licence_for_the_clients_state()
    {
        var elsewhere = AJourney.InquiredWith(details => details with { State = "TX" }).Book(AppointmentPurpose.Consultation, 2, 14).Hold(AppointmentPurpose.Consultation)
            .Do(AClinic.Theo, new DecideCarePath(CarePathOutcome.Kap, "all", "KAP", "KAP", "depression", ClientAgreed: true)).FillInIntake();
        Assert.Equal(["clearance.licence"], Codes(elsewhere.Try(AClinic.Theo, new DecideReadiness(true, "ready"))));
    }

    [Fact]
    public void Keeps_within_the_doses_and_days_the_practice_allows()
    {
        var journey = AJourney.WithIntakeDone.RecordTests();
        var today = PracticeTime.Local(journey.Now, journey.Clinic.Zone).Date;
        Assert.Equal(["clearance.doses", "clearance.expires"], Codes(journey.Try(AClinic.Priya, AJourney.TheClearance with { AuthorisedDoses = 9, ExpiresOn = today.PlusDays(46) })));
        Assert.Equal(["clearance.conditions"], Codes(journey.Try(AClinic.Priya, AJourney.TheClearance with { Outcome = ClearanceOutcome.ClearedConditional })));
        Assert.Equal(["clearance.deferred-until"], Codes(journey.Try(AClinic.Priya, new DecideClearance(ClearanceOutcome.Deferred, "later", DeferredUntil: today))));
    }

    [Fact]
    public void Tells_nobody_by_mail_before_a_person_has_spoken_with_them()
    {
        var walk = Walk.From(AJourney.WithIntakeDone.Do(AClinic.Priya, new DecideClearance(ClearanceOutcome.NotCleared, "blood pressure")));
        walk.Until(walk.Now + Duration.FromDays(2));
        Assert.DoesNotContain(walk.Sent, sent => sent.Tell.Text == Text.ClearanceNot);
        walk.Must(AClinic.As(AClinic.Theo), new RecordConversation(ConversationAbout.NotCleared));
        walk.Until(walk.Now + Duration.FromDays(1));
        Assert.Contains(walk.Sent, sent => sent.Tell.Text == Text.ClearanceNot);
    }

    [Fact]
    public void That_ends_before_the_course_is_looked_at_two_weeks_before()
    {
        var walk = Walk.From(AJourney.Prepared);
        walk.Until(walk.Now + Duration.FromDays(35));
        var task = walk.Journey.Tasks.Open.Single(open => open.Kind == TaskKind.RenewClearance);
        Assert.Equal(walk.Journey.Clearance.ExpiresOn!.Value.PlusDays(-14), PracticeTime.Local(task.Opened.At, AClinic.Open.Zone).Date);
    }

    [Fact]
    public void Is_spoken_of_again_three_days_before_with_both_keys()
    {
        var walk = Walk.From(AJourney.Prepared);
        var last = walk.Journey.Clearance.ExpiresOn!.Value;
        walk.Until(PracticeTime.At(last.PlusDays(-13).AtMidnight(), AClinic.Open.Zone));
        foreach (var task in walk.Journey.Tasks.Open.Where(open => open.Kind is TaskKind.RenewClearance or TaskKind.ClearanceEnds).ToList())
            walk.Must(AClinic.As(task.Kind == TaskKind.RenewClearance ? AClinic.Priya : AClinic.Theo), new FinishTask(task.Key, "next week"));
        walk.Until(PracticeTime.At(last.PlusDays(-2).AtMidnight(), AClinic.Open.Zone));
        var again = walk.Journey.Tasks.Open.Where(open => open.Kind is TaskKind.RenewClearance or TaskKind.ClearanceEnds).ToList();
        Assert.Equal([TaskKind.RenewClearance, TaskKind.ClearanceEnds], again.Select(task => task.Kind).Order());
        Assert.All(again, task => Assert.Equal(last.PlusDays(-3), PracticeTime.Local(task.Opened.At, AClinic.Open.Zone).Date));
    }

    [Fact]
    public void Is_not_spoken_of_twice_to_who_still_has_the_first_notice()
    {
        var walk = Walk.From(AJourney.Prepared);
        walk.Until(PracticeTime.At(walk.Journey.Clearance.ExpiresOn!.Value.PlusDays(-1).AtMidnight(), AClinic.Open.Zone));
        Assert.Single(walk.Journey.Tasks.Open, open => open.Kind == TaskKind.RenewClearance);
        Assert.Single(walk.Journey.Tasks.Open, open => open.Kind == TaskKind.ClearanceEnds);
    }

    [Fact]
    public void By_review_never_reaches_beyond_half_a_year_from_the_last_evaluation()
    {
        var narrow = AClinic.Open with { Clearance = AClinic.Open.Clearance with { AbsoluteDays = 90, NextDays = 90 } };
        var journey = AJourney.AfterOneCycle.Cycle().Under(narrow).Do(AClinic.Priya, new SignMidReview(ReviewOutcome.Continue, "well"));
        var evaluated = PracticeTime.Local(journey.Journey.Clearance.Decided!.At, narrow.Zone).Date;
        Assert.Equal(evaluated.PlusDays(90), journey.Journey.Clearance.ExpiresOn);
    }

    [Fact]
    public void That_is_suspended_stops_the_reminders_of_a_session_but_not_the_session()
    {
        var journey = AJourney.WithASessionBooked.Do(AClinic.Noel, new SuspendClearance("new medicine"));
        Assert.NotNull(journey.Journey.Appointments.Next(AppointmentPurpose.Dosing));
        Assert.DoesNotContain(Pathway.Duties(journey.Journey, Ledger.Empty, AClinic.Open, Owe.Never), duty => duty.Action is DutyAction.Tell { Text.Quiet: Quiet.Earlier, About.Purpose: AppointmentPurpose.Dosing });
    }

    /// <summary>Not cleared after all, not now, or only until a day before the session.</summary>
    public static TheoryData<ClearanceOutcome> Anew => [ClearanceOutcome.NotCleared, ClearanceOutcome.Deferred, ClearanceOutcome.Cleared];

    [Theory]
    [MemberData(nameof(Anew))]
    public void Anew_that_does_not_reach_a_booked_session_asks_about_it_at_once_and_tells_nobody_to_come(ClearanceOutcome outcome)
    {
        var walk = Walk.From(AJourney.Prepared.Book(AppointmentPurpose.Dosing, 20, 10));
        var session = walk.Journey.Appointments.Next(AppointmentPurpose.Dosing)!;
        var today = PracticeTime.Local(walk.Now, AClinic.Open.Zone).Date;
        walk.Must(AClinic.As(AClinic.Priya), new DecideClearance(outcome, "the letter of their doctor", ExpiresOn: today.PlusDays(10), DeferredUntil: today.PlusDays(40), Evaluation: Modality.InPerson));
        walk.Until(walk.Now);
        Assert.Equal(session.Which.ToString(), Assert.Single(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.ReviewBookedSession).About);
        walk.Until(session.Start);
        Assert.DoesNotContain(walk.Sent, sent => sent.Tell is { Text.Quiet: Quiet.Earlier, About: { } about } && about == session.Which);
        Assert.Contains(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.RecheckSession);
    }

    [Fact]
    public void Anew_that_reaches_it_again_lets_the_reminders_go_on_and_asks_no_more()
    {
        var walk = Walk.From(AJourney.Prepared.Book(AppointmentPurpose.Dosing, 20, 10));
        var session = walk.Journey.Appointments.Next(AppointmentPurpose.Dosing)!;
        walk.Must(AClinic.As(AClinic.Priya), AJourney.TheClearance with { ExpiresOn = PracticeTime.Local(walk.Now, AClinic.Open.Zone).Date.PlusDays(10) });
        walk.Until(walk.Now + Duration.FromDays(2));
        walk.Must(AClinic.As(AClinic.Priya), AJourney.TheClearance);
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.ReviewBookedSession);
        walk.Until(session.Start - Duration.FromHours(2));
        Assert.Contains(walk.Sent, sent => sent.Tell.Text == Text.SessionDayBefore);
    }

    [Fact]
    public void That_ended_before_the_client_came_asks_the_prescriber_at_the_door()
    {
        var journey = AJourney.Prepared.Book(AppointmentPurpose.Dosing, 8, 10);
        journey.Do(AClinic.Priya, AJourney.TheClearance with { ExpiresOn = journey.Today.PlusDays(2) });
        var walk = Walk.From(journey.ToTheSession());
        walk.Must(AClinic.As(AClinic.Noel), journey.TheArrival);
        walk.Until(walk.Now);
        var asked = Assert.Single(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.DecideHeldSession);
        Assert.Equal(Duration.FromMinutes(30), asked.DueBy - walk.Now);
        foreach (var need in MedicalTests.ForDecision(walk.Journey, walk.Clinic, walk.Now).Where(need => !need.IsMetOn(journey.Today)).ToList())
            walk.Must(AClinic.As(AClinic.Noel), AJourney.Harmless(need.Kind, journey.Today));
        walk.MustDecide(AClinic.As(AClinic.Priya), asked, AJourney.TheClearance);
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.DecideHeldSession);
    }

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}
