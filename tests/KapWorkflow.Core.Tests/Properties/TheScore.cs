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
            // Kept for what it warns of, while the form is gone on with.
            var isHalf = taken.Total is null && trace.Facts.ElementAtOrDefault(each.Sequence)?.Fact is FormSaved saved && saved.Form == taken.Measure;
            var total = isHalf ? null : TotalOf(taken);
            if (taken.Total != total)
                yield return $"the {taken.Measure} at {each.Sequence} has {taken.Total} points instead of {total}";
            if (total is { } points && taken.Band != BandOf(taken.Measure, points, trace.ClinicOf(each).Safety.Pcl5Cut))
                yield return $"the {taken.Measure} at {each.Sequence} with {points} points is called {taken.Band}";
            if (taken.Measure == FormKind.Cssrs && taken.Level != CssrsLevelOf(taken.Items, FormLibrary.ByHash(taken.DefinitionHash)?.Variant == FormVariant.SinceLast))
                yield return $"the risk screen at {each.Sequence} is called {taken.Level}";
        }
    }

    /// <summary>A few items may be missing, item 9 of the PHQ-9 never: the others stand in for them, rounded to the nearest whole.</summary>
    private static int? TotalOf(MeasureTaken taken)
    {
        var (items, few) = taken.Measure switch { FormKind.Phq9 => (9, 2), FormKind.Gad7 => (7, 1), FormKind.Pcl5 => (20, 4), _ => (0, 0) };
        var missing = items - taken.Items.Count;
        if (items == 0 || missing > few || (taken.Measure == FormKind.Phq9 && !taken.Items.ContainsKey("9")))
            return null;
        return (int)Math.Floor(((decimal)taken.Items.Values.Sum() * items / taken.Items.Count) + 0.5m);
    }

    public static bool IsSinceLast(MeasureTaken taken) => taken.DefinitionHash == FormLibrary.Of(FormKind.Cssrs, FormVariant.SinceLast).Hash;

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
