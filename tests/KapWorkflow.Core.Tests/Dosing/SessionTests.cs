using NodaTime;

namespace KapWorkflow.Core.Tests;

public class Booking_a_dosing_session
{
    [Fact]
    public void Is_refused_by_telephone_or_video()
    {
        var journey = AJourney.Prepared;
        foreach (var remote in new[] { Modality.Telehealth, Modality.Phone })
            Assert.Equal(["booking.in-person"], Assert.IsType<Decision.Refused>(journey.Try(AClinic.Ines, journey.Booking(AppointmentPurpose.Dosing, 3, 10) with { Modality = remote })).Reasons.Select(reason => reason.Code));
    }

    [Fact]
    public void Is_allowed_once_the_client_is_cleared_and_prepared() =>
        Assert.IsType<Decision.Accepted>(AJourney.Prepared.Try(AClinic.Ines, AJourney.Prepared.Booking(AppointmentPurpose.Dosing, 3, 10)));

    [Fact]
    public void Names_every_missing_thing_at_once()
    {
        var journey = AJourney.Consulted;
        Refused(journey, journey.Booking(AppointmentPurpose.Dosing, 3, 10),
            "G1.care-path", "G1.preparation", "G1.preparation-signed", "G1.emergency-contact", "G1.consents", "G1.measures", "G1.order", "G1.medicine", "G1.therapist-key", "G1.prescriber-key", "G2.authorised");
    }

    [Fact]
    public void Is_refused_while_the_last_session_is_not_integrated() =>
        Refused(AJourney.Discharged.After(Duration.FromHours(30)), days: 9, "G2.previous-cycle");

    [Fact]
    public void Is_refused_within_a_week_of_the_last_session_and_allowed_at_the_same_hour_a_week_later()
    {
        var journey = AJourney.AfterOneCycle;
        var last = PracticeTime.Local(journey.Journey.Appointments.Find(journey.Session)!.Start, journey.Clinic.Zone);
        Refused(journey, new BookAppointment(AppointmentPurpose.Dosing, last.PlusDays(7).PlusHours(-1), AClinic.Theo, AClinic.Priya, "garden"), "G2.gap");
        journey.Do(AClinic.Ines, new BookAppointment(AppointmentPurpose.Dosing, last.PlusDays(7), AClinic.Theo, AClinic.Priya, "garden"));
    }

    [Fact]
    public void Is_refused_beyond_what_was_authorised() =>
        Refused(AJourney.AfterOneCycle.Book(AppointmentPurpose.Dosing, 8, 10), days: 20, "G2.authorised");

    [Fact]
    public void Is_refused_until_the_mid_review_is_signed() =>
        Refused(AJourney.AfterOneCycle.Cycle(), days: 9, "G2.authorised", "G2.mid-review");

    [Fact]
    public void Is_refused_on_a_day_the_clearance_does_not_cover() => Refused(AJourney.Prepared, days: 60, "G1.expired");

    [Fact]
    public void Is_refused_long_after_the_last_dose_until_the_prescriber_clears_again()
    {
        var journey = AJourney.AfterOneCycle.After(Duration.FromDays(61));
        var refused = Assert.IsType<Decision.Refused>(journey.Try(AClinic.Ines, journey.Booking(AppointmentPurpose.Dosing, 3, 10)));
        Assert.Contains(refused.Reasons, reason => reason.Code == "G2.reclear");
        journey.RecordTests().Do(AClinic.Priya, AJourney.TheClearance with { Reason = "seen again" });
        refused = Assert.IsType<Decision.Refused>(journey.Try(AClinic.Ines, journey.Booking(AppointmentPurpose.Dosing, 3, 10)));
        Assert.Equal(["G2.mid-review"], refused.Reasons.Select(reason => reason.Code));
    }

    [Fact]
    public void Is_refused_while_the_clearance_is_suspended() =>
        Refused(AJourney.Prepared.Do(AClinic.Noel, new SuspendClearance("new medicine")), days: 3, "G1.suspended");

    [Fact]
    public void Is_refused_on_hold() =>
        Refused(AJourney.Prepared.Do(AClinic.Theo, new HoldJourney("wait")), days: 3, "standing.not-open");

    [Fact]
    public void Is_refused_when_a_consent_was_renewed()
    {
        var clinic = AClinic.WithANewDocument(AClinic.Open);
        Refused(AJourney.Prepared.Under(clinic), days: 3, "G1.consents");
    }

    [Theory]
    [InlineData("st_priya", "booking.therapist-role", "G2.pair")]
    [InlineData("st_nobody", "booking.therapist-unknown")]
    public void Is_refused_without_a_therapist(string therapist, params string[] codes)
    {
        var journey = AJourney.Prepared;
        Refused(journey, journey.Booking(AppointmentPurpose.Dosing, 3, 10) with { Therapist = StaffId.Parse(therapist) }, codes);
    }

    private static void Refused(AJourney journey, int days, params string[] codes) => Refused(journey, journey.Booking(AppointmentPurpose.Dosing, days, 10), codes);

