using System.Collections.Immutable;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>Forms that were begun and can be gone on with.</summary>
public static class Drafts
{
    /// <summary>The draft, while it is about what is asked now: the same session, and for a measure not too long ago.</summary>
    public static Draft? Of(Journey journey, FormKind kind, Clinic clinic, Instant now) =>
        journey.Intake.Drafts.GetValueOrDefault(kind) is { } draft
        && draft.About == Sessions.About(journey, kind)
        && (!Scoring.IsMeasure(kind) || now <= draft.Saved.At + Duration.FromHours(clinic.Intake.DraftHours))
        && (FormLibrary.ByHash(draft.DefinitionHash) is not { } shown || FormLibrary.For(journey, kind).IsComparable(shown))
            ? draft
            : null;

    /// <summary>The answers to go on with. A definition that changed meanwhile keeps every one that still fits.</summary>
    public static IReadOnlyDictionary<string, string> AnswersTo(Journey journey, FormKind kind, Clinic clinic, Instant now) =>
        Of(journey, kind, clinic, now) is { } draft ? Carried(draft, FormLibrary.For(journey, kind)) : ImmutableDictionary<string, string>.Empty;

    public static IReadOnlyDictionary<string, string> Carried(Draft draft, FormDefinition asked) => draft.Answers
        .Where(each => asked.Find(each.Key) is { } question && (draft.DefinitionHash == asked.Hash || question.Fits(each.Value)))
        .ToDictionary(each => each.Key, each => each.Value, StringComparer.Ordinal);

    /// <summary>How far it has come: 5 of 9. Null when it is not begun.</summary>
    public static (int Answered, int Asked)? Progress(Journey journey, FormKind kind, Clinic clinic, Instant now) =>
        AnswersTo(journey, kind, clinic, now) is { Count: > 0 } answers ? FormLibrary.For(journey, kind).Progress(answers) : null;
}
