using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>A journey as read: its facts folded, its ledger, and what the last plan left behind.</summary>
/// <param name="InstanceId">The orchestration that is this journey's clock now; the journey's own id until it had to be replaced.</param>
/// <param name="NextDue">What the last plan found due next; null unless it was read for a plan.</param>
public sealed record LoadedJourney(Journey Journey, IReadOnlyList<Recorded> Facts, Ledger Ledger, string InstanceId, Instant? NextDue)
{
    /// <summary>Effects somebody is at, and until when, on the system's clock.</summary>
    public IReadOnlyDictionary<string, Instant> Leases { get; init; } = new Dictionary<string, Instant>(StringComparer.Ordinal);

    /// <summary>Changes whenever a text that counts towards the caps is claimed; null before the first.</summary>
    public string? BudgetTag { get; init; }

    /// <summary>What the last plan left behind; null unless it was read for a plan.</summary>
    internal PlanRow? Plan { get; init; }

    /// <summary>What the next decision competes for, and seals its facts with; null on a journey that no store read.</summary>
    internal JourneyHead? Head { get; init; }

    internal DataKey? Key { get; init; }

    /// <summary>The ledger's rows as read, so that a claim need not read again.</summary>
    internal IReadOnlyDictionary<string, EffectRow> Effects { get; init; } = new Dictionary<string, EffectRow>(StringComparer.Ordinal);
}

/// <summary>What became of a decision.</summary>
public abstract record CommitOutcome
{
    private CommitOutcome()
    {
    }

    /// <param name="After">The journey with its ledger as it stands after the commit.</param>
    /// <param name="Facts">The new facts; none when there was nothing to record.</param>
    public sealed record Committed(LoadedJourney After, IReadOnlyList<Recorded> Facts) : CommitOutcome
    {
        /// <summary>The journey before it, for those who compare.</summary>
        public required Journey Before { get; init; }

        /// <summary>Names the wake row that stands until somebody has seen this commit; null when none was left.</summary>
        public string? Wake { get; init; }
    }

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

    /// <summary>Nobody has tried before, or it was surely not sent then.</summary>
    public sealed record Claimed(HeldClaim Held) : ClaimOutcome;

    /// <summary>Somebody tried and never said what became of it: ask the provider before sending again.</summary>
    /// <param name="ClaimedAt">The first of those tries, on the clinic's clock.</param>
    /// <param name="Fingerprints">Hashes of the bodies that were about to be sent, oldest first; bodies differ from try to try by their links.</param>
    public sealed record TakenOver(HeldClaim Held, Instant ClaimedAt, IReadOnlyList<string> Fingerprints) : ClaimOutcome;

    /// <summary>Somebody is at it, until the lease ends.</summary>
    public sealed record Leased : ClaimOutcome;

    public sealed record Settled(LedgerEntry Entry) : ClaimOutcome;

    /// <summary>Another text that counts was claimed since the journey was read: read it and decide again.</summary>
    public sealed record BudgetChanged : ClaimOutcome;
}

/// <summary>A claim that was won, by which its holder says what became of it.</summary>
/// <param name="Tag">Of the row as claimed.</param>
public sealed record HeldClaim(JourneyId Journey, string Tag);

/// <summary>A claim to an effect.</summary>
/// <param name="Entry">In state Claimed, at the clinic's time.</param>
/// <param name="Lease">How long nobody else may take it up, on the system's clock.</param>
public sealed record EffectClaim(LedgerEntry Entry, Duration Lease)
{
    /// <summary>Hash of the body about to be sent, by which a provider's list is searched after a crash.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The claim counts towards the caps: it fails when another such claim came between reading and claiming.</summary>
    public bool Counts { get; init; }
}

/// <summary>Where a plan ended: written only when it changes something, and never touching what decisions compete for.</summary>
public sealed record PlanMark(Instant PlannedThrough, int PlannedSequence, Instant? NextDue)
{
    /// <summary>Everything due has its ledger row. Otherwise only what is due next is noted, and the watermark stays.</summary>
    public bool IsSettled { get; init; } = true;
}

/// <param name="IsOutdated">Something that was to be skipped has changed meanwhile: read and plan again.</param>
/// <param name="Planned">For the next plan; null when it has to read for itself.</param>
public sealed record MarkOutcome(bool IsOutdated, PlanState? Planned);

/// <summary>A journey as a sweep sees it, without reading it. Whether a commit is still unseen is for its wake row to say.</summary>
/// <param name="PlannedSequence">The last fact that a plan vouched for; 0 before the first plan, when there may be no journey yet.</param>
/// <param name="IsOver">The last plan found nothing owed, ever, or the journey was erased.</param>
public sealed record JourneyGlance(JourneyId Id, int PlannedSequence, string InstanceId, Instant? NextDue, bool IsOver);

