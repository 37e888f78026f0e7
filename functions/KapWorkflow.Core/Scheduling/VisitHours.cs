using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>
/// Every visit lies within the opening hours of a business day, one by video or telephone too: nobody is there to be called on a
/// holiday, and no clock of the staff's runs.
/// </summary>
public static class VisitHours
{
    public static Reason? Unmet(string code, Instant start, Instant end, Clinic clinic) => Gate.Unless(
        clinic.Business.IsOpenFor(start, end),
        code, "It does not lie within the opening hours of a business day.", Next(start, clinic));

    private static string Next(Instant start, Clinic clinic)
    {
        var asked = PracticeTime.Local(start, clinic.Zone).Date;
        var open = clinic.Business.IsBusinessDay(asked) ? asked : PracticeTime.Local(clinic.Business.NextOpen(start), clinic.Zone).Date;
        var hours = string.Create(CultureInfo.InvariantCulture, $"from {Clock(clinic.Opening.From)} to {Clock(clinic.Opening.To)}");
        return open == asked ? $"That day is open {hours}: choose another time." : $"The next day that is open is {Day(open)}, {hours}.";
    }

    private static string Clock(LocalTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Day(LocalDate day) => day.ToString("ddd uuuu-MM-dd", CultureInfo.InvariantCulture);
}
