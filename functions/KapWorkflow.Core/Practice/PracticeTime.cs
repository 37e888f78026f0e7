using NodaTime;
using NodaTime.TimeZones;

namespace KapWorkflow.Core;

/// <summary>A half-open span of a day's wall clock: from <paramref name="From"/>, up to but not including <paramref name="To"/>.</summary>
public sealed record Hours(LocalTime From, LocalTime To)
{
    public bool Contains(LocalTime time) => time >= From && time < To;
}

/// <summary>
/// The one place where wall-clock time meets instants. A skipped time (spring) moves forward by the length of the gap;
/// of a doubled time (autumn) the earlier one is meant.
/// </summary>
public static class PracticeTime
{
    private static readonly ZoneLocalMappingResolver Rule =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted);

    public static Instant At(LocalDateTime wallClock, DateTimeZone zone) => wallClock.InZone(zone, Rule).ToInstant();

    public static LocalDateTime Local(Instant instant, DateTimeZone zone) => instant.InZone(zone).LocalDateTime;

    /// <summary>The same wall-clock time so many calendar days before (care-pathway §9, offset semantics).</summary>
    public static Instant DaysBefore(Instant instant, int days, DateTimeZone zone) => At(Local(instant, zone).PlusDays(-days), zone);

    /// <summary>The instant itself inside the hours, else the next opening.</summary>
    public static Instant Later(Instant instant, DateTimeZone zone, Func<IsoDayOfWeek, Hours> hoursOf)
    {
        var local = Local(instant, zone);
        var hours = hoursOf(local.DayOfWeek);
        if (hours.Contains(local.TimeOfDay))
            return instant;
        var day = local.TimeOfDay < hours.From ? local.Date : local.Date.PlusDays(1);
        return At(day + hoursOf(day.DayOfWeek).From, zone);
    }

    /// <summary>The instant itself inside the hours, else the last permitted minute before it.</summary>
    public static Instant Earlier(Instant instant, DateTimeZone zone, Func<IsoDayOfWeek, Hours> hoursOf)
    {
        var local = Local(instant, zone);
        var hours = hoursOf(local.DayOfWeek);
        if (hours.Contains(local.TimeOfDay))
            return instant;
        var day = local.TimeOfDay >= hours.To ? local.Date : local.Date.PlusDays(-1);
        return At(day + hoursOf(day.DayOfWeek).To.PlusMinutes(-1), zone);
    }
}

/// <summary>The practice's opening hours on its business days; staff deadlines count in these.</summary>
public sealed class BusinessCalendar(DateTimeZone zone, Hours hours, IReadOnlyCollection<IsoDayOfWeek> days, IReadOnlyCollection<LocalDate> holidays)
{
    public bool IsBusinessDay(LocalDate date) => days.Contains(date.DayOfWeek) && !holidays.Contains(date);

    public bool IsOpen(Instant instant)
    {
        var local = PracticeTime.Local(instant, zone);
        return IsBusinessDay(local.Date) && hours.Contains(local.TimeOfDay);
    }

    /// <summary>Whether somebody is there from then until then, on one day.</summary>
    public bool IsOpenFor(Instant from, Instant until)
    {
        var (begins, ends) = (PracticeTime.Local(from, zone), PracticeTime.Local(until, zone));
        return IsBusinessDay(begins.Date) && begins.TimeOfDay >= hours.From && ends.Date == begins.Date && ends.TimeOfDay <= hours.To;
    }

    /// <summary>The close of business so many business days on; 0 is the close of this business day, or of the next one when closed.</summary>
    public Instant EndOfDayAfter(Instant from, int businessDays)
    {
        var opening = NextOpen(from);
        var day = PracticeTime.Local(opening, zone).Date;
        for (var left = businessDays; left > 0; left--)
            day = NextBusinessDay(day.PlusDays(1));
        return PracticeTime.At(day + hours.To, zone);
    }

    /// <summary>The instant itself when open, else the next opening.</summary>
    public Instant NextOpen(Instant from)
    {
        if (IsOpen(from))
            return from;
        var local = PracticeTime.Local(from, zone);
        var day = IsBusinessDay(local.Date) && local.TimeOfDay < hours.From ? local.Date : NextBusinessDay(local.Date.PlusDays(1));
        return PracticeTime.At(day + hours.From, zone);
    }

    /// <summary>The instant itself when open, else the last hours before it in which somebody was there: so long before that day's close.</summary>
    public Instant LastOpen(Instant before, Duration left)
    {
        if (IsOpen(before))
            return before;
        var local = PracticeTime.Local(before, zone);
        var day = local.TimeOfDay >= hours.To ? local.Date : local.Date.PlusDays(-1);
        for (var tries = 0; !IsBusinessDay(day) && tries < 366; tries++)
            day = day.PlusDays(-1);
        return PracticeTime.At(day + hours.To, zone) - left;
    }

    /// <summary>So much opening time later: the clock stands still while the practice is closed.</summary>
    public Instant After(Instant from, Duration open)
    {
        var at = NextOpen(from);
        var left = open;
        while (true)
        {
            var closes = PracticeTime.At(PracticeTime.Local(at, zone).Date + hours.To, zone);
            if (at + left <= closes)
                return at + left;
            left -= closes - at;
            at = NextOpen(closes);
        }
    }

    private LocalDate NextBusinessDay(LocalDate from)
    {
        var day = from;
        for (var tries = 0; !IsBusinessDay(day); tries++)
        {
            if (tries > 366)
                throw new InvalidOperationException("clinic.json leaves no business day in a year.");
            day = day.PlusDays(1);
        }
        return day;
    }
}
