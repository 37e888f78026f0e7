using NodaTime;

namespace KapWorkflow.Core;

/// <summary>Stage 15: the day of a session, step by step (care-pathway §2.4), and the day after.</summary>
public static class Sessions
{
    /// <summary>An early "all is well" is not the check-in after a day (care-pathway §5.2: 18 to 30 hours).</summary>
    public static readonly Duration CheckinFrom = Duration.FromHours(18);

    private static readonly Duration SecondClick = Duration.FromMinutes(1);

    public static Decision Decide(Journey journey, Command command, Moment moment) => command switch
    {
        CheckClientIn arrive => OnSession(journey, arrive.Which, (appointment, cycle) => CheckIn(journey, appointment, cycle, arrive, moment)),
        TakeVitals vitals => OnSession(journey, vitals.Which, (_, cycle) => Vitals(journey, cycle, vitals, moment)),
        DecideHeldSession held => OnSession(journey, held.Which, (appointment, cycle) => Held(journey, appointment, cycle, held, moment)),
        GiveDose give => OnSession(journey, give.Which, (_, cycle) => Decision.When(
            SessionGates.Start(journey, cycle, give, moment),
            new DoseGiven(give.Which, journey.Prescription.Order?.Dose ?? "", journey.Prescription.Order?.Route ?? DoseRoute.Other, give.TherapistPresent, journey.Prescription.Order?.Signed.Sequence),
            new AppointmentAttended(give.Which))),
        DischargeClient discharge => OnSession(journey, discharge.Which, (_, cycle) => Decision.When(
            SessionGates.Discharge(journey, cycle, discharge, moment),
            new ClientDischarged(discharge.Which, new DischargeChecklist(
                discharge.AlertAndOrientated, discharge.VitalsBackToBaseline, discharge.WalksSteadily, discharge.NauseaMinimal,
                discharge.NoSuicidalIntent, discharge.EscortPresent, discharge.InstructionsGiven)))),
        RecordAdverseEvent adverse => OnSession(journey, adverse.Which, (_, cycle) => Adverse(journey, cycle, adverse)),
        ResolveCheckin resolve => OnSession(journey, resolve.Which, (_, cycle) => Decision.When(
            Gate.Of(
                "check-in",
                Gate.Unless(cycle.Discharged is not null, "check-in.early", "The client has not been discharged.", "Discharge the client first."),
                Gate.Unless(!cycle.CheckinSettled, "check-in.settled", "The check-in is already settled.", "Look at the journey again.")),
            new CheckinResolved(resolve.Which, resolve.Note))),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    public static Journey Evolve(Journey journey, Recorded recorded) => recorded.Fact switch
    {
        AppointmentBooked { Which.Purpose: AppointmentPurpose.Dosing } booked => Using(journey, new Cycle(booked.Which)),
        // Another day: what was answered and measured for the old one no longer counts, but what it warned of does.
        AppointmentMoved { Which.Purpose: AppointmentPurpose.Dosing } moved when journey.Course.Find(moved.Which) is { } cycle => Using(journey, cycle with { Precheck = null }),
        ShorterGapAllowed => journey with { Course = journey.Course with { ShorterGap = recorded.Stamp } },
        AppointmentCancelled { Which.Purpose: AppointmentPurpose.Dosing } cancelled => Change(journey, cancelled.Which, cycle => cycle with { Ended = recorded.Stamp }),
        AppointmentMissed { Which.Purpose: AppointmentPurpose.Dosing } missed => Change(journey, missed.Which, cycle => cycle with { Ended = recorded.Stamp }),
        FormSubmitted { About: { } which } form => Change(journey, which, cycle => Answered(cycle, form, recorded.Stamp)),
        ClientCheckedIn arrival => Change(journey, arrival.Which, cycle => cycle with { Arrival = arrival, CheckedIn = recorded.Stamp }),
        VitalsTaken vitals => Change(journey, vitals.Which, cycle => cycle with { Vitals = cycle.Vitals.Add(vitals), VitalsAt = recorded.Stamp }),
        SessionHeld held => Change(journey, held.Which, cycle => cycle with { Held = recorded.Stamp }),
        HeldSessionDecided decided => Change(journey, decided.Which, cycle => cycle with
        {
            HeldOutcome = cycle.CheckedIn is null ? null : decided.Outcome,
            HeldDecided = recorded.Stamp,
            PrecheckReviewed = cycle.PrecheckReviewed || decided.Outcome == HeldSessionOutcome.Proceed,
        }),
        DoseGiven given => Change(journey, given.Which, cycle => cycle with { Dosed = cycle.Dosed ?? recorded.Stamp }),
        ClientDischarged discharged => Change(journey, discharged.Which, cycle => cycle with { Discharged = recorded.Stamp }),
        AdverseEventRecorded adverse => Change(journey, adverse.Which, cycle => adverse.Grade >= 3 ? cycle with { SeriousEvent = recorded.Stamp } : cycle),
        CheckinResolved resolved => Change(journey, resolved.Which, cycle => cycle with { CheckinResolved = recorded.Stamp }),
        AppointmentAttended { Which.Purpose: AppointmentPurpose.Integration } => journey.Course.Last is { Integrated: null } last
            ? journey with { Course = journey.Course.With(last with { Integrated = recorded.Stamp }) }
            : journey,
        _ => journey,
    };

    /// <summary>The session that a form belongs to: the next one for what comes before it, the last dosed one for what comes after.</summary>
    public static AppointmentRef? About(Journey journey, FormKind form) => form switch
    {
        FormKind.Precheck or FormKind.Escort => journey.Appointments.Next(AppointmentPurpose.Dosing)?.Which,
        FormKind.Checkin => journey.Course.Last?.Which,
        _ => null,
    };

    /// <summary>Pre-check and check-in say themselves which of their answers somebody has to look at.</summary>
    private static bool NeedsReview(FormSubmitted form) => (FormLibrary.ByHash(form.DefinitionHash) ?? FormLibrary.Of(form.Form)).NeedsReview(form.Answers);

    private static Cycle Answered(Cycle cycle, FormSubmitted form, Stamp stamp) => form.Form switch
    {
        FormKind.Escort => cycle with { Escort = stamp },
        // A warning stays until a person has dealt with it, whatever is answered the second time.
        FormKind.Precheck => NeedsReview(form)
            ? cycle with { Precheck = stamp, PrecheckFlagged = true, PrecheckReviewed = false }
            : cycle with { Precheck = stamp },
        FormKind.Checkin => cycle with { CheckinAnswered = stamp, CheckinFlagged = cycle.CheckinFlagged || NeedsReview(form) },
        _ => cycle,
    };

    private static Decision CheckIn(Journey journey, Appointment appointment, Cycle cycle, CheckClientIn arrive, Moment moment)
    {
        var gate = Gate.Of(
            "check-in",
            Gate.Unless(appointment.IsAhead, "session.over", "This session is over or cancelled.", "Look at the journey again."),
            Gate.Unless(cycle.CheckedIn is null, "session.checked-in", "The client is already checked in.", "Look at the journey again."),
            Gate.Unless(journey.Standing.IsOpen, "G3.standing", "The journey is on hold or closed.", "Release the hold first."),
            Gate.Unless(
                PracticeTime.Local(moment.Now, moment.Clinic.Zone).Date == PracticeTime.Local(appointment.Start, moment.Clinic.Zone).Date,
                "session.day", "The session is not today.", "Check the client in on the day."));
        var risk = SafetyRules.OnScreen(journey, arrive.Cssrs, "visit");
        return Decision.When(gate, [new ClientCheckedIn(arrive.Which, arrive.EscortVerified, arrive.FastingKept, arrive.NothingNew, arrive.Cssrs), .. risk]);
    }

    private static Decision Vitals(Journey journey, Cycle cycle, TakeVitals taken, Moment moment)
    {
        var gate = Gate.Of(
            "vitals",
            Gate.Unless(cycle.IsUnderWay, "vitals.not-here", "The client is not checked in.", "Check the client in."),
            Gate.Unless(taken.Systolic is >= 60 and <= 260, "vitals.systolic", "Systolic pressure is between 60 and 260 mmHg.", "Type it again."),
            Gate.Unless(taken.Diastolic is >= 30 and <= 160 && taken.Diastolic < taken.Systolic, "vitals.diastolic", "Diastolic pressure is between 30 and 160 mmHg and below systolic.", "Type it again."),
            Gate.Unless(taken.Pulse is >= 20 and <= 250, "vitals.pulse", "The pulse is between 20 and 250 a minute.", "Type it again."),
            Gate.Unless(taken.Spo2 is >= 50 and <= 100, "vitals.spo2", "Oxygen saturation is between 50 and 100 %.", "Type it again."));
        var within = VitalsLimits.Of(journey, moment.Clinic).Allow(taken.Systolic, taken.Diastolic, taken.Pulse, taken.Spo2);
        var reading = new VitalsTaken(taken.Which, taken.Systolic, taken.Diastolic, taken.Pulse, taken.Spo2, within);
        // The same page sent twice is one reading: readings outside the limits are counted.
        if (gate.IsOpen && cycle.Vitals is [.., var last] && last == reading && moment.Now - cycle.VitalsAt!.At < SecondClick)
            return Decision.Record();
        var limits = moment.Clinic.Dosing;
        var emergency = taken.Systolic >= limits.BpEmergencySystolic || taken.Diastolic >= limits.BpEmergencyDiastolic;
        var outside = cycle.Vitals.Count(each => !each.WithinLimits) + 1;
        Fact[] held = !within && cycle.Dosed is null && !cycle.AwaitsPrescriber && (emergency || outside > limits.BpRechecks) ? [new SessionHeld(taken.Which)] : [];
        Fact[] alarm = emergency && !journey.Alerts.Unresolved.Any(alert => alert.Rule == SafetyRule.VitalsEmergency) ? [Alerts.Raise(journey, SafetyRule.VitalsEmergency, AlertLevel.Page, "visit")] : [];
        return Decision.When(gate, [reading, .. held, .. alarm]);
    }

    private static Decision Held(Journey journey, Appointment appointment, Cycle cycle, DecideHeldSession decide, Moment moment)
    {
        var licence = moment.Clinic.Find(moment.By.Staff)?.LicenceFor(journey.Inquiry?.Details.State ?? "", PracticeTime.Local(moment.Now, moment.Clinic.Zone).Date);
        var gate = Gate.Of(
            "held",
            Gate.Unless(appointment.IsAhead && cycle.Dosed is null && (cycle.CheckedIn is not null || cycle.PrecheckFlagged), "held.none", "There is nothing to decide in this session.", "Look at the journey again."),
            Gate.Unless(licence is not null, "clearance.licence", "You hold no licence for the client's state today.", "A licensed prescriber decides."),
            Gate.Unless(!string.IsNullOrWhiteSpace(decide.Reason), "held.reason", "The reason is missing.", "Write it down."));
        Fact[] cancel = decide.Outcome == HeldSessionOutcome.Reschedule ? [new AppointmentCancelled(decide.Which, ByClient: false, Late: false, "held")] : [];
        return Decision.When(gate, [new HeldSessionDecided(decide.Which, decide.Outcome, decide.Reason, $"{licence?.Type} {licence?.Number}"), .. cancel]);
    }

    private static Decision Adverse(Journey journey, Cycle cycle, RecordAdverseEvent adverse)
    {
        var gate = Gate.Of(
            "adverse-event",
            Gate.Unless(cycle.CheckedIn is not null, "vitals.not-here", "The client was not checked in.", "Choose the session it belongs to."),
            Gate.Unless(adverse.Grade is >= 1 and <= 4, "adverse-event.grade", "The grade is between 1 and 4.", "Choose it again."),
            Gate.Unless(!string.IsNullOrWhiteSpace(adverse.Note), "adverse-event.note", "What happened is missing.", "Write it down."));
        Fact[] serious = adverse.Grade >= 3
            ? [Alerts.Raise(journey, SafetyRule.SeriousAdverseEvent, AlertLevel.Page, "visit"), .. journey.Clearance is { IsCleared: true, Suspended: null } ? [new ClearanceSuspended("serious adverse event")] : Array.Empty<Fact>()]
            : adverse.Grade == 2 ? [Alerts.Raise(journey, SafetyRule.AdverseEvent, AlertLevel.SameDay, "visit")] : [];
        return Decision.When(gate, [new AdverseEventRecorded(adverse.Which, adverse.Grade, adverse.Note), .. serious]);
    }

    private static Decision OnSession(Journey journey, AppointmentRef which, Func<Appointment, Cycle, Decision> decide) =>
        journey.Appointments.Find(which) is { } appointment && journey.Course.Find(which) is { } cycle
            ? decide(appointment, cycle)
            : Decision.Refuse("session.unknown", $"There is no session {which}.", "Open the journey and choose one.");

    /// <summary>What a prescriber allowed for the next booking is used by it.</summary>
    private static Journey Using(Journey journey, Cycle cycle) => journey with
    {
        Course = journey.Course.With(cycle with { ShorterGap = cycle.ShorterGap || journey.Course.ShorterGap is not null }) with { ShorterGap = null },
    };

    private static Journey Change(Journey journey, AppointmentRef which, Func<Cycle, Cycle> change) =>
        journey.Course.Find(which) is { } cycle ? journey with { Course = journey.Course.With(change(cycle)) } : journey;
}
