using NodaTime;

namespace KapWorkflow.Core.Tests;

public class The_discharge
{
    private static AJourney Observed => AJourney.Dosed.Book(AppointmentPurpose.Integration, 2, 11).After(Duration.FromMinutes(125));

    private static AJourney With(int systolic, int diastolic, int pulse = 72, int oxygen = 98, int? temperature = null) =>
        Observed.Do(AClinic.Noel, new TakeVitals(Observed.Session, systolic, diastolic, pulse, oxygen, temperature));

    public static TheoryData<string, string, DischargeItem?> Items => new()
    {
        { nameof(DischargeClient.AlertAndOrientated), "G4.alert", DischargeItem.Alert },
        { nameof(DischargeClient.WalksSteadily), "G4.walks", DischargeItem.Walking },
        { nameof(DischargeClient.NauseaMinimal), "G4.nausea", DischargeItem.Nausea },
        { nameof(DischargeClient.InstructionsGiven), "G4.instructions", DischargeItem.Instructions },
        { nameof(DischargeClient.NoSuicidalIntent), "G4.intent", null },
        { nameof(DischargeClient.EscortPresent), "G4.escort", null },
    };

    [Theory]
    [MemberData(nameof(Items))]
    public void Waits_for_each_item_until_a_prescriber_lets_it_pass_and_never_lets_the_escort_or_intent_pass(string item, string code, DischargeItem? exception)
    {
        var journey = With(124, 80);
        Assert.Equal([code], Codes(journey.Try(AClinic.Noel, Without(journey.TheDischarge, item))));
        if (exception is { } pass)
        {
            Assert.Equal(RefusalKind.Forbidden, Assert.IsType<Decision.Refused>(journey.Try(AClinic.Noel, new ExceptDischargeItem(journey.Session, pass, "it is fine"))).Kind);
            journey.Do(AClinic.Priya, new ExceptDischargeItem(journey.Session, pass, "a sprained ankle from last week")).Do(AClinic.Noel, Without(journey.TheDischarge, item));
            return;
        }
        foreach (var any in Enum.GetValues<DischargeItem>())
            journey.Do(AClinic.Priya, new ExceptDischargeItem(journey.Session, any, "anyway"));
        Assert.Equal([code], Codes(journey.Try(AClinic.Priya, Without(journey.TheDischarge, item))));
    }

    [Fact]
    public void Waits_for_the_observation_and_the_integration_until_a_prescriber_lets_them_pass()
    {
        var journey = AJourney.Dosed.After(Duration.FromMinutes(119)).Do(AClinic.Noel, new TakeVitals(AJourney.Dosed.Session, 124, 80, 72, 98));
        Assert.Equal(["G4.observation", "G4.integration"], Codes(journey.Try(AClinic.Noel, journey.TheDischarge)));
        journey.Do(AClinic.Priya, new ExceptDischargeItem(journey.Session, DischargeItem.Observation, "a very small dose")).Do(AClinic.Priya, new ExceptDischargeItem(journey.Session, DischargeItem.Integration, "she is away for a week"));
        journey.Do(AClinic.Noel, journey.TheDischarge);
    }

    [Theory]
    [InlineData(140, 90, 110, 94, true)]
    // A fifth above 120/80, 70.
    [InlineData(144, 96, 84, 98, true)]
    [InlineData(145, 90, 84, 98, false)]
    [InlineData(120, 97, 84, 98, false)]
    [InlineData(150, 80, 70, 98, false)]
    // Near the first reading in everything but the oxygen.
    [InlineData(120, 80, 70, 93, false)]
    public void Takes_vitals_within_the_limits_or_near_those_before_the_dose(int systolic, int diastolic, int pulse, int oxygen, bool home)
    {
        var journey = With(systolic, diastolic, pulse, oxygen);
        Assert.Equal(home ? [] : ["G4.vitals"], journey.Try(AClinic.Noel, journey.TheDischarge) is Decision.Refused refused ? refused.Reasons.Select(reason => reason.Code) : []);
    }

