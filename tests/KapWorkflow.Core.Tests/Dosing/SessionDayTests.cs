using NodaTime;

namespace KapWorkflow.Core.Tests;

public class Arriving_for_a_session
{
    private static AJourney AtTheDoor => AJourney.WithASessionBooked.ToTheSession();

    public static TheoryData<string, string> WhatStandsInTheWay => new()
    {
        { nameof(CheckClientIn.IdentityVerified), "G3.identity" },
        { nameof(CheckClientIn.EscortVerified), "G3.escort" },
        { nameof(CheckClientIn.EscortName), "G3.escort" },
        { nameof(CheckClientIn.EscortPhone), "G3.escort" },
        { nameof(CheckClientIn.FastingKept), "G3.fasting" },
        { nameof(CheckClientIn.MedicinesAsPlanned), "G3.medicines" },
        { nameof(CheckClientIn.Pregnancy), "G3.pregnancy-asked" },
        { nameof(CheckClientIn.ConsentReaffirmed), "G3.consent-today" },
    };

    [Theory]
    [MemberData(nameof(WhatStandsInTheWay))]
    public void Is_asked_again_when_something_was_not_in_order(string member, string code)
    {
        var journey = AtTheDoor;
        var arrival = journey.TheArrival;
        journey.Do(AClinic.Noel, Without(arrival, member)).Do(AClinic.Noel, new TakeVitals(journey.Session, 120, 80, 70, 98));
        Assert.Equal([code], Codes(journey.Try(AClinic.Noel, journey.TheDose)));
        journey.After(Duration.FromMinutes(5)).Do(AClinic.Noel, arrival).GiveDose();
    }

