using NodaTime;

namespace KapWorkflow.Core.Tests;

public class A_hold
{
    [Theory]
    [InlineData("st_noel", "st_noel", true)]
    [InlineData("st_noel", "st_theo", true)]
    [InlineData("st_noel", "st_priya", true)]
    [InlineData("st_theo", "st_thandi", true)]
    [InlineData("st_theo", "st_priya", false)]
    [InlineData("st_theo", "st_noel", false)]
    [InlineData("st_priya", "st_theo", false)]
    [InlineData("st_priya", "st_dana", true)]
    [InlineData("st_dana", "st_priya", false)]
    public void Is_released_by_the_same_role_or_a_higher_one(string by, string releases, bool allowed)
    {
        var journey = AJourney.Prepared.Do(StaffId.Parse(by), new HoldJourney("wait"));
        Assert.Equal(allowed, journey.Try(StaffId.Parse(releases), new ReleaseHold("go on")) is Decision.Accepted);
    }

    [Fact]
    public void Of_one_clinician_is_not_released_with_anothers()
    {
        var journey = AJourney.Prepared.Do(AClinic.Noel, new HoldJourney("pressure")).Do(AClinic.Priya, new HoldJourney("a new medicine"));
        Assert.Equal("standing.held", Assert.Single(Refused(journey.Try(AClinic.Noel, new HoldJourney("again")))).Code);
        journey.Do(AClinic.Noel, new ReleaseHold("pressure is fine"));
        Assert.True(journey.Journey.Standing.IsOnHold);
        var reason = Assert.Single(Refused(journey.Try(AClinic.Theo, new ReleaseHold("go on"))));
        Assert.Equal(("It is held by a prescriber.", "A prescriber or the director releases it."), (reason.Text, reason.NextStep));
        journey.Do(AClinic.Priya, new ReleaseHold("settled"));
        Assert.True(journey.Journey.Standing.IsOpen);
    }

    private static IReadOnlyList<Reason> Refused(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons;
}

public class An_ending
{
    [Fact]
    public void For_safety_takes_a_conversation_a_reason_and_somewhere_to_go()
    {
        var journey = AJourney.Cleared;
        Assert.Equal(["close.own-step"], Codes(journey.Try(AClinic.Theo, new CloseJourney(ClosedBecause.SafetyDischarge))));
        Assert.Equal(["ending.reason", "handover.destination", "ending.conversation"], Codes(journey.Try(AClinic.Theo, new DischargeForSafety("", " ", SpokeWithClient: false))));
        journey.Do(AClinic.Theo, new DischargeForSafety("needs a ward", "City hospital, admitted today", SpokeWithClient: true));
        var closed = (JourneyClosed)journey.Facts.Last(each => each.Fact is JourneyClosed).Fact;
        Assert.Equal((ClosedBecause.SafetyDischarge, "City hospital, admitted today", "LICSW MA-000101"), (closed.Because, closed.Destination, closed.Licence));
    }

    [Fact]
    public void Elsewhere_is_intakes_before_the_care_path_and_a_clinicians_after_it()
    {
        AJourney.Inquired.Do(AClinic.Ines, new ReferOut("needs detox first", "Harbor house"));
        Assert.Equal(["ending.clinical"], Codes(AJourney.OnTheKapPath.Try(AClinic.Ines, new ReferOut("moves away", "a practice there"))));
        AJourney.OnTheKapPath.Do(AClinic.Theo, new ReferOut("moves away", "a practice there", new LocalDate(2026, 12, 1)));
    }

    [Fact]
    public void By_the_client_is_possible_on_a_staff_members_word_and_after_a_text_message()
    {
        var walk = Walk.From(AJourney.Cleared.Give(Author.Provider, new ReceiveMessage(InboundKind.Other, "I do not want this any more")));
        var read = walk.Journey.Tasks.Open.Single(task => task.Kind == TaskKind.ReadMessage);
        walk.MustDecide(AClinic.As(AClinic.Ines), read, new Withdraw("said so by text"));
        Assert.Equal(ClosedBecause.Withdrawn, walk.Journey.Standing.Because);
    }

