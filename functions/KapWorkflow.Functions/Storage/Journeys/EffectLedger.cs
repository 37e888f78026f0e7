using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>
/// The ledger's own steps: claiming an effect and saying what became of it. They touch the effect's row (and the budget's), never the
/// head, so staff are never refused because a message went out.
/// </summary>
internal sealed class EffectLedger(ITable journeys, TimeProvider time)
{
    private const int Tries = 5;
    private const int RowsKnown = 2000;

    // A receipt mostly comes soon after the message, to the same process: then the row need not be read.
    private readonly LastUsed<(JourneyId, string), EffectRow> _written = new(RowsKnown);

    public async Task<ClaimOutcome> ClaimAsync(LoadedJourney read, EffectClaim claim, CancellationToken cancellationToken)
    {
        var (journey, key, attempt) = (read.Journey.Id, claim.Entry.Key, Attempt.New());
        var known = read.Effects.GetValueOrDefault(key);
        for (var tries = 1; ; tries++)
        {
            if (NotMine(known) is { } no) return no;
            var (before, mine) = (known, Mine(claim, known, attempt));
            WriteOutcome? answer = null;
            try
            {
                answer = await SubmitAsync(journey, mine, claim.Counts, read.BudgetTag, cancellationToken);
                if (answer.Done) return Won(answer.ETags[0]!);
            }
            catch (StorageUnreachableException) when (tries < Tries)
            {
                // Whether it was written is asked next.
            }
            known = await FindAsync(journey, key, cancellationToken);
            if (known?.Attempt == attempt) return Won(known.ETag!);
            if (NotMine(known) is { } late) return late;
            if (claim.Counts && answer is not null) return new ClaimOutcome.BudgetChanged();
            // A row that keeps changing is one that others are at.
            if (tries == Tries) return new ClaimOutcome.Leased();

            ClaimOutcome Won(string tag)
            {
                var held = new HeldClaim(journey, tag);
                _written.Remember((journey, key), mine with { ETag = tag });
                return before is { Entry.State: EffectState.Claimed }
                    ? new ClaimOutcome.TakenOver(held, before.Since ?? before.Entry.At, before.Fingerprints)
                    : new ClaimOutcome.Claimed(held);
            }
        }
    }

    public async Task RecordAsync(JourneyId journey, string? tag, LedgerEntry entry, string? providerId, CancellationToken cancellationToken)
    {
        var lost = 0;
        // A row as this process wrote it need not be read, nor the claim of its holder: the tag says whether it still is as it was.
        var known = _written.TryFind((journey, entry.Key), out var written) ? written
            : tag is not null ? new EffectRow(entry with { State = EffectState.Claimed }, tag)
            : await FindAsync(journey, entry.Key, cancellationToken);
        while (NextOf(journey, known, tag, entry, providerId) is { } row)
        {
            try
            {
                if (await journeys.WriteAsync(WriteOf(row), cancellationToken) is { Done: true, ETags: [var now, ..] })
                {
                    var state = known is null || LeadsOn(known, entry.State, tag) ? entry.State : known.Entry.State;
                    _written.Remember((journey, entry.Key), new EffectRow(entry with { State = state }, now) { ProviderId = providerId ?? known?.ProviderId });
                    return;
                }
            }
            catch (StorageUnreachableException) when (++lost < Tries)
            {
                // Read again: a step that was written is not one any more.
            }
            known = await FindAsync(journey, entry.Key, cancellationToken);
        }

        Write WriteOf(Row row) => row.ETag is null ? Write.Add(row) : entry.IsSettled && known?.Settled(entry, providerId) is { } whole ? Write.Replace(whole.ToRow(journey)) : Write.Merge(row);
    }

    /// <summary>Whether a step leads on from where the row stands.</summary>
    /// <param name="known">The row as it stands.</param>
    /// <param name="tag">Of the claim whose holder speaks; null for a receipt.</param>
    public static bool LeadsOn(EffectRow known, EffectState next, string? tag)
    {
        var takenOver = tag is not null && known.Entry.State == EffectState.Claimed && known.ETag != tag;
        if (takenOver) return next is EffectState.Accepted or EffectState.Undelivered or EffectState.Delivered;
        // A claim may be put off, and what was put off may be once more: the later time counts.
        return next > known.Entry.State || (next == EffectState.Postponed && known.Entry.State is EffectState.Claimed or EffectState.Postponed);
    }

    public bool IsLeased(EffectRow? row) => row is { Entry.State: EffectState.Claimed, LeaseEnd: { } end } && time.SystemNow() < end;

    private static Row? NextOf(JourneyId journey, EffectRow? known, string? tag, LedgerEntry entry, string? providerId) => known switch
    {
        null => EffectRow.Step(journey, entry, providerId, etag: null),
        _ when LeadsOn(known, entry.State, tag) => EffectRow.Step(journey, entry, providerId, known.ETag),
        // A receipt may come before the sender has said the provider's id.
        { ProviderId: null } when providerId is not null => new Row(journey.Value, EffectRow.KeyOf(entry.Key), known.ETag) { ["provider"] = providerId },
        _ => null,
    };

    private ClaimOutcome? NotMine(EffectRow? known) => known switch
    {
        { Entry.IsSettled: true } => new ClaimOutcome.Settled(known.Entry),
        _ when IsLeased(known) => new ClaimOutcome.Leased(),
        _ => null,
    };

    private EffectRow Mine(EffectClaim claim, EffectRow? known, string attempt)
    {
        var unresolved = known is { Entry.State: EffectState.Claimed } ? known : null;
        return new(claim.Entry with { At = claim.Entry.At.ToStored(), Tries = Math.Max(claim.Entry.Tries, known?.Entry.Tries ?? 0) }, known?.ETag)
        {
            LeaseEnd = (time.SystemNow() + claim.Lease).ToStored(),
            Attempt = attempt,
            Since = unresolved?.Since ?? unresolved?.Entry.At ?? claim.Entry.At.ToStored(),
            Fingerprints = [.. unresolved?.Fingerprints ?? [], .. claim.Fingerprint is { } mine ? [mine] : Array.Empty<string>()],
        };
    }

    private Task<WriteOutcome> SubmitAsync(JourneyId journey, EffectRow row, bool counts, string? budgetTag, CancellationToken cancellationToken)
    {
        var claim = row.ETag is null ? Write.Add(row.ToRow(journey)) : Write.Replace(row.ToRow(journey));
        if (!counts) return journeys.WriteAsync(claim, cancellationToken);
        var budget = new Row(journey.Value, JourneyReader.BudgetKey, budgetTag) { ["at"] = time.SystemNow() };
        return journeys.SubmitAsync([claim, budgetTag is null ? Write.Add(budget) : Write.Replace(budget)], cancellationToken);
    }

    private async Task<EffectRow?> FindAsync(JourneyId journey, string key, CancellationToken cancellationToken) =>
        await journeys.GetAsync(journey.Value, EffectRow.KeyOf(key), cancellationToken) is { } row ? EffectRow.Of(row) : null;
}
