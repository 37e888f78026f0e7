using NodaTime;

namespace KapWorkflow.Core;

/// <summary>Gates G1 to G5 (care-pathway §3.3): pure, and every unmet reason at once.</summary>
public static class SessionGates
{
    /// <summary>G1: everything a first dose needs, as it stands now, for a session on that day.</summary>
    public static Gate First(Journey journey, Instant session, Moment moment)
    {
        var clinic = moment.Clinic;
        return Gate.Of(
            "G1",
            Gate.Unless(journey.CarePath is { IsKap: true }, "G1.care-path", "The care path is not KAP.", "Decide the care path first."),
            Gate.Unless(journey.Inquiry is { Details.IsAdult: true }, "G1.adult", "The client is not an adult.", "KAP starts at 18."),
            Gate.Unless(
                journey.Appointments.Attended(AppointmentPurpose.Preparation) >= clinic.Preparation.Required,
                "G1.preparation", $"Fewer than {clinic.Preparation.Required} preparation sessions were held.", "Book and hold the next one."),
            Gate.Unless(journey.Preparation.Completed is not null, "G1.preparation-signed", "The therapist has not completed the preparation.", "The therapist completes it."),
            Gate.Unless(journey.Intake.Forms.ContainsKey(FormKind.EmergencyContact), "G1.emergency-contact", "There is no emergency contact.", "Ask the client for one."),
            SafetyPlans.Unmet(journey),
            Missing(journey, clinic),
            Unanswered(journey),
            KeyLicence(journey, session, clinic, journey.Clearance.Readiness is { Ready: true } key ? key.By : null, "G1.therapist-key-licence", "therapist"),
            KeyLicence(journey, session, clinic, journey.Clearance.IsCleared ? journey.Clearance.Prescriber : null, "G1.prescriber-key-licence", "prescriber"))
            .And(Prescriptions.Available(journey, clinic))
            .And(Clearances.Covers(journey, session, clinic));
    }

    /// <summary>G2: a session may be booked.</summary>
    /// <param name="shorter">A prescriber allowed a shorter gap for it.</param>
    public static Gate Book(Journey journey, Instant session, Moment moment, bool shorter) =>
        Book(journey, session, [.. journey.Appointments.For(AppointmentPurpose.Dosing).Where(each => each.IsAhead)], moment, shorter)
            .And(Medication.LeavesTime(journey, session, moment));

    /// <summary>G1 and G2 of a session that is booked, as they will stand when it begins: a later session does not take the place of an earlier one.</summary>
    public static Gate Recheck(Journey journey, Appointment booked, Clinic clinic)
    {
        var moment = new Moment(booked.Start, Author.System, clinic);
        var before = journey.Appointments.For(AppointmentPurpose.Dosing).Where(each => each.IsAhead && each.Which != booked.Which && each.Start < booked.Start).ToList();
        return Pathway.MayBeScheduled(journey)
            .And(Book(journey, booked.Start, before, moment, journey.Course.Find(booked.Which) is { ShorterGap: true }))
            .And(SessionSlots.MayTake(journey, SessionSlot.Of(booked), clinic))
            .And(SessionSlots.AreStillHere(SessionSlot.Of(booked), clinic));
    }

    private static Gate Book(Journey journey, Instant session, List<Appointment> booked, Moment moment, bool shorter)
    {
        var course = journey.Course;
        var clinic = moment.Clinic;
        return First(journey, session, moment).And(Gate.Of(
            "G2",
            Gate.Unless(course.Given + booked.Count < journey.Clearance.AuthorisedDoses, "G2.authorised", "Every authorised dose is used or booked.", "The prescriber reviews and authorises more."),
            Aftermath.Unclosed(course),
            Gate.Unless(!Reviews.MidIsDue(journey, moment.Clinic, moment.Now), "G2.mid-review", "The mid-course review is due.", "The prescriber signs the review."),
            Gaps.FromLast(journey, session, clinic, shorter),
            Gate.Unless(LastStart(journey) is not { } since || IsCovered(journey, since, session, clinic), "G2.reclear", $"More than {clinic.Dosing.MaxGapDays} days have passed since the last dose.", "The prescriber sees the client and clears again."),
            Gaps.FromBooked(journey, session, booked, clinic, shorter),
            CoursePlans.Beyond(journey, booked.Count, clinic),
            Gate.Unless(course.Given + booked.Count < CoursePlans.Most(journey, clinic), "G2.max", $"A course has at most {moment.Clinic.Dosing.Max} sessions.", "Plan the end of the course."),
            AdverseEvents.Open(journey),
            Gate.Unless(!Reviews.Stopped(journey), "G2.stopped", "The course was stopped.", "Sign the end review."),
            Gate.Unless(journey.Reviews.Completed is null, "G2.completed", "The course is completed.", clinic.Dosing.MaintenanceEnabled ? "The prescriber begins maintenance; then both keys are given anew." : "Whoever wants to begin again inquires anew, and is reviewed and cleared anew.")));
    }

