using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

/// <param name="Grade">1 expected, 2 needs a clinician, 3 serious, 4 hospitalisation or death (care-pathway §5.3).</param>
/// <param name="ByTelephone">Heard of afterwards.</param>
public sealed record AdverseEventRecorded(AppointmentRef Which, int Grade, string Note, bool? ByTelephone = null) : Fact;

/// <summary>The report of what happened, for every serious event of the session so far.</summary>
public sealed record IncidentReportFiled(AppointmentRef Which, string Report) : Fact;

/// <summary>A clinician lets the automated messages go on.</summary>
public sealed record MessagesReleased(string Reason) : Fact;

[Command("adverse-event", "Record an adverse event", Role.Clinician)]
public sealed record RecordAdverseEvent(AppointmentRef Which, int Grade, string Note, bool ByTelephone = false) : Command;

[Command("file-incident-report", "File the incident report", Role.Clinician | Role.Director)]
public sealed record FileIncidentReport(AppointmentRef Which, string Report) : Command;

[Command("release-messages", "Let automated messages go on", Role.Clinician)]
public sealed record ReleaseMessages(string Reason) : Command;

/// <summary>An adverse event as it stands.</summary>
public sealed record AdverseEvent(int Grade, Stamp Recorded)
{
    public Stamp? Reported { get; init; }

    public bool IsSerious => Grade >= 3;
}

/// <summary>Adverse events by grade, in the practice, after it, and by telephone (care-pathway §5.3): who is told, and by when.</summary>
public static class AdverseEvents
{
    /// <summary>For the report: a day, at most.</summary>
    private static readonly Duration ToReport = Duration.FromHours(24);

    private static readonly Duration Now = Duration.FromMinutes(30);

    public static Decision Decide(Journey journey, Cycle cycle, RecordAdverseEvent adverse)
    {
        var gate = Gate.Of(
            "adverse-event",
            Gate.Unless(cycle.CheckedIn is not null, "vitals.not-here", "The client was not checked in.", "Choose the session it belongs to."),
            Gate.Unless(adverse.Grade is >= 1 and <= 4, "adverse-event.grade", "The grade is between 1 and 4.", "Choose it again."),
            Gate.Unless(!string.IsNullOrWhiteSpace(adverse.Note), "adverse-event.note", "What happened is missing.", "Write it down."));
        Fact[] serious = adverse.Grade >= 3
            ? [Alerts.Raise(journey, SafetyRule.SeriousAdverseEvent, AlertLevel.Page, "visit")]
            : adverse.Grade == 2 ? [Alerts.Raise(journey, SafetyRule.AdverseEvent, AlertLevel.SameDay, "visit")] : [];
        return Decision.When(gate, [new AdverseEventRecorded(adverse.Which, adverse.Grade, adverse.Note, adverse.ByTelephone ? true : null), .. serious]);
    }

    public static Decision Report(Cycle cycle, FileIncidentReport file) => Decision.When(
        Gate.Of(
            "incident",
            Gate.Unless(cycle.Events.Exists(each => each is { IsSerious: true, Reported: null }), "incident.none", "There is no serious event of this session without its report.", "Record the event first."),
            Gate.Unless(!string.IsNullOrWhiteSpace(file.Report), "incident.report", "The report is missing.", "Write down what happened, what was done, and who knows.")),
        new IncidentReportFiled(file.Which, file.Report));

    public static Decision Release(Journey journey, ReleaseMessages release) => Decision.When(
        Gate.Of(
            "messages",
            Gate.Unless(journey.Course.MessagesStopped is not null, "messages.not-stopped", "Nothing has stopped the messages.", "They go out as planned; nothing has to be done."),
            Gate.Unless(!string.IsNullOrWhiteSpace(release.Reason), "messages.reason", "The reason is missing.", "Write it down.")),
        new MessagesReleased(release.Reason));

    /// <summary>No further session before the report of a serious event (G2: "no open serious AE").</summary>
    public static Reason? Open(Journey journey) => Gate.Unless(
        !journey.Course.Cycles.Values.Any(cycle => cycle.Events.Exists(each => each is { IsSerious: true, Reported: null })),
        "G2.serious-event", "A serious event has no incident report yet.", "A clinician or the director files it.");

    public static IEnumerable<Duty> Duties(Journey journey, Cycle cycle, Clinic clinic)
    {
        foreach (var each in cycle.Events)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{cycle.Which}:event:{each.Recorded.Sequence}");
            foreach (var duty in Of(journey, each, key, clinic))
                yield return duty with { About = cycle.Which.ToString(), Always = true };
        }
        if (cycle.Interrupted is { } interrupted)
            yield return Owe.Ask($"{cycle.Which}:interrupted", TaskKind.SeeAfterEvent, interrupted.At, clinic.Business.EndOfDayAfter(interrupted.At, 0), interrupted) with { About = cycle.Which.ToString(), Always = true };
    }

    /// <summary>What a grade 4 stopped is looked at by a clinician.</summary>
    public static IEnumerable<Duty> Stopped(Journey journey, Clinic clinic)
    {
        if (journey.Course.MessagesStopped is { } stopped)
            yield return Owe.Ask(string.Create(CultureInfo.InvariantCulture, $"messages:{stopped.Sequence}:stopped"), TaskKind.ReviewStoppedMessages, stopped.At, clinic.Business.EndOfDayAfter(stopped.At, 2), stopped);
    }

    private static IEnumerable<Duty> Of(Journey journey, AdverseEvent each, string key, Clinic clinic)
    {
        var at = each.Recorded.At;
        if (each.Grade == 1)
            yield return Owe.Ask($"{key}:mention", TaskKind.MentionEvent, at, journey.Appointments.Next(AppointmentPurpose.Integration)?.End ?? clinic.Business.EndOfDayAfter(at, 3), each.Recorded);
        if (each.Grade == 2)
            yield return Owe.Ask($"{key}:see", TaskKind.SeeAfterEvent, at, clinic.Business.EndOfDayAfter(at, 0), each.Recorded);
        if (each.IsSerious)
            yield return Owe.Ask($"{key}:report", TaskKind.FileIncidentReport, at, at + ToReport, each.Recorded) with { Safety = true };
        if (each.Grade < 4)
            yield break;
        yield return Owe.Ask($"{key}:director", TaskKind.InformDirector, at, at + Now, each.Recorded) with { Safety = true };
        yield return Owe.Ask($"{key}:insurer", TaskKind.InformInsurer, at, clinic.Business.EndOfDayAfter(at, 1), each.Recorded);
    }
}
