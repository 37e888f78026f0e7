using System.Text.Json;
using KapWorkflow.Core;
using NodaTime;
using NodaTime.Text;

namespace KapWorkflow.LocalHost;

/// <summary>What somebody wants of the clinic's clock.</summary>
internal abstract record ClockWish
{
    public const string Accepted =
        """Send exactly one of {"advance":"P1D"} (an ISO 8601 period: PT30M, P1W, …), {"to":"2026-12-01T10:00"} (practice time, or an instant with Z), {"next":true} and {"hold":true|false}.""";

    /// <summary>Far enough for any journey; a year mistyped as 20260 would keep the machine busy for days.</summary>
    private const int MostYears = 5;

    private ClockWish()
    {
    }

    public sealed record To(Instant At) : ClockWish;

    public sealed record NextEvent : ClockWish;

    public sealed record Hold(bool IsOn) : ClockWish;

    /// <summary>From a JSON body, or the problem with it.</summary>
    public static (ClockWish? Wish, string? Problem) Read(JsonElement body, Instant now, DateTimeZone zone)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return (null, "The body is not a JSON object.");

        var members = body.EnumerateObject().ToList();
        return members switch
        {
            [{ Name: "advance", Value: { ValueKind: JsonValueKind.String } period }] => Advance(period.GetString()!, now, zone),
            [{ Name: "to", Value: { ValueKind: JsonValueKind.String } moment }] => GoTo(moment.GetString()!, now, zone),
            [{ Name: "next", Value.ValueKind: JsonValueKind.True }] => (new NextEvent(), null),
            [{ Name: "hold", Value: { ValueKind: JsonValueKind.True or JsonValueKind.False } hold }] => (new Hold(hold.GetBoolean()), null),
            [var other] => (null, $"'{other.Name}' is not known, or its value is of another kind."),
            _ => (null, $"The body has {members.Count} members."),
        };
    }

    /// <summary>From the time bar's form: the button that was pressed.</summary>
    public static (ClockWish? Wish, string? Problem) Read(IFormCollection form, Instant now, DateTimeZone zone) => form["do"].ToString() switch
    {
        "next" => (new NextEvent(), null),
        "hold" => (new Hold(IsOn: true), null),
        "run" => (new Hold(IsOn: false), null),
        "to" when string.IsNullOrWhiteSpace(form["to"]) => (null, "Choose a day and a time to go to."),
        "to" => GoTo(form["to"].ToString(), now, zone),
        var period => Advance(period, now, zone),
    };

    /// <summary>Days and longer count on the practice's calendar: a day later is the same time of day, over a change of clocks too.</summary>
    private static (ClockWish? Wish, string? Problem) Advance(string text, Instant now, DateTimeZone zone)
    {
        if (PeriodPattern.NormalizingIso.Parse(text) is not { Success: true, Value: var period })
            return (null, "'advance' is not an ISO 8601 period.");

        try
        {
            var days = new PeriodBuilder { Years = period.Years, Months = period.Months, Weeks = period.Weeks, Days = period.Days }.Build();
            var local = PracticeTime.Local(now, zone);
            var day = days.Equals(Period.Zero) ? now : PracticeTime.At(local + days, zone);
            return Forward(day + (period - days).ToDuration(), now);
        }
        catch (Exception far) when (far is OverflowException or ArgumentOutOfRangeException or InvalidOperationException)
        {
            return TooFar;
        }
    }

    private static (ClockWish? Wish, string? Problem) GoTo(string text, Instant now, DateTimeZone zone)
    {
        if (OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true } moment)
            return Forward(moment.Value.ToInstant(), now);
        if (Wall(text) is { } wall)
            return Forward(PracticeTime.At(wall, zone), now);

        return (null, "'to' is not a date and a time.");
    }

    private static LocalDateTime? Wall(string text) =>
        LocalDateTimePattern.GeneralIso.Parse(text) is { Success: true } seconds ? seconds.Value
        : LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(text) is { Success: true } minutes ? minutes.Value
        : null;

    private static (ClockWish? Wish, string? Problem) Forward(Instant at, Instant now) =>
        at <= now ? (null, "The clinic's clock goes forward only.")
        : at > now + Duration.FromDays(366 * MostYears) ? TooFar
        : (new To(at), null);

    private static (ClockWish? Wish, string? Problem) TooFar => (null, $"That is more than {MostYears} years on.");
}
