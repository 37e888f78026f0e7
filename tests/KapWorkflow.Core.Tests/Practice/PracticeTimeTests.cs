using NodaTime;

namespace KapWorkflow.Core.Tests;

public class The_practices_clock
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    [Fact]
    public void Moves_a_time_that_spring_skips_forward_by_the_gap() =>
        Assert.Equal(Instant.FromUtc(2027, 3, 14, 7, 30), PracticeTime.At(new LocalDateTime(2027, 3, 14, 2, 30), NewYork));

    [Fact]
    public void Means_the_earlier_of_a_time_that_autumn_doubles() =>
        Assert.Equal(Instant.FromUtc(2026, 11, 1, 5, 30), PracticeTime.At(new LocalDateTime(2026, 11, 1, 1, 30), NewYork));

    [Theory]
    [InlineData(2027, 3, 15)]
    [InlineData(2026, 11, 2)]
    public void Keeps_the_hour_a_day_before_across_a_change(int year, int month, int day)
    {
        var start = PracticeTime.At(new LocalDateTime(year, month, day, 10, 0), NewYork);
        Assert.Equal(new LocalDateTime(year, month, day, 10, 0).PlusDays(-1), PracticeTime.Local(PracticeTime.DaysBefore(start, 1, NewYork), NewYork));
    }

    [Theory]
    [InlineData(7, 59, 8, 0, 0)]
    [InlineData(8, 0, 8, 0, 0)]
    [InlineData(20, 59, 20, 59, 0)]
    [InlineData(21, 0, 8, 0, 1)]
    public void Moves_later_into_the_window_which_is_half_open(int hour, int minute, int toHour, int toMinute, int days)
    {
        var day = new LocalDate(2026, 11, 11);
        var moved = PracticeTime.Later(PracticeTime.At(day + new LocalTime(hour, minute), NewYork), NewYork, _ => new Hours(new LocalTime(8, 0), new LocalTime(21, 0)));
        Assert.Equal(day.PlusDays(days) + new LocalTime(toHour, toMinute), PracticeTime.Local(moved, NewYork));
    }

    [Theory]
    [InlineData(7, 59, 20, 59, -1)]
    [InlineData(8, 0, 8, 0, 0)]
    [InlineData(21, 30, 20, 59, 0)]
    public void Moves_earlier_to_the_last_minute_of_the_window(int hour, int minute, int toHour, int toMinute, int days)
    {
        var day = new LocalDate(2026, 11, 11);
        var moved = PracticeTime.Earlier(PracticeTime.At(day + new LocalTime(hour, minute), NewYork), NewYork, _ => new Hours(new LocalTime(8, 0), new LocalTime(21, 0)));
        Assert.Equal(day.PlusDays(days) + new LocalTime(toHour, toMinute), PracticeTime.Local(moved, NewYork));
    }
}

public class The_business_calendar
{
    private static readonly BusinessCalendar Calendar = AClinic.Open.Business;

    [Theory]
    [InlineData("2026-11-03T10:00", "2026-11-03T10:05")]
    [InlineData("2026-11-03T16:58", "2026-11-04T09:03")]
    [InlineData("2026-11-06T18:00", "2026-11-09T09:05")]
    [InlineData("2026-11-25T16:58", "2026-11-27T09:03")]
    [InlineData("2026-12-31T17:00", "2027-01-04T09:05")]
    public void Counts_five_minutes_of_opening_time(string from, string to) =>
        Assert.Equal(Local(to), Calendar.After(Local(from), Duration.FromMinutes(5)));

    [Theory]
    [InlineData("2026-11-03T10:00", 0, "2026-11-03T17:00")]
    [InlineData("2026-11-03T17:00", 0, "2026-11-04T17:00")]
    [InlineData("2026-11-25T10:00", 1, "2026-11-27T17:00")]
    [InlineData("2026-11-28T10:00", 0, "2026-11-30T17:00")]
    [InlineData("2026-11-28T10:00", 2, "2026-12-02T17:00")]
    public void Finds_the_close_so_many_business_days_on(string from, int days, string to) =>
        Assert.Equal(Local(to), Calendar.EndOfDayAfter(Local(from), days));

    [Theory]
    [InlineData("2026-11-03T10:00", "2026-11-03T10:00")]
    [InlineData("2026-11-22T10:00", "2026-11-20T15:00")]
    [InlineData("2026-11-26T10:00", "2026-11-25T15:00")]
    [InlineData("2026-11-03T08:00", "2026-11-02T15:00")]
    public void Looks_back_to_when_somebody_was_there(string before, string to) =>
        Assert.Equal(Local(to), Calendar.LastOpen(Local(before), Duration.FromHours(2)));

    [Fact]
    public void Keeps_its_hours_when_the_clocks_change()
    {
        Assert.Equal(Local("2026-11-02T09:05"), Calendar.After(Local("2026-10-30T17:00"), Duration.FromMinutes(5)));
        Assert.Equal(Duration.FromHours(8 * 5), Calendar.EndOfDayAfter(Local("2027-03-12T09:00"), 0) - Local("2027-03-12T09:00") + Duration.FromHours(32));
    }

    private static Instant Local(string text) =>
        PracticeTime.At(NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(text).Value, AClinic.Open.Zone);
}
