using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>Which commands a journey's page offers. This only keeps the page short: what is allowed is Core's to say, and JSON takes them all.</summary>
public static class CommandSense
{
    /// <summary>Offered with a task or on a page of their own, not among the actions of a journey.</summary>
    private static readonly HashSet<string> Elsewhere = new(StringComparer.Ordinal) { "claim-task", "release-task", "delegate-task", "follow-up-task", "finish-task", "submit-form", "save-form", "note-duplicate" };

    /// <summary>In the order of the page.</summary>
    public static IReadOnlyList<string> Groups { get; } = ["Appointments", "Care", "Reaching the client", "Pause or end"];

    public static string GroupOf(string command) => command switch
    {
        "book" or "move" or "confirm" or "ask-another-time" or "cancel" or "attended" or "missed" or "correct-attendance" => Groups[0],
        "log-contact" or "correct-contact" or "correct-attempt" or "came-forward" or "correct-details" or "stop-email" or "resume-email" or "merge-duplicate" or "keep-apart" => Groups[2],
        "hold" or "release-hold" or "withdraw" or "close" or "reopen" or "record-death" or "retract-death" or "refer-out" or "safety-discharge" or "stop-course" => Groups[3],
        _ => Groups[1],
    };

    public static int OrderOf(string group) => Groups.TakeWhile(each => each != group).Count();

    public static IEnumerable<CommandKind> For(Journey journey, StaffPerson person, Clinic clinic) =>
        Commands.All.Where(kind => kind.Allows(person.Author) && !Elsewhere.Contains(kind.Name) && Makes(journey, kind.Name) && (kind.Name != "begin-maintenance" || clinic.Dosing.MaintenanceEnabled));

