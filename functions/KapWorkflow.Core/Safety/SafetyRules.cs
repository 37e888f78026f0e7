namespace KapWorkflow.Core;

/// <summary>Which answers raise which alert (care-pathway §7). Item 9 thresholds are settings.</summary>
public static class SafetyRules
{
    /// <summary>The measure, and every alert it raises in the same decision: item 9 and a worsening are two matters.</summary>
    public static IEnumerable<Fact> OnMeasure(Journey journey, MeasureTaken taken, Clinic clinic) =>
    [
        taken,
        .. taken.Measure == FormKind.Phq9 && taken.Items.TryGetValue("9", out var item9) && item9 > 0 ? [OnItem9(journey, item9, clinic)] : Array.Empty<Fact>(),
        .. taken.Level is { } level ? OnScreen(journey, level, "form") : [],
        .. Worsened(journey, taken, clinic) ? [Alerts.Raise(journey, SafetyRule.ReliableWorsening, AlertLevel.NextBusinessDay, "form")] : Array.Empty<Fact>(),
    ];

    /// <summary>S1, S4 and S5, wherever the screen was answered.</summary>
    public static IEnumerable<Fact> OnScreen(Journey journey, CssrsLevel level, string source) => level switch
    {
        CssrsLevel.High => [Alerts.Raise(journey, SafetyRule.CssrsHigh, AlertLevel.Page, source)],
        CssrsLevel.Moderate => [Alerts.Raise(journey, SafetyRule.CssrsModerate, AlertLevel.SameDay, source)],
        CssrsLevel.Low => [Alerts.Raise(journey, SafetyRule.CssrsLow, AlertLevel.NextBusinessDay, source)],
        _ => [],
    };

    /// <summary>S6: words of crisis in whatever a person wrote to us, be it the reason for a cancellation.</summary>
    public static IEnumerable<Fact> OnWords(Journey journey, string? words, string source) =>
        CrisisWords.Appear(words) ? [Alerts.Raise(journey, SafetyRule.CrisisWords, AlertLevel.Page, source)] : [];

    /// <summary>Crisis words in any answer, and a check-in that says something is wrong: each raises its own.</summary>
    public static IEnumerable<Fact> OnForm(Journey journey, FormKind form, IReadOnlyDictionary<string, string> answers)
    {
        if (answers.Values.Any(CrisisWords.Appear))
            yield return Alerts.Raise(journey, SafetyRule.CrisisWords, AlertLevel.Page, "form");
        if (form == FormKind.Checkin && answers.GetValueOrDefault("self-harm") == "yes")
            yield return Alerts.Raise(journey, SafetyRule.Item9Urgent, AlertLevel.Page, "form");
        if (FormLibrary.Of(form).ToAlarm(answers).Any())
            yield return Alerts.Raise(journey, SafetyRule.EmergencySymptom, AlertLevel.Page, "form");
        else if (form == FormKind.Checkin && answers.GetValueOrDefault("self-harm") != "yes" && FormLibrary.Of(form).NeedsReview(answers))
            yield return Alerts.Raise(journey, SafetyRule.CheckinFlagged, AlertLevel.SameDay, "form");
        if (form == FormKind.FollowUp && answers.GetValueOrDefault("call-me") == "yes")
            yield return Alerts.Raise(journey, SafetyRule.CallWanted, AlertLevel.NextBusinessDay, "form");
    }

    /// <summary>Whether these answers call for showing where help is, whatever becomes of them: refused, unfinished, or not saved at all.</summary>
    public static bool CallForHelp(FormKind form, IReadOnlyDictionary<string, string> answers) =>
        answers.Values.Any(CrisisWords.Appear)
        || (form == FormKind.Phq9 && answers.GetValueOrDefault("9")?.Trim() is "1" or "2" or "3")
        || FormLibrary.Of(form).ToAlarm(answers).Any()
        || (form == FormKind.Cssrs && answers.Values.Any(answer => answer.Trim() == "yes"))
        || (form == FormKind.Checkin && answers.GetValueOrDefault("self-harm")?.Trim() == "yes");

    /// <summary>S2 and S3. The threshold is a setting.</summary>
    private static AlertRaised OnItem9(Journey journey, int item9, Clinic clinic) => item9 >= clinic.Safety.Item9Urgent
        ? Alerts.Raise(journey, SafetyRule.Item9Urgent, AlertLevel.Page, "form")
        : Alerts.Raise(journey, SafetyRule.Item9Positive, AlertLevel.SameDay, "form");

    /// <summary>S8, symmetrical with reliable improvement: worse than where treatment began, or than the last time, in the same version.</summary>
    private static bool Worsened(Journey journey, MeasureTaken taken, Clinic clinic)
    {
        var now = new Measurement(taken.Measure, taken.DefinitionHash, taken.Total, taken.Band, taken.Level, null, new Stamp(journey.Sequence + 1, journey.LastAt));
        var before = new[] { Trend.BaselineOf(journey, taken.Measure, taken.DefinitionHash), journey.Intake.Measures.LastOrDefault(each => each.Measure == taken.Measure && each.DefinitionHash == taken.DefinitionHash && each.Total is not null) };
        return before.OfType<Measurement>().Any(earlier => Change.Between(earlier, now, clinic.Safety) is { IsReliablyWorse: true });
    }
}
