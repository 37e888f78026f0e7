using NodaTime;

namespace KapWorkflow.Core;

/// <summary>Stage 15: the day of a session, step by step (care-pathway §2.4), and the day after.</summary>
public static class Sessions
{
    /// <summary>An early "all is well" is not the check-in after a day (care-pathway §5.2: 18 to 30 hours).</summary>
    public static readonly Duration CheckinFrom = Duration.FromHours(18);

    public static Decision Decide(Journey journey, Command command, Moment moment) => command switch
    {
        CheckClientIn arrive => OnSession(journey, arrive.Which, (appointment, cycle) => Arrivals.Decide(journey, appointment, cycle, arrive, moment)),
        TakeVitals vitals => OnSession(journey, vitals.Which, (_, cycle) => VitalSigns.Take(journey, cycle, vitals, moment)),
        StrikeVitals strike => OnSession(journey, strike.Which, (_, cycle) => VitalSigns.Strike(cycle, strike)),
        DecideHeldSession held => OnSession(journey, held.Which, (appointment, cycle) => Held(journey, appointment, cycle, held, moment)),
        GiveDose give => OnSession(journey, give.Which, (_, cycle) => Decision.When(
            SessionGates.Start(journey, cycle, give, moment),
            new DoseGiven(give.Which, journey.Prescription.Order?.Dose ?? "", journey.Prescription.Order?.Route ?? DoseRoute.Other, give.TherapistPresent, journey.Prescription.Order?.Signed.Sequence),
            new AppointmentAttended(give.Which))),
        DischargeClient { Which: var which } => OnSession(journey, which, (_, cycle) => Discharges.Decide(journey, cycle, command, moment)),
        ExceptDischargeItem { Which: var which } => OnSession(journey, which, (_, cycle) => Discharges.Decide(journey, cycle, command, moment)),
        InterruptSession { Which: var which } => OnSession(journey, which, (_, cycle) => Discharges.Decide(journey, cycle, command, moment)),
        TransferClient { Which: var which } => OnSession(journey, which, (_, cycle) => Discharges.Decide(journey, cycle, command, moment)),
        ReportEscortMissing { Which: var which } => OnSession(journey, which, (_, cycle) => Escorts.Decide(cycle, command)),
        NameEscort { Which: var which } => OnSession(journey, which, (_, cycle) => Escorts.Decide(cycle, command)),
        RecordAdverseEvent adverse => OnSession(journey, adverse.Which, (_, cycle) => AdverseEvents.Decide(journey, cycle, adverse)),
        FileIncidentReport file => OnSession(journey, file.Which, (_, cycle) => AdverseEvents.Report(cycle, file)),
        ReleaseMessages release => AdverseEvents.Release(journey, release),
        DecideSilence { Which: var which } => OnSession(journey, which, (_, cycle) => Aftermath.Decide(journey, cycle, command, moment)),
        ExceptIntegration { Which: var which } => OnSession(journey, which, (_, cycle) => Aftermath.Decide(journey, cycle, command, moment)),
        ResolveCheckin resolve => OnSession(journey, resolve.Which, (_, cycle) => Decision.When(
            Gate.Of(
                "check-in",
                Gate.Unless(cycle.Discharged is not null, "check-in.early", "The client has not been discharged.", "Discharge the client first."),
                Gate.Unless(!cycle.CheckinSettled, "check-in.settled", "The check-in is already settled.", "There is nothing left to do about it.")),
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
        ClientCheckedIn arrival => Change(journey, arrival.Which, cycle => Arrivals.After(cycle, arrival, recorded.Stamp)),
        VitalsTaken vitals => Change(journey, vitals.Which, cycle => cycle with { Readings = cycle.Readings.Add(new Reading(cycle.Readings.Count + 1, vitals, recorded.Stamp)) }),
        VitalsStruck struck => Change(journey, struck.Which, cycle => cycle with
        {
            Readings = [.. cycle.Readings.Select(reading => reading.Number == struck.Number ? reading with { Struck = reading.Struck ?? recorded.Stamp } : reading)],
        }),
        SessionHeld held => Change(journey, held.Which, cycle => cycle with { Held = recorded.Stamp, HeldForPressure = cycle.HeldForPressure || held.ForPressure == true }),
        HeldSessionDecided decided => Change(journey, decided.Which, cycle => cycle with
        {
            HeldOutcome = cycle.CheckedIn is null ? null : decided.Outcome,
            HeldDecided = recorded.Stamp,
            PrecheckReviewed = cycle.PrecheckReviewed || decided.Outcome is HeldSessionOutcome.Proceed or HeldSessionOutcome.Reduce,
        }),
        DoseGiven given => Change(journey, given.Which, cycle => cycle with { Dosed = cycle.Dosed ?? recorded.Stamp, Given = cycle.Given ?? given }),
        ClientDischarged discharged => Change(journey, discharged.Which, cycle => cycle with { Discharged = recorded.Stamp }),
        AdverseEventRecorded adverse => Stopping(Change(journey, adverse.Which, cycle => cycle with { Events = cycle.Events.Add(new AdverseEvent(adverse.Grade, recorded.Stamp)) }), adverse, recorded),
        IncidentReportFiled filed => Change(journey, filed.Which, cycle => cycle with { Events = [.. cycle.Events.Select(each => each.IsSerious ? each with { Reported = each.Reported ?? recorded.Stamp } : each)] }),
        MessagesReleased => journey with { Course = journey.Course with { MessagesStopped = null } },
        DischargeItemExcepted excepted => Change(journey, excepted.Which, cycle => cycle with { Exceptions = cycle.Exceptions.SetItem(excepted.Item, recorded.Stamp) }),
        SessionInterrupted interrupted => Change(journey, interrupted.Which, cycle => cycle with { Interrupted = recorded.Stamp }),
        ClientTransferred transferred => Change(journey, transferred.Which, cycle => cycle with { Transferred = recorded.Stamp, Discharged = cycle.Dosed is null ? cycle.Discharged : cycle.Discharged ?? recorded.Stamp }),
        EscortMissing missing => Change(journey, missing.Which, cycle => cycle with { EscortMissing = recorded.Stamp, EscortFailed = cycle.EscortFailed ?? recorded.Stamp }),
        EscortNamed named => Change(journey, named.Which, cycle => cycle with { EscortMissing = null }),
        SilenceDecided silence => Change(journey, silence.Which, cycle => cycle with { Silences = cycle.Silences.Add(recorded.Stamp) }),
        IntegrationExcepted excepted => Change(journey, excepted.Which, cycle => cycle with { Excepted = recorded.Stamp }),
        CoursePlanned planned => journey with { Course = journey.Course with { Planned = planned.Doses } },
        CheckinResolved resolved => Change(journey, resolved.Which, cycle => cycle with { CheckinResolved = recorded.Stamp }),
        AppointmentAttended { Which: { Purpose: AppointmentPurpose.Integration } visit } => Aftermath.Integrate(journey, visit, recorded.Stamp),
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

    private static Decision Held(Journey journey, Appointment appointment, Cycle cycle, DecideHeldSession decide, Moment moment)
    {
        var gate = Gate.Of(
            "held",
            Gate.Unless(appointment.IsAhead && cycle.Dosed is null && (cycle.CheckedIn is not null || cycle.PrecheckFlagged), "held.none", "There is nothing to decide in this session.", "Check the client in first, or wait for the pre-check."),
            Approvals.Licensed(journey, moment),
            Gate.Unless(!string.IsNullOrWhiteSpace(decide.Reason), "held.reason", "The reason is missing.", "Write it down."));
        Fact[] cancel = decide.Outcome == HeldSessionOutcome.Reschedule ? [new AppointmentCancelled(decide.Which, ByClient: false, Late: false, "held")] : [];
        return Decision.When(gate, [new HeldSessionDecided(decide.Which, decide.Outcome, decide.Reason, Approvals.LicenceOf(journey, moment)), .. cancel]);
    }

    private static Decision OnSession(Journey journey, AppointmentRef which, Func<Appointment, Cycle, Decision> decide) =>
        journey.Appointments.Find(which) is { } appointment && journey.Course.Find(which) is { } cycle
            ? decide(appointment, cycle)
            : Decision.Refuse("session.unknown", "There is no such session.", "Open the journey and choose one.");

    private static Journey Stopping(Journey journey, AdverseEventRecorded adverse, Recorded recorded) =>
        adverse.Grade >= 4 ? journey with { Course = journey.Course with { MessagesStopped = recorded.Stamp } } : journey;

    /// <summary>What a prescriber allowed for the next booking is used by it.</summary>
    private static Journey Using(Journey journey, Cycle cycle) => journey with
    {
        Course = journey.Course.With(cycle with { ShorterGap = cycle.ShorterGap || journey.Course.ShorterGap is not null }) with { ShorterGap = null },
    };

    private static Journey Change(Journey journey, AppointmentRef which, Func<Cycle, Cycle> change) =>
        journey.Course.Find(which) is { } cycle ? journey with { Course = journey.Course.With(change(cycle)) } : journey;
}