    [Fact]
    public void Takes_no_emergency_for_a_baseline_and_no_fever()
    {
        var high = Taking_vitals.Here.Do(AClinic.Noel, new TakeVitals(new AppointmentRef(AppointmentPurpose.Dosing, 1), 178, 85, 70, 98));
        for (var recheck = 0; recheck < 2; recheck++)
            high.After(Duration.FromMinutes(10)).Do(AClinic.Noel, new TakeVitals(high.Session, 178, 86 + recheck, 70, 98));
        high.Do(AClinic.Priya, new DecideHeldSession(high.Session, HeldSessionOutcome.Proceed, "always so")).GiveDose().Book(AppointmentPurpose.Integration, 2, 11).After(Duration.FromMinutes(125));
        high.Do(AClinic.Noel, new TakeVitals(high.Session, 179, 86, 70, 98));
        Assert.True(Discharges.VitalsAreBack(high.Journey, high.Journey.Course.Last!, high.Clinic));
        high.Do(AClinic.Noel, new TakeVitals(high.Session, 181, 86, 70, 98));
        Assert.False(Discharges.VitalsAreBack(high.Journey, high.Journey.Course.Last!, high.Clinic));
        Assert.Equal(["G4.vitals"], Codes(With(121, 80, temperature: 385).Try(AClinic.Noel, Observed.TheDischarge)));
    }

    [Fact]
    public void Takes_no_vitals_of_an_hour_ago_and_none_that_were_struck()
    {
        var journey = With(124, 80).After(Duration.FromMinutes(31));
        Assert.Equal(["G4.vitals-missing"], Codes(journey.Try(AClinic.Noel, journey.TheDischarge)));
        journey.Do(AClinic.Noel, new TakeVitals(journey.Session, 124, 80, 70, 98)).Do(AClinic.Noel, new StrikeVitals(journey.Session, 3, "another client's"));
        Assert.Equal(["G4.vitals-missing"], Codes(journey.Try(AClinic.Noel, journey.TheDischarge)));
    }

    [Fact]
    public void Lets_pass_the_vitals_that_the_prescriber_saw_and_no_later_ones()
    {
        var journey = With(150, 80).Do(AClinic.Priya, new ExceptDischargeItem(Observed.Session, DischargeItem.Vitals, "anxious about the drive"));
        Assert.True(Discharges.MayGoHome(journey.Journey, journey.Journey.Course.Last!, journey.TheDischarge, new Moment(journey.Now, AClinic.As(AClinic.Noel), journey.Clinic)).IsOpen);
        journey.Do(AClinic.Noel, new TakeVitals(journey.Session, 165, 80, 70, 98));
        Assert.Equal(["G4.vitals"], Codes(journey.Try(AClinic.Noel, journey.TheDischarge)));
    }

    [Fact]
    public void Waits_until_somebody_has_spoken_about_an_alarm()
    {
        var journey = With(124, 80).Give(Author.Provider, new ReceiveMessage(InboundKind.Crisis, "I want to die"));
        Assert.Equal(["G4.safety"], Codes(journey.Try(AClinic.Noel, journey.TheDischarge)));
        journey.Do(AClinic.Theo, new RecordSafetyContact("alert:1", Reached: true, LiveContact.InPerson, "meant the queue at the pharmacy")).Do(AClinic.Noel, journey.TheDischarge);
    }

    [Fact]
    public void Is_for_somebody_who_had_a_dose_and_only_once()
    {
        Assert.Contains("G4.dosed", Codes(AJourney.CheckedIn.Try(AClinic.Noel, AJourney.CheckedIn.TheDischarge)));
        Assert.Equal(["G4.discharged"], Codes(AJourney.Discharged.Try(AClinic.Noel, AJourney.Discharged.TheDischarge)));
    }

