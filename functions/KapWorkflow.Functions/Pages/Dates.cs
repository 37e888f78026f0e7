using System.Globalization;
using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>
/// Days and times as people read them. Names of days and months are our own: those of a machine's locale data change with its release.
/// </summary>
public static class Dates
{
    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    private static readonly string[] Dias = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"];
    private static readonly string[] Months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    private static readonly string[] Meses = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];

    /// <summary>For staff, in the practice's zone: Tue 1 Dec 2026, 14:05.</summary>
    public static string Short(Instant at, DateTimeZone zone)
    {
        var local = PracticeTime.Local(at, zone);
        return string.Create(CultureInfo.InvariantCulture, $"{Days[(int)local.DayOfWeek - 1][..3]} {local.Day} {Months[local.Month - 1][..3]} {local.Year}, {local.Hour:00}:{local.Minute:00}");
    }

    /// <summary>Tue 1 Dec 2026.</summary>
    public static string Short(LocalDate day) =>
        string.Create(CultureInfo.InvariantCulture, $"{Days[(int)day.DayOfWeek - 1][..3]} {day.Day} {Months[day.Month - 1][..3]} {day.Year}");

    /// <summary>For clients, in their zone: Tuesday, December 1, 2026, 2:05 PM.</summary>
    public static string Long(Instant at, DateTimeZone zone, string language)
    {
        var local = PracticeTime.Local(at, zone);
        var (day, month) = ((int)local.DayOfWeek - 1, local.Month - 1);
        var half = local.Hour < 12 ? "AM" : "PM";
        return language == "es"
            ? string.Create(CultureInfo.InvariantCulture, $"{Dias[day]} {local.Day} de {Meses[month]} de {local.Year}, {local.ClockHourOfHalfDay}:{local.Minute:00} {(half == "AM" ? "a. m." : "p. m.")}")
            : string.Create(CultureInfo.InvariantCulture, $"{Days[day]}, {Months[month]} {local.Day}, {local.Year}, {local.ClockHourOfHalfDay}:{local.Minute:00} {half}");
    }

    /// <summary>The place that names the zone: America/Los_Angeles is Los Angeles.</summary>
    public static string Place(string zone) => zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ');
}
