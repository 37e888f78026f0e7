using NodaTime;

namespace KapWorkflow.Core;

/// <summary>What became of a score from one time to another of the same measure, version and recall (care-pathway §6.1).</summary>
/// <param name="Points">Positive is worse.</param>
/// <param name="IsResponse">Half of the points or more are gone.</param>
/// <param name="IsReliablyBetter">By more than the measure itself varies.</param>
/// <param name="IsReliablyWorse">The same the other way.</param>
/// <param name="IsNotablyWorse">By as much as a person notices; for measures that have such a number.</param>
public sealed record Change(int Points, bool IsResponse, bool IsReliablyBetter, bool IsReliablyWorse, bool IsNotablyWorse)
{
    /// <summary>Null when the two may not be compared.</summary>
    public static Change? Between(Measurement before, Measurement after, SafetySettings settings)
    {
        if (before.Measure != after.Measure || before.DefinitionHash != after.DefinitionHash || before.Total is not { } from || after.Total is not { } to)
            return null;
        var reliable = ReliableOf(after.Measure, settings);
        return new Change(
            to - from,
            IsResponse: from > 0 && 2 * to <= from,
            IsReliablyBetter: from - to >= reliable,
            IsReliablyWorse: to - from >= reliable,
            IsNotablyWorse: after.Measure == FormKind.Phq9 && to - from >= settings.PhqNotable);
    }

    public static int ReliableOf(FormKind measure, SafetySettings settings) => measure switch
    {
        FormKind.Phq9 => settings.PhqReliable,
        FormKind.Gad7 => settings.GadReliable,
        FormKind.Pcl5 => settings.PclReliable,
        _ => int.MaxValue,
    };
}

/// <param name="SinceBaseline">Null for the baseline itself.</param>
/// <param name="SinceLast">Null for the first.</param>
/// <param name="IsRemission">Below what counts as ill, and it was not at baseline.</param>
public sealed record TrendPoint(Measurement Measurement, Change? SinceBaseline, Change? SinceLast, bool IsRemission)
{
    public int Total => Measurement.Total ?? 0;
    public Instant At => Measurement.Taken.At;
}

/// <summary>
/// One measure of one client over time. Answers to different versions, or about different spans of time, stand in trends of their own.
/// </summary>
public sealed record Trend(FormKind Measure, string DefinitionHash, Measurement Baseline, IReadOnlyList<TrendPoint> Points)
{
    public TrendPoint Last => Points[^1];

    /// <summary>Remission of the PHQ-9 is below 5 [S87]; recovery of the GAD-7 is below 8 [S88]. The PCL-5 has none.</summary>
    private static int? RemissionBelow(FormKind measure) => measure switch { FormKind.Phq9 => 5, FormKind.Gad7 => 8, _ => null };

    /// <summary>The trend of the version that was answered last; null before the first score.</summary>
    public static Trend? Of(Journey journey, FormKind measure, SafetySettings settings) =>
        journey.Intake.Measures.LastOrDefault(each => each.Measure == measure && each.Total is not null) is { } last
            ? Of(journey, measure, last.DefinitionHash, settings)
            : null;

    /// <summary>Every trend there is, the measures in their order, older versions first.</summary>
    public static IReadOnlyList<Trend> All(Journey journey, SafetySettings settings) =>
    [
        .. journey.Intake.Measures.Where(each => each.Total is not null)
            .GroupBy(each => (each.Measure, each.DefinitionHash)).OrderBy(group => group.Key.Measure).ThenBy(group => group.Last().Taken.Sequence)
            .Select(group => Of(journey, group.Key.Measure, group.Key.DefinitionHash, settings)),
    ];

    /// <summary>
    /// What a later score is held against: the last one before the first dose, since an older one says little about where treatment
    /// began; without a dose, or without a score before it, the first one.
    /// </summary>
    public static Measurement? BaselineOf(Journey journey, FormKind measure, string hash)
    {
        var scores = journey.Intake.Measures.Where(each => each.Measure == measure && each.DefinitionHash == hash && each.Total is not null).ToList();
        return (journey.Course.First?.Dosed is { } dosed ? scores.LastOrDefault(each => each.Taken.Sequence < dosed.Sequence) : null) ?? scores.FirstOrDefault();
    }

    private static Trend Of(Journey journey, FormKind measure, string hash, SafetySettings settings)
    {
        var scores = journey.Intake.Measures.Where(each => each.Measure == measure && each.DefinitionHash == hash && each.Total is not null).ToList();
        var baseline = BaselineOf(journey, measure, hash)!;
        return new Trend(measure, hash, baseline, [.. scores.Select((score, index) => new TrendPoint(
            score,
            score.Taken.Sequence > baseline.Taken.Sequence ? Change.Between(baseline, score, settings) : null,
            index > 0 ? Change.Between(scores[index - 1], score, settings) : null,
            score.Taken.Sequence > baseline.Taken.Sequence && RemissionBelow(measure) is { } below && score.Total < below && baseline.Total >= below))]);
    }
}
