using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>
/// Journeys in the table `journeys`, one partition each: `head`, facts `f:`, the ledger `m:` and the texts' budget; their plans in `plans`.
/// A decision is one transaction of facts and head, competed for by the head's tag. One attempt id names all tries of a call, so an
/// answer that was lost is found by reading back, whether it arrives now or after the next try.
/// </summary>
/// <param name="clinic">The clinic as it is now.</param>
/// <param name="clock">The clinic's time, which stamps facts.</param>
/// <param name="time">The system's time, for leases, wake rows and waiting.</param>
public sealed class JourneyStore(ITables tables, KeyRing keys, Func<Clinic> clinic, IClock clock, TimeProvider time) : IJourneyStore
{
    private const int Tries = 5;
    private static readonly TimeSpan LongestFirstWait = TimeSpan.FromMilliseconds(40);

    private readonly ITable _journeys = tables.Open(TableNames.Journeys);
    private readonly JourneyReader _reader = new(tables.Open(TableNames.Journeys), keys, time);
    private readonly EffectLedger _ledger = new(tables.Open(TableNames.Journeys), time);
    private readonly PlanRows _plans = new(tables, new(tables.Open(TableNames.Journeys), time));
    private readonly WakeRows _wake = new(tables, time);

    public async Task<LoadedJourney?> LoadAsync(JourneyId id, CancellationToken cancellation) =>
        (await _reader.ReadAsync(id, cancellation))?.Loaded;

    public async Task<LoadedJourney?> LoadRecentAsync(JourneyId id, Duration age, CancellationToken cancellation) =>
        _reader.Recent(id, age) is { } recent ? recent.Loaded : await LoadAsync(id, cancellation);

    public async Task<LoadedJourney?> LoadForPlanAsync(JourneyId id, PlanState? planned, CancellationToken cancellation)
    {
        // A plan row that is newer than the facts makes the plan skip what somebody did meanwhile, and that is refused: their row is there.
        var planning = planned is null ? _plans.ReadAsync(id, cancellation) : null;
        var loading = LoadAsync(id, cancellation);
        try
        {
            await Task.WhenAll(planning ?? Task.CompletedTask, loading);
        }
        catch (ErasedJourneyException)
        {
            await _plans.CloseAsync(id, cancellation);
            throw;
        }
        if (await loading is not { } read) return null;
        var plan = planning is null ? PlanRow.Of(id, read.InstanceId, planned!) : await planning;
        return read with { Ledger = read.Ledger with { PlannedThrough = plan.Through, PlannedSequence = plan.Sequence }, NextDue = plan.NextDue, Plan = plan };
    }

    public async Task<CommitOutcome> CreateAsync(JourneyId id, ReceiveInquiry command, Author by, CancellationToken cancellation)
    {
        var (key, wrapped) = keys.NewDataKey(id.Value);
        var nothing = StoredJourney.New(id, key, wrapped);
        var moment = MomentOf(nothing, by);
        var decision = Pathway.Decide(nothing.Loaded.Journey, command, moment);
        if (decision is Decision.Refused refused) return new CommitOutcome.Refused(refused.Kind, refused.Reasons);

        var attempt = Attempt.New();
        IReadOnlyList<Recorded> facts = [.. ((Decision.Accepted)decision).Facts.Select((fact, n) => nothing.Record(fact, n, moment, attempt))];
        var (beginning, leaving) = (_plans.BeginAsync(id, cancellation), _wake.LeaveAsync(id, attempt, cancellation));
        await Task.WhenAll(beginning, leaving);
        var wake = await leaving;
        for (var tries = 1; ; tries++)
        {
            try
            {
                if (await SubmitAsync(nothing, facts, done: null, cancellation) is { } after)
                    return new CommitOutcome.Committed(after, facts) { Before = nothing.Loaded.Journey, Wake = wake };
            }
            catch (StorageUnreachableException) when (tries < Tries)
            {
                // Read back: it may have arrived.
            }
            if (await _reader.ReadAsync(id, cancellation) is not { } there)
            {
                await WaitAsync(tries, cancellation);
                continue;
            }
            if (there.Of(attempt) is { Facts.Count: > 0 } mine)
                return new CommitOutcome.Committed(there.Loaded, mine.Facts) { Before = mine.Before, Wake = wake };
            await _wake.RemoveAsync(id, wake, cancellation);
            return new CommitOutcome.AlreadyThere(there.Loaded);
        }
    }

