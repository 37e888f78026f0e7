namespace KapWorkflow.Core;

/// <summary>The safety rules of care-pathway §7.</summary>
public enum SafetyRule
{
    /// <summary>S1.</summary>
    CssrsHigh,

    /// <summary>S2.</summary>
    Item9Urgent,

    /// <summary>S3.</summary>
    Item9Positive,

    /// <summary>S4.</summary>
    CssrsModerate,

    /// <summary>S5.</summary>
    CssrsLow,

    /// <summary>S6, and P0 in an inquiry.</summary>
    CrisisWords,

    /// <summary>S8.</summary>
    ReliableWorsening,

    /// <summary>Grade 3 and 4, care-pathway §5.3.</summary>
    SeriousAdverseEvent,

    /// <summary>The 24-hour check-in says that something is wrong.</summary>
    CheckinFlagged,

    /// <summary>A symptom that cannot wait, told in a form (care-pathway §5.3): 911 first.</summary>
    EmergencySymptom,

    /// <summary>Grade 2, care-pathway §5.3: the prescriber, the same day.</summary>
    AdverseEvent,

    /// <summary>Vitals at or above the emergency limits (care-pathway §4.3).</summary>
    VitalsEmergency,

    /// <summary>The client asked in a form to be called.</summary>
    CallWanted,
}

public enum AlertLevel
{
    NextBusinessDay,
    SameDay,

    /// <summary>The on-call contacts are paged at once, and again until somebody acknowledges.</summary>
    Page,
}

/// <param name="Source">Where it came from, as an enum-like word: inquiry, form, message, visit. Never what was written.</param>
public sealed record AlertRaised(string Key, SafetyRule Rule, AlertLevel Level, string Source) : Fact;

public sealed record AlertAcknowledged(string Key) : Fact;

/// <param name="WithoutContact">Why nobody had to speak with the client first, such as a false alarm.</param>
public sealed record AlertResolved(string Key, string Note, string? WithoutContact = null, string? Licence = null) : Fact;

/// <summary>A clinician spoke with the client about the alert, or tried to. An e-mail or a text is no live contact.</summary>
public sealed record SafetyContactRecorded(string Key, bool Reached, LiveContact How, string Note) : Fact;

/// <summary>The client could not be reached, and a person decided what that means. The software never does.</summary>
public sealed record WelfareDecided(string Key, WelfareStep Step, string Reason, string? Licence = null) : Fact;

/// <summary>One of the two reviews that a reliable worsening takes (S8).</summary>
public sealed record WorseningReviewed(string Key, Role As, string Note, string Licence) : Fact;

public enum LiveContact
{
    Telephone,
    Video,
    InPerson,
}

/// <summary>What somebody decides about a client at risk who cannot be reached.</summary>
public enum WelfareStep
{
    CallEmergencyContact,

    /// <summary>911, or the police where the client lives.</summary>
    WelfareCheck,
    KeepTrying,
}

[Command("acknowledge-alert", "Acknowledge the alert", Role.Staff)]
public sealed record AcknowledgeAlert(string Key) : Command;

[Command("resolve-alert", "Resolve the alert", Role.Clinician)]
public sealed record ResolveAlert(string Key, string Note, string? WithoutContact = null) : Command;

[Command("safety-contact", "Record the contact about the alert", Role.Clinician)]
public sealed record RecordSafetyContact(string Key, bool Reached, LiveContact How, string Note) : Command;

/// <summary>The director may: at night nobody else may answer, and a welfare check is no treatment.</summary>
[Command("decide-welfare", "Decide about a client who cannot be reached", Role.Therapist | Role.Prescriber | Role.Director)]
public sealed record DecideWelfare(string Key, WelfareStep Step, string Reason) : Command;

[Command("review-worsening", "Review the worsening", Role.Therapist | Role.Prescriber)]
public sealed record ReviewWorsening(string Key, string Note) : Command;
