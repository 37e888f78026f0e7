using NodaTime;

namespace KapWorkflow.Core.Tests;

public class A_client_who_is_silent_after_a_session
{
    private static readonly AppointmentRef Which = new(AppointmentPurpose.Dosing, 1);

    [Fact]
    public void Is_asked_twice_called_after_a_day_and_a_half_and_decided_about_after_two_days()
    {
        var walk = Walk.From(AJourney.Discharged);
        var discharged = walk.Journey.Course.Last!.Discharged!.At;
        walk.Until(discharged + Duration.FromHours(35));
        Assert.Equal(2, walk.Sent.Where(sent => sent.Tell.Text == Text.Checkin && sent.Tell.Channel == Channel.Email).Select(sent => sent.Key).Distinct().Count());
        Assert.Empty(Open(walk));
        walk.Until(discharged + Duration.FromHours(37));
        Assert.Equal([TaskKind.CallAboutCheckin], Open(walk));
        // Whoever called and reached nobody has done their part; the silence goes on.
        walk.Must(AClinic.As(AClinic.Ines), new FinishTask(walk.Journey.Tasks.Open.First(task => task.Kind == TaskKind.CallAboutCheckin).Key, "no answer"));
        walk.Until(discharged + Duration.FromHours(49));
        Assert.Equal([TaskKind.DecideSilence], Open(walk));
    }

    [Fact]
    public void Is_decided_about_by_a_person_again_and_again_until_somebody_hears_of_them()
    {
        var walk = Walk.From(AJourney.Discharged);
        walk.Until(walk.Now + Duration.FromHours(49));
        for (var time = 1; time <= 3; time++)
        {
            Assert.Single(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.DecideSilence);
            walk.Must(AClinic.As(AClinic.Theo), new DecideSilence(Which, WelfareStep.CallEmergencyContact, "her sister has not heard either"));
            Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.DecideSilence);
            walk.Until(walk.Now + Duration.FromHours(13));
        }
        walk.Must(AClinic.As(AClinic.Theo), new ResolveCheckin(Which, "found: the telephone was broken"));
        Assert.Empty(Open(walk));
        Assert.Equal(["silence.none"], Codes(walk.Give(AClinic.As(AClinic.Theo), new DecideSilence(Which, WelfareStep.KeepTrying, "again"))));
    }

    [Fact]
    public void Is_looked_for_although_the_journey_was_closed_and_nothing_is_decided_without_a_reason()
    {
        var walk = Walk.From(AJourney.Discharged.Give(Author.Client, new Withdraw()));
        walk.Until(walk.Now + Duration.FromHours(49));
        Assert.Equal([TaskKind.CallAboutCheckin, TaskKind.DecideSilence], Open(walk));
        Assert.Equal(["silence.reason"], Codes(walk.Give(AClinic.As(AClinic.Theo), new DecideSilence(Which, WelfareStep.KeepTrying, " "))));
        walk.Must(AClinic.As(AClinic.Theo), new DecideSilence(Which, WelfareStep.WelfareCheck, "lives alone"));
    }

    private static IEnumerable<TaskKind> Open(Walk walk) => walk.Journey.Tasks.Open.Select(task => task.Kind).Where(kind => kind is TaskKind.CallAboutCheckin or TaskKind.DecideSilence).Order();

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}

