namespace KapWorkflow.Core.Tests;

/// <summary>Invariant 13: the instruments of care-pathway §6.1 and §6.2, told plainly.</summary>
public static class TheScore
{
    public static IEnumerable<string> IsTheInstruments(Trace trace)
    {
        foreach (var each in trace.Facts)
        {
            if (each.Fact is not MeasureTaken taken)
                continue;
            var total = TotalOf(taken);
            if (taken.Total != total)
                yield return $"the {taken.Measure} at {each.Sequence} has {taken.Total} points instead of {total}";
            if (total is { } points && taken.Band != BandOf(taken.Measure, points, trace.ClinicOf(each).Safety.Pcl5Cut))
                yield return $"the {taken.Measure} at {each.Sequence} with {points} points is called {taken.Band}";
            if (taken.Measure == FormKind.Cssrs && taken.Level != CssrsLevelOf(taken.Items, FormLibrary.ByHash(taken.DefinitionHash)?.Variant == FormVariant.SinceLast))
                yield return $"the risk screen at {each.Sequence} is called {taken.Level}";
        }
    }

    private static int? TotalOf(MeasureTaken taken)
    {
        var items = taken.Measure switch { FormKind.Phq9 => 9, FormKind.Gad7 => 7, FormKind.Pcl5 => 20, _ => 0 };
        return items > 0 && taken.Items.Count == items ? taken.Items.Values.Sum() : null;
    }

    public static string BandOf(FormKind measure, int points, int pcl5Cut) => measure switch
    {
        FormKind.Phq9 => points <= 4 ? "minimal" : points <= 9 ? "mild" : points <= 14 ? "moderate" : points <= 19 ? "moderately severe" : "severe",
        FormKind.Gad7 => points <= 4 ? "minimal" : points <= 9 ? "mild" : points <= 14 ? "moderate" : "severe",
        FormKind.Pcl5 => points < pcl5Cut ? "below the cut-off" : "at or above the cut-off",
        _ => "",
    };

    public static CssrsLevel CssrsLevelOf(IReadOnlyDictionary<string, int> items, bool sinceLastContact = false)
    {
        bool Yes(string item) => items.TryGetValue(item, out var answer) && answer == 1;
        if (Yes("4") || Yes("5") || Yes("6-recent") || (sinceLastContact && Yes("6")))
            return CssrsLevel.High;
        if (Yes("3") || Yes("6"))
            return CssrsLevel.Moderate;
        return Yes("1") || Yes("2") ? CssrsLevel.Low : CssrsLevel.None;
    }
}
