using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>G2: a session may be booked.</summary>
public sealed partial record Retold
{
    public IEnumerable<string> Booking(SessionSlot slot)
    {
        if (!IsOpen)
            yield return "standing.not-open";
        if (IsAtRisk)
            yield return "safety.unresolved";
        foreach (var code in First(slot.Start).Concat(Course(SessionsAhead.Count)).Concat(Times(slot.Start)).Concat(People(slot)))
            yield return code;
    }

    /// <summary>What is left of the course, with so many sessions booked already.</summary>
    private IEnumerable<string> Course(int booked)
    {
        if (Doses.Count(dose => dose.Sequence > (Authority.Since?.Sequence ?? 0)) + booked >= Authority.Doses)
            yield return "G2.authorised";
        foreach (var code in Before())
            yield return code;
        if (Doses.Count + booked >= Planned)
            yield return "G2.planned";
        if (DosesNow.Count + booked >= Clinic.Dosing.Max)
            yield return "G2.max";
        if (IsStopped)
            yield return "G2.stopped";
        if (LastNow(fact => fact is CourseCompleted) is not null)
            yield return "G2.completed";
    }

    /// <summary>What went before has to be dealt with, at the booking and at the chair.</summary>
    private IEnumerable<string> Before()
    {
        if (LastDose is { } dose && !IsClosed(dose))
            yield return "G2.previous-cycle";
        if (MidReviewIsDue(Now))
            yield return "G2.mid-review";
        if (HasOpenSeriousEvent)
            yield return "G2.serious-event";
    }

    private int Planned => Last(fact => fact is CoursePlanned or MaintenanceBegun)?.Fact switch
    {
        CoursePlanned planned => planned.Doses,
        MaintenanceBegun begun => Doses.Count - DosesNow.Count + begun.Doses,
        _ => Clinic.Dosing.Planned,
    };

    private bool IsStopped => LastNow(fact => fact is CourseStopped) is not null || LastNow(fact => fact is ReviewSigned { Review: ReviewKind.Mid })?.Fact is ReviewSigned { Outcome: ReviewOutcome.Stop };

    private bool HasOpenSeriousEvent => Facts.Any(each => each.Fact is AdverseEventRecorded { Grade: >= 3 } serious && !Since(each, fact => fact is IncidentReportFiled filed && filed.Which == serious.Which));

    /// <summary>After so many doses or days, whichever comes first; a course that was stopped grows no older.</summary>
    private bool MidReviewIsDue(Instant now)
    {
        if (Doses.Count == 0 || Maintained is not null || Ever(fact => fact is ReviewSigned { Review: ReviewKind.Mid }))
            return false;
        var until = Last(fact => fact is CourseStopped)?.At ?? now;
        return Doses.Count >= Clinic.Review.MidDoses || until - Doses[0].At >= Duration.FromDays(Clinic.Review.MidDays);
    }

    /// <summary>Discharged, heard of after a day, integrated.</summary>
    private bool IsClosed(Recorded dose)
    {
        var which = ((DoseGiven)dose.Fact).Which;
        var left = Since(dose, fact => (fact is ClientDischarged discharged && discharged.Which == which) || (fact is ClientTransferred transferred && transferred.Which == which));
        var checkins = Facts.Select(each => each.Fact).OfType<FormSubmitted>().Where(form => form.Form == FormKind.Checkin && form.About == which).ToList();
        var heard = Ever(fact => fact is CheckinResolved resolved && resolved.Which == which) || (checkins.Count > 0 && !checkins.Exists(Warns));
        // What was held before the dose integrates another one.
        var integrated = Ever(fact => fact is IntegrationExcepted excepted && excepted.Which == which)
            || Visits().Exists(visit => visit.Which.Purpose == AppointmentPurpose.Integration && visit.State == Visited.Held && visit.Start > dose.At);
        return left && heard && integrated;
    }

    private Instant? LastStart => LastSession is { } which ? Visits().Find(visit => visit.Which == which)!.Start : null;

    private IEnumerable<string> Times(Instant session)
    {
        var shorter = IsAllowedSooner(Facts.Count);
        if (LastStart is { } last && session < Earliest(last, shorter))
            yield return "G2.gap";
        if (SessionsAhead.Exists(other => IsTooNear(other.Start, session, shorter || WasAllowedSooner(other.Which))))
            yield return "G2.gap-booked";
        if (IsTooLong(session))
            yield return "G2.reclear";
        var holds = PlanIsSigned ? PlanLines.Where(line => line.Instruction == MedicineInstruction.HoldFrom).Select(line => line.Hours).Max() : null;
        var waived = Last(fact => fact is HoldTimeWaived or MedicationPlanSigned or AppointmentBooked { Which.Purpose: AppointmentPurpose.Dosing } or AppointmentMoved { Which.Purpose: AppointmentPurpose.Dosing })?.Fact is HoldTimeWaived;
        if (holds is { } hours && !waived && session - Now < Duration.FromHours(hours + Clinic.Clearance.HoldNoticeHours))
            yield return "G2.hold-time";
    }

    private bool IsTooLong(Instant session) => LastStart is { } last && session - last > Duration.FromDays(Clinic.Dosing.MaxGapDays) && !Since(LastDose, fact => fact is ClearanceDecided);

    /// <summary>On the wall clock: a week is a week when the clocks change.</summary>
    private Instant Earliest(Instant start, bool shorter) =>
        PracticeTime.At(start.InZone(Clinic.Zone).LocalDateTime.PlusHours(shorter ? Clinic.Dosing.GapFloorHours : Clinic.Dosing.MinGapHours), Clinic.Zone);

    private bool IsTooNear(Instant one, Instant other, bool shorter) => Instant.Max(one, other) < Earliest(Instant.Min(one, other), shorter);

    /// <summary>A prescriber allows it for the next booking only.</summary>
    private bool IsAllowedSooner(int after) =>
        Facts.Take(after).LastOrDefault(each => each.Fact is ShorterGapAllowed or AppointmentBooked { Which.Purpose: AppointmentPurpose.Dosing } or AppointmentMoved { Which.Purpose: AppointmentPurpose.Dosing })?.Fact is ShorterGapAllowed;

    private bool WasAllowedSooner(AppointmentRef which) => Facts.Any(each =>
        ((each.Fact is AppointmentBooked booked && booked.Which == which) || (each.Fact is AppointmentMoved moved && moved.Which == which)) && IsAllowedSooner(each.Sequence - 1));

    private IEnumerable<string> People(SessionSlot slot)
    {
        var (from, to) = (slot.Start.InZone(Clinic.Zone).LocalDateTime, slot.End.InZone(Clinic.Zone).LocalDateTime);
        if (slot.Prescriber is null)
            yield return "G2.prescriber";
        if (slot.Prescriber == slot.Therapist && !Clinic.Clearance.AllowDualRole)
            yield return "G2.pair";
        if (Is(slot.Therapist, Role.None) && !IsLicensed(slot.Therapist, from.Date))
            yield return "G2.therapist-licence";
        if (Is(slot.Prescriber, Role.None) && !IsLicensed(slot.Prescriber, from.Date))
            yield return "G2.prescriber-licence";
        if (slot.Room is null)
            yield return "G2.room";
        if (!Clinic.Opening.Days.Contains(from.DayOfWeek) || Clinic.Opening.Holidays.Contains(from.Date) || from.TimeOfDay < Clinic.Opening.From || to.Date > from.Date || to.TimeOfDay > Clinic.Opening.To)
            yield return "G2.hours";
    }
}
