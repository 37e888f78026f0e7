using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>A claim against a day as read: who is in its way, and the one transaction that makes it.</summary>
/// <param name="Keys">Every claim row wanted, once.</param>
/// <param name="From">The booking of the same day that this one replaces.</param>
internal sealed record Taking(string Partition, SlotClaim Claim, IReadOnlyList<string> Keys, BookingId? From)
{
    /// <summary>What is not to be had: somebody's who is neither the old booking nor a hold that has lapsed.</summary>
    public IReadOnlyList<string> BlockedBy(Day day, Instant now)
    {
        var blocked = Keys
            .Where(key => day.Claims.TryGetValue(key, out var claim) && !IsInReach(day, Day.OwnerOf(claim), now))
            .Select(DayGrid.ResourceOf)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        // Another attempt at the same appointment holds it, perhaps at another time.
        if (blocked.Count == 0 && day.Find(Claim.Booking) is not null && !day.HasLapsed(Claim.Booking.ToString(), now)) blocked.Add(Claim.Booking.Journey.Value);
        return blocked;
    }

    /// <summary>Lapsed holds on the wanted time, and one on the same booking.</summary>
    public IReadOnlyList<string> Lapsed(Day day, Instant now) =>
    [
        .. Keys.Where(day.Claims.ContainsKey).Select(key => Day.OwnerOf(day.Claims[key])).Append(Claim.Booking.ToString())
            .Distinct(StringComparer.Ordinal)
            .Where(owner => owner != From?.ToString() && day.HasLapsed(owner, now)),
    ];

    /// <param name="keepTheOld">Leaves what the old booking holds beside the wanted time for a release of its own.</param>
    public IReadOnlyList<Write> Writes(Day day, Instant now, Instant? expires, bool keepTheOld = false)
    {
        List<string> leaving = [.. Lapsed(day, now), .. From is { } from && !keepTheOld ? [from.ToString()] : Array.Empty<string>()];
        var header = Day.HeaderPrefix + Claim.Booking;
        var removed = leaving.SelectMany(day.Removal).Where(write => write.Row.Key != header && !Keys.Contains(write.Row.Key, StringComparer.Ordinal));
        return
        [
            Put(day.Find(Claim.Booking)?.ETag, etag => Day.Header(Partition, Claim, expires, etag)),
            .. Keys.Select(key => Put(day.Claims.GetValueOrDefault(key)?.ETag, etag => Day.Claim(Partition, key, Claim.Booking, etag))),
            .. removed,
            Write.Touch(Partition),
        ];
    }

    private static Write Put(string? etag, Func<string?, Row> row) => etag is null ? Write.Add(row(null)) : Write.Replace(row(etag));

    private bool IsInReach(Day day, string owner, Instant now) => owner == From?.ToString() || day.HasLapsed(owner, now);
}
