using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>One effect of the ledger as the row `m:{key}`, with what only the store needs to know.</summary>
internal sealed record EffectRow(LedgerEntry Entry, string? ETag = null)
{
    public const string Prefix = "m:";

    /// <summary>Until when the claim is its holder's alone, on the system's clock.</summary>
    public Instant? LeaseEnd { get; init; }

    /// <summary>Who wrote the claim, or the row that went in with a decision.</summary>
    public string? Attempt { get; init; }

    /// <summary>The first claim that nobody ever said the end of. Taking over does not move it: a search at the provider must reach back so far.</summary>
    public Instant? Since { get; init; }

    /// <summary>Of every body that may have been sent since then, oldest first.</summary>
    public IReadOnlyList<string> Fingerprints { get; init; } = [];

    public string? ProviderId { get; init; }

    /// <summary>
    /// A claim that is known whole, once it is settled: without what only a claim needs, for every read of the journey carries every row.
    /// Null where the row as it stands is not known whole.
    /// </summary>
    public EffectRow? Settled(LedgerEntry entry, string? providerId) => this is not { Attempt: not null, Entry: { State: EffectState.Claimed } claimed } ? null
        : new(entry with { Channel = entry.Channel ?? claimed.Channel, TextId = entry.TextId ?? claimed.TextId, Tries = Math.Max(entry.Tries, claimed.Tries) }, ETag) { ProviderId = providerId };

    public static string KeyOf(string effect) => Prefix + effect;

    public static EffectRow Of(Row row) => new(
        new(
            row.Key[Prefix.Length..],
            row.Word<EffectState>("state"),
            row.Time("at"),
            row.WordOrNull<Channel>("channel"),
            row.TextOrNull("text"),
            row.TextOrNull("note") is { Length: > 0 } note ? note : null,
            (int)(row.NumberOrNull("tries") ?? 0)),
        row.ETag)
    {
        LeaseEnd = row.TimeOrNull("lease"),
        Attempt = row.TextOrNull("attempt"),
        Since = row.TimeOrNull("since"),
        Fingerprints = row.TextOrNull("prints")?.Split(' ') ?? [],
        ProviderId = row.TextOrNull("provider"),
    };

    public Row ToRow(JourneyId journey) => new(journey.Value, KeyOf(Entry.Key), ETag)
    {
        ["state"] = Entry.State.ToString(),
        ["at"] = Entry.At,
        ["channel"] = Entry.Channel?.ToString(),
        ["text"] = Entry.TextId,
        ["note"] = Entry.Note,
        ["tries"] = Entry.Tries > 0 ? Entry.Tries : null,
        ["lease"] = LeaseEnd,
        ["attempt"] = Attempt,
        ["since"] = Since,
        ["prints"] = Fingerprints.Count > 0 ? string.Join(' ', Fingerprints) : null,
        ["provider"] = ProviderId,
    };

    /// <summary>What merging a further step changes; the claim's channel, text and fingerprints stay where the step does not name its own.</summary>
    public static Row Step(JourneyId journey, LedgerEntry entry, string? providerId, string? etag) => new(journey.Value, KeyOf(entry.Key), etag)
    {
        ["state"] = entry.State.ToString(),
        ["at"] = entry.At,
        ["channel"] = entry.Channel?.ToString(),
        ["text"] = entry.TextId,
        // Written even when there is none: the reason of an earlier try must not stand beside a later success.
        ["note"] = entry.Note ?? "",
        ["tries"] = entry.Tries > 0 ? entry.Tries : null,
        ["provider"] = providerId,
    };
}
