using System.Collections.Immutable;
using System.Globalization;
using NodaTime.Text;

namespace KapWorkflow.Core;

public sealed record Alert(string Key, SafetyRule Rule, AlertLevel Level, string Source, Stamp Raised)
{
    public Stamp? Acknowledged { get; init; }

    /// <summary>Who of the practice did; null while nobody has.</summary>
    public StaffId? AcknowledgedBy { get; init; }
    public Stamp? Resolved { get; init; }

    /// <summary>Tries to reach the client about it that reached nobody.</summary>
    public ImmutableList<Stamp> NotReached { get; init; } = [];

    /// <summary>When a clinician first spoke with the client about it.</summary>
    public Stamp? Contact { get; init; }
    public ImmutableList<Stamp> Welfare { get; init; } = [];

    /// <summary>As whom a worsening was reviewed so far.</summary>
    public Role Reviewed { get; init; }

    /// <summary>Who did so: two reviews are two people's.</summary>
    public StaffId? ReviewedBy { get; init; }

    /// <summary>Blocks scheduling and every message that assumes attendance (invariant 4): S1, S2, S4 and whatever pages.</summary>
    public bool Blocks => Resolved is null && (Level == AlertLevel.Page || Rule is SafetyRule.CssrsModerate);

    /// <summary>The client's life may be at risk: somebody speaks with them, by a clock of its own (S1, S2, S6).</summary>
    public bool NeedsContact => Rule is SafetyRule.CssrsHigh or SafetyRule.Item9Urgent or SafetyRule.CrisisWords;

    /// <summary>An answer about self-harm that a therapist looks at in the practice's own hours (S3 to S5).</summary>
    public bool IsRiskToReview => Rule is SafetyRule.Item9Positive or SafetyRule.CssrsModerate or SafetyRule.CssrsLow;

    /// <summary>Therapist and prescriber each look at it (S8).</summary>
    public bool IsWorsening => Rule == SafetyRule.ReliableWorsening;
}

/// <summary>Safety alerts: raised by rules, answered by people, never silent.</summary>
public sealed record Alerts(ImmutableList<Alert> All)
{
    public static Alerts None { get; } = new(ImmutableList<Alert>.Empty);

    public IEnumerable<Alert> Unresolved => All.Where(alert => alert.Resolved is null);

    public bool Block => All.Exists(alert => alert.Blocks);

    public Alert? Find(string key) => All.Find(alert => alert.Key == key);

    /// <summary>The fact of a new alert. Its key is its place in the journey's list; several in one decision are numbered by <see cref="Numbered"/>.</summary>
    public static AlertRaised Raise(Journey journey, SafetyRule rule, AlertLevel level, string source) =>
        new(KeyOf(journey.Alerts.All.Count + 1), rule, level, source);

    /// <summary>One decision may raise several alerts, each by a rule that knows nothing of the others.</summary>
    public static IReadOnlyList<Fact> Numbered(Journey journey, IReadOnlyList<Fact> facts)
    {
        var next = journey.Alerts.All.Count;
        return [.. facts.Select(fact => fact is AlertRaised raised ? raised with { Key = KeyOf(++next) } : fact)];
    }

    private static string KeyOf(int place) => string.Create(CultureInfo.InvariantCulture, $"alert:{place}");

    public static Gate Clear(Journey journey) => Gate.Of(
        "safety",
        Gate.Unless(!journey.Alerts.Block, "safety.unresolved", "A safety alert is not resolved.", "A clinician speaks with the client and resolves it."));

