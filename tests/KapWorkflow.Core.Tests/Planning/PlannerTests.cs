using NodaTime;

namespace KapWorkflow.Core.Tests;

public class A_plan
{
    [Fact]
    public void Is_the_same_for_the_same_facts_and_the_same_instant()
    {
        var journey = AJourney.WithASessionBooked;
        Assert.Equal(Keys(journey), Keys(journey));
        static IEnumerable<string> Keys(AJourney journey) => Planner.Make(journey.Journey, Ledger.Empty, journey.Clinic, journey.Now).DueNow.Select(duty => duty.Key);
    }

    [Fact]
    public void Performs_at_most_five_effects_and_safety_first()
    {
        var journey = AJourney.Inquired.Give(Author.Provider, new ReceiveMessage(InboundKind.Crisis, "help"));
        var plan = Planner.Make(journey.Journey, Ledger.Empty, journey.Clinic, journey.Now);
        Assert.Equal(Planner.EffectsPerTurn, plan.DueNow.Count);
        Assert.All(plan.DueNow.Take(2), duty => Assert.True(duty.Safety));
        Assert.Equal(journey.Now, plan.NextDue);
        Assert.False(plan.Settled);
    }

    [Fact]
    public void Sends_nothing_old_when_a_release_adds_a_duty()
    {
        // As if the whole pathway were new to a journey that was planned until now.
        var journey = AJourney.WithIntakeDone.After(Duration.FromDays(2));
        var planned = Ledger.Empty with { PlannedThrough = journey.Now, PlannedSequence = journey.Journey.Sequence };
        var plan = Planner.Make(journey.Journey, planned, journey.Clinic, journey.Now);
        Assert.Empty(plan.DueNow);
        Assert.NotEmpty(plan.Skipped);
        Assert.All(plan.Skipped, entry => Assert.Equal(EffectState.NotApplicable, entry.State));
    }

    [Fact]
    public void Sends_nothing_old_when_a_setting_changes()
    {
        var walk = Walk.From(AJourney.OnTheKapPath);
        walk.Until(walk.Now + Duration.FromDays(4));
        var before = walk.Sent.Count;
        walk.Clinic = walk.Clinic with { Intake = walk.Clinic.Intake with { NudgeDays = [1, 2, 3] } };
        walk.Until(walk.Now + Duration.FromMinutes(1));
        Assert.Equal(before, walk.Sent.Count);
    }

    [Fact]
    public void Acts_on_a_new_fact_however_late_the_plan_is()
    {
        var journey = AJourney.OnTheKapPath;
        var planned = Ledger.Empty with { PlannedThrough = journey.Now + Duration.FromMinutes(5), PlannedSequence = journey.Journey.Sequence - 1 };
        Assert.Contains(Planner.Make(journey.Journey, planned, journey.Clinic, journey.Now + Duration.FromMinutes(10)).DueNow, duty => duty.Key == "intake:invite:email");
    }

    [Fact]
    public void Does_not_forget_what_it_held_back_for_the_night()
    {
        // A text that is due in the night, by a duty that did not mind the window.
        var journey = AJourney.Inquired.Under(AClinic.Chatty);
        var night = PracticeTime.At(new LocalDateTime(2026, 11, 3, 23, 0), journey.Clinic.Zone);
        var atNight = AJourney.Inquired.At(night).Book(AppointmentPurpose.Consultation, 5, 14).Under(AClinic.Chatty);
        var walk = Walk.From(atNight);
        var held = walk.Ledger.Find("consultation-1:v1:booked:sms");
        Assert.Null(held);
        walk.Until(night + Duration.FromHours(11));
        Assert.Equal(new LocalDateTime(2026, 11, 4, 9, 0), walk.Sent.Single(sent => sent.Key == "consultation-1:v1:booked:sms").At);
    }

    [Fact]
    public void Tries_a_postponed_effect_again_after_one_five_and_fifteen_minutes()
    {
        var at = Story.Start;
        Assert.Equal(
            [1, 5, 15, 60, 120, 120],
            Enumerable.Range(1, 6).Select(tries => (int)(new LedgerEntry("k", EffectState.Postponed, at, Tries: tries).RetryAt!.Value - at).TotalMinutes));
    }

    [Fact]
    public void Drops_a_reminder_whose_appointment_has_begun()
    {
        var journey = AJourney.Consulted;
        journey = AJourney.Inquired.Book(AppointmentPurpose.Consultation, 5, 14);
        var start = journey.Journey.Appointments.Next(AppointmentPurpose.Consultation)!.Start;
        var plan = Planner.Make(journey.Journey, Ledger.Empty, journey.Clinic, start);
        Assert.DoesNotContain(plan.DueNow, duty => duty.Action is DutyAction.Tell { Text.Quiet: Quiet.Earlier });
        Assert.Contains(plan.Skipped, entry => entry is { Key: "consultation-1:v1:reminder:2:email", State: EffectState.Dropped });
    }