    public Task<CommitOutcome> DecideAsync(JourneyId id, Author by, Func<Journey, Moment, Decision> decide, LedgerEntry? done, bool wake, CancellationToken cancellation) =>
        DecideAsync(id, first: null, by, decide, done, wake ? static (_, _) => true : null, cancellation);

    public Task<CommitOutcome> DecideAsync(
        LoadedJourney read, Author by, Func<Journey, Moment, Decision> decide, LedgerEntry? done, Func<LoadedJourney, Journey, bool>? needsWake, CancellationToken cancellation) =>
        DecideAsync(read.Journey.Id, StoredJourney.Of(read), by, decide, done, needsWake, cancellation);

    private async Task<CommitOutcome> DecideAsync(
        JourneyId id, StoredJourney? first, Author by, Func<Journey, Moment, Decision> decide, LedgerEntry? done, Func<LoadedJourney, Journey, bool>? needsWake, CancellationToken cancellation)
    {
        var commit = new Commit(Attempt.New(), done);
        for (var tries = 0; ; tries++)
        {
            var stored = tries == 0 && first is not null ? first : await _reader.ReadAsync(id, cancellation);
            if (stored is null) return new CommitOutcome.NotFound();
            if (stored.Of(commit.Attempt) is { Facts.Count: > 0 } mine)
                return new CommitOutcome.Committed(stored.Loaded, mine.Facts) { Before = mine.Before, Wake = commit.Wake };
            if (tries == Tries) return commit.Lost is null ? await WithoutAsync(new CommitOutcome.Busy()) : throw commit.Lost;
            if (done is not null && stored.Loaded.Ledger.IsSettled(done.Key)) return await WithoutAsync(Nothing(stored));

            var moment = MomentOf(stored, by);
            var decision = decide(stored.Loaded.Journey, moment);
            if (decision is Decision.Refused refused) return await WithoutAsync(new CommitOutcome.Refused(refused.Kind, refused.Reasons));
            IReadOnlyList<Recorded> facts = [.. ((Decision.Accepted)decision).Facts.Select((fact, n) => stored.Record(fact, n, moment, commit.Attempt))];
            if (facts.Count == 0 && done is null) return await WithoutAsync(Nothing(stored));

            if (facts.Count > 0 && needsWake?.Invoke(stored.Loaded, facts.Aggregate(stored.Loaded.Journey, Pathway.Evolve)) == true)
                commit.Wake ??= await _wake.LeaveAsync(id, commit.Attempt, cancellation);
            if (await TryAsync(stored, facts, commit, cancellation) is { } committed)
                return facts.Count > 0 ? committed : await WithoutAsync(committed);
            await WaitAsync(tries + 1, cancellation);
        }

        async Task<CommitOutcome> WithoutAsync(CommitOutcome outcome)
        {
            // After a lost answer the commit may still arrive: then its wake row must stand.
            if (commit is { Wake: { } left, Lost: null }) await _wake.RemoveAsync(id, left, cancellation);
            return outcome;
        }
    }

    public Task SeenAsync(JourneyId id, string wake, CancellationToken cancellation) => _wake.RemoveAsync(id, wake, cancellation);

    public IAsyncEnumerable<WakeRow> UnseenAsync(Duration olderThan, CancellationToken cancellation) => _wake.UnseenAsync(olderThan, cancellation);

    public IAsyncEnumerable<JourneyGlance> GlanceAsync(CancellationToken cancellation) => _plans.GlanceAsync(cancellation);

    public Task<ClaimOutcome> ClaimAsync(LoadedJourney read, EffectClaim claim, CancellationToken cancellation) => _ledger.ClaimAsync(read, claim, cancellation);

    public Task RecordEffectAsync(JourneyId id, LedgerEntry entry, string? providerId, CancellationToken cancellation) =>
        _ledger.RecordAsync(id, tag: null, entry, providerId, cancellation);

