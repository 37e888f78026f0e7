using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>
/// Whether answers that are not complete yet already say that somebody must call (care-pathway S2: act on partial saves). The measure
/// itself is scored only when it is complete; this is the same thresholds on what is there.
/// </summary>
public static class UrgentAnswers
{
    public static bool In(FormKind form, IReadOnlyDictionary<string, string> answers, Clinic clinic) => form switch
    {
        FormKind.Phq9 => Points(answers, "9") >= clinic.Safety.Item9Urgent,
        FormKind.Cssrs => Scoring.Level(answers.ToDictionary(each => each.Key, each => each.Value == "yes" ? 1 : 0, StringComparer.Ordinal)) == CssrsLevel.High,
        FormKind.Checkin when answers.GetValueOrDefault("self-harm") == "yes" => true,
        _ => answers.Values.Any(CrisisWords.Appear),
    };

    private static int Points(IReadOnlyDictionary<string, string> answers, string item) =>
        answers.GetValueOrDefault(item) is [var digit and >= '0' and <= '9'] ? digit - '0' : 0;
}