    /// <summary>G3: the dose may be given, at the chair, now. G1 and G2 hold again.</summary>
    public static Gate Start(Journey journey, Cycle cycle, GiveDose give, Moment moment)
    {
        if (cycle.Dosed is not null)
            return Gate.Of("G3", new Reason("G3.given", "The dose of this session was already given.", "Go on with the observation and the discharge."));
        var previous = journey.Course;
        var day = Duration.FromHours(moment.Clinic.Dosing.MeasureHours);
        var today = PracticeTime.Local(moment.Now, moment.Clinic.Zone).Date;
        return First(journey, moment.Now, moment).And(MedicalTests.AtTheChair(journey, moment)).And(Alerts.Clear(journey)).And(Gate.Of(
            "G3",
            [Stale(journey, moment),
            Gate.Unless(journey.Standing.IsOpen, "G3.standing", "The journey is on hold or closed.", "Release the hold first."),
            Gate.Unless(previous.Given < journey.Clearance.AuthorisedDoses, "G2.authorised", "Every authorised dose is used.", "The prescriber reviews and authorises more."),
            Aftermath.Unclosed(previous),
            Gate.Unless(!Reviews.MidIsDue(journey, moment.Clinic, moment.Now), "G2.mid-review", "The mid-course review is due.", "The prescriber signs the review."),
            Gaps.FromLast(journey, PracticeTime.At(today.PlusDays(1).AtMidnight(), moment.Clinic.Zone), moment.Clinic, cycle.ShorterGap),
            Gate.Unless(LastStart(journey) is not { } since || IsCovered(journey, since, moment.Now, moment.Clinic), "G2.reclear", $"More than {moment.Clinic.Dosing.MaxGapDays} days have passed since the last dose.", "The prescriber sees the client and clears again."),
            AdverseEvents.Open(journey),
            Gate.Unless(cycle.Ended is null, "session.over", "This session was cancelled or missed.", "Book another one."),
            Gate.Unless(cycle.CheckedIn is { } arrived && PracticeTime.Local(arrived.At, moment.Clinic.Zone).Date == today, "G3.checked-in", "The client is not checked in today.", "Check the client in."),
            .. Arrivals.Unmet(journey, cycle),
            Gate.Unless(cycle.PrecheckCleared, "G3.precheck", "The pre-check reported something new.", "The prescriber reviews it."),
            .. VitalSigns.Unmet(journey, cycle, moment),
            Gate.Unless(previous.Given == 0 || journey.Intake.IsFresh(FormKind.Phq9, moment.Now, day), "G3.phq9", "There is no PHQ-9 of the last days.", "Let the client answer it now."),
            Gate.Unless(previous.Given == 0 || journey.Intake.IsFresh(FormKind.Cssrs, moment.Now, day), "G3.cssrs-since", "The risk screen since the last contact is missing.", "Let the client answer it now."),
            Gate.Unless(moment.Clinic.Find(give.TherapistPresent) is { } therapist && therapist.Roles.HasFlag(Role.Therapist), "G3.therapist", "No therapist of the practice is named as present.", "Name the therapist in the room."),
            Gate.Unless(moment.Clinic.Find(give.TherapistPresent) is null || SessionSlots.IsLicensed(journey, give.TherapistPresent, moment.Now, moment.Clinic), "G3.therapist-licence", "The therapist in the room holds no licence for the client's state today.", "A therapist licensed there stays in the room."),
            Gate.Unless(give.PrescriberReachable, "G3.prescriber", "The prescriber is not reachable.", "Reach the prescriber first.")]));
    }

    private static Reason? Missing(Journey journey, Clinic clinic)
    {
        var missing = journey.Intake.MissingConsents(clinic).ToList();
        return Gate.Unless(missing.Count == 0, "G1.consents", $"Not signed in the present version: {string.Join(", ", missing.Select(consent => clinic.Documents.TitleOf(consent, "en")))}.", "Send the client the link to sign.");
    }

    private static Reason? Unanswered(Journey journey)
    {
        var missing = IntakePacket.BaselineMeasures.Where(measure => journey.Intake.Latest(measure) is null).ToList();
        return Gate.Unless(missing.Count == 0, "G1.measures", $"Not answered: {string.Join(", ", missing.Select(Diary.Measure))}.", "Send the client the link to answer them.");
    }

    /// <summary>Their age counts at the first dose, not at its booking (architecture §9).</summary>
    private static Reason? Stale(Journey journey, Moment moment)
    {
        var limit = Duration.FromDays(moment.Clinic.Dosing.BaselineMeasureDays);
        var stale = !journey.Course.IsBeforeFirst ? [] : IntakePacket.BaselineMeasures.Where(measure => !journey.Intake.IsFresh(measure, moment.Now, limit)).ToList();
        return Gate.Unless(stale.Count == 0, "G1.measures", $"Older than {moment.Clinic.Dosing.BaselineMeasureDays} days: {string.Join(", ", stale.Select(Diary.Measure))}.", "Send the client the link to answer them again.");
    }

    /// <summary>Whoever gave a key still holds a licence for the client's state on the day of the session.</summary>
    private static Reason? KeyLicence(Journey journey, Instant session, Clinic clinic, StaffId? by, string code, string who) => Gate.Unless(
        by is null || SessionSlots.IsLicensed(journey, by, session, clinic),
        code, $"The {who} whose key it is holds no licence for the client's state on that day.", $"Another {who}, licensed there, decides.");

    /// <summary>When the last session with a dose was to begin.</summary>
    internal static Instant? LastStart(Journey journey) => journey.Course.Last is { } last ? journey.Appointments.Find(last.Which)?.Start : null;

    private static bool IsCovered(Journey journey, Instant last, Instant session, Clinic clinic) =>
        session - last <= Duration.FromDays(clinic.Dosing.MaxGapDays) || journey.Clearance.Decided?.Sequence > journey.Course.Last?.Dosed?.Sequence;
}