    [Fact]
    public void Is_excepted_by_somebody_licensed_with_a_reason_and_only_while_the_client_recovers()
    {
        var unlicensed = AClinic.Open with { Staff = [.. AClinic.Open.Staff.Select(member => member with { Licences = [] })] };
        Assert.Equal(["clearance.licence", "session.not-recovering", "except.reason"], Codes(AJourney.CheckedIn.Under(unlicensed).Try(AClinic.Priya, new ExceptDischargeItem(AJourney.CheckedIn.Session, DischargeItem.Nausea, " "))));
    }

    private static DischargeClient Without(DischargeClient discharge, string item) => item switch
    {
        nameof(DischargeClient.AlertAndOrientated) => discharge with { AlertAndOrientated = false },
        nameof(DischargeClient.WalksSteadily) => discharge with { WalksSteadily = false },
        nameof(DischargeClient.NauseaMinimal) => discharge with { NauseaMinimal = false },
        nameof(DischargeClient.InstructionsGiven) => discharge with { InstructionsGiven = false },
        nameof(DischargeClient.NoSuicidalIntent) => discharge with { NoSuicidalIntent = false },
        _ => discharge with { EscortPresent = false },
    };

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}

public class An_escort_who_does_not_come
{
    private static readonly AppointmentRef Which = new(AppointmentPurpose.Dosing, 1);

    [Fact]
    public void Is_looked_for_by_staff_and_after_half_an_hour_by_the_director_even_on_hold()
    {
        var walk = Walk.From(AJourney.Dosed);
        walk.Must(AClinic.As(AClinic.Noel), new ReportEscortMissing(Which));
        walk.Must(AClinic.As(AClinic.Theo), new HoldJourney("something else"));
        walk.Until(walk.Now + Duration.FromMinutes(29));
        Assert.Contains(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.FindEscort);
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.EscortStillMissing);
        walk.Until(walk.Now + Duration.FromMinutes(2));
        Assert.Equal(Role.Director, Assert.Single(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.EscortStillMissing).KindRoles);
        walk.Must(AClinic.As(AClinic.Ines), new NameEscort(Which, "Jo Example", "+16175550125"));
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind is TaskKind.FindEscort or TaskKind.EscortStillMissing);
    }

    [Fact]
    public void Is_looked_for_again_when_the_next_one_fails_too_and_is_remembered()
    {
        var walk = Walk.From(AJourney.Dosed);
        for (var time = 1; time <= 2; time++)
        {
            walk.Must(AClinic.As(AClinic.Noel), new ReportEscortMissing(Which));
            walk.Until(walk.Now + Duration.FromMinutes(1));
            Assert.Single(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.FindEscort);
            walk.Must(AClinic.As(AClinic.Noel), new NameEscort(Which, "Jo Example", "+16175550125"));
        }
        Assert.NotNull(walk.Journey.Course.Last!.EscortFailed);
    }

    [Fact]
    public void Does_not_leave_the_client_to_go_alone()
    {
        var journey = AJourney.Dosed.Book(AppointmentPurpose.Integration, 2, 11).After(Duration.FromMinutes(125)).Do(AClinic.Noel, new TakeVitals(Which, 120, 80, 70, 98)).Do(AClinic.Noel, new ReportEscortMissing(Which));
        Assert.Equal(["G4.escort", "G4.escort-named"], Codes(journey.Try(AClinic.Noel, journey.TheDischarge with { EscortPresent = false })));
        Assert.Equal(["G4.escort-named"], Codes(journey.Try(AClinic.Noel, journey.TheDischarge)));
        journey.Do(AClinic.Dana, new NameEscort(Which, "Jo Example", "+16175550125")).Do(AClinic.Noel, journey.TheDischarge);
    }

    [Fact]
    public void Is_named_with_name_and_number_for_somebody_who_waits()
    {
        Assert.Equal(["escort.name", "escort.phone"], Codes(AJourney.Dosed.Try(AClinic.Noel, new NameEscort(Which, " ", ""))));
        Assert.Equal(["session.not-recovering"], Codes(AJourney.CheckedIn.Try(AClinic.Noel, new ReportEscortMissing(Which))));
        Assert.Equal(["session.not-recovering"], Codes(AJourney.Discharged.Try(AClinic.Noel, new NameEscort(Which, "Jo", "+16175550125"))));
    }

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}