public class A_client_who_is_not_recorded_as_gone_home
{
    [Fact]
    public void Is_asked_about_an_hour_after_the_session_and_each_hour_until_somebody_records_it()
    {
        var walk = Walk.From(AJourney.Dosed);
        var end = walk.Journey.Appointments.Find(new AppointmentRef(AppointmentPurpose.Dosing, 1))!.End;
        walk.Until(end + Duration.FromMinutes(59));
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.NotDischarged);
        walk.Until(end + Duration.FromMinutes(61));
        for (var hour = 1; hour <= 4; hour++)
        {
            var task = Assert.Single(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.NotDischarged);
            walk.Until(walk.Now + Duration.FromMinutes(11));
            Assert.NotNull(walk.Journey.Tasks.Find(task.Key)!.Escalated);
            walk.Must(AClinic.As(AClinic.Dana), new FinishTask(task.Key, "on the telephone"));
            walk.Until(walk.Now + Duration.FromMinutes(61));
        }
    }

    [Fact]
    public void Is_asked_about_no_more_when_they_are() =>
        Assert.DoesNotContain(Pathway.Duties(AJourney.Discharged.Journey, Ledger.Empty, AClinic.Open, Owe.Never), duty => duty.Key.Contains(":not-discharged:", StringComparison.Ordinal));
}

public class An_integration_that_is_not_held
{
    private static readonly AppointmentRef Which = new(AppointmentPurpose.Dosing, 1);

    private static AJourney Checked => AJourney.Discharged.After(Duration.FromHours(25)).Give(Author.Client, new SubmitForm(FormKind.Checkin, "en", Answers.To(FormKind.Checkin)));

    [Fact]
    public void Is_the_therapists_after_three_days_and_the_directors_after_a_week()
    {
        var walk = Walk.From(Checked.Do(AClinic.Ines, new CancelAppointment(new AppointmentRef(AppointmentPurpose.Integration, 1))));
        var discharged = walk.Journey.Course.Last!.Discharged!.At;
        walk.Until(discharged + Duration.FromHours(71));
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind is TaskKind.IntegrationOverdue or TaskKind.IntegrationLapsed);
        walk.Until(discharged + Duration.FromHours(73));
        Assert.Equal(Role.Therapist, Assert.Single(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.IntegrationOverdue).KindRoles);
        walk.Until(discharged + Duration.FromDays(7) + Duration.FromHours(1));
        Assert.Equal(Role.Director, Assert.Single(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.IntegrationLapsed).KindRoles);
        walk.Until(discharged + Duration.FromDays(8));
        Assert.Single(walk.Sent, sent => sent.Tell.Text == Text.IntegrationMissed);
    }

    [Fact]
    public void Keeps_the_next_dose_back_until_it_is_held_however_late()
    {
        var journey = Checked.Do(AClinic.Ines, new CancelAppointment(new AppointmentRef(AppointmentPurpose.Integration, 1))).After(Duration.FromDays(9));
        Assert.Equal(["G2.previous-cycle"], Codes(journey.Try(AClinic.Ines, journey.Booking(AppointmentPurpose.Dosing, 3, 10))));
        journey.Book(AppointmentPurpose.Integration, 1, 11).Hold(AppointmentPurpose.Integration).Book(AppointmentPurpose.Dosing, 3, 10);
    }

    [Fact]
    public void Is_let_pass_only_by_a_prescriber_with_a_reason_and_once_it_is_overdue()
    {
        var journey = Checked.Do(AClinic.Ines, new CancelAppointment(new AppointmentRef(AppointmentPurpose.Integration, 1)));
        Assert.Equal(["integration.early", "integration.reason"], Codes(journey.Try(AClinic.Priya, new ExceptIntegration(Which, ""))));
        journey.After(Duration.FromDays(9));
        Assert.Equal(RefusalKind.Forbidden, Assert.IsType<Decision.Refused>(journey.Try(AClinic.Theo, new ExceptIntegration(Which, "she is abroad"))).Kind);
        journey.Do(AClinic.Priya, new ExceptIntegration(Which, "her own therapist saw her")).Book(AppointmentPurpose.Dosing, 3, 10);
        Assert.Equal(["integration.none"], Codes(journey.Try(AClinic.Priya, new ExceptIntegration(Which, "again"))));
    }

    [Fact]
    public void Is_none_of_a_dose_that_came_after_it_although_it_is_written_down_later()
    {
        var journey = AJourney.Discharged.After(Duration.FromHours(25)).Give(Author.Client, new SubmitForm(FormKind.Checkin, "en", Answers.To(FormKind.Checkin))).After(Duration.FromDays(4));
        journey.Do(AClinic.Priya, new ExceptIntegration(journey.Session, "they are well")).Book(AppointmentPurpose.Dosing, 5, 10).ToTheSession().AnswerMeasures().CheckIn().GiveDose();
        var old = new AppointmentRef(AppointmentPurpose.Integration, 1);
        journey.Do(AClinic.Theo, new RecordAttendance(old));
        Assert.False(journey.Journey.Course.Last!.IsIntegrated);
        journey.Do(AClinic.Theo, new CorrectAttendance(old, Came: false, "the wrong line")).Do(AClinic.Theo, new CorrectAttendance(old, Came: true, "the right line after all"));
        Assert.False(journey.Journey.Course.Last!.IsIntegrated);
        // The one that belongs to it can still be booked, and counts.
        Assert.True(journey.Discharge().Hold(AppointmentPurpose.Integration).Journey.Course.Last!.IsIntegrated);
    }

    [Fact]
    public void Names_everything_that_is_missing_of_the_cycle()
    {
        Assert.Equal(["G5.discharge", "G5.integration"], Codes(AJourney.Dosed));
        Assert.Equal(["G5.checkin", "G5.integration"], Codes(AJourney.Discharged));
        var flagged = AJourney.Discharged.After(Duration.FromHours(25)).Give(Author.Client, new SubmitForm(FormKind.Checkin, "en", Answers.To(FormKind.Checkin, "unwell", "yes")));
        Assert.Equal(["G5.flag", "G5.integration"], Codes(flagged));
        Assert.Empty(Codes(AJourney.AfterOneCycle));

        static IEnumerable<string> Codes(AJourney journey) => Aftermath.MayGoOn(journey.Journey.Course.Last!).Unmet.Select(reason => reason.Code);
    }

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}

