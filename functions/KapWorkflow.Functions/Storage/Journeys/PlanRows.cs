using System.Runtime.CompilerServices;
using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>
/// The table `plans`, a row a journey: what a plan leaves behind, where no decision competes for it, and what a sweep reads instead of
/// the journeys. The row stands before its journey does, so no journey is without one; a row whose journey never came is harmless.
/// </summary>
internal sealed class PlanRows(ITables tables, EffectLedger ledger)
{
    private const int RowsInOneGo = 90;
    private readonly ITable _plans = tables.Open(TableNames.Plans);
    private readonly ITable _journeys = tables.Open(TableNames.Journeys);

    public async Task BeginAsync(JourneyId journey, CancellationToken cancellationToken)
    {
        try
        {
            await _plans.WriteAsync(new PlanRow(journey, journey.Value).ToWrite(), cancellationToken);
        }
        catch (StorageUnreachableException)
        {
            if (await _plans.GetAsync(PlanRow.Partition, journey.Value, cancellationToken) is null) throw;
        }
    }

    public async Task<PlanRow> ReadAsync(JourneyId journey, CancellationToken cancellationToken) =>
        await _plans.GetAsync(PlanRow.Partition, journey.Value, cancellationToken) is { } row ? PlanRow.Of(row) : new(journey, journey.Value);

    public async Task<MarkOutcome> MarkAsync(LoadedJourney read, PlanMark? mark, IReadOnlyList<LedgerEntry> skipped, CancellationToken cancellationToken)
    {
        var plan = read.Plan ?? throw new InvalidOperationException("Only a journey that was read for a plan can be marked as planned.");
        // The watermark comes last: it may never stand ahead of the rows it vouches for.
        foreach (var chunk in skipped.DistinctBy(entry => entry.Key, StringComparer.Ordinal).Chunk(RowsInOneGo))
        {
            IReadOnlyList<Write> writes = [.. chunk.Select(entry => SkipOf(read, entry)).OfType<Write>()];
            if (writes.Count > 0 && !(await _journeys.SubmitAsync(writes, cancellationToken)).Done) return new MarkOutcome(IsOutdated: true, null);
        }
        if (mark is null || plan.With(mark) is not { } next) return new MarkOutcome(IsOutdated: false, plan.State);
        // Refused where somebody else planned meanwhile, or another orchestration took over: what they wrote stands.
        return await _plans.WriteAsync(next.ToWrite(), cancellationToken) is { Done: true, ETags: [var tag, ..] }
            ? new MarkOutcome(IsOutdated: false, (next with { ETag = tag }).State)
            : new MarkOutcome(IsOutdated: false, null);
    }

    public Task ReplaceInstanceAsync(JourneyId journey, string instanceId, CancellationToken cancellationToken) =>
        ChangeAsync(journey, plan => plan with { InstanceId = instanceId }, cancellationToken);

    /// <summary>Nobody will ever plan this journey again: it was erased.</summary>
    public Task CloseAsync(JourneyId journey, CancellationToken cancellationToken) =>
        ChangeAsync(journey, plan => plan with { NextDue = null, IsOver = true }, cancellationToken);

    public async IAsyncEnumerable<JourneyGlance> GlanceAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _plans.SweepAsync(RowRange.Of(PlanRow.Partition), cancellationToken))
        {
            var plan = PlanRow.Of(row);
            yield return new(plan.Journey, plan.Sequence, plan.InstanceId, plan.NextDue, plan.IsOver);
        }
    }

    // What somebody is sending at this moment is theirs to settle.
    private Write? SkipOf(LoadedJourney read, LedgerEntry entry) => read.Effects.GetValueOrDefault(entry.Key) switch
    {
        null => Write.Add(EffectRow.Step(read.Journey.Id, entry, providerId: null, etag: null)),
        var known when ledger.IsLeased(known) || !EffectLedger.LeadsOn(known, entry.State, tag: null) => null,
        var known => Write.Merge(EffectRow.Step(read.Journey.Id, entry, providerId: null, known.ETag)),
    };

    private async Task ChangeAsync(JourneyId journey, Func<PlanRow, PlanRow> change, CancellationToken cancellationToken)
    {
        while (await ReadAsync(journey, cancellationToken) is var plan && change(plan) is var next && next != plan)
            if ((await _plans.WriteAsync(next.ToWrite(), cancellationToken)).Done) return;
    }
}