public class A_session_that_was_broken_off
{
    private static readonly AppointmentRef Which = new(AppointmentPurpose.Dosing, 1);

    [Fact]
    public void Still_walks_discharge_check_in_and_integration()
    {
        var journey = AJourney.Dosed.Do(AClinic.Theo, new InterruptSession(Which, "panic after half an hour"));
        Assert.Equal(1, journey.Journey.Course.Given);
        Assert.False(journey.Journey.Course.LastIsClosed);
        Assert.Contains("G2.previous-cycle", Codes(journey.Try(AClinic.Ines, journey.Booking(AppointmentPurpose.Dosing, 9, 10))));
        Assert.True(journey.Discharge().CloseCycle().Journey.Course.LastIsClosed);
        Assert.Equal(["session.not-recovering", "interrupt.done"], Codes(journey.Try(AClinic.Theo, new InterruptSession(Which, "again"))));
    }

    [Fact]
    public void Is_seen_by_the_prescriber_the_same_day_and_says_why()
    {
        Assert.Equal(["interrupt.reason"], Codes(AJourney.Dosed.Try(AClinic.Theo, new InterruptSession(Which, ""))));
        var walk = Walk.From(AJourney.Dosed.Do(AClinic.Theo, new InterruptSession(Which, "panic")));
        Assert.Equal(Role.Prescriber, Assert.Single(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.SeeAfterEvent).KindRoles);
    }

    [Fact]
    public void By_an_ambulance_needs_no_escort_and_starts_the_clocks_of_the_day_after()
    {
        Assert.Equal(["transfer.event", "transfer.note"], Codes(AJourney.Dosed.Try(AClinic.Noel, new TransferClient(Which, ""))));
        Assert.Equal(["transfer.not-here", "transfer.event"], Codes(AJourney.WithASessionBooked.Try(AClinic.Noel, new TransferClient(Which, "hospital"))));
        var journey = AJourney.Dosed.Do(AClinic.Noel, new RecordAdverseEvent(Which, 3, "chest pain")).Do(AClinic.Noel, new TransferClient(Which, "the general hospital"));
        Assert.False(journey.Journey.Course.IsRecovering);
        var walk = Walk.From(journey);
        walk.Until(walk.Now + Duration.FromHours(37));
        Assert.Contains(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.CallAboutCheckin);
    }

    [Fact]
    public void Before_the_dose_ends_the_session_without_one()
    {
        var journey = AJourney.CheckedIn.Do(AClinic.Noel, new RecordAdverseEvent(Which, 3, "fainted at the desk")).Do(AClinic.Noel, new TransferClient(Which, "the general hospital"));
        Assert.Equal(0, journey.Journey.Course.Given);
        Assert.Equal(AppointmentState.Cancelled, journey.Journey.Appointments.Find(Which)!.State);
    }

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}

public class An_adverse_event
{
    private static readonly AppointmentRef Which = new(AppointmentPurpose.Dosing, 1);

