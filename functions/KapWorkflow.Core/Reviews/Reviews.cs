using System.Collections.Immutable;
using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

public enum ReviewKind
{
    Mid,
    End,
}

public enum ReviewOutcome
{
    Continue,
    Stop,
}

public sealed record ReviewSigned(ReviewKind Review, Role SignedAs, ReviewOutcome Outcome, string Reason, string Licence) : Fact;

public sealed record CourseStopped(string Reason) : Fact;

public sealed record AftercarePlanned(string Plan, bool FollowUpConsent) : Fact;

public sealed record CourseCompleted(string Outcome) : Fact;

[Command("sign-mid-review", "Sign the mid-course review", Role.Prescriber)]
public sealed record SignMidReview(ReviewOutcome Outcome, string Reason, int? AuthorisedDoses = null, LocalDate? ExpiresOn = null) : Command;

[Command("sign-end-review", "Sign the end review", Role.Therapist | Role.Prescriber)]
public sealed record SignEndReview(string Reason) : Command;

[Command("stop-course", "Stop the course", Role.Therapist | Role.Prescriber)]
public sealed record StopCourse(string Reason) : Command;

[Command("plan-aftercare", "Plan the aftercare", Role.Therapist | Role.Prescriber)]
public sealed record PlanAftercare(string Plan, bool FollowUpConsent) : Command;

[Command("complete-course", "Complete the course", Role.Therapist | Role.Prescriber)]
public sealed record CompleteCourse(string Outcome) : Command;

public sealed record MidReview(ReviewOutcome Outcome, Stamp Since);

/// <summary>Stages 16 to 18: the reviews, completion, and the follow-ups after 1, 3 and 6 months.</summary>
public sealed record Reviews(ImmutableList<Stamp> FollowUps)
{
    public static Reviews None { get; } = new(ImmutableList<Stamp>.Empty);

    public MidReview? Mid { get; init; }
    public StaffId? EndTherapist { get; init; }
    public StaffId? EndPrescriber { get; init; }
    public Stamp? StoppedAt { get; init; }
    public Stamp? Aftercare { get; init; }
    public bool FollowUpConsent { get; init; }
    public Stamp? Completed { get; init; }

    /// <summary>Since when the client is in maintenance, after a course that was completed.</summary>
    public Stamp? Maintenance { get; init; }

    public static bool Stopped(Journey journey) => journey.Reviews.StoppedAt is not null || journey.Reviews.Mid is { Outcome: ReviewOutcome.Stop };

    /// <summary>After so many doses or days since the first, whichever comes first; required even when stopping.</summary>
    public static bool MidIsDue(Journey journey, Clinic clinic, Instant now) =>
        journey.Reviews.Mid is null && journey.Course.First is { Dosed: { } first }
        && (journey.Course.Given >= clinic.Review.MidDoses || (journey.Reviews.StoppedAt?.At ?? now) >= first.At + Duration.FromDays(clinic.Review.MidDays));

    /// <summary>When the end review became due: the planned doses are given or the course was stopped, and the last session is closed.</summary>
    public Stamp? EndDue(Journey journey, Clinic clinic)
    {
        if (journey.Course.Last is not { IsClosed: true } last || (journey.Course.Given < CoursePlans.Doses(journey, clinic) && !Stopped(journey)))
            return null;
        return new[] { last.ClosedAt, Stopped(journey) ? StoppedAt ?? Mid?.Since : null }.OfType<Stamp>().MaxBy(stamp => stamp.Sequence);
    }

