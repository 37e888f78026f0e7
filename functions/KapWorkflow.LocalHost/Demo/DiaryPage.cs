using System.Globalization;
using System.Text;
using KapWorkflow.Core;
using KapWorkflow.Functions;
using NodaTime.Text;

namespace KapWorkflow.LocalHost;

/// <summary>A journey as dated sentences, a heading a day: what happened, what was sent, who decided.</summary>
public static class DiaryPage
{
    private static readonly LocalDatePattern Day = LocalDatePattern.Create("ddd d MMM uuuu", CultureInfo.InvariantCulture);
    private static readonly LocalTimePattern Time = LocalTimePattern.Create("HH:mm", CultureInfo.InvariantCulture);

    public static string Of(Scenario scenario, LoadedJourney read, Clinic clinic)
    {
        var page = new StringBuilder(scenario.Title).Append('\n');
        foreach (var day in Diary.Of(read.Facts, read.Ledger, clinic).GroupBy(line => PracticeTime.Local(line.At, clinic.Zone).Date))
        {
            page.Append('\n').Append(Day.Format(day.Key)).Append('\n');
            foreach (var line in day)
                page.Append("  ").Append(Time.Format(PracticeTime.Local(line.At, clinic.Zone).TimeOfDay)).Append("  ").Append(line.Text).Append('\n');
        }
        return page.ToString();
    }
}
