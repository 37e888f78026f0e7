using System.Collections.Immutable;
using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>The safety rules of care-pathway §7.</summary>
public enum SafetyRule
{
    /// <summary>S1.</summary>
    CssrsHigh,

    /// <summary>S2.</summary>
    Item9Urgent,

    /// <summary>S3.</summary>
    Item9Positive,

    /// <summary>S4.</summary>
    CssrsModerate,

    /// <summary>S5.</summary>
    CssrsLow,

    /// <summary>S6, and P0 in an inquiry.</summary>
    CrisisWords,

    /// <summary>S8.</summary>
    ReliableWorsening,

    /// <summary>Grade 3 and 4, care-pathway §5.3.</summary>
    SeriousAdverseEvent,

    /// <summary>The 24-hour check-in says that something is wrong.</summary>
    CheckinFlagged,

    /// <summary>Grade 2, care-pathway §5.3: the prescriber, the same day.</summary>
    AdverseEvent,

    /// <summary>Vitals at or above the emergency limits (care-pathway §4.3).</summary>
    VitalsEmergency,

    /// <summary>The client asked in a form to be called.</summary>
    CallWanted,
}

public enum AlertLevel
{
    NextBusinessDay,
    SameDay,

    /// <summary>The on-call contacts are paged at once, and again until somebody acknowledges.</summary>
    Page,
}

/// <param name="Source">Where it came from, as an enum-like word: inquiry, form, message, visit. Never what was written.</param>
public sealed record AlertRaised(string Key, SafetyRule Rule, AlertLevel Level, string Source) : Fact;

public sealed record AlertAcknowledged(string Key) : Fact;

public sealed record AlertResolved(string Key, string Note) : Fact;

[Command("acknowledge-alert", "Acknowledge the alert", Role.Staff)]
public sealed record AcknowledgeAlert(string Key) : Command;

[Command("resolve-alert", "Resolve the alert", Role.Clinician | Role.Director)]
public sealed record ResolveAlert(string Key, string Note) : Command;

public sealed record Alert(string Key, SafetyRule Rule, AlertLevel Level, string Source, Stamp Raised)
{
    public Stamp? Acknowledged { get; init; }
    public Stamp? Resolved { get; init; }

    /// <summary>Blocks scheduling and every message that assumes attendance (invariant 4).</summary>
    public bool Blocks => Resolved is null && (Level == AlertLevel.Page || Rule is SafetyRule.CssrsModerate or SafetyRule.Item9Positive);
}

/// <summary>Safety alerts: raised by rules, answered by people, never silent.</summary>
public sealed record Alerts(ImmutableList<Alert> All)
{
    /// <summary>12 pages at ten minutes are two hours.</summary>
    private const int QuickRungs = 12;
    private const int SlowMinutes = 60;

    public static Alerts None { get; } = new(ImmutableList<Alert>.Empty);

    public IEnumerable<Alert> Unresolved => All.Where(alert => alert.Resolved is null);

    public bool Block => All.Exists(alert => alert.Blocks);

    public Alert? Find(string key) => All.Find(alert => alert.Key == key);

    /// <summary>The fact of a new alert. Its key is its place in the journey's list.</summary>
    public static AlertRaised Raise(Journey journey, SafetyRule rule, AlertLevel level, string source) =>
        new(string.Create(CultureInfo.InvariantCulture, $"alert:{journey.Alerts.All.Count + 1}"), rule, level, source);

    public static Gate Clear(Journey journey) => Gate.Of(
        "safety",
        Gate.Unless(!journey.Alerts.Block, "safety.unresolved", "A safety alert is not resolved.", "A clinician speaks with the client and resolves it."));