/// <summary>A commit that nobody has said to have seen.</summary>
public sealed record WakeRow(JourneyId Journey, string Wake, Instant At);

/// <summary>Journeys, kept: Storage/JourneyStore.cs, over Azure Tables or the in-memory tables.</summary>
public interface IJourneyStore
{
    /// <summary>
    /// One read: facts and ledger, without how far the journey was planned. Enough for decisions, pages and effects; a plan made from it
    /// would act on everything that the ledger does not know.
    /// </summary>
    Task<LoadedJourney?> LoadAsync(JourneyId id, CancellationToken cancellation);

    /// <summary>
    /// As this process read or changed it so short a while ago, on the system's clock, or else as <see cref="LoadAsync"/>: for effects, which
    /// come right behind their plan. What another process commits within that time is not seen; what it claims or decides is, by the tags.
    /// </summary>
    Task<LoadedJourney?> LoadRecentAsync(JourneyId id, Duration age, CancellationToken cancellation);

    /// <summary>The same with the plan before it: for those who plan.</summary>
    /// <param name="planned">As the plan before left it; null reads it, side by side with the journey.</param>
    Task<LoadedJourney?> LoadForPlanAsync(JourneyId id, PlanState? planned, CancellationToken cancellation);

    /// <summary>
    /// Creates the journey with the facts of its first command; of many racers one creates, the others get
    /// <see cref="CommitOutcome.AlreadyThere"/>. Leaves a wake row.
    /// </summary>
    Task<CommitOutcome> CreateAsync(JourneyId id, ReceiveInquiry command, Author by, CancellationToken cancellation);

    /// <summary>Load, decide, commit in one transaction, again on a conflict, a bounded number of times.</summary>
    /// <param name="done">A ledger row that goes in with the facts, or alone when there are none: the effect's key for duties that record or ask.</param>
    /// <param name="wake">Whether a wake row stands from before the commit until <see cref="SeenAsync"/>. A turn's own commits need none.</param>
    Task<CommitOutcome> DecideAsync(JourneyId id, Author by, Func<Journey, Moment, Decision> decide, LedgerEntry? done, bool wake, CancellationToken cancellation);

    /// <summary>
    /// The same from what was just read: one read fewer. Where somebody else committed since, it is read and decided again; a refusal is
    /// one as of that reading.
    /// </summary>
    /// <param name="needsWake">Whether a commit that leads from the one to the other needs a wake row; null for never.</param>
    Task<CommitOutcome> DecideAsync(LoadedJourney read, Author by, Func<Journey, Moment, Decision> decide, LedgerEntry? done, Func<LoadedJourney, Journey, bool>? needsWake, CancellationToken cancellation);

    /// <summary>The commit was projected and rung for: its wake row goes.</summary>
    Task SeenAsync(JourneyId id, string wake, CancellationToken cancellation);

    /// <summary>Wake rows older than that, on the system's clock: their commits may be unseen.</summary>
    IAsyncEnumerable<WakeRow> UnseenAsync(Duration olderThan, CancellationToken cancellation);

    /// <summary>Every journey there is, in one query of their plan rows, not from the board. One that nobody planned yet may not exist.</summary>
    IAsyncEnumerable<JourneyGlance> GlanceAsync(CancellationToken cancellation);

    /// <summary>Claims an effect for so long. The lease runs on the system's clock.</summary>
    Task<ClaimOutcome> ClaimAsync(LoadedJourney read, EffectClaim claim, CancellationToken cancellation);

    /// <summary>
    /// Writes how far an effect has come; never moves it back along <see cref="EffectState"/>, but that a claim may become Postponed, and
    /// what was postponed may be once more. A row that is not there yet is added.
    /// </summary>
    Task RecordEffectAsync(JourneyId id, LedgerEntry entry, string? providerId, CancellationToken cancellation);

    /// <summary>
    /// The same from the one who claimed it, in one transaction. Where somebody else has taken the effect over meanwhile, only that it went
    /// out still counts: "not sent" is for the new holder to say.
    /// </summary>
    Task RecordEffectAsync(HeldClaim held, LedgerEntry entry, string? providerId, CancellationToken cancellation);

    /// <summary>Notes what a plan skipped, then how far it went, without reading. Where somebody else planned meanwhile, their mark stands.</summary>
    /// <param name="read">As read for the plan.</param>
    Task<MarkOutcome> MarkPlannedAsync(LoadedJourney read, PlanMark? mark, IReadOnlyList<LedgerEntry> skipped, CancellationToken cancellation);

    /// <summary>Another orchestration is the journey's clock from now on.</summary>
    Task ReplaceInstanceAsync(JourneyId id, string instanceId, CancellationToken cancellation);
}