    [Theory]
    [InlineData(nameof(CheckClientIn.FastingKept))]
    [InlineData(nameof(CheckClientIn.MedicinesAsPlanned))]
    public void Asks_the_prescriber_about_food_and_medicines_and_goes_on_with_their_word(string member)
    {
        var walk = Walk.From(AtTheDoor);
        var journey = AtTheDoor;
        walk.Must(AClinic.As(AClinic.Noel), Without(journey.TheArrival, member));
        walk.Until(walk.Now);
        Assert.Contains(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.DecideHeldSession);
        walk.Must(AClinic.As(AClinic.Priya), new DecideHeldSession(journey.Session, HeldSessionOutcome.Proceed, "a sip of milk"));
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.DecideHeldSession);
        walk.Must(AClinic.As(AClinic.Noel), new TakeVitals(journey.Session, 120, 80, 70, 98));
        walk.Must(AClinic.As(AClinic.Noel), journey.TheDose);
    }

    [Fact]
    public void With_news_of_health_suspends_the_clearance_until_the_prescriber_has_reviewed_it()
    {
        var walk = Walk.From(AtTheDoor);
        var journey = AtTheDoor;
        walk.Must(AClinic.As(AClinic.Noel), Without(journey.TheArrival, nameof(CheckClientIn.NothingNew)));
        walk.Must(AClinic.As(AClinic.Noel), new TakeVitals(journey.Session, 120, 80, 70, 98));
        walk.Until(walk.Now);
        Assert.Equal(["G1.suspended", "G3.new-health"], Codes(walk.Give(AClinic.As(AClinic.Noel), journey.TheDose)));
        walk.Must(AClinic.As(AClinic.Priya), new ReinstateClearance("it changes nothing", "the cold remedy of yesterday"));
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind is TaskKind.DecideHeldSession or TaskKind.ReviewSuspension);
        walk.Must(AClinic.As(AClinic.Noel), journey.TheDose);
    }

    [Fact]
    public void Needs_the_prescribers_word_again_when_the_answers_change()
    {
        var journey = AtTheDoor;
        var hungry = journey.TheArrival with { FastingKept = false };
        journey.Do(AClinic.Noel, hungry).Do(AClinic.Priya, new DecideHeldSession(journey.Session, HeldSessionOutcome.Proceed, "a sip of milk"));
        journey.After(Duration.FromMinutes(2)).Do(AClinic.Noel, hungry with { EscortName = "Another" }).Do(AClinic.Noel, new TakeVitals(journey.Session, 120, 80, 70, 98));
        Assert.False(journey.Journey.Course.Find(journey.Session)!.AwaitsPrescriber);
        journey.Do(AClinic.Noel, hungry with { NothingNew = false });
        Assert.Equal(["G1.suspended", "G3.fasting", "G3.new-health"], Codes(journey.Try(AClinic.Noel, journey.TheDose)));
    }

    [Fact]
    public void Of_somebody_unsure_about_a_pregnancy_waits_for_the_prescriber_and_of_somebody_pregnant_for_nobody()
    {
        var unsure = AtTheDoor;
        unsure.Do(AClinic.Noel, unsure.TheArrival with { Pregnancy = PregnancyAnswer.Unsure }).Do(AClinic.Noel, new TakeVitals(unsure.Session, 120, 80, 70, 98));
        Assert.Equal(["G3.pregnancy"], Codes(unsure.Try(AClinic.Noel, unsure.TheDose)));
        unsure.Do(AClinic.Priya, new DecideHeldSession(unsure.Session, HeldSessionOutcome.Proceed, "tested negative this morning")).GiveDose();

        var pregnant = AtTheDoor;
        pregnant.Do(AClinic.Noel, pregnant.TheArrival with { Pregnancy = PregnancyAnswer.Pregnant }).Do(AClinic.Noel, new TakeVitals(pregnant.Session, 120, 80, 70, 98))
            .Do(AClinic.Priya, new DecideHeldSession(pregnant.Session, HeldSessionOutcome.Proceed, "she wants it"));
        Assert.Equal(["G1.suspended", "G3.pregnant"], Codes(pregnant.Try(AClinic.Noel, pregnant.TheDose)));
    }

    [Fact]
    public void Takes_the_escort_from_the_clients_form()
    {
        var journey = AJourney.WithASessionBooked.Give(Author.Client, new SubmitForm(FormKind.Escort, "en", Answers.To(FormKind.Escort))).ToTheSession();
        journey.Do(AClinic.Noel, journey.TheArrival with { EscortName = null, EscortPhone = null }).Do(AClinic.Noel, new TakeVitals(journey.Session, 120, 80, 70, 98)).GiveDose();
        Assert.Equal("+16175550123", journey.Journey.Course.Last!.Arrival!.EscortPhone);
    }

    [Fact]
    public void Later_than_the_practice_waits_is_for_staff_to_decide_and_they_say_why()
    {
        var journey = AtTheDoor.After(Duration.FromMinutes(15 + 16));
        Assert.Equal(["session.late"], Codes(journey.Try(AClinic.Noel, journey.TheArrival)));
        journey.Do(AClinic.Noel, journey.TheArrival with { WhyLate = "a train was cancelled; the room is free" });
        Assert.Equal("a train was cancelled; the room is free", journey.Journey.Course.Find(journey.Session)!.LateBecause);
        // Whoever is here is not late a second time.
        journey.Do(AClinic.Noel, journey.TheArrival with { EscortName = "Another" });
        var inTime = AtTheDoor.After(Duration.FromMinutes(15 + 15));
        inTime.Do(AClinic.Noel, inTime.TheArrival with { WhyLate = "not so" });
        Assert.Null(inTime.Journey.Course.Find(inTime.Session)!.LateBecause);
    }

    [Fact]
    public void Is_on_the_day_of_a_session_that_is_still_to_be_held()
    {
        var early = AJourney.WithASessionBooked;
        Assert.Equal(["session.day"], Codes(early.Try(AClinic.Noel, early.TheArrival)));
        var dosed = AJourney.Dosed;
        Assert.Equal(["session.over"], Codes(dosed.Try(AClinic.Noel, dosed.TheArrival with { EscortName = "Another" })));
        var held = AtTheDoor.Do(AClinic.Theo, new HoldJourney("wait"));
        Assert.Equal(["G3.standing"], Codes(held.Try(AClinic.Noel, held.TheArrival)));
        Assert.Equal(["check-in.weight"], Codes(AtTheDoor.Try(AClinic.Noel, AtTheDoor.TheArrival with { WeightKg = 700 })));
    }

    [Fact]
    public void Raises_a_worse_risk_screen_once()
    {
        var journey = AtTheDoor;
        journey.Do(AClinic.Noel, journey.TheArrival with { Cssrs = CssrsLevel.Low }).Do(AClinic.Noel, journey.TheArrival with { Cssrs = CssrsLevel.Low, EscortName = "Another" });
        Assert.Equal([SafetyRule.CssrsLow], journey.Journey.Alerts.All.Select(alert => alert.Rule));
        journey.Do(AClinic.Noel, journey.TheArrival with { Cssrs = CssrsLevel.High });
        Assert.Equal([SafetyRule.CssrsLow, SafetyRule.CssrsHigh], journey.Journey.Alerts.All.Select(alert => alert.Rule));
    }

    /// <summary>Checked in before these things were asked.</summary>
    [Fact]
    public void Of_earlier_days_is_read_as_it_was_meant()
    {
        var old = new ClientCheckedIn(new AppointmentRef(AppointmentPurpose.Dosing, 1), true, true, true, CssrsLevel.None);
        Assert.Empty(Arrivals.Unmet(new Journey(Walk.Id), Arrivals.After(new Cycle(old.Which), old, new Stamp(1, Story.Start))).OfType<Reason>());
    }

    private static CheckClientIn Without(CheckClientIn arrival, string member) => member switch
    {
        nameof(CheckClientIn.IdentityVerified) => arrival with { IdentityVerified = false },
        nameof(CheckClientIn.EscortVerified) => arrival with { EscortVerified = false },
        nameof(CheckClientIn.EscortName) => arrival with { EscortName = null },
        nameof(CheckClientIn.EscortPhone) => arrival with { EscortPhone = " " },
        nameof(CheckClientIn.FastingKept) => arrival with { FastingKept = false },
        nameof(CheckClientIn.MedicinesAsPlanned) => arrival with { MedicinesAsPlanned = false },
        nameof(CheckClientIn.NothingNew) => arrival with { NothingNew = false },
        nameof(CheckClientIn.Pregnancy) => arrival with { Pregnancy = null },
        _ => arrival with { ConsentReaffirmed = false },
    };

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}