    public static Decision Decide(Journey journey, Command command, Moment moment) => command switch
    {
        SignMidReview sign => SignMid(journey, sign, moment),
        SignEndReview sign => End(journey, sign, moment),
        StopCourse stop => Decision.When(
            Gate.Of(
                "stop",
                Gate.Unless(journey.Course.Given > 0, "course.not-begun", "No dose was given yet.", "Withdraw or close the journey instead."),
                Gate.Unless(!Stopped(journey), "course.stopped", "The course is already stopped.", "Go on with the end review."),
                Gate.Unless(!journey.Course.IsRecovering, "close.recovering", "The client is still in the practice.", "Discharge the client first.")),
            [.. CancelSessions(journey), new CourseStopped(stop.Reason)]),
        PlanAftercare plan => Decision.When(EndIsDue(journey, moment), new AftercarePlanned(plan.Plan, plan.FollowUpConsent)),
        CompleteCourse complete => Decision.When(MayComplete(journey, moment.Clinic), new CourseCompleted(complete.Outcome)),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    /// <summary>G6: the course may be completed.</summary>
    public static Gate MayComplete(Journey journey, Clinic clinic)
    {
        var reviews = journey.Reviews;
        var missing = MeasureSchedule.MissingForReview(journey).ToList();
        return Gate.Of(
            "G6",
            Gate.Unless(reviews.Completed is null, "G6.completed", "The course is already completed.", "Nothing is left to do; the follow-ups come by themselves."),
            Gate.Unless(reviews.EndDue(journey, clinic) is not null, "G6.not-due", "The course has not come to its end.", "Finish the sessions, or stop the course."),
            Gate.Unless(!MidIsDue(journey, clinic, journey.LastAt), "G6.mid-review", "The mid-course review was due and is not signed.", "The prescriber sees the client and signs it, also when the course is stopped."),
            AdverseEvents.Open(journey) is { } open ? open with { Code = "G6.serious-event" } : null,
            Gate.Unless(missing.Count == 0, "G6.measures", $"Not answered since the last dose: {string.Join(", ", missing.Select(Diary.Measure))}.", "Send the client the link to answer them."),
            Gate.Unless(reviews.EndTherapist is not null, "G6.therapist", "The therapist has not signed the review.", "The therapist signs it."),
            Gate.Unless(reviews.EndPrescriber is not null, "G6.prescriber", "The prescriber has not signed the review.", "The prescriber signs it."),
            Gate.Unless(reviews.Aftercare is not null, "G6.aftercare", "There is no aftercare plan, and no answer about follow-ups.", "Plan the aftercare with the client."));
    }

    public static Journey Evolve(Journey journey, Recorded recorded)
    {
        var reviews = journey.Reviews;
        return recorded.Fact switch
        {
            ReviewSigned { Review: ReviewKind.Mid } mid => journey with { Reviews = reviews with { Mid = new MidReview(mid.Outcome, recorded.Stamp) } },
            ReviewSigned { SignedAs: Role.Therapist } => journey with { Reviews = reviews with { EndTherapist = recorded.By.Staff } },
            ReviewSigned => journey with { Reviews = reviews with { EndPrescriber = recorded.By.Staff } },
            // What was signed about the end of a course does not hold for one that went on.
            DoseGiven => journey with { Reviews = reviews with { EndTherapist = null, EndPrescriber = null, Aftercare = null } },
            CourseStopped => journey with { Reviews = reviews with { StoppedAt = recorded.Stamp } },
            AftercarePlanned planned => journey with { Reviews = reviews with { Aftercare = recorded.Stamp, FollowUpConsent = planned.FollowUpConsent } },
            CourseCompleted => journey with { Reviews = reviews with { Completed = recorded.Stamp } },
            FormSubmitted { Form: FormKind.FollowUp } => journey with { Reviews = reviews with { FollowUps = reviews.FollowUps.Add(recorded.Stamp) } },
            _ => journey,
        };
    }

    public static IEnumerable<Duty> Duties(Journey journey, Clinic clinic) =>
    [
        .. MidDuties(journey, clinic),
        .. EndDuties(journey, clinic),
        .. FollowUpDuties(journey, clinic),
        .. journey.Appointments.For(AppointmentPurpose.Review).Where(each => each.IsAhead).SelectMany(each => AppointmentReminders.For(journey, clinic, each, Text.ConsultationReminder)),
    ];

    private static IEnumerable<Duty> MidDuties(Journey journey, Clinic clinic)
    {
        if (journey.Reviews.Mid is not null || journey.Course.First is not { Dosed: { } first } || journey.Reviews.Completed is not null)
            yield break;
        var byDoses = journey.Course.Given >= clinic.Review.MidDoses ? journey.Course.Last?.ClosedAt : null;
        var byDays = first.At + Duration.FromDays(clinic.Review.MidDays);
        var due = byDoses is { } closed && closed.At < byDays ? closed.At : byDays;
        // A course that was stopped before its review was due ends with the end review alone.
        if (byDoses is null && journey.Reviews.StoppedAt is { } stopped && stopped.At < byDays)
            yield break;
        Cause cause = byDoses is { } stamp && stamp.At < byDays ? stamp : first;
        foreach (var duty in Owe.Tell("review:mid:invite", Text.ReviewInvite, Windows.Later(journey, clinic, due), cause, link: LinkPurpose.Forms))
            yield return duty;
        yield return Owe.Ask("review:mid", TaskKind.SignMidReview, due, clinic.Business.EndOfDayAfter(due, 5), cause);
    }

    private static IEnumerable<Duty> EndDuties(Journey journey, Clinic clinic)
    {
        if (journey.Reviews.Completed is not null || journey.Reviews.EndDue(journey, clinic) is not { } due)
            yield break;
        var by = due.At + Duration.FromDays(clinic.Review.EndDays);
        // More doses than were planned at first bring an end review of their own.
        var key = string.Create(CultureInfo.InvariantCulture, $"review:end:{journey.Course.Given}");
        if (MeasureSchedule.MissingForReview(journey).Any())
        {
            yield return Owe.Tell($"{key}:measures", Text.MeasuresDue, Channel.Email, Windows.Later(journey, clinic, due.At), due, link: LinkPurpose.Forms);
            foreach (var (days, nudge) in clinic.Review.FollowUpNudgeDays.Select((days, nudge) => (days, nudge)))
                yield return Owe.Tell(string.Create(CultureInfo.InvariantCulture, $"{key}:measures:nudge:{nudge + 1}"), Text.MeasuresDue, Channel.Email, Windows.Later(journey, clinic, due.At + Duration.FromDays(days)), due, link: LinkPurpose.Forms);
        }
        if (journey.Reviews.EndTherapist is null)
            yield return Owe.Ask($"{key}:therapist", TaskKind.SignEndReview, due.At, by, due) with { About = nameof(Role.Therapist) };
        if (journey.Reviews.EndPrescriber is null)
            yield return Owe.Ask($"{key}:prescriber", TaskKind.SignEndReview, due.At, by, due) with { About = nameof(Role.Prescriber) };
        yield return Owe.Ask($"{key}:complete", TaskKind.CompleteCourse, due.At, by + Duration.FromDays(2), due);
    }

    private static IEnumerable<Duty> FollowUpDuties(Journey journey, Clinic clinic)
    {
        if (journey.Reviews.Completed is not { } completed || journey.Course.Last?.Dosed is null)
            yield break;
        // Maintenance ends like a course, and is followed up like one.
        var round = journey.Reviews.Maintenance is { } maintenance ? string.Create(CultureInfo.InvariantCulture, $"maintenance:{maintenance.Sequence}:") : "";
        yield return Owe.Tell($"{round}completed", Text.Completed, Channel.Email, Windows.Later(journey, clinic, completed.At + Duration.FromDays(1)), completed);
        var lastDue = completed.At;
        foreach (var (due, index) in MeasureSchedule.FollowUps(journey, clinic).Select((due, index) => (due, index)))
        {
            lastDue = Instant.Max(lastDue, due);
            var answered = !MeasureSchedule.MissingForFollowUp(journey, due).Any();
            if (!journey.Reviews.FollowUpConsent || due < completed.At)
                continue;
            yield return Owe.Tell(string.Create(CultureInfo.InvariantCulture, $"{round}follow-up:{index + 1}"), Text.FollowUp, Channel.Email, due, completed, link: LinkPurpose.Forms);
            foreach (var (days, nudge) in clinic.Review.FollowUpNudgeDays.Select((days, nudge) => (days, nudge)).Where(_ => !answered))
                yield return Owe.Tell(string.Create(CultureInfo.InvariantCulture, $"{round}follow-up:{index + 1}:nudge:{nudge + 1}"), Text.FollowUp, Channel.Email, Windows.Later(journey, clinic, due + Duration.FromDays(days)), completed, link: LinkPurpose.Forms);
        }
        yield return Owe.Record($"{round}follow-up:end", new CloseJourney(ClosedBecause.Completed), lastDue + Duration.FromDays(14), completed);
    }

    private static Decision SignMid(Journey journey, SignMidReview sign, Moment moment)
    {
        var clinic = moment.Clinic;
        var today = PracticeTime.Local(moment.Now, clinic.Zone).Date;
        var left = CoursePlans.Most(journey, clinic) - journey.Course.Given;
        var doses = sign.AuthorisedDoses ?? Math.Min(clinic.Clearance.NextDoses, left);
        var latest = LocalDate.Min(today.PlusDays(clinic.Clearance.NextDays), EvaluatedUntil(journey, clinic) ?? LocalDate.MaxIsoValue);
        var expires = sign.ExpiresOn ?? latest;
        var goesOn = sign.Outcome == ReviewOutcome.Continue;
        var licence = Approvals.LicenceOf(journey, moment);
        var gate = Gate.Of(
            "mid-review",
            Gate.Unless(journey.Reviews.Mid is null, "review.signed", "The mid-course review is already signed.", "Book the next session, or stop the course."),
            Gate.Unless(MidIsDue(journey, clinic, moment.Now), "review.not-due", "The mid-course review is not due yet.", "It is due after the second dose, or 30 days after the first."),
            Aftermath.Unclosed(journey.Course),
            Gate.Unless(journey.Reviews.StoppedAt is null || !goesOn, "review.stopped", "The course is stopped.", "Sign it as the last conversation: stop."),
            Gate.Unless(!string.IsNullOrWhiteSpace(sign.Reason), "review.reason", "The reason is missing.", "Write it down."),
            Approvals.Licensed(journey, moment),
            Gate.Unless(!goesOn || journey.Clearance.Suspended is null, "G1.suspended", "The clearance is suspended.", "Reinstate it first."),
            Gate.Unless(!goesOn || doses >= 1 && doses <= left, "clearance.doses", "The number of doses is outside what the practice allows.", string.Create(CultureInfo.InvariantCulture, $"Authorise between 1 and {left}.")),
            Gate.Unless(!goesOn || expires > today && expires <= latest, "clearance.expires", "The last day is outside what the practice allows.", $"Choose a day up to {latest.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)}."));
        Fact[] more = goesOn ? [new AuthorisationExtended(doses, expires, licence)] : [.. CancelSessions(journey)];
        return Decision.When(gate, [new ReviewSigned(ReviewKind.Mid, Role.Prescriber, sign.Outcome, sign.Reason, licence), .. more]);
    }

    /// <summary>A review extends what a medical evaluation found; it does not replace the next one.</summary>
    private static LocalDate? EvaluatedUntil(Journey journey, Clinic clinic) => journey.Clearance.Decided is { } decided
        ? PracticeTime.Local(decided.At, clinic.Zone).Date.PlusDays(clinic.Clearance.AbsoluteDays)
        : null;

    private static IEnumerable<Fact> CancelSessions(Journey journey) => journey.Appointments.For(AppointmentPurpose.Dosing)
        .Where(each => each.IsAhead)
        .Select(each => new AppointmentCancelled(each.Which, ByClient: false, Late: false, "stopped"));

    private static Decision End(Journey journey, SignEndReview sign, Moment moment)
    {
        var reviews = journey.Reviews;
        var asTherapist = moment.By.Has(Role.Therapist) && reviews.EndTherapist is null;
        var other = asTherapist ? reviews.EndPrescriber : reviews.EndTherapist;
        var licence = Approvals.LicenceOf(journey, moment);
        var gate = EndIsDue(journey, moment).And(Gate.Of(
            "end-review",
            Gate.Unless(asTherapist || (moment.By.Has(Role.Prescriber) && reviews.EndPrescriber is null), "review.signed", "Your part of the review is already signed.", "The other one signs."),
            Gate.Unless(moment.Clinic.Clearance.AllowDualRole || other is null || other != moment.By.Staff, "G1.two-people", "You already signed the other part.", "Another licensed person signs this one."),
            Approvals.Licensed(journey, moment),
            Gate.Unless(!string.IsNullOrWhiteSpace(sign.Reason), "review.reason", "The reason is missing.", "Write it down.")));
        return Decision.When(gate, new ReviewSigned(ReviewKind.End, asTherapist ? Role.Therapist : Role.Prescriber, ReviewOutcome.Stop, sign.Reason, licence));
    }

    private static Gate EndIsDue(Journey journey, Moment moment) => Gate.Of(
        "end-review",
        Gate.Unless(journey.Reviews.Completed is null && journey.Reviews.EndDue(journey, moment.Clinic) is not null, "G6.not-due", "The course has not come to its end.", "Finish the sessions, or stop the course."));
}