    public Task RecordEffectAsync(HeldClaim held, LedgerEntry entry, string? providerId, CancellationToken cancellation) =>
        _ledger.RecordAsync(held.Journey, held.Tag, entry, providerId, cancellation);

    public Task<MarkOutcome> MarkPlannedAsync(LoadedJourney read, PlanMark? mark, IReadOnlyList<LedgerEntry> skipped, CancellationToken cancellation) =>
        _plans.MarkAsync(read, mark, skipped, cancellation);

    public async Task ReplaceInstanceAsync(JourneyId id, string instanceId, CancellationToken cancellation)
    {
        // The head first: the sweep that finds the plan row unchanged after a crash replaces the same instance by the same name again.
        await ChangeHeadAsync(id, head => head with { InstanceId = instanceId }, cancellation);
        await _plans.ReplaceInstanceAsync(id, instanceId, cancellation);
    }

    /// <summary>
    /// Destroys the journey's data key. That something happened stays provable, what it was is gone from here and from every copy of the
    /// facts' rows. Rows outside this table (board, links, people) are for the caller, before this: afterwards nobody knows whose they are.
    /// </summary>
    public async Task EraseAsync(JourneyId id, CancellationToken cancellation)
    {
        await ChangeHeadAsync(id, head => head with { WrappedKey = null }, cancellation);
        _reader.Forget(id);
        await _plans.CloseAsync(id, cancellation);
    }

    private async Task ChangeHeadAsync(JourneyId id, Func<JourneyHead, JourneyHead> change, CancellationToken cancellation)
    {
        while (await _journeys.GetAsync(id.Value, JourneyHead.Key, cancellation) is { } row && JourneyHead.Of(row) is var head && change(head) is var next && next != head)
        {
            if ((await _journeys.WriteAsync(Write.Replace(next.ToRow(id)), cancellation)).Done) return;
        }
    }

    private static CommitOutcome.Committed Nothing(StoredJourney stored) => new(stored.Loaded, []) { Before = stored.Loaded.Journey };

    /// <returns>Null when somebody else was first, or nobody can tell: read and decide again.</returns>
    private async Task<CommitOutcome.Committed?> TryAsync(StoredJourney stored, IReadOnlyList<Recorded> facts, Commit commit, CancellationToken cancellation)
    {
        var done = commit.Done is { } entry
            ? new EffectRow(entry with { At = entry.At.ToStored() }, stored.Loaded.Effects.GetValueOrDefault(entry.Key)?.ETag) { Attempt = commit.Attempt }
            : null;
        try
        {
            if (await SubmitAsync(stored, facts, done, cancellation) is not { } after) return null;
            return new(after, facts) { Before = stored.Loaded.Journey, Wake = facts.Count > 0 ? commit.Wake : null };
        }
        catch (StorageUnreachableException lost)
        {
            commit.Lost = lost;
            return null;
        }
    }

    private async Task<LoadedJourney?> SubmitAsync(StoredJourney stored, IReadOnlyList<Recorded> facts, EffectRow? done, CancellationToken cancellation)
    {
        var (writes, head) = stored.Commit(facts, done);
        var written = await _journeys.SubmitAsync(writes, cancellation);
        if (!written.Done) return null;
        var after = stored.After(facts, done is null ? null : done with { ETag = written.ETags[^1] }, facts.Count == 0 ? head : head with { ETag = written.ETags[0] });
        _reader.Remember(StoredJourney.Of(after)!);
        return after;
    }

    // A clinic's clock that was set back never makes a fact older than the one before it.
    private Moment MomentOf(StoredJourney stored, Author by) => new(Instant.Max(clock.GetCurrentInstant().ToStored(), stored.Loaded.Journey.LastAt), by, clinic());

    private Task WaitAsync(int tries, CancellationToken cancellation) =>
        Task.Delay(LongestFirstWait * (tries * Random.Shared.NextDouble()), time, cancellation);

    /// <summary>What stays the same over the tries of one decision.</summary>
    private sealed record Commit(string Attempt, LedgerEntry? Done)
    {
        public string? Wake { get; set; }

        /// <summary>The last answer that never came.</summary>
        public StorageUnreachableException? Lost { get; set; }
    }
}
