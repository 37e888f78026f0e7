using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>A journey as read, with what its next commit needs.</summary>
internal sealed record StoredJourney(LoadedJourney Loaded, JourneyHead Head, DataKey Key)
{
    public static StoredJourney New(JourneyId id, DataKey key, byte[] wrapped) => new(
        new(new Journey(id), [], Ledger.Empty, id.Value, null),
        new(0, HashChain.Start(id.Value), wrapped, NodaTime.Instant.MinValue),
        key);

    public int Sequence => Head.Sequence;

    /// <summary>The journey as it stood before the facts of that attempt, and those facts; none when it never committed.</summary>
    public (Journey Before, IReadOnlyList<Recorded> Facts) Of(string attempt)
    {
        IReadOnlyList<Recorded> facts = [.. Loaded.Facts.Where(fact => fact.Attempt == attempt)];
        return facts.Count == 0 ? (Loaded.Journey, facts) : (Journey.Of(Loaded.Journey.Id, Loaded.Facts.Take(facts[0].Sequence - 1)), facts);
    }

    public Recorded Record(Fact fact, int offset, Moment moment, string attempt) =>
        new(Head.Sequence + 1 + offset, moment.Now, moment.By, moment.Clinic.Version, attempt, fact);

    /// <summary>The writes of one commit: the facts, the head, and the ledger row that goes in with them.</summary>
    public IReadOnlyList<Write> Commit(IReadOnlyList<Recorded> facts, EffectRow? done)
    {
        List<Write> writes = [];
        if (facts.Count > 0)
        {
            var hash = Head.Hash;
            List<Write> rows = [];
            foreach (var fact in facts)
            {
                (var row, hash) = FactRows.Seal(Loaded.Journey.Id, fact, Key, hash);
                rows.Add(Write.Add(row));
            }
            var head = (Head with { Sequence = facts[^1].Sequence, Hash = hash, At = facts[^1].At }).ToRow(Loaded.Journey.Id);
            writes = [Head.ETag is null ? Write.Add(head) : Write.Replace(head), .. rows];
        }
        if (done is not null) writes.Add(done.ETag is null ? Write.Add(done.ToRow(Loaded.Journey.Id)) : Write.Replace(done.ToRow(Loaded.Journey.Id)));
        return writes;
    }

    /// <summary>As it stands after that commit.</summary>
    public LoadedJourney After(IReadOnlyList<Recorded> facts, EffectRow? done) => Loaded with
    {
        Journey = facts.Aggregate(Loaded.Journey, Pathway.Evolve),
        Facts = [.. Loaded.Facts, .. facts],
        Ledger = done is null ? Loaded.Ledger : Loaded.Ledger.With(done.Entry),
        Effects = done is null ? Loaded.Effects : new Dictionary<string, EffectRow>(Loaded.Effects, StringComparer.Ordinal) { [done.Entry.Key] = done },
    };
}
