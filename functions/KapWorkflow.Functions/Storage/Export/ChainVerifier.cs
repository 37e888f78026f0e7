using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <param name="Facts">How many there are.</param>
/// <param name="FirstBroken">The first sequence that does not follow from what stands before it; null for a whole chain.</param>
public sealed record ChainReport(JourneyId Journey, int Facts, long? FirstBroken)
{
    public bool IsWhole => FirstBroken is null;
}

/// <summary>
/// Reads every journey's chain of facts: what was changed, moved, added or removed in the table shows, unless whoever did it also rewrote
/// every later fact and the head. It needs no key, so erased journeys are verified too.
/// </summary>
public sealed class ChainVerifier(ITables tables)
{
    private readonly ITable _journeys = tables.Open(TableNames.Journeys);

    /// <summary>A report a journey, by its id.</summary>
    public async Task<IReadOnlyList<ChainReport>> VerifyAsync(CancellationToken cancellationToken = default)
    {
        // Either may have been taken away; the other still tells of the journey.
        SortedSet<string> found = new(StringComparer.Ordinal);
        foreach (var key in (string[])[JourneyHead.Key, FactRows.KeyOf(1)])
            await foreach (var row in _journeys.SweepAsync(RowRange.Everywhere.Named(key).KeysOnly, cancellationToken))
                found.Add(JourneyId.TryParse(row.Partition, out _) ? row.Partition : throw row.Corrupt("partition"));
        List<ChainReport> reports = [];
        foreach (var partition in found) reports.Add(await VerifyAsync(JourneyId.Parse(partition), cancellationToken));
        return reports;
    }

    public async Task<ChainReport> VerifyAsync(JourneyId journey, CancellationToken cancellationToken = default)
    {
        var (head, rows) = await JourneyReader.RowsAsync(_journeys, FactsAndHead(journey), cancellationToken);
        List<ChainLink> links = [];
        var facts = rows.Where(row => row.Key.StartsWith(FactRows.Prefix, StringComparison.Ordinal)).ToList();
        try
        {
            foreach (var row in facts) links.Add(FactRows.LinkOf(row));
            // Without a head nothing vouches for any of it.
            if (head is null) return new(journey, facts.Count, 1);
            return new(journey, facts.Count, HashChain.FirstBroken(journey.Value, links, head.Number(JourneyHead.SequenceName), head.Bytes("hash")));
        }
        catch (CorruptRowException)
        {
            return new(journey, facts.Count, links.Count + 1);
        }
    }

    /// <summary>They lie side by side, before the ledger.</summary>
    internal static RowRange FactsAndHead(JourneyId journey) => RowRange.Of(journey.Value).Between(FactRows.Prefix, JourneyHead.Key + '-');
}
