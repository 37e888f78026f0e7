using System.Collections.Immutable;

namespace KapWorkflow.Core;

/// <summary>Whether a journey goes on at all, beside the stage it has reached.</summary>
public enum StandingKind
{
    Open,

    /// <summary>A clinician's clinical hold: nothing is scheduled, and only listed messages go out.</summary>
    OnHold,
    Closed,

    /// <summary>Everything stops at once.</summary>
    Deceased,
}

/// <summary>How a journey ended.</summary>
public enum ClosedBecause
{
    NoResponse,
    Declined,
    Undecided,
    OtherCare,
    ReferredOut,
    NotCleared,
    NotAdult,
    Withdrawn,
    LostToFollowUp,
    SafetyDischarge,
    Duplicate,
    Completed,
}

public sealed record Standing(StandingKind Kind, Stamp? Since = null, ClosedBecause? Because = null, Role HeldBy = Role.None)
{
    /// <summary>The last time it was reopened; null for a journey that never was.</summary>
    public Stamp? Reopened { get; init; }

    public static Standing Open { get; } = new(StandingKind.Open);

    /// <summary>Each hold by the roles of whoever put it: one released leaves the others.</summary>
    public ImmutableList<Role> Holds { get; init; } = [];

    internal Standing Held(Role by, Stamp since) => IsOnHold
        ? this with { HeldBy = HeldBy | by, Holds = Holds.Contains(by) ? Holds : Holds.Add(by) }
        : new Standing(StandingKind.OnHold, since, HeldBy: by) { Reopened = Reopened, Holds = [by] };

    /// <param name="of">Whose holds; null: all.</param>
    internal Standing Released(Role? of, Stamp since)
    {
        var left = of is { } roles ? Holds.RemoveAll(hold => (hold & ~roles) == Role.None) : [];
        return left.IsEmpty ? new Standing(StandingKind.Open, since) { Reopened = Reopened } : this with { Holds = left, HeldBy = left.Aggregate(Role.None, (all, hold) => all | hold) };
    }

    public bool IsOpen => Kind == StandingKind.Open;
    public bool IsOnHold => Kind == StandingKind.OnHold;
    public bool IsClosed => Kind is StandingKind.Closed or StandingKind.Deceased;
}

/// <summary>The stages of care-pathway §3.1 in order. A standing (hold, closed) lies over a stage and does not change it.</summary>
public enum Stage
{
    InquiryNew,
    InquiryContacting,
    ConsultScheduled,
    ConsultDone,
    CarePathDecided,
    IntakeOpen,
    ClearanceReview,
    ClearanceInfoNeeded,
    ClearanceDeferred,
    NotCleared,
    Cleared,
    Preparation,
    ReadyForDosing,
    InCourse,
    MidReview,
    EndReview,
    Completed,
    Maintenance,
}
