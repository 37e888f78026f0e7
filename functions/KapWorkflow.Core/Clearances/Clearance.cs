using System.Collections.Immutable;
using NodaTime;

namespace KapWorkflow.Core;

public sealed record ReadinessKey(bool Ready, StaffId? By, Stamp Since);

/// <summary>The two keys, what was authorised, and what stands in the way.</summary>
public sealed record Clearance
{
    public static Clearance None { get; } = new();

    public ReadinessKey? Readiness { get; init; }
    public ClearanceOutcome? Outcome { get; init; }
    public StaffId? Prescriber { get; init; }

    /// <summary>What the decision was made on: see <see cref="DecisionData"/>.</summary>
    public string? Snapshot { get; init; }
    public Modality? Evaluation { get; init; }
    public string? Conditions { get; init; }
    public int AuthorisedDoses { get; init; }
    public LocalDate? ExpiresOn { get; init; }
    public LocalDate? DeferredUntil { get; init; }
    public Stamp? Decided { get; init; }

    /// <summary>When doses and last day were last set, by a decision or a review.</summary>
    public Stamp? Authorised { get; init; }
    public Stamp? BothKeys { get; init; }
    public Stamp? InformationRequested { get; init; }
    public Stamp? InformationReceived { get; init; }

    /// <summary>Since when; null while it is in force.</summary>
    public Stamp? Suspended { get; init; }

    /// <summary>Why, one for each reason that came up while it is suspended.</summary>
    public ImmutableList<Suspension> Suspensions { get; init; } = [];

    /// <summary>A person has told the client of the suspension.</summary>
    public Stamp? SuspensionTold { get; init; }
    public Stamp? Reinstated { get; init; }
    public Stamp? Told { get; init; }
    public ConversationAbout? ToldAbout { get; init; }

    public bool IsCleared => Outcome is ClearanceOutcome.Cleared or ClearanceOutcome.ClearedConditional;
    public bool HasBothKeys => IsCleared && Readiness is { Ready: true };
    public bool AwaitsInformation => InformationRequested is not null && InformationReceived is null;
}