    [Theory]
    [InlineData(1, TaskKind.MentionEvent)]
    [InlineData(2, TaskKind.SeeAfterEvent)]
    [InlineData(3, TaskKind.FileIncidentReport)]
    [InlineData(4, TaskKind.FileIncidentReport, TaskKind.InformDirector, TaskKind.InformInsurer, TaskKind.ReviewStoppedMessages)]
    public void Asks_by_its_grade(int grade, params TaskKind[] kinds)
    {
        TaskKind[] all = [TaskKind.MentionEvent, TaskKind.SeeAfterEvent, TaskKind.FileIncidentReport, TaskKind.InformDirector, TaskKind.InformInsurer, TaskKind.ReviewStoppedMessages];
        var walk = Walk.From(AJourney.Dosed.Do(AClinic.Noel, new RecordAdverseEvent(Which, grade, "seen")));
        walk.Until(walk.Now + Duration.FromMinutes(1));
        Assert.Equal(kinds.Order(), walk.Journey.Tasks.Open.Select(task => task.Kind).Where(all.Contains).Order());
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 24)]
    public void Has_its_clock(int grade, int hours)
    {
        var walk = Walk.From(AJourney.Dosed.Do(AClinic.Noel, new RecordAdverseEvent(Which, grade, "seen")));
        var task = Assert.Single(walk.Journey.Tasks.Open, task => task.Kind is TaskKind.SeeAfterEvent or TaskKind.FileIncidentReport);
        Assert.Equal(hours == 0 ? walk.Clinic.Business.EndOfDayAfter(walk.Now, 0) : walk.Now + Duration.FromHours(hours), task.DueBy);
    }

    [Fact]
    public void Is_recorded_afterwards_by_telephone_and_on_a_closed_journey_too()
    {
        var journey = AJourney.AfterOneCycle.Give(Author.Client, new Withdraw()).Do(AClinic.Theo, new RecordAdverseEvent(Which, 3, "a fall at home", ByTelephone: true));
        Assert.True(((AdverseEventRecorded)journey.Facts.First(each => each.Fact is AdverseEventRecorded).Fact).ByTelephone);
        journey.Do(AClinic.Theo, new FileIncidentReport(Which, "what happened"));
        Assert.Equal(["incident.none", "incident.report"], Codes(journey.Try(AClinic.Theo, new FileIncidentReport(Which, " "))));
    }

    [Fact]
    public void That_is_serious_keeps_the_next_session_back_until_its_report_is_filed()
    {
        var journey = AJourney.AfterOneCycle.Do(AClinic.Theo, new RecordAdverseEvent(Which, 3, "a fall at home", ByTelephone: true))
            .Do(AClinic.Theo, new RecordSafetyContact("alert:1", true, LiveContact.Telephone, "spoke")).Do(AClinic.Theo, new ResolveAlert("alert:1", "spoke with her")).Do(AClinic.Priya, new ReinstateClearance("a bruise", "each of the reasons"));
        Assert.Equal(["G2.serious-event"], Codes(journey.Try(AClinic.Ines, journey.Booking(AppointmentPurpose.Dosing, 8, 10))));
        journey.Do(AClinic.Dana, new FileIncidentReport(Which, "what happened")).Book(AppointmentPurpose.Dosing, 8, 10);
    }

    [Fact]
    public void Of_grade_four_stops_every_automated_message_until_a_clinician_says_so()
    {
        var walk = Walk.From(AJourney.Discharged);
        walk.Until(walk.Now + Duration.FromHours(1));
        var sent = walk.Sent.Count(each => each.Tell.To is Audience.Client);
        walk.Must(AClinic.As(AClinic.Theo), new RecordAdverseEvent(Which, 4, "in hospital", ByTelephone: true));
        walk.Until(walk.Now + Duration.FromHours(40));
        Assert.Equal(sent, walk.Sent.Count(each => each.Tell.To is Audience.Client));
        // People go on: a silent client is called all the same.
        Assert.Contains(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.CallAboutCheckin);
        Assert.Equal(["messages.reason"], Codes(walk.Give(AClinic.As(AClinic.Theo), new ReleaseMessages(""))));
        walk.Must(AClinic.As(AClinic.Theo), new ReleaseMessages("home again"));
        Assert.Equal(["messages.not-stopped"], Codes(walk.Give(AClinic.As(AClinic.Theo), new ReleaseMessages("again"))));
        walk.Until(walk.Now + Duration.FromDays(8));
        Assert.True(walk.Sent.Count(each => each.Tell.To is Audience.Client) > sent);
    }

    [Fact]
    public void Says_what_happened_how_grave_it_was_and_in_which_session()
    {
        Assert.Equal(["vitals.not-here", "adverse-event.grade", "adverse-event.note"], Codes(AJourney.WithASessionBooked.Try(AClinic.Noel, new RecordAdverseEvent(Which, 5, ""))));
        Assert.Equal(["session.unknown"], Codes(AJourney.Prepared.Try(AClinic.Noel, new RecordAdverseEvent(Which, 2, "fell"))));
    }

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}
