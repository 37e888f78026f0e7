using NodaTime;

namespace KapWorkflow.Core;

/// <summary>What a client is asked for at this moment: the forms and measures that a gate or a duty waits for, and what is not signed.</summary>
public static class ClientTodo
{
    /// <summary>Pre-check and escort can be answered from a week before the visit.</summary>
    private static readonly Duration BeforeVisit = Duration.FromDays(7);

    public static IReadOnlyList<FormKind> Forms(Journey journey, Clinic clinic, Instant now)
    {
        if (journey.Standing.Kind == StandingKind.Deceased)
            return [];
        IEnumerable<FormKind> due = AfterVisit(journey, now);
        if (journey.Standing.IsOpen)
            due = due.Concat(Intake(journey)).Concat(BeforeSession(journey, clinic, now)).Concat(Review(journey, clinic, now));
        // On hold too, and before anything else: it is the next page that the client sees.
        if (!journey.Standing.IsClosed)
            due = Safety(journey).Concat(due);
        return [.. due.Concat(FollowUp(journey, clinic, now)).Distinct()];
    }

    public static IReadOnlyList<ConsentKind> Consents(Journey journey, Clinic clinic) =>
        journey is { CarePath.IsKap: true, Standing.IsClosed: false } ? [.. journey.Intake.MissingConsents(clinic)] : [];

    private static IEnumerable<FormKind> Intake(Journey journey) =>
        journey.CarePath is { IsKap: true } && journey.Intake.Completed is null ? journey.Intake.MissingForms : [];

    private static IEnumerable<FormKind> BeforeSession(Journey journey, Clinic clinic, Instant now)
    {
        var next = journey.Appointments.Next(AppointmentPurpose.Dosing);
        if (next is not null && next.Start - now <= BeforeVisit && journey.Course.Find(next.Which) is { CheckedIn: null } cycle)
        {
            if (cycle.Escort is null)
                yield return FormKind.Escort;
            if (cycle.Precheck is null)
                yield return FormKind.Precheck;
        }
        // Asked for once they will still be young enough at the visit.
        var age = Duration.FromDays(clinic.Dosing.BaselineMeasureDays);
        if (journey.Course.IsBeforeFirst && journey.Clearance.HasBothKeys && (next is null || next.Start - now <= age))
        {
            foreach (var measure in IntakePacket.BaselineMeasures.Where(each => !journey.Intake.IsFresh(each, next?.Start ?? now, age)))
                yield return measure;
        }
        var fresh = Duration.FromHours(clinic.Dosing.MeasureHours);
        if (journey.Course.Given > 0 && next is not null && next.Start - now <= fresh)
        {
            foreach (var measure in new[] { FormKind.Phq9, FormKind.Cssrs }.Where(each => !journey.Intake.IsFresh(each, next.Start, fresh)))
                yield return measure;
        }
    }

    private static IEnumerable<FormKind> AfterVisit(Journey journey, Instant now) =>
        journey.Course.Last is { Discharged: { } discharged, CheckinAnswered: null, CheckinResolved: null } && now >= discharged.At + Sessions.CheckinFrom ? [FormKind.Checkin] : [];

    private static IEnumerable<FormKind> Review(Journey journey, Clinic clinic, Instant now)
    {
        if (journey.Reviews.Completed is not null || journey.Course.Last?.Dosed is null)
            return [];
        var due = Reviews.MidIsDue(journey, clinic, now) || journey.Reviews.EndDue(journey, clinic) is not null;
        return due ? MeasureSchedule.MissingForReview(journey) : MeasureSchedule.ForWeek(journey, clinic, now);
    }

    /// <summary>S3: an answer about self-harm is followed by the risk screen.</summary>
    private static IEnumerable<FormKind> Safety(Journey journey) =>
        journey.Alerts.Unresolved.Where(alert => alert.Rule is SafetyRule.Item9Positive or SafetyRule.Item9Urgent).Select(alert => alert.Raised.Sequence).DefaultIfEmpty(0).Max() is var asked and > 0
        && !(journey.Intake.Latest(FormKind.Cssrs)?.Taken.Sequence > asked)
            ? [FormKind.Cssrs]
            : [];

    private static IEnumerable<FormKind> FollowUp(Journey journey, Clinic clinic, Instant now) =>
        MeasureSchedule.FollowUpAsked(journey, clinic, now) is { } due ? MeasureSchedule.MissingForFollowUp(journey, due) : [];
}