    [Fact]
    public void Has_no_reminder_for_an_appointment_that_was_moved_or_cancelled()
    {
        var journey = AJourney.Inquired.Book(AppointmentPurpose.Consultation, 5, 14);
        var which = journey.Journey.Appointments.Next(AppointmentPurpose.Consultation)!.Which;
        journey.Do(AClinic.Ines, new MoveAppointment(which, PracticeTime.Local(journey.Now, journey.Clinic.Zone).Date.PlusDays(8) + new LocalTime(15, 0)));
        Assert.Equal(["consultation-1:v2"], Reminders());
        journey.Do(AClinic.Ines, new CancelAppointment(which));
        Assert.Empty(Reminders());

        IEnumerable<string> Reminders() => Pathway.Duties(journey.Journey, Ledger.Empty, journey.Clinic, Owe.Never)
            .Where(duty => duty.Key.Contains(":reminder:", StringComparison.Ordinal)).Select(duty => duty.Key[..duty.Key.IndexOf(":reminder", StringComparison.Ordinal)]).Distinct(StringComparer.Ordinal);
    }

    [Fact]
    public void Is_over_for_a_journey_that_was_closed_and_said_goodbye()
    {
        var walk = Walk.From(AJourney.Inquired.Give(Author.Client, new Withdraw()));
        walk.Until(walk.Now + Duration.FromDays(3));
        // A person reads why.
        Assert.False(walk.LastPlan.IsOver);
        walk.Must(AClinic.As(AClinic.Ines), new FinishTask(Assert.Single(walk.Journey.Tasks.Open).Key, "read"));
        walk.Until(walk.Now + Duration.FromMinutes(1));
        Assert.True(walk.LastPlan.IsOver);
    }
}

public class After_a_hold
{
    [Fact]
    public void Staff_are_asked_for_what_came_up_meanwhile()
    {
        var walk = Walk.From(AJourney.Discharged);
        walk.Must(AClinic.As(AClinic.Theo), new HoldJourney("wait"));
        walk.Until(walk.Now + Duration.FromHours(25));
        walk.Must(Author.Client, new SubmitForm(FormKind.Checkin, "en", Answers.To(FormKind.Checkin)));
        var integration = walk.Journey.Appointments.Next(AppointmentPurpose.Integration)!;
        walk.Until(integration.End);
        walk.Must(AClinic.As(AClinic.Theo), new RecordAttendance(integration.Which));
        walk.Until(walk.Now + Duration.FromDays(3));
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.BookSession);
        walk.Must(AClinic.As(AClinic.Theo), new ReleaseHold("go on"));
        walk.Until(walk.Now);
        Assert.Contains(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.BookSession && task.DueBy > walk.Now);
    }

    [Fact]
    public void The_check_in_after_a_dose_was_not_silenced()
    {
        var walk = Walk.From(AJourney.Discharged);
        walk.Must(AClinic.As(AClinic.Theo), new HoldJourney("wait"));
        walk.Until(walk.Now + Duration.FromHours(26));
        Assert.Contains(walk.Sent, sent => sent.Tell.Text == Text.Checkin);
    }

    [Fact]
    public void Only_the_role_that_held_it_or_the_director_releases_it()
    {
        var journey = AJourney.Prepared.Do(AClinic.Priya, new HoldJourney("wait"));
        Assert.Equal("standing.release-role", Assert.Single(Assert.IsType<Decision.Refused>(journey.Try(AClinic.Theo, new ReleaseHold("go"))).Reasons).Code);
        journey.Do(AClinic.Dana, new ReleaseHold("go"));
    }
}

public class A_reopened_journey
{
    [Fact]
    public void Gets_its_tasks_back_and_somebody_who_decides_how_it_goes_on()
    {
        var walk = Walk.From(AJourney.Prepared);
        walk.Must(AClinic.As(AClinic.Ines), new CloseJourney(ClosedBecause.LostToFollowUp));
        Assert.Empty(walk.Journey.Tasks.Open);
        walk.Until(walk.Now + Duration.FromDays(3));
        walk.Must(AClinic.As(AClinic.Ines), new ReopenJourney("they called"));
        walk.Until(walk.Now);
        Assert.Equal([TaskKind.BookSession, TaskKind.ReviewReopened], walk.Journey.Tasks.Open.Select(task => task.Kind).Order());
    }

    [Fact]
    public void May_choose_another_care_path_than_the_one_it_closed_with()
    {
        var journey = AJourney.Consulted.Do(AClinic.Theo, new DecideCarePath(CarePathOutcome.Declined, "all", "none", "KAP"));
        journey.Do(AClinic.Ines, new ReopenJourney("thought it over")).Do(AClinic.Theo, new DecideCarePath(CarePathOutcome.Kap, "all", "KAP", "KAP", "depression", ClientAgreed: true));
        Assert.Equal(Stage.IntakeOpen, journey.Journey.Stage);
    }
}
