using CsCheck;
using NodaTime;

namespace KapWorkflow.Core.Tests;

public class The_slot_of_a_dosing_session
{
    private static BookAppointment Wish(AJourney journey) => journey.Booking(AppointmentPurpose.Dosing, 3, 10);

    [Fact]
    public void Names_therapist_prescriber_and_room()
    {
        var journey = AJourney.Prepared;
        Refused(journey, Wish(journey) with { Prescriber = null, Room = null }, "G2.prescriber", "G2.room");
        Refused(journey, Wish(journey) with { Prescriber = AClinic.Noel }, "booking.prescriber-role");
    }

    [Fact]
    public void Names_two_people_unless_the_practice_lets_one_be_both()
    {
        var both = AClinic.Open with { Staff = [.. AClinic.Open.Staff.Select(member => member.Id == AClinic.Priya ? member with { Roles = Role.Therapist | Role.Prescriber } : member)] };
        var journey = AJourney.Prepared.Under(both);
        var one = Wish(journey) with { Therapist = AClinic.Priya };
        Refused(journey, one, "G2.pair");
        journey.Under(both with { Clearance = both.Clearance with { AllowDualRole = true } }).Do(AClinic.Ines, one);
    }

    [Fact]
    public void Is_for_people_with_a_licence_on_the_day_of_the_session()
    {
        var journey = AJourney.Prepared;
        var ends = PracticeTime.Local(journey.Now, journey.Clinic.Zone).Date.PlusDays(5);
        journey.Under(Licensed(AClinic.Thandi, ends));
        journey.Do(AClinic.Ines, Wish(journey) with { Therapist = AClinic.Thandi });
        Refused(AJourney.Prepared.Under(journey.Clinic), Wish(AJourney.Prepared) with { Therapist = AClinic.Thandi, Start = Wish(AJourney.Prepared).Start.PlusDays(7) }, "G2.therapist-licence");
    }

    [Theory]
    [InlineData("st_theo", "G1.therapist-key-licence", "G2.therapist-licence")]
    [InlineData("st_priya", "G1.prescriber-key-licence", "G2.prescriber-licence")]
    public void Is_refused_when_whoever_gave_a_key_has_no_licence_any_more_on_that_day(string who, params string[] codes)
    {
        var journey = AJourney.Prepared;
        Refused(journey.Under(Licensed(StaffId.Parse(who), PracticeTime.Local(journey.Now, journey.Clinic.Zone).Date)), Wish(journey), codes);
    }

    [Theory]
    [InlineData(8, 10, 0)]
    [InlineData(3, 8, 30)]
    [InlineData(3, 14, 15)]
    public void Lies_within_the_opening_hours_of_a_business_day(int days, int hour, int minute)
    {
        var journey = AJourney.Prepared;
        var day = PracticeTime.Local(journey.Now, journey.Clinic.Zone).Date.PlusDays(days);
        Refused(journey, Wish(journey) with { Start = day + new LocalTime(hour, minute) }, "G2.hours");
    }

    [Fact]
    public void May_end_when_the_practice_closes()
    {
        var journey = AJourney.Prepared;
        journey.Do(AClinic.Ines, Wish(journey) with { Start = Wish(journey).Start.Date + new LocalTime(14, 0) });
    }

    [Fact]
    public void Holds_for_a_move_too()
    {
        var journey = AJourney.WithASessionBooked;
        var day = PracticeTime.Local(journey.Now, journey.Clinic.Zone).Date;
        Assert.Equal(["G2.hours"], Codes(journey.Try(AClinic.Ines, new MoveAppointment(journey.Session, day.PlusDays(4) + new LocalTime(16, 0)))));
        var gone = AClinic.Open with { Staff = [.. AClinic.Open.Staff.Where(member => member.Id != AClinic.Priya), new StaffMember(StaffId.Parse("st_new"), "N. N.", Role.Prescriber, [new Licence("MD", "1", ["MA"], new LocalDate(2030, 1, 1))])], Rooms = [] };
        Assert.Equal(["G1.prescriber-key-licence", "G2.prescriber-left", "G2.room-gone"], Codes(journey.Under(gone).Try(AClinic.Ines, new MoveAppointment(journey.Session, day.PlusDays(4) + new LocalTime(11, 0)))));
    }