    private static bool Makes(Journey journey, string command)
    {
        var ahead = journey.Appointments.Ahead.Any();
        var session = journey.Course.Cycles.Values.Any(cycle => cycle.IsUnderWay) || journey.Appointments.Next(AppointmentPurpose.Dosing) is not null;
        var (open, closed) = (!journey.Standing.IsClosed, journey.Standing.IsClosed);
        return command switch
        {
            "move" or "confirm" or "ask-another-time" or "cancel" or "attended" or "missed" => open && ahead,
            "book" or "withdraw" or "close" or "refer-out" or "safety-discharge" or "log-contact" => open,
            "correct-contact" or "correct-details" => journey.Standing.Kind != StandingKind.Deceased,
            "came-forward" => open && !journey.Contact.IsClients,
            "correct-attempt" => open && journey.Inquiry is { Attempts.Count: > 0 },
            "correct-attendance" => journey.Standing.Kind != StandingKind.Deceased && journey.Appointments.All.Values.Any(each => each.State is AppointmentState.Attended or AppointmentState.Missed),
            "merge-duplicate" or "keep-apart" => open && journey.Inquiry is { } inquiry && inquiry.Duplicates.Exists(twin => !inquiry.Compared.Contains(twin.Other)),
            "stop-email" => journey.Contact.MayBeMailed && journey.Standing.Kind != StandingKind.Deceased,
            "resume-email" => journey.Contact.EmailStopped is not null && journey.Standing.Kind != StandingKind.Deceased,
            "reopen-care-path" => open && journey is { CarePath: not null, Course.Given: 0 },
            "retract-death" => journey.Standing.Kind == StandingKind.Deceased,
            "hold" => open,
            "release-hold" => journey.Standing.IsOnHold,
            "reopen" => journey.Standing.Kind == StandingKind.Closed,
            "record-death" => journey.Standing.Kind != StandingKind.Deceased,
            "decide-care-path" => open && journey.Appointments.Attended(AppointmentPurpose.Consultation) > 0 && journey.CarePath is null or { IsFinal: false },
            "record-conversation" => journey.Clearance is { Suspended: not null, SuspensionTold: null } || (open && journey is { CarePath: null, Inquiry.Details.IsAdult: false }) || journey.CarePath is { IsOtherCare: true, Told: null } || journey.Clearance is { Outcome: ClearanceOutcome.Deferred or ClearanceOutcome.NotCleared, Told: null },
            "decide-readiness" or "decide-clearance" or "request-information" => open && journey.Intake.Completed is not null,
            "set-vitals-limits" => open && journey.Intake.Completed is not null,
            "record-test" or "waive-test" or "note-condition" or "report-change" or "plan-medicine" => open && journey.CarePath is { IsKap: true } && journey.Intake.Forms.Count > 0,
            "review-condition" => open && journey.CarePath is { IsKap: true } && journey.Intake.Forms.ContainsKey(FormKind.HealthHistory),
            "remove-medicine" => open && !journey.Medical.Plan.Lines.IsEmpty,
            "sign-medication-plan" => open && !journey.Medical.Plan.IsSigned && journey.Intake.Forms.ContainsKey(FormKind.Medicines),
            "waive-hold-time" => open && journey.Medical.Plan.LongestHold is not null,
            "receive-information" => journey.Clearance.AwaitsInformation,
            "suspend-clearance" => open && journey.Clearance is { IsCleared: true, Suspended: null },
            "reinstate-clearance" => open && journey.Clearance.Suspended is not null,
            "sign-dose-order" => open && journey.Clearance.IsCleared,
            "confirm-medicine" => open && journey.Prescription is { Order: not null, Medicine: null },
            "allow-shorter-gap" => open && journey.Course is { Given: > 0, ShorterGap: null } && journey.Reviews.Completed is null,
            "complete-preparation" => open && journey.Clearance.HasBothKeys && journey.Preparation.Completed is null,
            "check-in" or "vitals" or "strike-vitals" or "give-dose" or "decide-held-session" => session,
            "discharge" or "except-discharge-item" or "interrupt-session" or "report-escort-missing" or "name-escort" => journey.Course.IsRecovering,
            "adverse-event" => journey.Course.Cycles.Values.Any(cycle => cycle.CheckedIn is not null),
            "transfer-client" => journey.Course.Cycles.Values.Any(cycle => cycle.IsUnderWay && cycle.Events.Exists(each => each.IsSerious)),
            "file-incident-report" => journey.Course.Cycles.Values.Any(cycle => cycle.Events.Exists(each => each is { IsSerious: true, Reported: null })),
            "release-messages" => journey.Course.MessagesStopped is not null,
            "decide-silence" => journey.Course.Last is { Discharged: not null, CheckinAnswered: null, CheckinResolved: null },
            "except-integration" => open && journey.Course.Last is { Discharged: not null, IsIntegrated: false },
            "plan-course" => open && journey.CarePath is { IsKap: true } && journey.Reviews.Completed is null,
            "decide-fee" => journey.Appointments.All.Values.Any(each => Fees.Proposed(journey, each.Which) is not null),
            "resolve-checkin" => journey.Course.Last is { Discharged: not null, CheckinSettled: false },
            "sign-mid-review" or "sign-end-review" or "stop-course" or "plan-aftercare" or "complete-course" => open && journey.Course.Given > 0 && journey.Reviews.Completed is null,
            "begin-maintenance" => open && journey.Reviews.Completed is not null,
            "acknowledge-alert" => journey.Alerts.Unresolved.Any(alert => alert.Acknowledged is null),
            "resolve-alert" => journey.Alerts.Unresolved.Any(alert => !alert.IsWorsening),
            "safety-contact" => journey.Alerts.Unresolved.Any(),
            "decide-welfare" => journey.Alerts.Unresolved.Any(alert => alert is { NeedsContact: true, Contact: null }),
            "review-worsening" => journey.Alerts.Unresolved.Any(alert => alert.IsWorsening),
            "safety-plan" => open,
            _ => true,
        };
    }
}
