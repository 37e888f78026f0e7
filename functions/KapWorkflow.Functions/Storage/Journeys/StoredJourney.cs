using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>A journey as read, with what its next commit needs.</summary>
internal sealed record StoredJourney(LoadedJourney Loaded, JourneyHead Head, DataKey Key)
{
    public static StoredJourney New(JourneyId id, DataKey key, byte[] wrapped) => new(
        new(new Journey(id), [], Ledger.Empty, id.Value, null),
        new(0, HashChain.Start(id.Value), wrapped, NodaTime.Instant.MinValue),
        key);

    /// <summary>Null on a journey that no store read.</summary>
    public static StoredJourney? Of(LoadedJourney read) => read is { Head: { } head, Key: { } key } ? new(read, head, key) : null;

    public int Sequence => Head.Sequence;

    /// <summary>The journey as it stood before the facts of that attempt, and those facts; none when it never committed.</summary>
    public (Journey Before, IReadOnlyList<Recorded> Facts) Of(string attempt)
    {
        IReadOnlyList<Recorded> facts = [.. Loaded.Facts.Where(fact => fact.Attempt == attempt)];
        return facts.Count == 0 ? (Loaded.Journey, facts) : (Journey.Of(Loaded.Journey.Id, Loaded.Facts.Take(facts[0].Sequence - 1)), facts);
    }

    public Recorded Record(Fact fact, int offset, Moment moment, string attempt) =>
        new(Head.Sequence + 1 + offset, moment.Now, moment.By, moment.Clinic.Version, attempt, fact);

    /// <summary>The writes of one commit: the head first, the facts, and the ledger row that goes in with them; and the head as it will be.</summary>
    public (IReadOnlyList<Write> Writes, JourneyHead Head) Commit(IReadOnlyList<Recorded> facts, EffectRow? done)
    {
        List<Write> writes = [];
        var head = Head;
        if (facts.Count > 0)
        {
            var hash = Head.Hash;
            List<Write> rows = [];
            foreach (var fact in facts)
            {
                (var row, hash) = FactRows.Seal(Loaded.Journey.Id, fact, Key, hash);
                rows.Add(Write.Add(row));
            }
            head = Head with { Sequence = facts[^1].Sequence, Hash = hash, At = facts[^1].At };
            var headRow = head.ToRow(Loaded.Journey.Id);
            writes = [Head.ETag is null ? Write.Add(headRow) : Write.Replace(headRow), .. rows];
        }
        if (done is not null) writes.Add(done.ETag is null ? Write.Add(done.ToRow(Loaded.Journey.Id)) : Write.Replace(done.ToRow(Loaded.Journey.Id)));
        return (writes, head);
    }

    /// <summary>As it stands after that commit.</summary>
    public LoadedJourney After(IReadOnlyList<Recorded> facts, EffectRow? done, JourneyHead head) => Loaded with
    {
        Head = head,
        Key = Key,
        Journey = facts.Aggregate(Loaded.Journey, Pathway.Evolve),
        Facts = [.. Loaded.Facts, .. facts],
        Ledger = done is null ? Loaded.Ledger : Loaded.Ledger.With(done.Entry),
        Effects = done is null ? Loaded.Effects : new Dictionary<string, EffectRow>(Loaded.Effects, StringComparer.Ordinal) { [done.Entry.Key] = done },
    };
}
