namespace KapWorkflow.Core;

/// <summary>Which answers raise which alert (care-pathway §7). Item 9 thresholds are settings.</summary>
public static class SafetyRules
{
    /// <summary>The measure, and the alerts it raises in the same decision.</summary>
    public static IEnumerable<Fact> OnMeasure(Journey journey, MeasureTaken taken, Clinic clinic)
    {
        var facts = new List<Fact> { taken };
        if (taken.Measure == FormKind.Phq9 && taken.Items.TryGetValue("9", out var item9) && item9 > 0)
        {
            var urgent = item9 >= clinic.Safety.Item9Urgent;
            facts.Add(Alerts.Raise(journey, urgent ? SafetyRule.Item9Urgent : SafetyRule.Item9Positive, urgent ? AlertLevel.Page : AlertLevel.SameDay, "form"));
        }
        else if (taken.Level is { } level and not CssrsLevel.None)
        {
            facts.Add(level switch
            {
                CssrsLevel.High => Alerts.Raise(journey, SafetyRule.CssrsHigh, AlertLevel.Page, "form"),
                CssrsLevel.Moderate => Alerts.Raise(journey, SafetyRule.CssrsModerate, AlertLevel.SameDay, "form"),
                _ => Alerts.Raise(journey, SafetyRule.CssrsLow, AlertLevel.NextBusinessDay, "form"),
            });
        }
        else if (Worsened(journey, taken, clinic))
        {
            facts.Add(Alerts.Raise(journey, SafetyRule.ReliableWorsening, AlertLevel.NextBusinessDay, "form"));
        }
        return facts;
    }

    /// <summary>Crisis words in any answer, and a check-in that says something is wrong.</summary>
    public static IEnumerable<Fact> OnForm(Journey journey, FormKind form, IReadOnlyDictionary<string, string> answers)
    {
        if (answers.Values.Any(CrisisWords.Appear))
            return [Alerts.Raise(journey, SafetyRule.CrisisWords, AlertLevel.Page, "form")];
        if (form == FormKind.Checkin && answers.GetValueOrDefault("self-harm") == "yes")
            return [Alerts.Raise(journey, SafetyRule.Item9Urgent, AlertLevel.Page, "form")];
        if (form == FormKind.Checkin && FormLibrary.Of(form).NeedsReview(answers))
            return [Alerts.Raise(journey, SafetyRule.CheckinFlagged, AlertLevel.SameDay, "form")];
        return form == FormKind.FollowUp && answers.GetValueOrDefault("call-me") == "yes"
            ? [Alerts.Raise(journey, SafetyRule.CallWanted, AlertLevel.NextBusinessDay, "form")]
            : [];
    }

    /// <summary>S8, symmetrical with reliable improvement: against the first score of the same version.</summary>
    private static bool Worsened(Journey journey, MeasureTaken taken, Clinic clinic)
    {
        var reliable = taken.Measure switch
        {
            FormKind.Phq9 => clinic.Safety.PhqReliable,
            FormKind.Gad7 => clinic.Safety.GadReliable,
            FormKind.Pcl5 => clinic.Safety.PclReliable,
            _ => int.MaxValue,
        };
        return journey.Intake.Baseline(taken.Measure) is { } baseline
            && baseline.DefinitionHash == taken.DefinitionHash
            && taken.Total - baseline.Total >= reliable;
    }
}
