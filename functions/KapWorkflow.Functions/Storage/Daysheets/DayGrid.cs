using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace KapWorkflow.Functions;

/// <summary>
/// A practice's day in quarter-hours, counted as time passes from its midnight: on the days the clocks change there are 92 or 100 of
/// them, and each is still one quarter of an hour.
/// </summary>
internal sealed class DayGrid(string practice, LocalDate date, DateTimeZone zone)
{
    private static readonly long Granule = Duration.FromMinutes(15).ToInt64Nanoseconds();
    private readonly Instant _midnight = zone.AtStartOfDay(date).ToInstant();
    private readonly Instant _end = zone.AtStartOfDay(date.PlusDays(1)).ToInstant();

    public string Partition { get; } = $"{practice}:{LocalDatePattern.Iso.Format(date)}";

    public static string ClaimKey(string resource, int granule) => string.Create(CultureInfo.InvariantCulture, $"c:{resource}:{granule:D3}");

    public static string ResourceOf(string claimKey) => claimKey[2..claimKey.LastIndexOf(':')];

    /// <summary>The keys of every quarter-hour that a need touches; null when it leaves the day.</summary>
    public IReadOnlyList<string>? KeysOf(Need need)
    {
        if (need.From < _midnight || need.To > _end) return null;
        var first = SinceMidnight(need.From) / Granule;
        var after = (SinceMidnight(need.To) + Granule - 1) / Granule;
        return [.. Enumerable.Range((int)first, Math.Max(0, (int)(after - first))).Select(granule => ClaimKey(need.Resource, granule))];
    }

    private long SinceMidnight(Instant instant) => (instant - _midnight).ToInt64Nanoseconds();
}
