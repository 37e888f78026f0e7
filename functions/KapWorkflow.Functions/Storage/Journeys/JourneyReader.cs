using System.Collections.Immutable;
using System.Security.Cryptography;
using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>Reads a journey: its partition in one go, as of one moment.</summary>
internal sealed class JourneyReader(ITable journeys, KeyRing keys)
{
    public const string BudgetKey = "b";

    // A read of two pages is disturbed by a commit between them, and a person commits every few seconds at most.
    private const int Tries = 10;

    /// <exception cref="ErasedJourneyException">Its content is gone.</exception>
    public async Task<StoredJourney?> ReadAsync(JourneyId id, CancellationToken cancellationToken)
    {
        var (head, rows) = await RowsAsync(journeys, RowRange.Of(id.Value), cancellationToken);
        return head is null ? null : Open(id, head, rows);
    }

    /// <summary>Rows of a journey, its facts among them, and its head, as of one moment.</summary>
    public static async Task<(Row? Head, List<Row> Rows)> RowsAsync(ITable journeys, RowRange journey, CancellationToken cancellationToken)
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
            if (after == head?.ETag && (before is null ? CountOf(rows) == head?.NumberOrNull(JourneyHead.SequenceName) : before == after)) return (head, rows);
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

    private static int CountOf(List<Row> rows) => rows.Count(row => row.Key.StartsWith(FactRows.Prefix, StringComparison.Ordinal));

    private static async Task<string?> TagAsync(ITable journeys, string journey, CancellationToken cancellationToken) =>
        (await journeys.GetAsync(journey, JourneyHead.Key, cancellationToken))?.ETag;

    private StoredJourney Open(JourneyId id, Row headRow, List<Row> rows)
    {
        var head = JourneyHead.Of(headRow);
        var key = KeyOf(keys, id, headRow);
        var facts = rows.Where(row => row.Key.StartsWith(FactRows.Prefix, StringComparison.Ordinal)).Select(row => FactRows.Open(row, key)).ToList();
        if (facts.Count != head.Sequence || facts.Where((fact, n) => fact.Sequence != n + 1).Any()) throw headRow.Corrupt(JourneyHead.SequenceName);

        var effects = rows
            .Where(row => row.Key.StartsWith(EffectRow.Prefix, StringComparison.Ordinal))
            .Select(EffectRow.Of)
            .ToDictionary(effect => effect.Entry.Key, StringComparer.Ordinal);
        var entries = effects.ToImmutableDictionary(effect => effect.Key, effect => effect.Value.Entry, StringComparer.Ordinal);
        var loaded = new LoadedJourney(Journey.Of(id, facts), facts, new Ledger(entries), head.InstanceId ?? id.Value, NextDue: null)
        {
            Leases = effects.Values
                .Where(effect => effect is { Entry.State: EffectState.Claimed, LeaseEnd: not null })
                .ToDictionary(effect => effect.Entry.Key, effect => effect.LeaseEnd!.Value, StringComparer.Ordinal),
            BudgetTag = rows.Find(row => row.Key == BudgetKey)?.ETag,
            Effects = effects,
        };
        return new(loaded, head, key);
    }
}
