using System.Collections.Immutable;
using System.Security.Cryptography;
using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>
/// Reads a journey in one go, as of one moment: its partition, but for the facts that this process has unsealed before. Facts never
/// change; that the new ones follow from those and end in the head, the chain of hashes proves on each read. What is known is content in
/// clear text, in memory only, and forgotten with the read that finds the journey erased: no read goes without the head.
/// </summary>
internal sealed class JourneyReader(ITable journeys, KeyRing keys, TimeProvider time)
{
    /// <summary>Behind the facts, so that a read which leaves out known facts finds it.</summary>
    public const string BudgetKey = "texts";

    // A read of two pages is disturbed by a commit between them, and a person commits every few seconds at most.
    private const int Tries = 10;
    private const int JourneysKnown = 200;
    private readonly LastUsed<JourneyId, (StoredJourney Read, Instant At)> _known = new(JourneysKnown);

    /// <exception cref="ErasedJourneyException">Its content is gone.</exception>
    public async Task<StoredJourney?> ReadAsync(JourneyId id, CancellationToken cancellationToken)
    {
        try
        {
            if (_known.TryFind(id, out var known) && await ReadOnAsync(known.Read, cancellationToken) is { } further) return further;
            var (head, rows) = await RowsAsync(journeys, RowRange.Of(id.Value), cancellationToken);
            return head is null ? null : Open(StoredJourney.New(id, KeyOf(keys, id, head), []), JourneyHead.Of(head), rows) ?? throw head.Corrupt(JourneyHead.SequenceName);
        }
        catch (ErasedJourneyException)
        {
            Forget(id);
            throw;
        }
    }

    /// <summary>As this process read it, or committed to it, no longer ago than that.</summary>
    public StoredJourney? Recent(JourneyId id, Duration age) => _known.TryFind(id, out var known) && time.SystemNow() - known.At <= age ? known.Read : null;

    public void Remember(StoredJourney journey) => _known.Remember(journey.Loaded.Journey.Id, (journey, time.SystemNow()));

    public void Forget(JourneyId id) => _known.Forget(id);

    /// <returns>Null when what is stored does not follow from what is known, such as after a restore: then all of it is read.</returns>
    private async Task<StoredJourney?> ReadOnAsync(StoredJourney known, CancellationToken cancellationToken)
    {
        var id = known.Loaded.Journey.Id;
        var further = RowRange.Of(id.Value).StartingAt(FactRows.KeyOf(known.Sequence + 1));
        var (headRow, rows) = await RowsAsync(journeys, further, cancellationToken, known.Sequence);
        if (headRow is not null)
        {
            var head = JourneyHead.Of(headRow);
            if (head.WrappedKey is not { } key) throw new ErasedJourneyException(id);
            var links = rows.Where(FactRows.Is).Select(FactRows.LinkOf);
            if (key.AsSpan().SequenceEqual(known.Head.WrappedKey) && HashChain.Follows(known.Head.Hash, known.Sequence, links, head.Sequence, head.Hash))
                return Open(known, head, rows);
        }
        Forget(id);
        return null;
    }

    /// <summary>Rows of a journey, its facts among them, and its head, as of one moment.</summary>
    /// <param name="journey">May leave out the first facts.</param>
    /// <param name="known">How many it leaves out.</param>
    public static async Task<(Row? Head, List<Row> Rows)> RowsAsync(ITable journeys, RowRange journey, CancellationToken cancellationToken, int known = 0)
    {
        string? before = null;
        for (var tries = 0; tries < Tries; tries++)
        {
            List<Row> rows = [];
            var pages = 0;
            await foreach (var page in journeys.ReadAsync(journey, cancellationToken))
            {
                rows.AddRange(page);
                pages++;
            }
            var head = rows.Find(row => row.Key == JourneyHead.Key);
            // A page is one moment. Several are, if no commit came between them: the head is what it was, and the facts are as many as it says
            // (a next page starts at a key chosen before the commit, and may leave out the fact before it).
            if (pages <= 1) return (head, rows);
            var after = await TagAsync(journeys, journey.Partition!, cancellationToken);
            if (after == head?.ETag && (before is null ? known + rows.Count(FactRows.Is) == head?.NumberOrNull(JourneyHead.SequenceName) : before == after)) return (head, rows);
            before = await TagAsync(journeys, journey.Partition!, cancellationToken) ?? "";
        }
        throw new StorageUnreachableException(journeys.Name, "a read between two commits");
    }

    public static DataKey KeyOf(KeyRing keys, JourneyId id, Row headRow)
    {
        if (JourneyHead.Of(headRow).WrappedKey is not { } wrapped) throw new ErasedJourneyException(id);
        try
        {
            return keys.Unwrap(wrapped, id.Value);
        }
        catch (CryptographicException cause)
        {
            throw new CorruptRowException(headRow.Table, headRow.Partition, headRow.Key, "key", cause);
        }
    }

    private static async Task<string?> TagAsync(ITable journeys, string journey, CancellationToken cancellationToken) =>
        (await journeys.GetAsync(journey, JourneyHead.Key, cancellationToken))?.ETag;

    /// <param name="known">The journey up to where the rows go on.</param>
    /// <returns>Null when a fact is missing.</returns>
    private StoredJourney? Open(StoredJourney known, JourneyHead head, List<Row> rows)
    {
        var id = known.Loaded.Journey.Id;
        var facts = rows.Where(FactRows.Is).Select(row => FactRows.Open(row, known.Key)).ToList();
        if (known.Sequence + facts.Count != head.Sequence || facts.Where((fact, n) => fact.Sequence != known.Sequence + n + 1).Any()) return null;

        var effects = rows
            .Where(row => row.Key.StartsWith(EffectRow.Prefix, StringComparison.Ordinal))
            .Select(EffectRow.Of)
            .ToDictionary(effect => effect.Entry.Key, StringComparer.Ordinal);
        var entries = effects.ToImmutableDictionary(effect => effect.Key, effect => effect.Value.Entry, StringComparer.Ordinal);
        var journey = facts.Aggregate(known.Loaded.Journey, Pathway.Evolve);
        IReadOnlyList<Recorded> all = facts.Count == 0 ? known.Loaded.Facts : [.. known.Loaded.Facts, .. facts];
        var loaded = new LoadedJourney(journey, all, new Ledger(entries), head.InstanceId ?? id.Value, NextDue: null)
        {
            Leases = effects.Values
                .Where(effect => effect is { Entry.State: EffectState.Claimed, LeaseEnd: not null })
                .ToDictionary(effect => effect.Entry.Key, effect => effect.LeaseEnd!.Value, StringComparer.Ordinal),
            BudgetTag = rows.Find(row => row.Key == BudgetKey)?.ETag,
            Effects = effects,
            Head = head,
            Key = known.Key,
        };
        var stored = new StoredJourney(loaded, head, known.Key);
        Remember(stored);
        return stored;
    }
}
