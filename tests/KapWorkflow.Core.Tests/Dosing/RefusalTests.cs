using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>A refusal for each thing that stands in the way and is not told elsewhere.</summary>
public class A_session_is_refused
{
    private static readonly AppointmentRef Which = new(AppointmentPurpose.Dosing, 1);

    [Fact]
    public void While_information_is_awaited() =>
        Assert.Contains("G1.information", Booking(AJourney.Prepared.Do(AClinic.Priya, new RequestInformation("an ECG")), 3));

    [Fact]
    public void Within_a_week_of_another_that_is_booked() =>
        Assert.Equal(["G2.gap-booked"], Booking(AJourney.Prepared.Book(AppointmentPurpose.Dosing, 9, 10), 5));

    [Fact]
    public void Beyond_the_longest_course()
    {
        var short1 = AClinic.Open with { Dosing = AClinic.Open.Dosing with { Planned = 1, Max = 1 } };
        Assert.Equal(["G2.planned", "G2.max"], Booking(AJourney.AfterOneCycle.Under(short1), 8));
    }

    [Fact]
    public void After_the_course_was_stopped() =>
        Assert.Equal(["G2.stopped"], Booking(AJourney.AfterOneCycle.Do(AClinic.Theo, new StopCourse("enough")), 8));

    [Fact]
    public void With_a_therapist_who_has_left()
    {
        var journey = AJourney.Prepared;
        journey.Do(AClinic.Ines, journey.Booking(AppointmentPurpose.Dosing, 3, 10) with { Therapist = AClinic.Thandi });
        var without = AClinic.Open with { Staff = [.. AClinic.Open.Staff.Where(member => member.Id != AClinic.Thandi)] };
        Assert.Equal(["G2.therapist-left"], SessionGates.Recheck(journey.Journey, journey.Journey.Appointments.Find(Which)!, without).Unmet.Select(reason => reason.Code));
    }

    [Fact]
    public void With_people_and_rooms_that_are_not_the_practices_and_in_the_past()
    {
        var journey = AJourney.Prepared;
        var wish = journey.Booking(AppointmentPurpose.Dosing, 3, 10);
        Assert.Equal(
            ["booking.prescriber-unknown", "booking.room-unknown"],
            Codes(journey.Try(AClinic.Ines, wish with { Prescriber = StaffId.Parse("st_nobody"), Room = "cellar" })));
        Assert.Contains("booking.past", Codes(journey.Try(AClinic.Ines, wish with { Start = wish.Start.PlusDays(-7) })));
        Assert.Contains("booking.past", Codes(AJourney.WithASessionBooked.Try(AClinic.Ines, new MoveAppointment(Which, wish.Start.PlusDays(-7)))));
        Assert.Contains("booking.same", Codes(AJourney.WithASessionBooked.Try(AClinic.Ines, new MoveAppointment(Which, wish.Start))));
    }

    [Fact]
    public void To_be_moved_cancelled_or_missed_while_the_client_is_in_the_practice()
    {
        var journey = AJourney.CheckedIn.After(Duration.FromHours(1));
        foreach (var command in new Command[] { new CancelAppointment(Which), new RecordNoShow(Which), new MoveAppointment(Which, journey.Booking(AppointmentPurpose.Dosing, 9, 10).Start) })
            Assert.Equal(["session.under-way"], Codes(journey.Try(AClinic.Ines, command)));
        Assert.Equal(["attendance.dosing"], Codes(journey.Try(AClinic.Noel, new RecordAttendance(Which))));
        Assert.Equal(["attendance.early"], Codes(AJourney.WithASessionBooked.Try(AClinic.Noel, new RecordNoShow(Which))));
    }

    [Fact]
    public void With_a_therapist_in_the_room_who_is_not_licensed_today()
    {
        var journey = AJourney.CheckedIn.Under(AClinic.Open with { Staff = [.. AClinic.Open.Staff.Select(member => member.Id == AClinic.Thandi ? member with { Licences = [] } : member)] });
        Assert.Equal(["G3.therapist-licence"], Codes(journey.Try(AClinic.Noel, journey.TheDose with { TherapistPresent = AClinic.Thandi })));
    }