    private static void Refused(AJourney journey, BookAppointment booking, params string[] codes) =>
        Assert.Equal(codes, Assert.IsType<Decision.Refused>(journey.Try(AClinic.Ines, booking)).Reasons.Select(reason => reason.Code));
}

public class Giving_a_dose
{
    [Fact]
    public void Is_allowed_when_everything_is_in_order_and_counts_once()
    {
        var journey = AJourney.CheckedIn.GiveDose();
        Assert.Equal(1, journey.Journey.Course.Given);
        Refused(journey, "G3.given");
        Assert.Equal(1, journey.Journey.Course.Given);
    }

    [Fact]
    public void Is_refused_before_the_client_is_checked_in() => Refused(AJourney.WithASessionBooked.ToTheSession(), "G3.checked-in", "G3.vitals");

    [Fact]
    public void Is_refused_on_the_day_after_the_check_in() => Refused(AJourney.CheckedIn.After(Duration.FromDays(1)), "G3.checked-in", "G3.vitals");

    [Theory]
    [InlineData(false, true, true, CssrsLevel.None, "G3.escort")]
    [InlineData(true, false, true, CssrsLevel.None, "G3.fasting")]
    [InlineData(true, true, false, CssrsLevel.None, "G1.suspended", "G3.new-health")]
    [InlineData(true, true, true, CssrsLevel.High, "G1.suspended", "G1.safety-plan", "safety.unresolved", "G3.cssrs")]
    public void Is_refused_when_the_arrival_says_otherwise(bool escort, bool fasting, bool nothingNew, CssrsLevel cssrs, params string[] codes) =>
        Refused(AJourney.WithASessionBooked.ToTheSession().CheckIn(escort, fasting, nothingNew, cssrs), codes);

    [Fact]
    public void Is_refused_without_a_therapist_in_the_room_or_a_prescriber_to_reach()
    {
        var journey = AJourney.CheckedIn;
        Refused(journey, journey.TheDose with { TherapistPresent = AClinic.Noel, PrescriberReachable = false }, "G3.therapist", "G3.prescriber");
    }

    [Fact]
    public void Is_refused_outside_the_limits_until_the_prescriber_says_to_proceed()
    {
        var journey = AJourney.CheckedIn;
        for (var reading = 0; reading < 3; reading++)
            journey.After(Duration.FromMinutes(10)).Do(AClinic.Noel, new TakeVitals(journey.Session, 150 + reading, 80, 70, 98));
        Refused(journey, "G3.vitals", "G3.held");
        Assert.True(journey.Journey.Course.Find(journey.Session)!.AwaitsPrescriber);
        journey.Do(AClinic.Priya, new DecideHeldSession(journey.Session, HeldSessionOutcome.Proceed, "baseline for this client")).GiveDose();
    }

    [Fact]
    public void Is_not_held_because_one_reading_was_sent_three_times()
    {
        var journey = AJourney.CheckedIn;
        var before = journey.Journey.Course.Find(journey.Session)!.Vitals.Count;
        for (var click = 0; click < 3; click++)
            journey.Do(AClinic.Noel, new TakeVitals(journey.Session, 150, 80, 70, 98));
        Assert.Equal(before + 1, journey.Journey.Course.Find(journey.Session)!.Vitals.Count);
        Assert.False(journey.Journey.Course.Find(journey.Session)!.AwaitsPrescriber);
    }

    [Fact]
    public void Is_not_covered_by_a_proceed_that_was_said_before_the_reading()
    {
        var journey = AJourney.WithASessionBooked.ToTheSession().CheckIn(fasting: false)
            .Do(AClinic.Priya, new DecideHeldSession(new AppointmentRef(AppointmentPurpose.Dosing, 1), HeldSessionOutcome.Proceed, "a sip of milk"));
        journey.Do(AClinic.Noel, new TakeVitals(journey.Session, 160, 80, 70, 98));
        Refused(journey, "G3.vitals");
        journey.After(Duration.FromMinutes(10)).Do(AClinic.Noel, new TakeVitals(journey.Session, 130, 80, 70, 98)).GiveDose();
    }

    [Fact]
    public void Is_refused_in_a_session_that_was_put_off()
    {
        var journey = AJourney.CheckedIn.Do(AClinic.Priya, new DecideHeldSession(new AppointmentRef(AppointmentPurpose.Dosing, 1), HeldSessionOutcome.Reschedule, "not today"));
        Refused(journey, "session.over");
    }

    [Fact]
    public void Is_refused_after_a_pre_check_with_news_until_the_prescriber_has_seen_it()
    {
        var journey = AJourney.WithASessionBooked.Give(Author.Client, new SubmitForm(FormKind.Precheck, "en", Answers.To(FormKind.Precheck, "new-medicine", "yes")))
            .Give(Author.Client, new SubmitForm(FormKind.Precheck, "en", Answers.To(FormKind.Precheck)));
        journey.ToTheSession().CheckIn();
        Refused(journey, "G1.suspended", "G3.precheck");
        journey.Do(AClinic.Priya, new ReinstateClearance("it changes nothing", "the vitamin")).GiveDose();
    }

