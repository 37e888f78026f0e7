using System.Collections.Immutable;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>How far an effect has come. The order is the lattice: a receipt never moves it back.</summary>
public enum EffectState
{
    /// <summary>Surely not sent: the provider could not take it now. Tried again after <see cref="LedgerEntry.RetryAt"/>.</summary>
    Postponed,

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
/// <param name="Tries">How often it was postponed.</param>
public sealed record LedgerEntry(string Key, EffectState State, Instant At, Channel? Channel = null, string? TextId = null, string? Note = null, int Tries = 0)
{
    // 1 + 5 + 15 + 60 minutes, then every two hours until the duty's own deadline.
    private static readonly int[] RetryMinutes = [1, 5, 15, 60, 120];

    /// <summary>Nothing more is to be done for the key itself. A claim whose lease ran out is taken up again.</summary>
    public bool IsSettled => State is not (EffectState.Claimed or EffectState.Postponed);

    /// <summary>When a postponed effect is tried again.</summary>
    public Instant? RetryAt => State == EffectState.Postponed
        ? At + Duration.FromMinutes(RetryMinutes[Math.Clamp(Tries - 1, 0, RetryMinutes.Length - 1)])
        : null;

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