    public static Decision Decide(Journey journey, Command command, Moment moment) => command switch
    {
        AcknowledgeAlert acknowledge => OnAlert(journey, acknowledge.Key, alert => alert.Acknowledged is null
            ? Decision.Record(new AlertAcknowledged(alert.Key))
            : Heard(alert, moment)),
        RecordSafetyContact contact => OnOpenAlert(journey, contact.Key, alert => Decision.When(
            Gate.Of("contact", Written(contact.Note)),
            [.. Acknowledged(alert), new SafetyContactRecorded(alert.Key, contact.Reached, contact.How, contact.Note)])),
        DecideWelfare welfare => OnOpenAlert(journey, welfare.Key, alert => Welfare(journey, alert, welfare, moment)),
        ReviewWorsening review => OnOpenAlert(journey, review.Key, alert => Review(journey, alert, review, moment)),
        ResolveAlert resolve => OnOpenAlert(journey, resolve.Key, alert => Resolve(journey, alert, resolve, moment)),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    public static Journey Evolve(Journey journey, Recorded recorded) => recorded.Fact switch
    {
        AlertRaised raised => journey with
        {
            Alerts = new Alerts(journey.Alerts.All.Add(new Alert(raised.Key, raised.Rule, raised.Level, raised.Source, recorded.Stamp))),
        },
        AlertAcknowledged acknowledged => Change(journey, acknowledged.Key, alert => alert with { Acknowledged = recorded.Stamp, AcknowledgedBy = recorded.By.Staff }),
        AlertResolved resolved => Change(journey, resolved.Key, alert => alert with { Resolved = recorded.Stamp }),
        SafetyContactRecorded { Reached: true } spoke => Change(journey, spoke.Key, alert => alert with { Contact = alert.Contact ?? recorded.Stamp }),
        SafetyContactRecorded tried => Change(journey, tried.Key, alert => alert with { NotReached = alert.NotReached.Add(recorded.Stamp) }),
        WelfareDecided welfare => Change(journey, welfare.Key, alert => alert with { Welfare = alert.Welfare.Add(recorded.Stamp) }),
        WorseningReviewed reviewed => Change(journey, reviewed.Key, alert => alert with { Reviewed = alert.Reviewed | reviewed.As, ReviewedBy = recorded.By.Staff }),
        _ => journey,
    };

    private static Decision Resolve(Journey journey, Alert alert, ResolveAlert resolve, Moment moment)
    {
        var byNurse = alert is { Level: not AlertLevel.Page, IsRiskToReview: false };
        var gate = Gate.Of(
            "resolve",
            Written(resolve.Note),
            Gate.Unless(!alert.IsWorsening, "alert.two-reviews", "A worsening is looked at by a therapist and by a prescriber.", "Review it; the second review resolves it."),
            Gate.Unless(
                byNurse || moment.By.Has(Role.Therapist | Role.Prescriber),
                "alert.role", "Only a therapist or a prescriber resolves this.", "Record what you know with the contact, and tell one of them."),
            Gate.Unless(
                !alert.NeedsContact || alert.Contact is not null || !string.IsNullOrWhiteSpace(resolve.WithoutContact),
                "alert.contact", "No live contact with the client is recorded.", "Speak with the client and record it. For a false alarm, write why nobody had to."));
        return Decision.When(gate, [.. Acknowledged(alert), new AlertResolved(alert.Key, resolve.Note, Words(resolve.WithoutContact), Approvals.LicenceOf(journey, moment))]);
    }

    private static Decision Welfare(Journey journey, Alert alert, DecideWelfare welfare, Moment moment) => Decision.When(
        Gate.Of(
            "welfare",
            Gate.Unless(alert.NeedsContact, "welfare.not-needed", "Nobody has to be looked for because of this alert.", "Resolve it when it is dealt with."),
            Gate.Unless(alert.Contact is null, "welfare.reached", "Somebody has spoken with the client meanwhile.", "Look at what they wrote, and resolve the alert."),
            Gate.Unless(!string.IsNullOrWhiteSpace(welfare.Reason), "welfare.reason", "The reason is missing.", "Write down what you know and why you decide so.")),
        [.. Acknowledged(alert), new WelfareDecided(alert.Key, welfare.Step, welfare.Reason, Approvals.LicenceOf(journey, moment))]);

    private static Decision Review(Journey journey, Alert alert, ReviewWorsening review, Moment moment)
    {
        var role = alert.Reviewed.HasFlag(Role.Therapist) || !moment.By.Has(Role.Therapist) ? Role.Prescriber : Role.Therapist;
        var gate = Gate.Of(
            "worsening",
            Gate.Unless(alert.IsWorsening, "worsening.other", "This alert is about something else.", "Resolve it when it is dealt with."),
            Gate.Unless(
                moment.By.Has(role) && !alert.Reviewed.HasFlag(role) && (alert.ReviewedBy is null || alert.ReviewedBy != moment.By.Staff || moment.Clinic.Clearance.AllowDualRole),
                "worsening.reviewed", "Your part of the review is done.", "The other one reviews it."),
            Written(review.Note));
        Fact[] both = (alert.Reviewed | role) == (Role.Therapist | Role.Prescriber) ? [new AlertResolved(alert.Key, review.Note)] : [];
        return Decision.When(gate, [.. Acknowledged(alert), new WorseningReviewed(alert.Key, role, review.Note, Approvals.LicenceOf(journey, moment)), .. both]);
    }

    /// <summary>Whoever acts on an alert has heard of it.</summary>
    private static Fact[] Acknowledged(Alert alert) => alert.Acknowledged is null ? [new AlertAcknowledged(alert.Key)] : [];

    private static Decision Heard(Alert alert, Moment moment)
    {
        var at = LocalDateTimePattern.CreateWithInvariantCulture("ddd d MMM uuuu, HH:mm").Format(PracticeTime.Local(alert.Acknowledged!.At, moment.Clinic.Zone));
        return alert.AcknowledgedBy is { } who && who == moment.By.Staff
            ? Decision.Conflict("alert.acknowledged", $"You did, at {at}.", "Speak with the client next, and record the contact.")
            : Decision.Conflict("alert.acknowledged", $"{moment.Clinic.Find(alert.AcknowledgedBy)?.Name ?? "Somebody"} acknowledged it meanwhile, at {at}.", "Agree with them who speaks with the client.");
    }

    private static Reason? Written(string? note) => Gate.Unless(!string.IsNullOrWhiteSpace(note), "alert.note", "What happened is missing.", "Write it down in a sentence.");

    private static string? Words(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static Decision OnOpenAlert(Journey journey, string key, Func<Alert, Decision> decide) => OnAlert(journey, key, alert => alert.Resolved is null
        ? decide(alert)
        : Decision.Conflict("alert.resolved", "Somebody resolved it meanwhile.", "Read what they wrote; a new answer raises a new alert."));

    private static Decision OnAlert(Journey journey, string key, Func<Alert, Decision> decide) => journey.Alerts.Find(key) is { } alert
        ? decide(alert)
        : Decision.Refuse("alert.unknown", "There is no such alert.", "Choose one of the alerts on the journey's page.");

    private static Journey Change(Journey journey, string key, Func<Alert, Alert> change) => journey.Alerts.Find(key) is { } alert
        ? journey with { Alerts = new Alerts(journey.Alerts.All.Replace(alert, change(alert))) }
        : journey;
}
