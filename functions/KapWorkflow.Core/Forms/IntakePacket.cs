using System.Collections.Immutable;
using NodaTime;

namespace KapWorkflow.Core;

public sealed record Measurement(FormKind Measure, string DefinitionHash, int? Total, string? Band, CssrsLevel? Level, int? Item9, Stamp Taken)
{
    /// <summary>A half-answered measure is kept for what it warns of, and has no score.</summary>
    public bool IsComplete => Band != Scoring.Incomplete;
}

/// <summary>The answers to a form as they were last given.</summary>
public sealed record Answered(string DefinitionHash, IReadOnlyDictionary<string, string> Answers, Stamp Stamp);

public sealed record Signature(ConsentKind Consent, string Version, string Language, Stamp Signed);

/// <summary>What the client has filled in and signed so far.</summary>
public sealed record IntakePacket(
    ImmutableDictionary<FormKind, Answered> Forms,
    ImmutableList<Measurement> Measures,
    ImmutableDictionary<ConsentKind, Signature> Consents)
{
    public static IntakePacket Empty { get; } = new(ImmutableDictionary<FormKind, Answered>.Empty, [], ImmutableDictionary<ConsentKind, Signature>.Empty);

    /// <summary>When the packet was first complete.</summary>
    public Stamp? Completed { get; init; }

    public static IReadOnlyList<FormKind> RequiredForms { get; } = [FormKind.HealthHistory, FormKind.Medicines, FormKind.StopBang, FormKind.AuditC, FormKind.Urinary, FormKind.EmergencyContact];

    public static IReadOnlyList<FormKind> BaselineMeasures { get; } = [FormKind.Phq9, FormKind.Gad7, FormKind.Pcl5, FormKind.Cssrs];

    /// <summary>The answers last given to that form; empty before the first.</summary>
    public IReadOnlyDictionary<string, string> AnswersTo(FormKind form) =>
        Forms.TryGetValue(form, out var answered) ? answered.Answers : ImmutableDictionary<string, string>.Empty;

    /// <summary>The last one that was answered to the end.</summary>
    public Measurement? Latest(FormKind measure) => Measures.LastOrDefault(each => each.Measure == measure && each.IsComplete);

    public Measurement? Baseline(FormKind measure) => Measures.FirstOrDefault(each => each.Measure == measure && each.Total is not null);

    public bool IsSigned(ConsentKind consent, Clinic clinic) =>
        Consents.TryGetValue(consent, out var signature) && signature.Version == clinic.Intake.ConsentVersion;

    public IEnumerable<FormKind> MissingForms =>
        RequiredForms.Where(form => !Forms.ContainsKey(form)).Concat(BaselineMeasures.Where(measure => Latest(measure) is null));

    public IEnumerable<ConsentKind> MissingConsents(Clinic clinic) => Enum.GetValues<ConsentKind>().Where(consent => !IsSigned(consent, clinic));

    public bool IsFresh(FormKind measure, Instant at, Duration age) => Latest(measure) is { } latest && latest.Taken.At + age >= at;
}