public class The_planned_number_of_sessions
{
    [Fact]
    public void Is_the_practices_until_somebody_plans_another_and_no_session_is_booked_beyond_it()
    {
        var journey = AJourney.AfterOneCycle;
        Assert.Equal(6, CoursePlans.Doses(journey.Journey, journey.Clinic));
        journey.Do(AClinic.Theo, new PlanCourse(1, "one was what she wanted"));
        Assert.Equal(["G2.planned"], Codes(journey.Try(AClinic.Ines, journey.Booking(AppointmentPurpose.Dosing, 8, 10))));
        Assert.NotNull(journey.Journey.Reviews.EndDue(journey.Journey, journey.Clinic));
        journey.Do(AClinic.Priya, new PlanCourse(2, "one more, after all")).Book(AppointmentPurpose.Dosing, 8, 10);
    }

    [Fact]
    public void Asks_about_what_is_booked_beyond_it()
    {
        var walk = Walk.From(AJourney.Prepared.Book(AppointmentPurpose.Dosing, 3, 10).Book(AppointmentPurpose.Dosing, 11, 10).Do(AClinic.Theo, new PlanCourse(1, "one for now")));
        var booked = walk.Journey.Appointments.For(AppointmentPurpose.Dosing).ToList();
        Assert.Empty(SessionGates.Recheck(walk.Journey, booked[0], walk.Clinic).Unmet);
        Assert.Equal(["G2.planned"], SessionGates.Recheck(walk.Journey, booked[1], walk.Clinic).Unmet.Select(reason => reason.Code));
    }

