using System.Globalization;
using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>
/// Times as a person reads them, in the person's zone and language: "Tue Dec 1, 2:00 PM" and "mar 1 dic, 2:00 PM". Own names of days
/// and months, because those of the platform differ from machine to machine, and a message must not.
/// </summary>
public static class TimeWords
{
    private static readonly string[] DaysEn = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    private static readonly string[] DaysEs = ["lun", "mar", "mié", "jue", "vie", "sáb", "dom"];
    private static readonly string[] MonthsEn = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    private static readonly string[] MonthsEs = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"];

    public static string Moment(Instant instant, DateTimeZone zone, string language)
    {
        var local = PracticeTime.Local(instant, zone);
        var day = Day(local.DayOfWeek, language);
        return language == "es"
            ? string.Create(CultureInfo.InvariantCulture, $"{day} {local.Day} {MonthsEs[local.Month - 1]}, {Clock(local.TimeOfDay)}")
            : string.Create(CultureInfo.InvariantCulture, $"{day} {MonthsEn[local.Month - 1]} {local.Day}, {Clock(local.TimeOfDay)}");
    }

    /// <summary>"Mon-Fri 9 AM-5 PM"; days that do not follow each other are named one by one.</summary>
    public static string Opening(OpeningHours opening, string language)
    {
        var days = opening.Days.Distinct().Order().ToList();
        var named = days.Count > 2 && days[^1] - days[0] == days.Count - 1
            ? $"{Day(days[0], language)}-{Day(days[^1], language)}"
            : string.Join(", ", days.Select(day => Day(day, language)));
        return $"{named} {Hour(opening.From)}-{Hour(opening.To)}";
    }

    public static string Clock(LocalTime time) => time.ToString("h:mm tt", CultureInfo.InvariantCulture);

    private static string Hour(LocalTime time) => time.Minute == 0 ? time.ToString("h tt", CultureInfo.InvariantCulture) : Clock(time);

    private static string Day(IsoDayOfWeek day, string language) => (language == "es" ? DaysEs : DaysEn)[(int)day - 1];
}
