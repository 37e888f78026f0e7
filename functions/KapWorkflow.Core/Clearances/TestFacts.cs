using NodaTime;

namespace KapWorkflow.Core;

/// <summary>The tests of care-pathway §4.4.</summary>
public enum TestKind
{
    BloodPressure,
    Ecg,

    /// <summary>Liver function with ALP and GGT.</summary>
    Liver,
    Renal,
    Pregnancy,
    DrugScreen,
    Urinalysis,

    /// <summary>The state's prescription monitoring was read; only the day is kept.</summary>
    Pdmp,
}

public enum TestResult
{
    Normal,
    Abnormal,
    Positive,
    Negative,
}

/// <param name="Systolic">mmHg, for a blood pressure.</param>
/// <param name="Diastolic">mmHg, for a blood pressure.</param>
public sealed record TestRecorded(TestKind Kind, LocalDate TakenOn, TestResult Result, string? Note, int? Systolic = null, int? Diastolic = null) : Fact;

/// <summary>A prescriber does without; it holds as long as the test would have.</summary>
public sealed record TestWaived(TestKind Kind, string Reason, string Licence, LocalDate On) : Fact;

[Command("record-test", "Record a test", Role.Clinician)]
public sealed record RecordTest(TestKind Kind, LocalDate TakenOn, TestResult Result, string? Note = null, int? Systolic = null, int? Diastolic = null) : Command;

[Command("waive-test", "Do without a test", Role.Prescriber)]
public sealed record WaiveTest(TestKind Kind, string Reason) : Command;
