using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>When which measure is asked for (care-pathway §6.3): baseline, a week after a dose, at the reviews, and 1, 3 and 6 months after.</summary>
public static class MeasureSchedule
{
    private static readonly Duration Week = Duration.FromDays(7);

    /// <summary>So long the week's measures may be answered late; after that they would say nothing about that week.</summary>
    private static readonly Duration WeekEnds = Duration.FromDays(5);

    private static readonly FormKind[] WeekMeasures = [FormKind.Phq9, FormKind.Cssrs];

    /// <summary>Both reviews ask the whole baseline again, the bladder included.</summary>
    public static IReadOnlyList<FormKind> ReviewForms { get; } = [.. IntakePacket.BaselineMeasures, FormKind.Urinary];

    /// <summary>A follow-up asks how somebody is, and the outcome measures.</summary>
    public static IReadOnlyList<FormKind> FollowUpForms { get; } = [FormKind.FollowUp, .. IntakePacket.BaselineMeasures];

    /// <summary>Of a review: what was not answered since the last dose.</summary>
    public static IEnumerable<FormKind> MissingForReview(Journey journey) =>
        ReviewForms.Where(form => journey.Course.Last?.Dosed is not { } dosed || !(journey.Intake.AnsweredAt(form)?.Sequence > dosed.Sequence));

    /// <summary>Of a follow-up that came due then: what was not answered since.</summary>
    public static IEnumerable<FormKind> MissingForFollowUp(Journey journey, Instant due) =>
        FollowUpForms.Where(form => !(journey.Intake.AnsweredAt(form)?.At >= due));

    /// <summary>The follow-ups in their order, each with the moment it falls due: months after the last dose, on the client's calendar.</summary>
    public static IReadOnlyList<Instant> FollowUps(Journey journey, Clinic clinic) => journey.Course.Last?.Dosed is not { } last ? [] :
    [
        .. clinic.Review.FollowUpMonths.Select(months => Windows.Later(journey, clinic, PracticeTime.At(PracticeTime.Local(last.At, journey.Contact.Zone).PlusMonths(months), journey.Contact.Zone))),
    ];

    /// <summary>The follow-up that is being asked now.</summary>
    public static Instant? FollowUpAsked(Journey journey, Clinic clinic, Instant now) =>
        journey.Reviews is { Completed: { } completed, FollowUpConsent: true } && journey.Standing is not { IsClosed: true, Because: not ClosedBecause.Completed }
            ? FollowUps(journey, clinic).Where(due => due <= now && due >= completed.At).Select(due => (Instant?)due).Max()
            : null;

    /// <summary>
    /// A week after the last dose PHQ-9 and the risk screen are asked; not when the next session is so near that its own measures
    /// are, nor at the end, where the review asks more.
    /// </summary>
    public static Instant? WeekAfter(Journey journey, Clinic clinic)
    {
        if (journey.Course.Last is not { Dosed: { } dosed, Discharged: not null } || journey.Reviews.Completed is not null || journey.Reviews.EndDue(journey, clinic) is not null)
            return null;
        var due = Windows.Later(journey, clinic, dosed.At + Week);
        var near = Duration.FromHours(clinic.Dosing.MeasureHours);
        return journey.Appointments.Next(AppointmentPurpose.Dosing) is { } next && next.Start - due <= near ? null : due;
    }

    /// <summary>What of the week's measures is not answered yet; what was answered shortly before counts.</summary>
    public static IEnumerable<FormKind> MissingForWeek(Journey journey, Clinic clinic) => WeekAfter(journey, clinic) is { } due
        ? WeekMeasures.Where(measure => !journey.Intake.IsFresh(measure, due, Duration.FromHours(clinic.Dosing.MeasureHours)))
        : [];

    /// <summary>What a client is asked because a week has passed.</summary>
    public static IEnumerable<FormKind> ForWeek(Journey journey, Clinic clinic, Instant now) =>
        WeekAfter(journey, clinic) is { } due && due <= now && now < due + WeekEnds ? MissingForWeek(journey, clinic) : [];

    public static IEnumerable<Duty> Duties(Journey journey, Clinic clinic) => WeekAfter(journey, clinic) is { } due && journey.Course.Last is { Dosed: { } dosed } last && MissingForWeek(journey, clinic).Any()
        ?
        [
            Owe.Tell($"{last.Which}:week:measures", Text.MeasuresDue, Channel.Email, due, dosed, link: LinkPurpose.Forms),
            .. clinic.Review.FollowUpNudgeDays.Select((days, nudge) => (Due: due + Duration.FromDays(days), Nudge: nudge + 1)).Where(each => each.Due < due + WeekEnds).Select(each => Owe.Tell(
                string.Create(CultureInfo.InvariantCulture, $"{last.Which}:week:measures:nudge:{each.Nudge}"), Text.MeasuresDue, Channel.Email, Windows.Later(journey, clinic, each.Due), dosed, link: LinkPurpose.Forms)),
        ]
        : [];
}
