using System.Collections.Immutable;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>How far an effect has come. The order is the lattice: a receipt never moves it back.</summary>
public enum EffectState
{
    Claimed,

    /// <summary>Nobody can tell whether it went out, and its text says not to repeat it.</summary>
    Unknown,
    Accepted,
    Undelivered,
    Delivered,
    Suppressed,

    /// <summary>Due before the journey was planned that far: recorded, not acted upon.</summary>
    NotApplicable,

    /// <summary>Its deadline passed; a staff task says so.</summary>
    Dropped,

    /// <summary>Refused for good by the provider.</summary>
    Failed,

    /// <summary>A task opened, a fact recorded.</summary>
    Done,
}

/// <summary>One effect's row in the ledger.</summary>
/// <param name="At">When the state was recorded.</param>
/// <param name="Note">A code or reason, never content: <c>21610</c>, <c>no-consent</c>.</param>
public sealed record LedgerEntry(string Key, EffectState State, Instant At, Channel? Channel = null, string? TextId = null, string? Note = null)
{
    /// <summary>Nothing more is to be done for the key itself. A claim whose lease ran out is taken up again.</summary>
    public bool IsSettled => State != EffectState.Claimed;

    public bool WentOut => State is EffectState.Accepted or EffectState.Delivered;

    public bool FailedToReach => State is EffectState.Undelivered or EffectState.Failed;
}

/// <summary>What has been done for a journey, by key, and how far it was planned.</summary>
/// <param name="PlannedThrough">Every duty due up to here has had its turn.</param>
/// <param name="PlannedSequence">The last fact known to that plan.</param>
public sealed record Ledger(ImmutableDictionary<string, LedgerEntry> Entries, Instant? PlannedThrough = null, int PlannedSequence = 0)
{
    public static Ledger Empty { get; } = new(ImmutableDictionary.Create<string, LedgerEntry>(StringComparer.Ordinal));

    public LedgerEntry? Find(string key) => Entries.GetValueOrDefault(key);

    public bool IsSettled(string key) => Entries.TryGetValue(key, out var entry) && entry.IsSettled;

    public Ledger With(LedgerEntry entry) => this with { Entries = Entries.SetItem(entry.Key, entry) };
}