    [Fact]
    public void By_death_stops_everything_at_once_and_a_mistake_is_taken_back_on_hold()
    {
        var walk = Walk.From(AJourney.WithASessionBooked.Give(Author.Provider, new ReceiveMessage(InboundKind.Crisis, "help")));
        walk.Must(AClinic.As(AClinic.Noel), new RecordDeath("the sister called"));
        Assert.Empty(walk.Journey.Tasks.Open);
        Assert.Empty(Pathway.Duties(walk.Journey, walk.Ledger, walk.Clinic, Owe.Never));
        Assert.Equal(["standing.deceased"], Codes(walk.Give(AClinic.As(AClinic.Ines), new ReopenJourney("back"))));
        walk.Must(AClinic.As(AClinic.Noel), new RetractDeath("it was another client"));
        Assert.True(walk.Journey.Standing.IsOnHold);
        Assert.Contains(Pathway.Duties(walk.Journey, walk.Ledger, walk.Clinic, Owe.Never), duty => duty.Action is DutyAction.Page);
        walk.Until(walk.Now);
        Assert.Superset(new HashSet<TaskKind>([TaskKind.ReviewHold, TaskKind.AnswerAlert, TaskKind.SpeakWithClient]), walk.Journey.Tasks.Open.Select(task => task.Kind).ToHashSet());
    }

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}

public class A_journey_reopened_after_a_year
{
    [Fact]
    public void Is_looked_at_by_the_prescriber_before_anything_goes_on()
    {
        var walk = Walk.From(AJourney.Prepared.Give(Author.Client, new Withdraw()));
        walk.Until(walk.Now + Duration.FromDays(365));
        walk.Must(AClinic.As(AClinic.Ines), new ReopenJourney("they called"));
        Assert.NotNull(walk.Journey.Clearance.Suspended);
        walk.Until(walk.Now);
        Assert.Superset(new HashSet<TaskKind>([TaskKind.ReviewReopened, TaskKind.ReviewSuspension]), walk.Journey.Tasks.Open.Select(task => task.Kind).ToHashSet());
    }

