using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>A journey as read: its facts folded, its ledger, and what the last plan left behind.</summary>
/// <param name="InstanceId">The orchestration that is this journey's clock now; null before the first start.</param>
/// <param name="NextDue">What the last plan found due next.</param>
public sealed record LoadedJourney(Journey Journey, IReadOnlyList<Recorded> Facts, Ledger Ledger, string? InstanceId, Instant? NextDue);

/// <summary>What became of a decision.</summary>
public abstract record CommitOutcome
{
    private CommitOutcome()
    {
    }

    /// <param name="After">The journey with its ledger as it stands after the commit.</param>
    /// <param name="Facts">The new facts; none when there was nothing to record.</param>
    public sealed record Committed(LoadedJourney After, IReadOnlyList<Recorded> Facts) : CommitOutcome;

    public sealed record Refused(RefusalKind Kind, IReadOnlyList<Reason> Reasons) : CommitOutcome;

    /// <summary>The journey to be created was there already.</summary>
    public sealed record AlreadyThere(LoadedJourney Journey) : CommitOutcome;

    public sealed record NotFound : CommitOutcome;

    /// <summary>Others kept committing: after the bounded retries the person is asked to try again.</summary>
    public sealed record Busy : CommitOutcome;
}

/// <summary>What became of claiming an effect in the ledger.</summary>
public abstract record ClaimOutcome
{
    private ClaimOutcome()
    {
    }

    /// <summary>Nobody has tried before.</summary>
    public sealed record Claimed : ClaimOutcome;

    /// <summary>Somebody tried and never said what became of it: ask the provider before sending again.</summary>
    public sealed record TakenOver(Instant ClaimedAt) : ClaimOutcome;

    /// <summary>Somebody is at it, until the lease ends.</summary>
    public sealed record Leased : ClaimOutcome;

    public sealed record Settled(LedgerEntry Entry) : ClaimOutcome;
}

/// <summary>Where a plan ended: written only when it changes something, and never touching what decisions compete for.</summary>
public sealed record PlanMark(Instant PlannedThrough, int PlannedSequence, Instant? NextDue, string? InstanceId);

/// <summary>Journeys, kept: Storage/JourneyStore.cs, over Azure Tables or the in-memory tables.</summary>
public interface IJourneyStore
{
    Task<LoadedJourney?> LoadAsync(JourneyId id, CancellationToken cancellation);

    /// <summary>Creates the journey with the facts of its first command; of many racers one creates, the others get <see cref="CommitOutcome.AlreadyThere"/>.</summary>
    Task<CommitOutcome> CreateAsync(JourneyId id, ReceiveInquiry command, Author by, CancellationToken cancellation);

    /// <summary>Load, decide, commit in one transaction, again on a conflict, a bounded number of times.</summary>
    /// <param name="done">A ledger row that goes in with the facts, or alone when there are none: the effect's key for duties that record or ask.</param>
    Task<CommitOutcome> DecideAsync(JourneyId id, Author by, Func<Journey, Moment, Decision> decide, LedgerEntry? done, CancellationToken cancellation);

    /// <summary>Every journey that is not over, from the journeys themselves, not from the board.</summary>
    IAsyncEnumerable<JourneyId> OpenAsync(CancellationToken cancellation);

    /// <summary>Claims an effect for so long. The lease runs on the system's clock.</summary>
    Task<ClaimOutcome> ClaimAsync(JourneyId id, LedgerEntry claim, Duration lease, CancellationToken cancellation);

    /// <summary>Writes how far an effect has come; never moves it back.</summary>
    Task RecordEffectAsync(JourneyId id, LedgerEntry entry, string? providerId, CancellationToken cancellation);

    /// <summary>Notes what a plan skipped and how far it went, in one transaction.</summary>
    Task MarkPlannedAsync(JourneyId id, PlanMark? mark, IReadOnlyList<LedgerEntry> skipped, CancellationToken cancellation);
}
