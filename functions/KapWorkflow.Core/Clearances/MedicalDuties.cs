using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>What is owed about tests and medicines (care-pathway §4.2, §4.4, §5.1).</summary>
public static class MedicalDuties
{
    /// <summary>A test that will not count much longer is asked for so many days before.</summary>
    private const int AheadDays = 14;

    /// <summary>The notice of a hold goes out so long before its deadline, where there is time.</summary>
    private static readonly Duration NoticeAhead = Duration.FromDays(2);

    /// <summary>So long somebody has who hears of it after the recheck.</summary>
    private static readonly Duration TimeToPutRight = Duration.FromHours(4);

    public static IEnumerable<Duty> Of(Journey journey, Clinic clinic) =>
    [
        .. Gathering(journey, clinic),
        .. Renewing(journey, clinic),
        .. Again(journey, clinic),
        .. Plan(journey, clinic),
        .. journey.Appointments.For(AppointmentPurpose.Dosing).Where(each => each.IsAhead && !journey.Course.IsUnderWay(each.Which)).SelectMany(each => (IEnumerable<Duty>)[.. BeforeSession(journey, each, clinic), .. Holds(journey, each, clinic)]),
    ];

    /// <summary>Which kind a task is about, as <c>test-3</c>: tasks carry no words of health.</summary>
    public static string About(TestKind kind) => string.Create(CultureInfo.InvariantCulture, $"test-{(int)kind}");

    public static TestKind? KindOf(StaffTask task) =>
        task.About is { } about && about.StartsWith("test-", StringComparison.Ordinal) && int.TryParse(about[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var kind) && Enum.IsDefined((TestKind)kind) ? (TestKind)kind : null;

    private static IEnumerable<Duty> Gathering(Journey journey, Clinic clinic)
    {
        if ((journey.Reviews.Maintenance ?? journey.Intake.Completed) is { } completed && journey.Clearance.Decided is null)
            yield return Owe.Ask($"clearance:{completed.Sequence}:tests", TaskKind.GatherTests, completed.At, clinic.Business.EndOfDayAfter(completed.At, clinic.Clearance.EscalateBusinessDays), completed);
    }

    private static IEnumerable<Duty> Renewing(Journey journey, Clinic clinic)
    {
        if (journey.Clearance is not { HasBothKeys: true, Authorised: { } authorised } || IsEnding(journey, clinic))
            yield break;
        foreach (var need in MedicalTests.ForSession(journey, clinic, journey.LastAt))
        {
            // One that counts no more by what happened since, not by its age, is due with what happened.
            var since = need.Last?.Since is { } done && done.Sequence > authorised.Sequence ? done : authorised;
            var cause = need.ValidUntil is not null ? since : new[] { since, journey.Course.Last?.ClosedAt, MedicalTests.Urinary(journey) }.OfType<Stamp>().MaxBy(stamp => stamp.Sequence)!;
            var due = need.ValidUntil is not { } last ? cause.At
                : last > new LocalDate(9000, 1, 1) ? Instant.MaxValue
                : Instant.Max(cause.At, PracticeTime.At(last.PlusDays(-AheadDays) + clinic.Opening.From, clinic.Zone));
            if (due != Instant.MaxValue)
                yield return Ask(string.Create(CultureInfo.InvariantCulture, $"test:{(int)need.Kind}:{cause.Sequence}"), need.Kind, due, clinic.Business.EndOfDayAfter(due, 7), cause);
        }
    }

    /// <summary>§4.5: too long since the last dose, and the prescriber sees the client again.</summary>
    private static IEnumerable<Duty> Again(Journey journey, Clinic clinic)
    {
        if (journey.Course.Last is not { Dosed: { } dosed } || !journey.Clearance.IsCleared || IsEnding(journey, clinic))
            yield break;
        var gap = dosed.At + Duration.FromDays(clinic.Dosing.MaxGapDays);
        if (!(journey.Clearance.Decided?.Sequence > dosed.Sequence))
            yield return Owe.Ask($"clearance:{dosed.Sequence}:gap", TaskKind.ClearAgain, gap, clinic.Business.EndOfDayAfter(gap, 5), dosed);
    }

    private static IEnumerable<Duty> Plan(Journey journey, Clinic clinic)
    {
        var plan = journey.Medical.Plan;
        if (journey.Intake.Completed is { } completed && !IsEnding(journey, clinic) && !Medication.Signed(journey).IsOpen)
        {
            var cause = plan.Changed?.Sequence > completed.Sequence ? plan.Changed : completed;
            yield return Owe.Ask($"plan:{cause.Sequence}:sign", TaskKind.SignMedicationPlan, cause.At, Instant.Min(clinic.Business.EndOfDayAfter(cause.At, clinic.Clearance.SlaBusinessDays), Needed(journey, cause, clinic)), cause);
        }
    }

    /// <summary>By the recheck of the next session, which asks for the plan; within hours when that was already.</summary>
    private static Instant Needed(Journey journey, Stamp cause, Clinic clinic) => journey.Appointments.Next(AppointmentPurpose.Dosing) is { } session && !journey.Course.IsUnderWay(session.Which)
        ? Instant.Max(session.Start - Duration.FromHours(clinic.Dosing.RecheckHours), Instant.Min(session.Start, cause.At + TimeToPutRight))
        : Owe.Never;

    private static IEnumerable<Duty> BeforeSession(Journey journey, Appointment session, Clinic clinic)
    {
        if (MedicalTests.Pregnancy(journey, clinic) is not { } need || need.IsMetOn(PracticeTime.Local(session.Start, clinic.Zone).Date))
            yield break;
        var opens = PracticeTime.DaysBefore(session.Start, clinic.Clearance.PregnancyDays, clinic.Zone);
        yield return Ask($"{session.Key}:{About(need.Kind)}", need.Kind, Instant.Max(opens, session.Since.At), session.Start, session.Since);
    }

    /// <summary>
    /// The notice comes before the hold begins: it has a deadline of its own, and whoever is booked or signed after that is told by the
    /// prescriber, not by a message.
    /// </summary>
    private static IEnumerable<Duty> Holds(Journey journey, Appointment session, Clinic clinic)
    {
        var plan = journey.Medical.Plan;
        if (plan is not { LongestHold: { } hours, Signed: { } signed })
            yield break;
        var cause = signed.Sequence > session.Since.Sequence ? signed : session.Since;
        var from = session.Start - Duration.FromHours(hours);
        var deadline = from - Duration.FromHours(clinic.Clearance.HoldNoticeHours);
        var key = string.Create(CultureInfo.InvariantCulture, $"{session.Key}:plan:{signed.Sequence}");
        var soonest = Windows.Later(journey, clinic, cause.At);
        if (soonest > deadline)
            yield return Owe.Ask($"{key}:tell", TaskKind.TellAboutMedicines, cause.At, Instant.Max(cause.At, from), cause) with { About = session.Which.ToString() };
        else
            yield return Owe.Tell(key, Text.PlanNotice, Channel.Email, Instant.Max(soonest, Windows.Earlier(journey, clinic, deadline - NoticeAhead)), cause, session.Which, LinkPurpose.Appointment) with { Deadline = deadline };
    }

    private static Duty Ask(string key, TestKind kind, Instant due, Instant dueBy, Stamp cause) => Owe.Ask(key, TaskKind.RenewTest, due, dueBy, cause) with { About = About(kind) };

    /// <summary>Nothing more is given in this course.</summary>
    private static bool IsEnding(Journey journey, Clinic clinic) =>
        Reviews.Stopped(journey) || journey.Reviews.Completed is not null || journey.Course.Given >= CoursePlans.Doses(journey, clinic);
}