    [Fact]
    public void Voids_what_was_signed_about_the_end_when_the_course_goes_on()
    {
        var journey = AJourney.AfterOneCycle.Do(AClinic.Theo, new PlanCourse(1, "one for now")).Do(AClinic.Theo, new SignEndReview("well"));
        journey.Do(AClinic.Priya, new PlanCourse(2, "one more")).Cycle();
        Assert.Null(journey.Journey.Reviews.EndTherapist);
        var walk = Walk.From(journey);
        Assert.Equal(["Prescriber", "Therapist"], walk.Journey.Tasks.Open.Where(task => task.Kind == TaskKind.SignEndReview).Select(task => task.About!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Lies_between_what_was_given_and_what_the_practice_allows_and_has_a_reason()
    {
        Assert.Equal(["plan.doses", "plan.reason"], Codes(AJourney.AfterOneCycle.Try(AClinic.Theo, new PlanCourse(9, ""))));
        Assert.Equal(["plan.doses"], Codes(AJourney.AfterOneCycle.Try(AClinic.Theo, new PlanCourse(0, "none"))));
        Assert.Equal(["plan.over"], Codes(AJourney.AtTheEnd.Try(AClinic.Theo, new PlanCourse(3, "more"))));
        Assert.Equal(["plan.path"], Codes(AJourney.Consulted.Try(AClinic.Theo, new PlanCourse(3, "more"))));
    }

    [Fact]
    public void Brings_the_prescriber_in_at_the_last_authorised_dose_when_it_is_more()
    {
        var first = AJourney.AfterOneCycle;
        Assert.DoesNotContain(Walk.From(first).Journey.Tasks.Open, task => task.Kind == TaskKind.AuthoriseMore);
        Assert.Equal(new DoseLedger(2, 1, 0), DoseLedger.Of(first.Journey));
        var walk = Walk.From(first.Book(AppointmentPurpose.Dosing, 8, 10).ToTheSession().AnswerMeasures().CheckIn().GiveDose());
        Assert.Equal(0, DoseLedger.Of(walk.Journey).Left);
        Assert.Contains(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.AuthoriseMore);
        walk.Must(AClinic.As(AClinic.Priya), AJourney.TheClearance with { Reason = "seen again" });
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.AuthoriseMore);
    }

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}

public class The_mid_course_review
{
    [Fact]
    public void Is_required_also_when_the_course_was_stopped_after_it_was_due()
    {
        var journey = AJourney.AfterOneCycle.Cycle().Do(AClinic.Theo, new StopCourse("two were enough"));
        Assert.Contains("G6.mid-review", Reviews.MayComplete(journey.Journey, journey.Clinic).Unmet.Select(reason => reason.Code));
        Assert.Contains(Walk.From(journey).Journey.Tasks.Open, task => task.Kind == TaskKind.SignMidReview);
        Assert.Equal(["review.stopped"], Assert.IsType<Decision.Refused>(journey.Try(AClinic.Priya, new SignMidReview(ReviewOutcome.Continue, "well"))).Reasons.Select(reason => reason.Code));
        journey.Do(AClinic.Priya, new SignMidReview(ReviewOutcome.Stop, "well, and enough"));
        Assert.DoesNotContain("G6.mid-review", Reviews.MayComplete(journey.Journey, journey.Clinic).Unmet.Select(reason => reason.Code));
    }

    [Fact]
    public void Is_not_asked_of_a_course_that_was_stopped_before_it_was_due()
    {
        var walk = Walk.From(AJourney.AfterOneCycle.Do(AClinic.Theo, new StopCourse("one was enough")));
        walk.Until(walk.Now + Duration.FromDays(60));
        Assert.DoesNotContain(walk.Facts, each => each.Fact is TaskOpened { Task: TaskKind.SignMidReview });
        Assert.DoesNotContain("G6.mid-review", Reviews.MayComplete(walk.Journey, walk.Clinic).Unmet.Select(reason => reason.Code));
    }

    [Fact]
    public void Is_due_thirty_days_after_the_first_dose_although_there_was_no_second()
    {
        var walk = Walk.From(AJourney.AfterOneCycle);
        var first = walk.Journey.Course.First!.Dosed!.At;
        walk.Until(first + Duration.FromDays(30) - Duration.FromHours(1));
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.SignMidReview);
        walk.Until(first + Duration.FromDays(30) + Duration.FromHours(1));
        Assert.Contains(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.SignMidReview);
    }

    [Fact]
    public void And_the_end_wait_for_the_report_of_a_serious_event()
    {
        var journey = AJourney.AtTheEnd.Do(AClinic.Theo, new RecordAdverseEvent(new AppointmentRef(AppointmentPurpose.Dosing, 1), 3, "a fall", ByTelephone: true));
        Assert.Equal(["G6.serious-event"], Reviews.MayComplete(journey.Journey, journey.Clinic).Unmet.Select(reason => reason.Code));
    }
}

public class A_fee
{
    private static readonly AppointmentRef Which = new(AppointmentPurpose.Dosing, 1);

