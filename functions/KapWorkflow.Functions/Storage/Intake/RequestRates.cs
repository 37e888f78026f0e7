using System.Globalization;
using NodaTime;

namespace KapWorkflow.Functions;

/// <param name="RetryAfter">How long until the window ends; zero when allowed.</param>
public sealed record RateAnswer(bool Allowed, Duration RetryAfter)
{
    public static RateAnswer Yes { get; } = new(true, Duration.Zero);
}

/// <summary>
/// How often an address asked within a window. Each request is a row of its own, so racers never wait for one another; a racer may
/// see fewer rows than there will be, so a burst can pass the limit by those in flight. Rows of one name are one request.
/// </summary>
public sealed class RequestRates(ITables tables, TimeProvider time)
{
    private readonly ITable _rates = tables.Open(TableNames.Rates);

    /// <param name="addressHash">The keyed hash of the address.</param>
    /// <param name="name">The same for repeats of one request, which count once even when they come together; null for one of its own.</param>
    public async Task<RateAnswer> AskAsync(string addressHash, int limit, Duration window, string? name, CancellationToken cancellationToken = default)
    {
        name ??= Attempt.New();
        // The system's clock: a clinic whose time was moved on still has the same network behind it.
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var start = now.ToUnixTimeTicks() / window.BclCompatibleTicks * window.BclCompatibleTicks;
        var prefix = start.ToString("D19", CultureInfo.InvariantCulture) + ":";
        var mine = prefix + now.ToUnixTimeTicks().ToString("D19", CultureInfo.InvariantCulture) + ":" + name;
        var wait = new RateAnswer(false, Instant.FromUnixTimeTicks(start) + window - now);

        var range = RowRange.Of(addressHash).StartingWith(prefix).KeysOnly;
        if (await OthersAsync(static _ => true) >= limit) return wait;
        await _rates.AddIfAbsentAsync(new Row(addressHash, mine), cancellationToken);
        return await OthersAsync(key => string.CompareOrdinal(key, mine) < 0) < limit ? RateAnswer.Yes : wait;

        async Task<int> OthersAsync(Func<string, bool> which) => (await _rates.ReadAllAsync(range, cancellationToken))
            .Where(row => which(row.Key))
            .Select(row => row.Key[(row.Key.LastIndexOf(':') + 1)..])
            .Where(other => other != name)
            .Distinct(StringComparer.Ordinal)
            .Count();
    }

    /// <summary>Deletes windows that began before an instant.</summary>
    public async Task ForgetBeforeAsync(Instant before, CancellationToken cancellationToken = default)
    {
        var limit = before.ToUnixTimeTicks().ToString("D19", CultureInfo.InvariantCulture);
        await foreach (var row in _rates.SweepAsync(RowRange.Everywhere.Between("0", limit).KeysOnly, cancellationToken))
            await _rates.WriteAsync(Write.Delete(row), cancellationToken);
    }
}