    private static Clinic Licensed(StaffId who, LocalDate until) => AClinic.Open with
    {
        Staff = [.. AClinic.Open.Staff.Select(member => member.Id == who ? member with { Licences = [.. member.Licences!.Select(licence => licence with { ValidUntil = until })] } : member)],
    };

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);

    private static void Refused(AJourney journey, BookAppointment booking, params string[] codes) => Assert.Equal(codes, Codes(journey.Try(AClinic.Ines, booking)));
}

public class A_shorter_gap
{
    [Fact]
    public void Is_the_prescribers_to_allow_for_the_next_booking_only_and_never_below_three_days()
    {
        var journey = AJourney.AfterOneCycle;
        var last = PracticeTime.Local(journey.Journey.Appointments.Find(journey.Session)!.Start, journey.Clinic.Zone);
        BookAppointment Booking(int days) => new(AppointmentPurpose.Dosing, last.PlusDays(days), AClinic.Theo, AClinic.Priya, "garden");
        Assert.Equal(["G2.gap"], Codes(journey.Try(AClinic.Ines, Booking(3))));
        journey.Do(AClinic.Priya, new AllowShorterGap("Theo agrees; she slept badly"));
        Assert.Equal(["gap.allowed"], Codes(journey.Try(AClinic.Priya, new AllowShorterGap("again"))));
        Assert.Equal(["G2.gap"], Codes(journey.Try(AClinic.Ines, Booking(3) with { Start = last.PlusHours(71) })));
        journey.Do(AClinic.Ines, Booking(3)).ToTheSession().AnswerMeasures().CheckIn().GiveDose();
        Assert.Null(journey.Journey.Course.ShorterGap);
    }

    [Fact]
    public void Is_spent_by_the_booking_even_when_that_is_cancelled()
    {
        var journey = AJourney.AfterOneCycle.Do(AClinic.Priya, new AllowShorterGap("Theo agrees"));
        var last = PracticeTime.Local(journey.Journey.Appointments.Find(journey.Session)!.Start, journey.Clinic.Zone);
        var soon = new BookAppointment(AppointmentPurpose.Dosing, last.PlusDays(3), AClinic.Theo, AClinic.Priya, "garden");
        journey.Do(AClinic.Ines, soon).Do(AClinic.Ines, new CancelAppointment(journey.Session));
        Assert.Equal(["G2.gap"], Codes(journey.Try(AClinic.Ines, soon)));
    }

    [Fact]
    public void Needs_a_dose_before_it_a_reason_and_a_licence()
    {
        var unlicensed = AClinic.Open with { Staff = [.. AClinic.Open.Staff.Select(member => member with { Licences = [] })] };
        Assert.Equal(["clearance.licence", "gap.reason", "gap.none"], Codes(AJourney.Prepared.Under(unlicensed).Try(AClinic.Priya, new AllowShorterGap(" "))));
        Assert.Equal(RefusalKind.Forbidden, Assert.IsType<Decision.Refused>(AJourney.AfterOneCycle.Try(AClinic.Theo, new AllowShorterGap("soon"))).Kind);
    }

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}