public class Taking_vitals
{
    [Fact]
    public void Again_waits_ten_minutes_and_holds_the_session_after_two_rechecks()
    {
        var journey = Here;
        for (var reading = 0; reading < 3; reading++)
        {
            Assert.False(journey.Journey.Course.Find(journey.Session)!.IsHeld);
            journey.Do(AClinic.Noel, new TakeVitals(journey.Session, 150 + reading, 80, 70, 98));
            if (reading < 2)
                Assert.Equal(["vitals.too-soon"], Codes(journey.After(Duration.FromMinutes(9)).Try(AClinic.Noel, new TakeVitals(journey.Session, 130, 80, 70, 98))));
            journey.After(Duration.FromMinutes(1));
        }
        var cycle = journey.Journey.Course.Find(journey.Session)!;
        Assert.True(cycle is { IsHeld: true, HeldForPressure: true });
        Assert.Equal(1, journey.Journey.Course.HeldForPressure);
    }

    [Fact]
    public void Records_an_emergency_at_any_time()
    {
        var journey = Here.Do(AClinic.Noel, new TakeVitals(new AppointmentRef(AppointmentPurpose.Dosing, 1), 150, 80, 70, 98)).After(Duration.FromMinutes(2));
        journey.Do(AClinic.Noel, new TakeVitals(journey.Session, 184, 80, 70, 98));
        Assert.Equal(SafetyRule.VitalsEmergency, Assert.Single(journey.Journey.Alerts.All).Rule);
    }