    [Fact]
    public void Says_what_still_stands_and_what_has_to_be_asked_again()
    {
        var journey = AJourney.Prepared.Give(Author.Client, new Withdraw()).After(Duration.FromDays(365)).Do(AClinic.Ines, new ReopenJourney("they called"));
        var told = Reopening.Of(journey.Journey, journey.Clinic, journey.Now);
        Assert.Contains("the consents", told.Stands);
        Assert.Superset(new HashSet<string>(["the medical clearance", FormLibrary.Of(FormKind.Phq9).In("en")], StringComparer.Ordinal), told.AskAgain.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void After_a_few_days_stands_where_it_stood() =>
        Assert.Null(AJourney.Prepared.Give(Author.Client, new Withdraw()).After(Duration.FromDays(5)).Do(AClinic.Ines, new ReopenJourney("thought it over")).Journey.Clearance.Suspended);
}

public class A_wrong_entry
{
    [Fact]
    public void About_a_visit_is_put_right_and_no_longer_counts()
    {
        var journey = AJourney.Cleared.Book(AppointmentPurpose.Preparation, 1, 11).Hold(AppointmentPurpose.Preparation);
        var which = new AppointmentRef(AppointmentPurpose.Preparation, 1);
        journey.Do(AClinic.Theo, new CorrectAttendance(which, Came: false, "they were not there"));
        Assert.Equal(0, journey.Journey.Appointments.Attended(AppointmentPurpose.Preparation));
        Assert.Equal(["details.same"], Codes(journey.Try(AClinic.Theo, new CorrectAttendance(which, Came: false, "they were not there"))));
        journey.Do(AClinic.Theo, new CorrectAttendance(which, Came: true, "they were after all"));
        Assert.Equal(1, journey.Journey.Appointments.Attended(AppointmentPurpose.Preparation));
    }

    [Fact]
    public void About_an_integration_opens_its_cycle_again()
    {
        var journey = AJourney.AfterOneCycle;
        Assert.True(journey.Journey.Course.LastIsClosed);
        journey.Do(AClinic.Theo, new CorrectAttendance(new AppointmentRef(AppointmentPurpose.Integration, 1), Came: false, "they did not come"));
        Assert.False(journey.Journey.Course.LastIsClosed);
    }

    [Fact]
    public void About_a_client_who_came_late_to_a_session_lets_it_be_held_on_that_day_only()
    {
        var journey = AJourney.WithASessionBooked;
        var which = journey.Session;
        journey.At(journey.Journey.Appointments.Find(which)!.Start + Duration.FromMinutes(15)).Do(AClinic.Noel, new RecordNoShow(which));
        Assert.Equal(["attendance.day"], Codes(Copy(journey).After(Duration.FromDays(1)).Try(AClinic.Noel, new CorrectAttendance(which, Came: true, "came late"))));
        journey.Do(AClinic.Noel, new CorrectAttendance(which, Came: true, "came late")).CheckIn();

        static AJourney Copy(AJourney made) => made.Given.Aggregate(AJourney.Inquired, (so, each) => each.Command is ReceiveInquiry ? so : so.At(each.At).Give(each.By, each.Command));
    }

    [Fact]
    public void About_a_dose_is_never_undone() =>
        Assert.Contains("attendance.dosed", Codes(AJourney.Discharged.Try(AClinic.Noel, new CorrectAttendance(new AppointmentRef(AppointmentPurpose.Dosing, 1), Came: false, "no"))));

    [Fact]
    public void About_a_consultation_that_the_care_path_stands_on_waits_for_the_care_path() =>
        Assert.Equal(["attendance.care-path"], Codes(AJourney.OnTheKapPath.Try(AClinic.Theo, new CorrectAttendance(new AppointmentRef(AppointmentPurpose.Consultation, 1), Came: false, "no"))));

    [Theory]
    [InlineData("NY", null, true)]
    [InlineData(null, false, true)]
    [InlineData(null, null, false)]
    public void About_state_or_age_suspends_what_was_cleared(string? state, bool? adult, bool suspends)
    {
        var journey = AJourney.Cleared.Do(AClinic.Ines, new CorrectDetails("they said so", LastName: "Hale", State: state, IsAdult: adult));
        Assert.Equal(suspends, journey.Journey.Clearance.Suspended is not null);
        Assert.Equal("Hale", journey.Journey.Inquiry!.Details.LastName);
    }

    [Fact]
    public void About_the_date_of_birth_says_who_is_an_adult()
    {
        var journey = AJourney.OnTheKapPath.Do(AClinic.Ines, new CorrectDetails("on the passport", BornOn: new LocalDate(2009, 6, 1)));
        Assert.False(journey.Journey.Inquiry!.Details.IsAdult);
        Assert.Equal(["details.age"], Codes(journey.Try(AClinic.Ines, new CorrectDetails("both", IsAdult: true, BornOn: new LocalDate(2009, 6, 1)))));
    }

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}

public class An_address_that_takes_no_mail
{
    [Theory]
    [InlineData(EmailStop.HardBounce, "bounced")]
    [InlineData(EmailStop.OptedOut, "opted-out")]
    [InlineData(EmailStop.Complaint, "opted-out")]
    public void Gets_none_and_somebody_finds_another_way(EmailStop why, string note)
    {
        var walk = Walk.From(AJourney.OnTheKapPath);
        walk.Must(Author.Provider, new StopEmail(why));
        walk.Until(walk.Now);
        Assert.Contains(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.FindAnotherChannel);
        var tell = new DutyAction.Tell(Audience.TheClient, Text.IntakeNudge, Channel.Email);
        Assert.Equal(new SendDecision.Suppress(note), MessagePolicy.Decide(tell, walk.Journey, walk.Ledger, walk.Clinic, walk.Now));
        walk.Must(AClinic.As(AClinic.Ines), new CorrectContact("new@example.test", "+16175550142", true, "en", "America/New_York"));
        Assert.Equal(SendDecision.Now, MessagePolicy.Decide(tell, walk.Journey, walk.Ledger, walk.Clinic, walk.Now));
    }

    [Fact]
    public void Is_one_task_whatever_else_failed_on_the_way()
    {
        var walk = new Walk(AClinic.Open, Story.Start) { Fails = duty => duty.Action is DutyAction.Tell { Channel: Channel.Email } ? EffectState.Undelivered : null };
        walk.Must(Author.Website, new ReceiveInquiry(AJourney.Details));
        walk.Must(Author.Provider, new StopEmail(EmailStop.HardBounce));
        walk.Until(walk.Now + Duration.FromMinutes(5));
        Assert.Single(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.FindAnotherChannel);
    }

    [Fact]
    public void Is_not_stopped_by_the_bounce_of_an_earlier_address()
    {
        var journey = AJourney.Inquired.After(Duration.FromHours(1)).Do(AClinic.Ines, new CorrectContact("new@example.test", null, false, "en", "America/New_York"));
        journey.Give(Author.Provider, new StopEmail(EmailStop.HardBounce, Story.Start));
        Assert.True(journey.Journey.Contact.MayBeMailed);
    }

    [Fact]
    public void Is_mailed_again_when_the_client_asks_and_not_when_it_bounced()
    {
        var journey = AJourney.Inquired.Give(Author.Client, new StopEmail(EmailStop.OptedOut));
        journey.Do(AClinic.Ines, new ResumeEmail("asked on the telephone"));
        Assert.True(journey.Journey.Contact.MayBeMailed);
        journey.Give(Author.Provider, new StopEmail(EmailStop.HardBounce));
        Assert.Equal("email.bounced", Assert.Single(Assert.IsType<Decision.Refused>(journey.Try(AClinic.Ines, new ResumeEmail("try again"))).Reasons).Code);
    }

    [Fact]
    public void The_night_before_a_session_is_somebodys_before_it_begins()
    {
        var made = AJourney.WithASessionBooked;
        var start = made.Journey.Appointments.Next(AppointmentPurpose.Dosing)!.Start;
        var journey = made.At(start - Duration.FromHours(12)).Give(Author.Provider, new ReceiveMessage(InboundKind.Stop)).Journey;
        var find = Pathway.Duties(journey, Ledger.Empty, AClinic.Open, Owe.Never).Single(duty => duty.Action is DutyAction.Ask { Task: TaskKind.FindAnotherChannel });
        Assert.Equal(start - Duration.FromHours(2), ((DutyAction.Ask)find.Action).DueBy);
    }
}