public class A_booked_session
{
    [Fact]
    public void Is_looked_at_again_three_days_before_and_the_task_goes_when_its_reason_does()
    {
        var walk = Walk.From(AJourney.Prepared.Book(AppointmentPurpose.Dosing, 9, 10));
        var session = walk.Journey.Appointments.Next(AppointmentPurpose.Dosing)!;
        walk.Until(walk.Now + Duration.FromHours(1));
        walk.Must(AClinic.As(AClinic.Priya), new SignDoseOrder("less", DoseRoute.Sublingual));
        walk.Until(session.Start - Duration.FromHours(73));
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.RecheckSession);
        walk.Until(session.Start - Duration.FromHours(71));
        var task = Assert.Single(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.RecheckSession);
        Assert.Equal(["G1.medicine"], SessionGates.Recheck(walk.Journey, session, walk.Clinic).Unmet.Select(reason => reason.Code));
        walk.Must(AClinic.As(AClinic.Noel), new ConfirmMedicineAvailable());
        Assert.Equal(TaskClosing.Settled, walk.Journey.Tasks.Find(task.Key)!.How);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Is_called_about_on_the_day_before_unless_everything_is_answered(bool answered)
    {
        var walk = Walk.From(AJourney.Prepared.Book(AppointmentPurpose.Dosing, 9, 10));
        var session = walk.Journey.Appointments.Next(AppointmentPurpose.Dosing)!;
        if (answered)
        {
            walk.Must(Author.Client, new ConfirmAppointment(session.Which));
            walk.Must(Author.Client, new SubmitForm(FormKind.Escort, "en", Answers.To(FormKind.Escort)));
            walk.Must(Author.Client, new SubmitForm(FormKind.Precheck, "en", Answers.To(FormKind.Precheck)));
        }
        walk.Until(session.Start - Duration.FromHours(23));
        Assert.Equal(!answered, walk.Facts.Exists(each => each.Fact is TaskOpened { Task: TaskKind.CallBeforeSession }));
    }

    [Fact]
    public void Is_asked_about_each_time_that_something_goes_and_withdrawn_when_it_is_moved()
    {
        var walk = Walk.From(AJourney.Prepared.Book(AppointmentPurpose.Dosing, 9, 10));
        var session = walk.Journey.Appointments.Next(AppointmentPurpose.Dosing)!;
        walk.Until(session.Start - Duration.FromHours(50));
        for (var time = 1; time <= 2; time++)
        {
            walk.Must(AClinic.As(AClinic.Noel), new SuspendClearance("a new medicine"));
            walk.Until(walk.Now + Duration.FromMinutes(1));
            Assert.Single(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.RecheckSession);
            walk.Must(AClinic.As(AClinic.Priya), new ReinstateClearance("a vitamin", "the vitamin"));
            Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.RecheckSession);
        }
    }

    [Fact]
    public void Is_looked_at_although_only_a_setting_has_changed()
    {
        var walk = Walk.From(AJourney.Prepared.Book(AppointmentPurpose.Dosing, 9, 10));
        var session = walk.Journey.Appointments.Next(AppointmentPurpose.Dosing)!;
        walk.Until(session.Start - Duration.FromHours(50));
        walk.Clinic = AClinic.WithANewDocument(walk.Clinic);
        walk.Until(walk.Now + Duration.FromMinutes(1));
        Assert.Contains(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.RecheckSession);
    }

    [Fact]
    public void That_comes_after_another_does_not_take_the_dose_of_the_earlier_one()
    {
        var journey = AJourney.Prepared.Book(AppointmentPurpose.Dosing, 3, 10).Book(AppointmentPurpose.Dosing, 12, 10)
            .Do(AClinic.Priya, AJourney.TheClearance with { Reason = "one only", AuthorisedDoses = 1 });
        var booked = journey.Journey.Appointments.For(AppointmentPurpose.Dosing).ToList();
        Assert.Empty(SessionGates.Recheck(journey.Journey, booked[0], journey.Clinic).Unmet);
        Assert.Equal(["G2.authorised"], SessionGates.Recheck(journey.Journey, booked[1], journey.Clinic).Unmet.Select(reason => reason.Code));
    }
}

