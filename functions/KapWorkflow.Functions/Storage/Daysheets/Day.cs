using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>A day's rows as read: `b:` bookings and the `c:` claims that name them.</summary>
internal sealed record Day(IReadOnlyDictionary<string, Row> Headers, IReadOnlyDictionary<string, Row> Claims)
{
    public const string HeaderPrefix = "b:";
    private const string Booking = "booking";

    public static Day Unread { get; } = Of([]);

    public static Day Of(IReadOnlyList<Row> rows) => new(
        rows.Where(IsHeader).ToDictionary(row => row.Key[HeaderPrefix.Length..], StringComparer.Ordinal),
        rows.Where(row => !IsHeader(row)).ToDictionary(row => row.Key, StringComparer.Ordinal));

    public static string OwnerOf(Row claim) => claim.Text(Booking);

    public static Row Claim(string partition, string key, BookingId owner, string? etag = null) => new(partition, key, etag) { [Booking] = owner.ToString() };

    public static Row Header(string partition, SlotClaim claim, Instant? expires, string? etag = null) => new(partition, HeaderPrefix + claim.Booking, etag)
    {
        ["attempt"] = claim.Attempt,
        ["state"] = (expires is null ? SlotState.Confirmed : SlotState.Held).ToString(),
        ["expires"] = expires,
        ["start"] = claim.Start,
        ["end"] = claim.Needs.Max(need => need.To),
        ["resources"] = string.Join(' ', claim.Needs.Select(need => need.Resource).Distinct(StringComparer.Ordinal)),
    };

    public static BookedSlot SlotOf(Row header) => new(
        BookingId.TryParse(header.Key[HeaderPrefix.Length..], out var booking) ? booking : throw header.Corrupt("key"),
        header.Text("attempt"),
        header.Word<SlotState>("state"),
        header.Word<SlotState>("state") == SlotState.Held ? header.Time("expires") : null,
        header.Time("start"),
        header.Time("end"),
        header.Text("resources").Split(' '));

    public Row? Find(BookingId booking) => Headers.GetValueOrDefault(booking.ToString());

    public IEnumerable<Row> ClaimsOf(string booking) => Claims.Values.Where(claim => OwnerOf(claim) == booking);

    /// <summary>A hold whose time is over may be taken by whoever wants the slot; its holder then fails to confirm.</summary>
    public bool HasLapsed(string booking, Instant now) =>
        Headers.GetValueOrDefault(booking) is { } header && header.Word<SlotState>("state") == SlotState.Held && header.Time("expires") <= now;

    /// <summary>The rows that go when a booking goes.</summary>
    public IEnumerable<Write> Removal(string booking) =>
        [.. Headers.GetValueOrDefault(booking) is { } header ? [Write.Delete(header)] : Array.Empty<Write>(), .. ClaimsOf(booking).Select(Write.Delete)];

    private static bool IsHeader(Row row) => row.Key.StartsWith(HeaderPrefix, StringComparison.Ordinal);
}
