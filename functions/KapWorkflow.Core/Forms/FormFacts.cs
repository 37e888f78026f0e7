namespace KapWorkflow.Core;

/// <summary>What a client fills in. Each has a versioned definition in <see cref="FormLibrary"/>.</summary>
public enum FormKind
{
    HealthHistory,
    EmergencyContact,
    Phq9,
    Gad7,
    Pcl5,
    Cssrs,
    Escort,
    Precheck,
    Checkin,
    FollowUp,
    Medicines,
    StopBang,
    AuditC,
    Urinary,

    /// <summary>Of a session: recorded by the staff's own commands, not as a form.</summary>
    Vitals,

    /// <summary>Of a session, likewise.</summary>
    Discharge,
}

public enum ConsentKind
{
    KapInformedConsent,
    CompoundedProduct,
    PrivacyPractices,
    Telehealth,
    Communications,
    FinancialPolicy,
    TouchAndSafety,
}

public enum CssrsLevel
{
    None,
    Low,
    Moderate,
    High,
}

/// <param name="DefinitionHash">Hash of the definition that was answered: answers are read by it for ever.</param>
/// <param name="About">The session it belongs to, for pre-checks, escorts and check-ins.</param>
public sealed record FormSubmitted(FormKind Form, string DefinitionHash, string Language, IReadOnlyDictionary<string, string> Answers, AppointmentRef? About = null) : Fact;

/// <summary>A form as far as it is filled in, kept to be gone on with. Nothing counts it as answered, but what it alarms about is heard.</summary>
public sealed record FormSaved(FormKind Form, string DefinitionHash, string Language, IReadOnlyDictionary<string, string> Answers, AppointmentRef? About = null) : Fact;

/// <summary>A measure with its score as computed at the time. Versions are never mixed in a trend.</summary>
public sealed record MeasureTaken(FormKind Measure, string DefinitionHash, string Language, IReadOnlyDictionary<string, int> Items, int? Total, string? Band, CssrsLevel? Level = null) : Fact
{
    /// <summary>So many items were left out; the total is then what it would be with them.</summary>
    public int? Missing { get; init; }
}

/// <param name="DocumentHash">SHA-256 of the text that was signed.</param>
public sealed record ConsentSigned(ConsentKind Consent, string Version, string Language, string SignedName, string DocumentHash) : Fact;

/// <summary>Recorded when it is whole, else kept as a draft.</summary>
/// <param name="Definition">The hash of the definition that the page showed; what is asked now, when absent.</param>
[Command("submit-form", "Fill in a form for the client", Role.Intake | Role.Clinician, ByClient = true)]
public sealed record SubmitForm(FormKind Form, string Language, IReadOnlyDictionary<string, string> Answers, string? Definition = null) : Command;

/// <param name="Definition">The hash of the definition that the page showed; what is asked now, when absent.</param>
[Command("save-form", "Keep a form to go on with later", Role.Intake | Role.Clinician, ByClient = true)]
public sealed record SaveForm(FormKind Form, string Language, IReadOnlyDictionary<string, string> Answers, string? Definition = null) : Command;

/// <param name="Document">Hash of the text that was shown, in that language; null where nobody says.</param>
[Command("sign-consent", "Sign a consent", Role.None, ByClient = true)]
public sealed record SignConsent(ConsentKind Consent, string Language, string SignedName, string? Document = null) : Command;