    private static IEnumerable<string> Booking(AJourney journey, int days) => Codes(journey.Try(AClinic.Ines, journey.Booking(AppointmentPurpose.Dosing, days, 10)));

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}

public class Another_visit_is_refused
{
    [Fact]
    public void When_one_of_its_kind_is_booked_already() =>
        Assert.Contains("booking.exists", Codes(AJourney.Discharged.Try(AClinic.Ines, AJourney.Discharged.Booking(AppointmentPurpose.Integration, 3, 15))));

    [Fact]
    public void With_a_therapist_without_a_licence_on_that_day()
    {
        var journey = AJourney.Cleared.Under(AClinic.Open with { Staff = [.. AClinic.Open.Staff.Select(member => member.Id == AClinic.Theo ? member with { Licences = [] } : member)] });
        Assert.Contains("booking.licence", Codes(journey.Try(AClinic.Ines, journey.Booking(AppointmentPurpose.Preparation, 3, 10))));
    }

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}

public class What_comes_after_a_session_is_refused
{
    private static readonly AppointmentRef Which = new(AppointmentPurpose.Dosing, 1);

    [Fact]
    public void Before_the_discharge_and_a_second_time()
    {
        Assert.Equal(["check-in.early"], Codes(AJourney.Dosed.Try(AClinic.Theo, new ResolveCheckin(Which, "spoke"))));
        Assert.Equal(["check-in.settled"], Codes(AJourney.AfterOneCycle.Try(AClinic.Theo, new ResolveCheckin(Which, "spoke"))));
    }

    [Fact]
    public void When_a_course_has_not_begun_or_is_stopped_already()
    {
        Assert.Contains("course.not-begun", Codes(AJourney.Prepared.Try(AClinic.Theo, new StopCourse("enough"))));
        Assert.Equal(["course.stopped"], Codes(AJourney.AtTheEnd.Try(AClinic.Theo, new StopCourse("enough"))));
    }

    [Fact]
    public void When_a_review_is_not_due_is_signed_or_says_nothing()
    {
        Assert.Equal(["review.not-due"], Codes(AJourney.AfterOneCycle.Try(AClinic.Priya, new SignMidReview(ReviewOutcome.Continue, "well"))));
        var two = AJourney.AfterOneCycle.Cycle();
        Assert.Contains("review.reason", Codes(two.Try(AClinic.Priya, new SignMidReview(ReviewOutcome.Continue, " "))));
        two.Do(AClinic.Priya, new SignMidReview(ReviewOutcome.Continue, "well"));
        Assert.Contains("review.signed", Codes(two.Try(AClinic.Priya, new SignMidReview(ReviewOutcome.Continue, "well"))));
        Assert.Contains("review.signed", Codes(AJourney.AtTheEnd.Try(AClinic.Theo, new SignEndReview("well"))));
    }

    [Fact]
    public void When_a_course_is_not_at_its_end_or_completed_already()
    {
        Assert.Contains("G6.not-due", Codes(AJourney.AfterOneCycle.Try(AClinic.Theo, new CompleteCourse("well"))));
        var completed = AJourney.AtTheEnd.Do(AClinic.Theo, new CompleteCourse("well"));
        Assert.Contains("G6.completed", Reviews.MayComplete(completed.Journey, completed.Clinic).Unmet.Select(reason => reason.Code));
    }

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}

public class The_pre_check
{
    [Fact]
    public void Is_asked_for_by_text_only_where_the_e_mail_was_not_answered()
    {
        Assert.Contains(Texts(answers: false), text => text == Text.SessionPrecheck);
        Assert.DoesNotContain(Texts(answers: true), text => text == Text.SessionPrecheck);

        static IEnumerable<Text> Texts(bool answers)
        {
            var walk = Walk.From(AJourney.Prepared.Book(AppointmentPurpose.Dosing, 10, 10));
            var start = walk.Journey.Appointments.Next(AppointmentPurpose.Dosing)!.Start;
            walk.Until(start - Duration.FromHours(47));
            if (answers)
                walk.Must(Author.Client, new SubmitForm(FormKind.Precheck, "en", Answers.To(FormKind.Precheck)));
            walk.Until(start - Duration.FromHours(30));
            return walk.Sent.Where(sent => sent.Tell.Channel == Channel.Sms).Select(sent => sent.Tell.Text);
        }
    }
}