/// <summary>Invariant 2: whatever is booked, moved, missed, cancelled and given, in whatever order.</summary>
public class The_authorised_doses
{
    [Fact]
    public void Are_never_exceeded_by_what_is_given_nor_by_a_booking() => Gen.Int[0, 9].Array[10, 40].Sample(
        steps =>
        {
            var journey = AJourney.Prepared;
            foreach (var step in steps)
            {
                var before = journey.Facts.Count;
                Take(journey, step);
                foreach (var fact in journey.Facts.Skip(before))
                    Check([.. journey.Facts.TakeWhile(each => each.Sequence <= fact.Sequence)]);
            }
        },
        iter: 60);

    private static void Take(AJourney journey, int step)
    {
        switch (step)
        {
            case 0 or 1 or 2:
                journey.Try(AClinic.Ines, journey.Booking(AppointmentPurpose.Dosing, 3 + (step * 7), 10));
                break;
            case 3 when Next(journey) is { } next:
                journey.Try(AClinic.Ines, new MoveAppointment(next.Which, PracticeTime.Local(next.Start, journey.Clinic.Zone).PlusDays(7)));
                break;
            case 4 when Next(journey) is { } next:
                journey.Try(AClinic.Ines, new CancelAppointment(next.Which));
                break;
            case 5 when Next(journey) is { } next:
                journey.At(Instant.Max(journey.Now, next.End)).Try(AClinic.Noel, new RecordNoShow(next.Which));
                break;
            case 6:
                journey.Try(AClinic.Priya, AJourney.TheClearance with { Reason = "again", AuthorisedDoses = 1 + (journey.Facts.Count % 3) });
                break;
            case 7:
                journey.Try(AClinic.Priya, new SignMidReview(ReviewOutcome.Continue, "well", AuthorisedDoses: 2));
                break;
            case 8 or 9 when Next(journey) is { } next && next.Start > journey.Now:
                Hold(journey, next);
                break;
        }
    }

    private static void Hold(AJourney journey, Appointment next)
    {
        journey.At(next.Start).AnswerMeasures();
        var which = next.Which;
        journey.Try(AClinic.Noel, journey.TheArrival with { Which = which });
        journey.Try(AClinic.Noel, new TakeVitals(which, 120, 80, 70, 98));
        if (journey.Try(AClinic.Noel, new GiveDose(which, AClinic.Theo, true)) is Decision.Accepted)
            journey.Book(AppointmentPurpose.Integration, 2, 11).After(Duration.FromMinutes(125)).Do(AClinic.Noel, new TakeVitals(which, 121, 80, 70, 98)).Do(AClinic.Noel, journey.TheDischarge with { Which = which }).CloseCycle();
    }

    private static Appointment? Next(AJourney journey) => journey.Journey.Appointments.Next(AppointmentPurpose.Dosing);

    /// <summary>From the bare facts: what stands authorised, what is given since, what is ahead.</summary>
    private static void Check(IReadOnlyList<Recorded> facts)
    {
        var allowed = 0;
        var given = new HashSet<AppointmentRef>();
        var ahead = new HashSet<AppointmentRef>();
        foreach (var fact in facts.Select(each => each.Fact))
        {
            switch (fact)
            {
                case ClearanceDecided decided: allowed = given.Count + decided.AuthorisedDoses; break;
                case AuthorisationExtended extended: allowed = given.Count + extended.Doses; break;
                case AppointmentBooked { Which.Purpose: AppointmentPurpose.Dosing } booked: ahead.Add(booked.Which); break;
                case AppointmentCancelled cancelled: ahead.Remove(cancelled.Which); break;
                case AppointmentMissed missed: ahead.Remove(missed.Which); break;
                case DoseGiven dose:
                    ahead.Remove(dose.Which);
                    Assert.True(given.Add(dose.Which), "one session, two doses");
                    break;
            }
        }
        Assert.True(given.Count <= allowed || facts[^1].Fact is not DoseGiven, "more doses than authorised");
        Assert.True(given.Count + ahead.Count <= allowed || facts[^1].Fact is not AppointmentBooked { Which.Purpose: AppointmentPurpose.Dosing }, "more sessions booked than authorised");
    }
}