    [Theory]
    [InlineData(120, 80, 89, true)]
    [InlineData(120, 80, 90, false)]
    [InlineData(180, 80, 98, true)]
    [InlineData(179, 119, 98, false)]
    [InlineData(170, 120, 98, true)]
    public void Pages_at_the_emergency_values(int systolic, int diastolic, int oxygen, bool pages)
    {
        var journey = Here.Do(AClinic.Noel, new TakeVitals(new AppointmentRef(AppointmentPurpose.Dosing, 1), systolic, diastolic, 70, oxygen));
        Assert.Equal(pages, journey.Journey.Alerts.Block);
        Assert.Equal(pages, journey.Journey.Course.Find(journey.Session)!.IsHeld);
    }

    [Fact]
    public void With_a_fever_holds_at_once_and_not_for_the_pressure()
    {
        var journey = Here.Do(AClinic.Noel, new TakeVitals(new AppointmentRef(AppointmentPurpose.Dosing, 1), 120, 80, 70, 98, 380));
        Assert.True(journey.Journey.Course.Find(journey.Session) is { IsHeld: true, HeldForPressure: false });
        Assert.False(Here.Do(AClinic.Noel, new TakeVitals(journey.Session, 120, 80, 70, 98, 379)).Journey.Course.Find(journey.Session)!.IsHeld);
    }

    [Fact]
    public void Mistyped_is_struck_by_number_with_a_reason_and_stays_to_be_seen()
    {
        var journey = Here.Do(AClinic.Noel, new TakeVitals(new AppointmentRef(AppointmentPurpose.Dosing, 1), 150, 80, 70, 98));
        Assert.Equal(["vitals.number", "vitals.reason"], Codes(journey.Try(AClinic.Noel, new StrikeVitals(journey.Session, 2, " "))));
        journey.Do(AClinic.Noel, new StrikeVitals(journey.Session, 1, "105, not 150")).After(Duration.FromMinutes(10)).Do(AClinic.Noel, new TakeVitals(journey.Session, 105, 80, 70, 98)).GiveDose();
        Assert.Equal(["vitals.struck"], Codes(journey.Try(AClinic.Noel, new StrikeVitals(journey.Session, 1, "again"))));
        Assert.Equal([1, 2], journey.Journey.Course.Last!.Readings.Select(reading => reading.Number));
        Assert.Equal([2], journey.Journey.Course.Last!.Vitals.Select(reading => reading.Number));
    }

    [Fact]
    public void Needs_another_reading_when_the_good_one_was_struck()
    {
        var journey = Here.Do(AClinic.Noel, new TakeVitals(new AppointmentRef(AppointmentPurpose.Dosing, 1), 120, 80, 70, 98)).Do(AClinic.Noel, new StrikeVitals(new AppointmentRef(AppointmentPurpose.Dosing, 1), 1, "another client's"));
        Assert.Equal(["G3.vitals"], Codes(journey.Try(AClinic.Noel, journey.TheDose)));
    }

    [Theory]
    [InlineData(59, 40, 70, 98, null, "vitals.systolic")]
    [InlineData(120, 120, 70, 98, null, "vitals.diastolic")]
    [InlineData(120, 80, 10, 98, null, "vitals.pulse")]
    [InlineData(120, 80, 70, 101, null, "vitals.spo2")]
    [InlineData(120, 80, 70, 98, 37, "vitals.temperature-tenths")]
    public void Refuses_what_nobody_can_have(int systolic, int diastolic, int pulse, int oxygen, int? temperature, string code) =>
        Assert.Equal([code], Codes(Here.Try(AClinic.Noel, new TakeVitals(Here.Session, systolic, diastolic, pulse, oxygen, temperature))));

    [Fact]
    public void Refuses_somebody_who_is_not_here() =>
        Assert.Equal(["vitals.not-here"], Codes(AJourney.WithASessionBooked.Try(AClinic.Noel, new TakeVitals(new AppointmentRef(AppointmentPurpose.Dosing, 1), 120, 80, 70, 98))));

