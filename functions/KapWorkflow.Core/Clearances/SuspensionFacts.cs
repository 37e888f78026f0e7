namespace KapWorkflow.Core;

/// <summary>What suspends a clearance (care-pathway §4.5).</summary>
public enum SuspensionTrigger
{
    /// <summary>A clinician or the director.</summary>
    ByHand,
    NewDiagnosis,
    MedicineChanged,
    PossiblePregnancy,
    PositivePregnancyTest,
    HospitalVisit,
    Surgery,
    HeadInjury,
    PsychosisOrMania,

    /// <summary>C-SSRS moderate or high.</summary>
    RiskScreen,

    /// <summary>PHQ-9 item 9 is above nought, and higher than the last time.</summary>
    Item9Rising,

    /// <summary>The PHQ-9 is worse than the last time, or than at the decision.</summary>
    MoodWorse,
    SubstanceRelapse,
    UrinarySymptoms,

    /// <summary>Sessions were held twice for blood pressure.</summary>
    HeldTwice,
    SeriousAdverseEvent,
    SafetyBreach,
    OrderBeyondPlan,

    /// <summary>Something is new at check-in; what, the team has asked.</summary>
    NewsAtCheckIn,
    HealthHistoryChanged,
    StateOrAgeCorrected,
    ReadinessWithdrawn,
    CarePathAnew,

    /// <summary>The journey was closed for long, and is open again.</summary>
    LongAway,

    /// <summary>A clinician's note, a test or a screen raised a condition that nobody has reviewed.</summary>
    ConditionRaised,
    StaffReport,
}

/// <summary>What staff heard or saw between visits.</summary>
public enum ReportedChange
{
    NewDiagnosis,
    MedicineChanged,
    Pregnancy,
    HospitalVisit,
    Surgery,
    HeadInjury,
    PsychosisOrMania,
    SubstanceRelapse,
    UrinarySymptoms,

    /// <summary>The escort failed, the client drove, fasting was not kept: the safety rules were broken.</summary>
    SafetyBreach,
    Other,
}

/// <param name="Trigger">Null in facts of before triggers were told apart, and for what a person did by hand.</param>
public sealed record ClearanceSuspended(string Reason, SuspensionTrigger? Trigger = null) : Fact;

/// <param name="Reviewed">What the prescriber looked at; null in facts of before it was asked for.</param>
public sealed record ClearanceReinstated(string Reason, string Licence, string? Reviewed = null) : Fact;

public sealed record ChangeReported(ReportedChange Kind, string Note) : Fact;

[Command("report-change", "Report a change of health or circumstances", Role.Clinician | Role.Intake)]
public sealed record ReportChange(ReportedChange Change, string Note) : Command;

[Command("suspend-clearance", "Suspend the clearance", Role.Clinician | Role.Director)]
public sealed record SuspendClearance(string Reason) : Command;

[Command("reinstate-clearance", "Reinstate the clearance", Role.Prescriber)]
public sealed record ReinstateClearance(string Reason, string? Reviewed = null) : Command;
