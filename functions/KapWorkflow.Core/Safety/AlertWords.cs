namespace KapWorkflow.Core;

/// <summary>What raised an alert, in the words of the clinic.</summary>
public static class AlertWords
{
    public static string Of(SafetyRule rule) => rule switch
    {
        SafetyRule.CssrsHigh => "risk screen, high",
        SafetyRule.CssrsModerate => "risk screen, moderate",
        SafetyRule.CssrsLow => "risk screen, low",
        SafetyRule.Item9Urgent => "an answer about self-harm, more than half the days",
        SafetyRule.Item9Positive => "an answer about self-harm, several days",
        SafetyRule.EmergencySymptom => "a symptom that cannot wait: 911 first",
        SafetyRule.CheckinFlagged => "the day-after check-in asks for a call",
        SafetyRule.VitalsEmergency => "vitals that are an emergency",
        _ => Diary.Plain(rule),
    };
}
