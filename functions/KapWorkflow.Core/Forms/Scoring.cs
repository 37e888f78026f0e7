using System.Globalization;

namespace KapWorkflow.Core;

/// <summary>Scores exactly as care-pathway §6.1 and §6.2 say: whole numbers, bands, and what a missing item does.</summary>
public static class Scoring
{
    public static bool IsMeasure(FormKind form) => form is FormKind.Phq9 or FormKind.Gad7 or FormKind.Pcl5 or FormKind.Cssrs;

    /// <summary>The band of a measure that was not answered to the end.</summary>
    public const string Incomplete = "incomplete";

    public static MeasureTaken Score(FormDefinition definition, string language, IReadOnlyDictionary<string, string> answers, int pcl5Cut = 33)
    {
        var items = answers.Where(each => each.Value != Question.Skip).ToDictionary(
            each => each.Key,
            each => each.Value switch { "yes" => 1, "no" => 0, var points => int.Parse(points, NumberStyles.None, CultureInfo.InvariantCulture) },
            StringComparer.Ordinal);
        var complete = definition.Asked(answers).All(question => items.ContainsKey(question.Id));
        if (definition.Kind == FormKind.Cssrs)
            return new MeasureTaken(definition.Kind, definition.Hash, language, items, null, complete ? null : Incomplete, Level(items, definition.Variant));
        int? total = complete ? items.Values.Sum() : null;
        return new MeasureTaken(definition.Kind, definition.Hash, language, items, total, total is { } sum ? Band(definition.Kind, sum, pcl5Cut) : Incomplete);
    }

    /// <summary>Severity bands: PHQ-9 0-4-9-14-19-27, GAD-7 0-4-9-14-21; PCL-5 has a cut-off, no bands.</summary>
    public static string Band(FormKind measure, int total, int pcl5Cut = 33) => measure switch
    {
        FormKind.Phq9 => total switch { < 5 => "minimal", < 10 => "mild", < 15 => "moderate", < 20 => "moderately severe", _ => "severe" },
        FormKind.Gad7 => total switch { < 5 => "minimal", < 10 => "mild", < 15 => "moderate", _ => "severe" },
        FormKind.Pcl5 => total >= pcl5Cut ? "at or above the cut-off" : "below the cut-off",
        _ => "",
    };

    /// <summary>
    /// Q4, Q5, or behaviour within three months: high. Q3, or behaviour ever: moderate. Q1 or Q2: low. Behaviour since the last
    /// contact counts as recent however long ago that was.
    /// </summary>
    public static CssrsLevel Level(IReadOnlyDictionary<string, int> items, FormVariant variant = FormVariant.Standard)
    {
        bool Yes(string item) => items.GetValueOrDefault(item) == 1;
        return Yes("4") || Yes("5") || Yes("6-recent") || (variant == FormVariant.SinceLast && Yes("6")) ? CssrsLevel.High
            : Yes("3") || Yes("6") ? CssrsLevel.Moderate
            : Yes("1") || Yes("2") ? CssrsLevel.Low
            : CssrsLevel.None;
    }
}