    public static Decision Decide(Journey journey, Command command) => command switch
    {
        AcknowledgeAlert acknowledge => OnAlert(journey, acknowledge.Key, alert => alert.Acknowledged is null
            ? Decision.Record(new AlertAcknowledged(alert.Key))
            : Decision.Conflict("alert.acknowledged", "Somebody acknowledged it meanwhile.", "Agree with them who speaks with the client.")),
        ResolveAlert resolve => OnAlert(journey, resolve.Key, alert => alert.Resolved is null
            ? Decision.Record([.. alert.Acknowledged is null ? new Fact[] { new AlertAcknowledged(alert.Key) } : [], new AlertResolved(alert.Key, resolve.Note)])
            : Decision.Conflict("alert.resolved", "Somebody resolved it meanwhile.", "Look at the journey again.")),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    public static Journey Evolve(Journey journey, Recorded recorded) => recorded.Fact switch
    {
        AlertRaised raised => journey with
        {
            Alerts = new Alerts(journey.Alerts.All.Add(new Alert(raised.Key, raised.Rule, raised.Level, raised.Source, recorded.Stamp))),
        },
        AlertAcknowledged acknowledged => Change(journey, acknowledged.Key, alert => alert with { Acknowledged = recorded.Stamp }),
        AlertResolved resolved => Change(journey, resolved.Key, alert => alert with { Resolved = recorded.Stamp }),
        _ => journey,
    };

    public static IEnumerable<Duty> Duties(Journey journey, Ledger ledger, Clinic clinic) =>
        journey.Alerts.Unresolved.SelectMany(alert => (IEnumerable<Duty>)
        [
            Owe.Ask($"{alert.Key}:answer", TaskKind.AnswerAlert, alert.Raised.At, DueBy(alert, clinic), alert.Raised)
                with { Always = true, Safety = true, About = alert.Key },
            .. alert is { Level: AlertLevel.Page, Acknowledged: null } ? Ladder(alert, ledger, clinic) : [],
        ]);

    /// <summary>
    /// Rungs without end: each contact in turn, <see cref="SafetySettings.AckMinutes"/> after the page before, or sooner when
    /// that one reached nobody (S9). Each rung starts from when the one before was really paged, so that an outage is followed by
    /// one page and not by a hundred. An alert that nobody acknowledges escalates for ever: after two hours of it, every hour.
    /// </summary>
    private static IEnumerable<Duty> Ladder(Alert alert, Ledger ledger, Clinic clinic)
    {
        var due = alert.Raised.At;
        for (var rung = 1; ; rung++)
        {
            var page = new Duty(KeyOf(alert, rung), due, Owe.Never, alert.Raised, new DutyAction.Page(alert.Key, rung)) { Always = true, Safety = true };
            if (ledger.Find(page.Key) is not { } paged)
            {
                yield return page;
                yield break;
            }
            // One that nobody has said to be done is taken up again, until the next has its turn.
            if (!paged.IsSettled && ledger.Find(KeyOf(alert, rung + 1)) is null)
                yield return page;
            due = paged.At + Duration.FromMinutes(
                rung >= QuickRungs ? SlowMinutes
                : paged.WentOut || paged.State == EffectState.Done ? clinic.Safety.AckMinutes
                : clinic.Safety.FailedPageMinutes);
        }
    }

    private static string KeyOf(Alert alert, int rung) => string.Create(CultureInfo.InvariantCulture, $"{alert.Key}:page:{rung}");

    private static Instant DueBy(Alert alert, Clinic clinic) => alert.Level switch
    {
        AlertLevel.Page => alert.Raised.At + Duration.FromMinutes(clinic.Safety.AckMinutes),
        AlertLevel.SameDay => clinic.Business.EndOfDayAfter(alert.Raised.At, 0),
        _ => clinic.Business.EndOfDayAfter(alert.Raised.At, 1),
    };

    private static Decision OnAlert(Journey journey, string key, Func<Alert, Decision> decide) => journey.Alerts.Find(key) is { } alert
        ? decide(alert)
        : Decision.Refuse("alert.unknown", "There is no such alert.", "Look at the journey again.");

    private static Journey Change(Journey journey, string key, Func<Alert, Alert> change) => journey.Alerts.Find(key) is { } alert
        ? journey with { Alerts = new Alerts(journey.Alerts.All.Replace(alert, change(alert))) }
        : journey;
}
