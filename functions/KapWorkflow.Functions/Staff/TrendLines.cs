using System.Globalization;
using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>A measure over time on the journey's page: where it began, where it is, and what that change is called.</summary>
/// <param name="Points">Of a line from left to right, for a picture of 120 by 32; empty for a single score.</param>
public sealed record TrendLine(string Measure, string Began, string Now, string Change, string Points, IReadOnlyList<string> Scores);

public static class TrendLines
{
    private const int Width = 120;
    private const int Height = 32;

    public static IReadOnlyList<TrendLine> Of(Journey journey, Clinic clinic) => [.. Trend.All(journey, clinic.Safety).Select(trend => Line(trend, clinic))];

    private static TrendLine Line(Trend trend, Clinic clinic)
    {
        var form = FormLibrary.ByHash(trend.DefinitionHash);
        var highest = form?.Questions.Sum(question => question.Highest ?? 0) ?? trend.Points.Max(point => point.Total);
        return new TrendLine(
            form is { Variant: not FormVariant.Standard } ? $"{Words.Of(trend.Measure)}, {Words.Of(form.Variant).ToLowerInvariant()}" : Words.Of(trend.Measure),
            Text(trend.Baseline.Total), Text(trend.Last.Total), Said(trend.Last), Picture(trend, highest),
            [.. trend.Points.Select(point => $"{Dates.Short(point.At, clinic.Zone)}: {Text(point.Total)}, {point.Measurement.Band}")]);
    }

    private static string Said(TrendPoint last)
    {
        if (last.SinceBaseline is not { } change)
            return "the baseline";
        string[] words =
        [
            change.Points switch { 0 => "unchanged", < 0 => $"{Text(-change.Points)} fewer", _ => $"{Text(change.Points)} more" },
            .. change.IsReliablyBetter ? ["reliably better"] : change.IsReliablyWorse ? ["reliably worse"] : change.IsNotablyWorse ? ["notably worse"] : Array.Empty<string>(),
            .. change.IsResponse ? ["response"] : Array.Empty<string>(),
            .. last.IsRemission ? ["remission"] : Array.Empty<string>(),
        ];
        return string.Join(", ", words);
    }

    /// <summary>More points lie higher: a line that falls is a client who is better.</summary>
    private static string Picture(Trend trend, int highest) => trend.Points.Count < 2 ? "" : string.Join(' ', trend.Points.Select((point, index) => string.Create(
        CultureInfo.InvariantCulture, $"{index * Width / (trend.Points.Count - 1)},{Height - (point.Total * Height / Math.Max(1, highest))}")));

    private static string Text(int? value) => value is { } number ? number.ToString(CultureInfo.InvariantCulture) : "-";
}