    [Fact]
    public void Is_proposed_to_staff_after_a_late_cancellation_of_the_clients_and_only_then()
    {
        Assert.True(IsProposed(AJourney.WithASessionBooked.After(Duration.FromHours(2)).Give(Author.Client, new CancelAppointment(Which))));
        Assert.True(IsProposed(AJourney.WithASessionBooked.After(Duration.FromHours(2)).Do(AClinic.Ines, new CancelAppointment(Which, "called in", ForClient: true))));
        Assert.False(IsProposed(AJourney.WithASessionBooked.After(Duration.FromHours(2)).Do(AClinic.Ines, new CancelAppointment(Which, "the room is flooded"))));
        Assert.False(IsProposed(AJourney.Prepared.Book(AppointmentPurpose.Dosing, 9, 10).Give(Author.Client, new CancelAppointment(Which))));
        Assert.False(IsProposed(AJourney.WithASessionBooked.After(Duration.FromHours(2)).Give(Author.Client, new Withdraw())));
    }

    [Fact]
    public void Is_proposed_for_a_missed_visit_and_a_late_arrival_and_not_for_a_medical_hold()
    {
        var missed = AJourney.WithASessionBooked.ToTheSession();
        Assert.True(IsProposed(missed.After(Duration.FromHours(1)).Do(AClinic.Noel, new RecordNoShow(Which))));
        var late = AJourney.WithASessionBooked.ToTheSession().After(Duration.FromMinutes(40));
        late.Do(AClinic.Noel, late.TheArrival with { WhyLate = "traffic" }).Do(AClinic.Noel, new TakeVitals(Which, 120, 80, 70, 98)).GiveDose();
        Assert.True(IsProposed(late));
        var held = AJourney.CheckedIn.Do(AClinic.Priya, new DecideHeldSession(Which, HeldSessionOutcome.Reschedule, "a cold"));
        Assert.False(IsProposed(held));
    }

    [Fact]
    public void Is_never_in_question_for_the_free_consultation()
    {
        var journey = AJourney.Inquired.Book(AppointmentPurpose.Consultation, 2, 14);
        var consultation = journey.Journey.Appointments.Next(AppointmentPurpose.Consultation)!;
        Assert.Null(Fees.Proposed(journey.At(consultation.End).Do(AClinic.Theo, new RecordNoShow(consultation.Which)).Journey, consultation.Which));
    }

    [Fact]
    public void Is_decided_by_staff_with_a_reason_once()
    {
        var walk = Walk.From(AJourney.WithASessionBooked.After(Duration.FromHours(2)).Give(Author.Client, new CancelAppointment(Which)));
        Assert.Contains(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.DecideFee);
        Assert.Equal(["fee.reason"], Codes(walk.Give(AClinic.As(AClinic.Ines), new DecideFee(Which, FeeOutcome.None, ""))));
        walk.Must(AClinic.As(AClinic.Ines), new DecideFee(Which, FeeOutcome.None, "ill"));
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.DecideFee);
        Assert.Equal(["fee.none"], Codes(walk.Give(AClinic.As(AClinic.Ines), new DecideFee(Which, FeeOutcome.AskedFor, "again"))));
    }

    private static bool IsProposed(AJourney journey) => Fees.Proposed(journey.Journey, Which) is not null;

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}
