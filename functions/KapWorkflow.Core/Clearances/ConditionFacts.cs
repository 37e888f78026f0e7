namespace KapWorkflow.Core;

/// <summary>What a prescriber found about a condition that was raised.</summary>
public enum ConditionFinding
{
    /// <summary>Looked at, and not there.</summary>
    NotPresent,

    /// <summary>There, and an exception is made for the reason given.</summary>
    AcceptedWithReason,

    /// <summary>There. What blocks goes on blocking.</summary>
    Confirmed,
}

/// <summary>A clinician saw or heard of a condition that no form raised.</summary>
public sealed record ConditionNoted(string Code, string Note) : Fact;

/// <param name="Basis">Hash of what had raised it: other answers ask again.</param>
public sealed record ConditionReviewed(string Code, ConditionFinding Finding, string Reason, string Licence, string Basis) : Fact;

[Command("note-condition", "Note a condition", Role.Clinician)]
public sealed record NoteCondition(string Condition, string Note) : Command;

[Command("review-condition", "Review a condition", Role.Prescriber)]
public sealed record ReviewCondition(string Code, ConditionFinding Finding, string Reason) : Command;