    [Fact]
    public void Needs_fresh_measures_each_time()
    {
        var first = AJourney.Prepared.Book(AppointmentPurpose.Dosing, 16, 10).ToTheSession().CheckIn();
        Refused(first, "G1.measures");
        var later = AJourney.AfterOneCycle.Book(AppointmentPurpose.Dosing, 8, 10).ToTheSession().CheckIn();
        Refused(later, "G3.phq9", "G3.cssrs-since");
        later.AnswerMeasures().GiveDose();
    }

    [Fact]
    public void Is_refused_when_both_keys_are_from_one_person()
    {
        var both = AClinic.Open with { Staff = [.. AClinic.Open.Staff.Select(member => member.Id == AClinic.Priya ? member with { Roles = Role.Therapist | Role.Prescriber } : member)] };
        var journey = AJourney.WithIntakeDone.RecordTests().Under(both);
        var priya = Author.Of(AClinic.Priya, Role.Therapist | Role.Prescriber);
        journey.Give(priya, new DecideReadiness(true, "ready"));
        var refused = Assert.IsType<Decision.Refused>(journey.Try(priya, AJourney.TheClearance));
        Assert.Equal("G1.two-people", Assert.Single(refused.Reasons).Code);
    }

    private static void Refused(AJourney journey, params string[] codes) => Refused(journey, journey.TheDose, codes);

    private static void Refused(AJourney journey, GiveDose dose, params string[] codes) =>
        Assert.Equal(codes.Order(StringComparer.Ordinal), Assert.IsType<Decision.Refused>(journey.Try(AClinic.Noel, dose)).Reasons.Select(reason => reason.Code).Order(StringComparer.Ordinal));
}

public class Going_home
{
    [Fact]
    public void Waits_for_two_hours_the_integration_and_every_item_of_the_list()
    {
        var journey = AJourney.Dosed.After(Duration.FromMinutes(60));
        var nothing = new DischargeClient(journey.Session, false, false, false, false, false, false);
        var refused = Assert.IsType<Decision.Refused>(journey.Try(AClinic.Noel, nothing));
        Assert.Equal(
            ["G4.observation", "G4.alert", "G4.vitals-missing", "G4.walks", "G4.nausea", "G4.intent", "G4.escort", "G4.instructions", "G4.integration"],
            refused.Reasons.Select(reason => reason.Code));
    }

    [Fact]
    public void Is_possible_for_somebody_who_withdrew_after_the_dose()
    {
        var journey = AJourney.Dosed.Give(Author.Client, new Withdraw());
        journey.After(Duration.FromHours(2)).Do(AClinic.Noel, new TakeVitals(journey.Session, 120, 80, 70, 98)).Do(AClinic.Noel, journey.TheDischarge);
    }

    [Fact]
    public void Is_possible_on_hold() =>
        AJourney.Dosed.Do(AClinic.Theo, new HoldJourney("wait")).After(Duration.FromHours(2))
        .Do(AClinic.Noel, new TakeVitals(AJourney.Dosed.Session, 120, 80, 70, 98)).Do(AClinic.Noel, AJourney.Dosed.TheDischarge);

    [Fact]
    public void Needs_no_dose_when_somebody_withdraws_before_it()
    {
        var journey = AJourney.CheckedIn.Give(Author.Client, new Withdraw());
        Assert.False(journey.Journey.Course.IsUnderWay(new AppointmentRef(AppointmentPurpose.Dosing, 1)));
        Assert.Empty(journey.Journey.Appointments.Ahead);
    }
}

public class The_day_after
{
    [Fact]
    public void Begins_eighteen_hours_after_the_discharge()
    {
        var journey = AJourney.Discharged.After(Duration.FromHours(2));
        var early = new SubmitForm(FormKind.Checkin, "en", Answers.To(FormKind.Checkin));
        Assert.Equal("form.early", Assert.Single(Assert.IsType<Decision.Refused>(journey.Try(Author.Client, early)).Reasons).Code);
        journey.After(Duration.FromHours(16)).Give(Author.Client, early);
        Assert.True(journey.Journey.Course.Last!.CheckinSettled);
    }

    [Fact]
    public void Is_heard_at_any_hour_when_something_is_wrong_and_a_second_answer_does_not_undo_it()
    {
        var journey = AJourney.Discharged.After(Duration.FromHours(2))
            .Give(Author.Client, new SubmitForm(FormKind.Checkin, "en", Answers.To(FormKind.Checkin, "unwell", "yes")))
            .After(Duration.FromHours(20))
            .Give(Author.Client, new SubmitForm(FormKind.Checkin, "en", Answers.To(FormKind.Checkin)));
        Assert.False(journey.Journey.Course.Last!.CheckinSettled);
        journey.Do(AClinic.Theo, new ResolveCheckin(journey.Session, "spoke with the client"));
        Assert.True(journey.Journey.Course.Last!.CheckinSettled);
    }
}
