using System.Collections.Immutable;
using NodaTime;

namespace KapWorkflow.Core;

public sealed record Measurement(FormKind Measure, string DefinitionHash, int? Total, string? Band, CssrsLevel? Level, int? Item9, Stamp Taken)
{
    /// <summary>A half-answered measure is kept for what it warns of, and has no score.</summary>
    public bool IsComplete => Band != Scoring.Incomplete;

    public IReadOnlyDictionary<string, int> Items { get; init; } = ImmutableDictionary<string, int>.Empty;

    public bool IsSame(MeasureTaken taken) =>
        taken.Measure == Measure && taken.DefinitionHash == DefinitionHash && taken.Items.Count == Items.Count && taken.Items.All(item => Items.TryGetValue(item.Key, out var points) && points == item.Value);
}

/// <summary>The answers to a form as they were last given.</summary>
public sealed record Answered(string DefinitionHash, IReadOnlyDictionary<string, string> Answers, Stamp Stamp)
{
    /// <summary>The session it belongs to.</summary>
    public AppointmentRef? About { get; init; }

    public bool IsSame(FormSubmitted form) => form.DefinitionHash == DefinitionHash && form.About == About && FormAnswers.AreSame(form.Answers, Answers);
}

/// <summary>What somebody has answered so far of a form that is not recorded yet.</summary>
public sealed record Draft(string DefinitionHash, string Language, IReadOnlyDictionary<string, string> Answers, AppointmentRef? About, Stamp Saved)
{
    public bool IsOf(FormSaved saved) => saved.DefinitionHash == DefinitionHash && saved.About == About && FormAnswers.AreSame(saved.Answers, Answers);
}

/// <param name="DocumentHash">Of the text that was signed, in that language.</param>
public sealed record Signature(ConsentKind Consent, string Version, string Language, Stamp Signed, string DocumentHash);

/// <summary>What the client has filled in and signed so far.</summary>
public sealed record IntakePacket(
    ImmutableDictionary<FormKind, Answered> Forms,
    ImmutableList<Measurement> Measures,
    ImmutableDictionary<ConsentKind, Signature> Consents)
{
    public static IntakePacket Empty { get; } = new(ImmutableDictionary<FormKind, Answered>.Empty, [], ImmutableDictionary<ConsentKind, Signature>.Empty);

    /// <summary>Forms that were begun and not recorded since.</summary>
    public ImmutableDictionary<FormKind, Draft> Drafts { get; init; } = ImmutableDictionary<FormKind, Draft>.Empty;

    /// <summary>When a form or measure was last recorded.</summary>
    public Stamp? LastAnswered { get; init; }

    /// <summary>When the packet was first complete.</summary>
    public Stamp? Completed { get; init; }

    public static IReadOnlyList<FormKind> RequiredForms { get; } = [FormKind.HealthHistory, FormKind.Medicines, FormKind.StopBang, FormKind.AuditC, FormKind.Urinary, FormKind.EmergencyContact];

    public static IReadOnlyList<FormKind> BaselineMeasures { get; } = [FormKind.Phq9, FormKind.Gad7, FormKind.Pcl5, FormKind.Cssrs];

    /// <summary>The answers last given to that form; empty before the first.</summary>
    public IReadOnlyDictionary<string, string> AnswersTo(FormKind form) =>
        Forms.TryGetValue(form, out var answered) ? answered.Answers : ImmutableDictionary<string, string>.Empty;

    /// <summary>When it was last answered, a measure to the end.</summary>
    public Stamp? AnsweredAt(FormKind form) => Scoring.IsMeasure(form) ? Latest(form)?.Taken : Forms.GetValueOrDefault(form)?.Stamp;

    /// <summary>The last one that was answered to the end.</summary>
    public Measurement? Latest(FormKind measure) => Measures.LastOrDefault(each => each.Measure == measure && each.IsComplete);

    /// <summary>The text that is in force now, word for word.</summary>
    public bool IsSigned(ConsentKind consent, Clinic clinic) =>
        Consents.TryGetValue(consent, out var signature) && clinic.Documents.InForce(consent)?.HashIn(signature.Language) == signature.DocumentHash;

    /// <summary>A recorded form is no draft any more.</summary>
    public IntakePacket Answer(FormKind form, Stamp stamp) => this with { Drafts = Drafts.Remove(form), LastAnswered = stamp };

    public IEnumerable<FormKind> MissingForms =>
        RequiredForms.Where(form => !Forms.ContainsKey(form)).Concat(BaselineMeasures.Where(measure => Latest(measure) is null));

    public IEnumerable<ConsentKind> MissingConsents(Clinic clinic) => Enum.GetValues<ConsentKind>().Where(consent => !IsSigned(consent, clinic));

    public bool IsFresh(FormKind measure, Instant at, Duration age) => Latest(measure) is { } latest && latest.Taken.At + age >= at;
}
