using System.Runtime.CompilerServices;
using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>What a plan leaves behind, in rows that no decision competes for, and the sweep that reads it.</summary>
internal sealed class PlanMarks(ITable journeys, EffectLedger ledger)
{
    private const int Tries = 10;
    private const int RowsInOneGo = 90;

    public async Task MarkAsync(JourneyId journey, PlanMark? mark, IReadOnlyList<LedgerEntry> skipped, CancellationToken cancellationToken)
    {
        IReadOnlyList<LedgerEntry[]> chunks = skipped.Count == 0 ? [[]] : [.. skipped.Chunk(RowsInOneGo)];
        for (var n = 0; n < chunks.Count; n++)
        {
            var chunk = chunks[n];
            // The watermark comes last: it may never stand ahead of the rows it vouches for.
            var last = n == chunks.Count - 1 ? mark : null;
            await ChangeAsync(journey, async () => await WritesAsync(journey, last, chunk, cancellationToken), cancellationToken);
        }
    }

    public Task ReplaceInstanceAsync(JourneyId journey, string instanceId, CancellationToken cancellationToken) => ChangeAsync(journey, async () =>
    {
        var row = await PlanAsync(journey, cancellationToken);
        return row.InstanceId == instanceId ? [] : [(row with { InstanceId = instanceId }).ToWrite(journey)];
    }, cancellationToken);

    public async IAsyncEnumerable<JourneyGlance> GlanceAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Plans before heads: a commit in between looks unplanned, which is looked at again, never planned, which is not.
        Dictionary<string, PlanRow> plans = new(StringComparer.Ordinal);
        await foreach (var row in journeys.SweepAsync(RowRange.Everywhere.Named(PlanRow.Key), cancellationToken)) plans[row.Partition] = PlanRow.Of(row);
        var heads = RowRange.Everywhere.Named(JourneyHead.Key) with { Only = [JourneyHead.SequenceName, JourneyHead.ErasedName] };
        await foreach (var row in journeys.SweepAsync(heads, cancellationToken))
        {
            var id = JourneyId.TryParse(row.Partition, out var known) ? known : throw row.Corrupt("partition");
            var plan = plans.GetValueOrDefault(row.Partition) ?? new PlanRow(id.Value);
            var sequence = (int)row.Number(JourneyHead.SequenceName);
            var isOver = row.Flag(JourneyHead.ErasedName) || (plan.IsOver && plan.Sequence == sequence);
            yield return new(id, sequence, plan.Sequence, plan.InstanceId, plan.NextDue, isOver);
        }
    }

    private async Task<IReadOnlyList<Write>> WritesAsync(JourneyId journey, PlanMark? mark, LedgerEntry[] skipped, CancellationToken cancellationToken)
    {
        List<Write> writes = [];
        var plan = new PlanRow(journey.Value);
        if (skipped.Length > 0)
        {
            // Ledger and plan lie side by side: one read gives both.
            var rows = await journeys.ReadAllAsync(RowRange.Of(journey.Value).Between(EffectRow.Prefix, PlanRow.Key + '-'), cancellationToken);
            var effects = rows
                .Where(row => row.Key.StartsWith(EffectRow.Prefix, StringComparison.Ordinal))
                .Select(EffectRow.Of)
                .ToDictionary(effect => effect.Entry.Key, StringComparer.Ordinal);
            writes = [.. skipped.DistinctBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => SkipOf(journey, effects.GetValueOrDefault(entry.Key), entry)).OfType<Write>()];
            if (rows.LastOrDefault(row => row.Key == PlanRow.Key) is { } planRow) plan = PlanRow.Of(planRow);
        }
        else
        {
            plan = await PlanAsync(journey, cancellationToken);
        }
        if (mark is not null && plan.With(mark) is { } next) writes.Add(next.ToWrite(journey));
        return writes;
    }

    // What somebody is sending at this moment is theirs to settle.
    private Write? SkipOf(JourneyId journey, EffectRow? known, LedgerEntry entry) => known switch
    {
        null => Write.Add(EffectRow.Step(journey, entry, providerId: null, etag: null)),
        _ when ledger.IsLeased(known) || !EffectLedger.LeadsOn(known, entry.State, tag: null) => null,
        _ => Write.Merge(EffectRow.Step(journey, entry, providerId: null, known.ETag)),
    };

    private async Task<PlanRow> PlanAsync(JourneyId journey, CancellationToken cancellationToken) =>
        await journeys.GetAsync(journey.Value, PlanRow.Key, cancellationToken) is { } row ? PlanRow.Of(row) : new(journey.Value);

    /// <summary>Reads and writes again until the change is in, or needless because it is.</summary>
    private async Task ChangeAsync(JourneyId journey, Func<Task<IReadOnlyList<Write>>> change, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var writes = await change();
                if (writes.Count == 0 || (await journeys.SubmitAsync(writes, cancellationToken)).Done) return;
                if (tries == Tries) throw new InvalidOperationException($"The plan of {journey} is being written by too many at once.");
            }
            catch (StorageUnreachableException) when (tries < Tries)
            {
                // The next read tells whether it was written.
            }
        }
    }
}
