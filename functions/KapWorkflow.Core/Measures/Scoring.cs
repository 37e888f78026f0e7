using System.Globalization;

namespace KapWorkflow.Core;

/// <summary>Scores exactly as care-pathway §6.1 and §6.2 say: whole numbers, bands, and what a missing item does.</summary>
public static class Scoring
{
    /// <summary>The band of a measure that has no score: half-answered, or with more left out than it bears.</summary>
    public const string Incomplete = "incomplete";

    public static bool IsMeasure(FormKind form) => form is FormKind.Phq9 or FormKind.Gad7 or FormKind.Pcl5 or FormKind.Cssrs;

    /// <param name="answers">Points as text, yes or no, or <see cref="Question.Skip"/>. Without an answer to everything that is asked there is no score.</param>
    public static MeasureTaken Score(FormDefinition definition, string language, IReadOnlyDictionary<string, string> answers, int pcl5Cut = 33)
    {
        var items = answers.Where(each => each.Value != Question.Skip).ToDictionary(
            each => each.Key,
            each => each.Value switch { "yes" => 1, "no" => 0, var points => int.Parse(points, NumberStyles.None, CultureInfo.InvariantCulture) },
            StringComparer.Ordinal);
        var whole = definition.Asked(answers).All(question => answers.ContainsKey(question.Id));
        if (definition.Kind == FormKind.Cssrs)
            return new MeasureTaken(definition.Kind, definition.Hash, language, items, null, whole ? null : Incomplete, Level(items, definition.Variant));
        var total = whole ? Total(definition, items) : null;
        var missing = definition.Questions.Count - items.Count;
        return new MeasureTaken(definition.Kind, definition.Hash, language, items, total, total is { } sum ? Band(definition.Kind, sum, pcl5Cut) : Incomplete)
        {
            Missing = missing > 0 ? missing : null,
        };
    }

    /// <summary>
    /// The sum; with a few items left out what it would be if they were like the others, rounded to the nearest whole, half up.
    /// Null when more are left out than the measure bears. Item 9 of the PHQ-9 is never made up.
    /// </summary>
    public static int? Total(FormDefinition definition, IReadOnlyDictionary<string, int> items)
    {
        var (all, answered) = (definition.Questions.Count, items.Count);
        if (all - answered > definition.MayMiss || (definition.Kind == FormKind.Phq9 && !items.ContainsKey("9")))
            return null;
        return (2 * items.Values.Sum() * all + answered) / (2 * answered);
    }

    /// <summary>Severity bands: PHQ-9 0-4-9-14-19-27, GAD-7 0-4-9-14-21; PCL-5 has a cut-off, no bands.</summary>
    public static string Band(FormKind measure, int total, int pcl5Cut = 33) => measure switch
    {
        FormKind.Phq9 => total switch { < 5 => "minimal", < 10 => "mild", < 15 => "moderate", < 20 => "moderately severe", _ => "severe" },
        FormKind.Gad7 => total switch { < 5 => "minimal", < 10 => "mild", < 15 => "moderate", _ => "severe" },
        FormKind.Pcl5 => total >= pcl5Cut ? "at or above the cut-off" : "below the cut-off",
        _ => "",
    };

    /// <summary>The other rule for PCL-5: an item of 2 or more counts; one of B (1-5), one of C (6-7), two of D (8-14), two of E (15-20) [S90].</summary>
    public static bool MeetsPcl5Clusters(IReadOnlyDictionary<string, int> items)
    {
        int Count(int from, int to) => Enumerable.Range(from, to - from + 1).Count(item => items.GetValueOrDefault(item.ToString(CultureInfo.InvariantCulture)) >= 2);
        return Count(1, 5) >= 1 && Count(6, 7) >= 1 && Count(8, 14) >= 2 && Count(15, 20) >= 2;
    }

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
