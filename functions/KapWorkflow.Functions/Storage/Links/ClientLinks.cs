using System.Buffers.Text;
using System.Security.Cryptography;
using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

public enum LinkState
{
    Usable,
    Expired,
    Revoked,
}

/// <summary>What a client's link leads to.</summary>
/// <param name="Purpose">The one thing it is for, e.g. `consultation:choose`.</param>
public sealed record ClientLink(JourneyId Journey, string Purpose, Instant Expires, LinkState State);

/// <summary>
/// Client links: 16 random bytes in 22 characters, which fit a text message. The table holds their hash only, so reading it opens no
/// link. A link can be read until it expires or is revoked; what is done through it is made idempotent by its own key, not here.
/// </summary>
public sealed class ClientLinks(ITables tables, IClock clock)
{
    public const int TokenLength = 22;
    private const int TokenBytes = 16;
    private readonly ITable _links = tables.Open(TableNames.Links);

    /// <returns>The token; it is nowhere else.</returns>
    public async Task<string> CreateAsync(JourneyId journey, string purpose, Instant expires, CancellationToken cancellationToken = default)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var (partition, key) = KeyOf(token);
        await _links.AddIfAbsentAsync(new Row(partition, key)
        {
            ["journey"] = journey.Value,
            ["purpose"] = purpose,
            ["expires"] = expires,
            ["created"] = clock.GetCurrentInstant(),
        }, cancellationToken);
        return token;
    }

    /// <returns>Null for a token that was never given out, or is not one.</returns>
    public async Task<ClientLink?> FindAsync(string token, CancellationToken cancellationToken = default)
    {
        if (!IsToken(token)) return null;
        var (partition, key) = KeyOf(token);
        return await _links.GetAsync(partition, key, cancellationToken) is { } row ? LinkOf(row) : null;
    }

    public async Task RevokeAsync(string token, CancellationToken cancellationToken = default)
    {
        if (!IsToken(token)) return;
        var (partition, key) = KeyOf(token);
        if (await _links.GetAsync(partition, key, cancellationToken) is { } row) await RevokeAsync(row, cancellationToken);
    }

    /// <summary>Revokes every open link of a journey. Reads the whole table: for a withdrawal or an erasure, not for a page.</summary>
    public async Task RevokeAllAsync(JourneyId journey, CancellationToken cancellationToken = default)
    {
        await foreach (var row in _links.SweepAsync(RowRange.Everywhere, cancellationToken))
        {
            if (row.Text("journey") == journey.Value && !row.Flag("revoked")) await RevokeAsync(row, cancellationToken);
        }
    }

    // Only this ever changes a link, so a change by somebody else was the same change.
    private async Task RevokeAsync(Row row, CancellationToken cancellationToken) =>
        await _links.WriteAsync(Write.Merge(new Row(row.Partition, row.Key, row.ETag) { ["revoked"] = true }), cancellationToken);

    private ClientLink LinkOf(Row row)
    {
        var expires = row.Time("expires");
        var state = row.Flag("revoked") ? LinkState.Revoked : clock.GetCurrentInstant() < expires ? LinkState.Usable : LinkState.Expired;
        return new(row.Journey("journey"), row.Text("purpose"), expires, state);
    }

    private static bool IsToken(string token) =>
        token.Length == TokenLength && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    // 128 random bits need no key and no salt. The prefix spreads the links over a thousand partitions.
    private static (string Partition, string Key) KeyOf(string token)
    {
        var hash = Base32.Of(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(token)));
        return (hash[..2], hash);
    }
}