    [Fact]
    public void Is_due_at_the_points_of_the_route_that_was_given()
    {
        var under = AJourney.Dosed;
        Assert.Equal([0, 40, 90, null], VitalsPoints.Of(under.Journey.Course.Last!, under.Clinic).Select(point => point.Minutes));
        var dosed = under.Now;
        under.At(dosed + Duration.FromMinutes(36)).Do(AClinic.Noel, new TakeVitals(under.Session, 125, 82, 75, 97));
        Assert.Equal([true, true, false, false], VitalsPoints.Of(under.Journey.Course.Last!, under.Clinic).Select(point => point.Taken is not null));
        under.At(dosed + Duration.FromMinutes(118)).Do(AClinic.Noel, new TakeVitals(under.Session, 121, 80, 72, 98));
        Assert.Equal([true, true, false, true], VitalsPoints.Of(under.Journey.Course.Last!, under.Clinic).Select(point => point.Taken is not null));

        var injected = AJourney.Cleared.Journey.Course;
        Assert.Empty(VitalsPoints.Of(new Cycle(under.Session), under.Clinic));
        var cycle = under.Journey.Course.Last! with { Given = under.Journey.Course.Last!.Given! with { Route = DoseRoute.Intramuscular } };
        Assert.Equal([0, 15, 30, 60, null], VitalsPoints.Of(cycle, under.Clinic).Select(point => point.Minutes));
        Assert.Empty(injected.Cycles);
    }

    internal static AJourney Here
    {
        get
        {
            var journey = AJourney.WithASessionBooked.ToTheSession();
            return journey.Do(AClinic.Noel, journey.TheArrival);
        }
    }

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}

public class A_held_session
{
    private static AJourney Held => Taking_vitals.Here.Do(AClinic.Noel, new TakeVitals(new AppointmentRef(AppointmentPurpose.Dosing, 1), 120, 80, 70, 98, 384));

    [Fact]
    public void Reaches_client_therapist_and_prescriber_through_people()
    {
        var walk = Walk.From(Held);
        Assert.Contains(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.DecideHeldSession && task.Roles == Role.Prescriber);
        var tell = Assert.Single(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.TellAboutHold);
        Assert.True(tell.Roles.HasFlag(Role.Therapist));
        walk.Must(AClinic.As(AClinic.Theo), new FinishTask(tell.Key, "we sat together"));
    }

    [Fact]
    public void Goes_on_with_less_only_by_another_order()
    {
        var journey = Held.Do(AClinic.Priya, new DecideHeldSession(new AppointmentRef(AppointmentPurpose.Dosing, 1), HeldSessionOutcome.Reduce, "a mild cold"));
        Assert.Equal(["G3.reduced-order"], Codes(journey.Try(AClinic.Noel, journey.TheDose)));
        journey.Do(AClinic.Priya, new SignDoseOrder("half a lozenge", DoseRoute.Sublingual)).Do(AClinic.Noel, new ConfirmMedicineAvailable()).GiveDose();
        Assert.Equal("half a lozenge", journey.Journey.Course.Last!.Given!.Dose);
    }

    [Fact]
    public void Is_decided_with_a_reason_by_somebody_licensed()
    {
        var unlicensed = AClinic.Open with { Staff = [.. AClinic.Open.Staff.Select(member => member with { Licences = [] })] };
        var which = new AppointmentRef(AppointmentPurpose.Dosing, 1);
        Assert.Equal(["clearance.licence", "held.reason"], Codes(Held.Under(unlicensed).Try(AClinic.Priya, new DecideHeldSession(which, HeldSessionOutcome.Proceed, " "))));
        Assert.Equal(["held.none"], Codes(AJourney.WithASessionBooked.Try(AClinic.Priya, new DecideHeldSession(which, HeldSessionOutcome.Proceed, "fine"))));
    }

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}
