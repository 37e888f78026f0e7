using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace KapWorkflow.Core;

/// <summary>A test that was done, or that a prescriber did without.</summary>
/// <param name="Result">Null: waived.</param>
/// <param name="TakenOn">The day of the test, or of the waiver.</param>
public sealed record TestDone(TestKind Kind, LocalDate TakenOn, TestResult? Result, Stamp Since)
{
    public int? Systolic { get; init; }
    public int? Diastolic { get; init; }
    public string? Note { get; init; }
}

/// <summary>A blood pressure at rest: taken for the clearance, or at the chair before a dose.</summary>
public sealed record PressureReading(int Systolic, int Diastolic, LocalDate? TakenOn, Stamp Since);

/// <summary>A test that a decision or a session needs.</summary>
/// <param name="Last">The last one done; null: none.</param>
/// <param name="ValidUntil">The last day for which it counts; null: it does not count.</param>
public sealed record TestNeed(TestKind Kind, string Why, TestDone? Last, LocalDate? ValidUntil)
{
    public bool IsMetOn(LocalDate day) => ValidUntil >= day;
}

/// <summary>Which tests are needed is computed; how long they count is the practice's setting; prescribers may do without one (care-pathway §4.4).</summary>
public static class MedicalTests
{
    /// <summary>A result older than this is nobody's clearance any more, and most likely a slip of the finger.</summary>
    private const int OldestYears = 2;

    /// <summary>The conditions that are a heart history.</summary>
    private static readonly string[] Heart = ["CV2", "CV5"];

    public static Decision Decide(Journey journey, Command command, Moment moment)
    {
        var today = PracticeTime.Local(moment.Now, moment.Clinic.Zone).Date;
        return command switch
        {
            RecordTest record => Decision.When(MayRecord(journey, record, today, moment.Clinic), new TestRecorded(record.Kind, record.TakenOn, record.Result, record.Note, record.Systolic, record.Diastolic)),
            WaiveTest waive => Decision.When(
                Gate.Of(
                    "test",
                    Approvals.Licensed(journey, moment),
                    Gate.Unless(!string.IsNullOrWhiteSpace(waive.Reason), "test.reason", "The reason is missing.", "Write it down.")),
                new TestWaived(waive.Kind, waive.Reason, Approvals.LicenceOf(journey, moment), today)),
            _ => throw new ArgumentOutOfRangeException(nameof(command)),
        };
    }

    public static Journey Evolve(Journey journey, Recorded recorded) => recorded.Fact switch
    {
        TestRecorded test => With(journey, new TestDone(test.Kind, test.TakenOn, test.Result, recorded.Stamp) { Systolic = test.Systolic, Diastolic = test.Diastolic, Note = test.Note }),
        TestWaived waived => With(journey, new TestDone(waived.Kind, waived.On, null, recorded.Stamp) { Note = waived.Reason }),
        _ => journey,
    };

    public static TestDone? Latest(Journey journey, TestKind kind) =>
        journey.Medical.Tests.Where(each => each.Kind == kind).MaxBy(each => (each.TakenOn, each.Since.Sequence));

    /// <summary>The last one at rest: never one that a dose had raised.</summary>
    public static PressureReading? LatestPressure(Journey journey)
    {
        var taken = journey.Medical.Tests.FindLast(each => each is { Kind: TestKind.BloodPressure, Systolic: not null, Diastolic: not null });
        var last = journey.Course.Cycles.Values.Select(cycle => cycle.Baseline).OfType<Reading>().MaxBy(reading => reading.At.Sequence);
        var atChair = last is null ? null : new PressureReading(last.Taken.Systolic, last.Taken.Diastolic, null, last.At);
        return atChair is not null && !(taken?.Since.Sequence > atChair.Since.Sequence)
            ? atChair
            : taken is null ? null : new PressureReading(taken.Systolic!.Value, taken.Diastolic!.Value, taken.TakenOn, taken.Since);
    }

    /// <summary>What a clearance needs.</summary>
    public static IEnumerable<TestNeed> ForDecision(Journey journey, Clinic clinic, Instant now)
    {
        var settings = clinic.Clearance;
        yield return Pressure(journey, clinic);
        yield return Need(journey, TestKind.Pdmp, "before any prescription", done => done.TakenOn.PlusDays(settings.PdmpDays));
        foreach (var need in ForSession(journey, clinic, now))
            yield return need;
        if (Pregnancy(journey, clinic) is { } pregnancy)
            yield return pregnancy;
    }

    /// <summary>What has to be valid still on the day of a session.</summary>
    public static IEnumerable<TestNeed> ForSession(Journey journey, Clinic clinic, Instant at)
    {
        var settings = clinic.Clearance;
        var day = PracticeTime.Local(at, clinic.Zone).Date;
        yield return Need(journey, TestKind.Liver, "at the start, and again in a longer course", done => Liver(journey, done, clinic));
        var heart = Heart.Any(code => Conditions.Raises(journey, code, clinic, at));
        var rhythm = journey.Intake.AnswersTo(FormKind.Medicines).GetValueOrDefault("heart-rhythm") == "yes";
        var older = ConditionCues.Age(journey, day) >= settings.EcgAge;
        if (heart || rhythm || older)
            yield return Need(journey, TestKind.Ecg, heart ? "a heart history" : rhythm ? "a medicine that acts on the rhythm of the heart" : "age", done => done.TakenOn.PlusMonths(settings.EcgMonths));
        if (Conditions.Raises(journey, "RE3", clinic, at))
            yield return Need(journey, TestKind.Renal, "a kidney history", done => done.TakenOn.PlusMonths(settings.LabMonths));
        if (Urinary(journey) is { } symptoms)
            yield return Need(journey, TestKind.Urinalysis, "urinary symptoms were reported", done => done.Since.Sequence > symptoms.Sequence ? LocalDate.MaxIsoValue : (LocalDate?)null);
    }

    /// <summary>At the start and within a week of each dose, where a pregnancy is possible at all.</summary>
    public static TestNeed? Pregnancy(Journey journey, Clinic clinic) =>
        journey.Intake.AnswersTo(FormKind.HealthHistory).GetValueOrDefault("pregnancy") is "possible" or "contraception" or "pregnant"
            ? Need(journey, TestKind.Pregnancy, "a pregnancy is possible", done => done.TakenOn.PlusDays(clinic.Clearance.PregnancyDays))
            : null;

    public static Gate Met(IEnumerable<TestNeed> needs, LocalDate on) => Gate.Of("tests", needs.Where(need => !need.IsMetOn(on)).Select(need => new Reason(
        $"test.{need.Kind}",
        need.Last is { } last
            ? $"{NameOf(need.Kind)} of {LocalDatePattern.Iso.Format(last.TakenOn)} does not count on {LocalDatePattern.Iso.Format(on)} ({need.Why})."
            : $"{NameOf(need.Kind)} is missing ({need.Why}).",
        "Record it, ask the client for it, or the prescriber does without and says why.")));

    /// <summary>At the chair: what must be fresh on the very day.</summary>
    public static Gate AtTheChair(Journey journey, Moment moment) =>
        Met(new[] { Pregnancy(journey, moment.Clinic) }.OfType<TestNeed>(), PracticeTime.Local(moment.Now, moment.Clinic.Zone).Date);

    public static string NameOf(TestKind kind) => kind switch
    {
        TestKind.BloodPressure => "Blood pressure",
        TestKind.Ecg => "ECG",
        TestKind.Liver => "Liver test",
        TestKind.Renal => "Kidney test",
        TestKind.Pregnancy => "Pregnancy test",
        TestKind.DrugScreen => "Drug screen",
        TestKind.Urinalysis => "Urine test",
        _ => "Prescription monitoring",
    };

    /// <summary>When urinary symptoms were last reported, if the last word about them was yes.</summary>
    public static Stamp? Urinary(Journey journey) => journey.Medical.Urinary;

    private static TestNeed Need(Journey journey, TestKind kind, string why, Func<TestDone, LocalDate?> validUntil) =>
        Latest(journey, kind) is { } last ? new TestNeed(kind, why, last, validUntil(last)) : new TestNeed(kind, why, null, null);

    private static TestNeed Pressure(Journey journey, Clinic clinic)
    {
        var recorded = Latest(journey, TestKind.BloodPressure);
        var reading = LatestPressure(journey);
        LocalDate? day = reading is null ? null : reading.TakenOn ?? PracticeTime.Local(reading.Since.At, clinic.Zone).Date;
        var last = recorded is null || day > recorded.TakenOn ? (day is { } on ? new TestDone(TestKind.BloodPressure, on, TestResult.Normal, reading!.Since) : recorded) : recorded;
        return new TestNeed(TestKind.BloodPressure, "at the start", last, last?.TakenOn.PlusDays(clinic.Clearance.BloodPressureDays));
    }

    /// <summary>Before the first dose as long as any laboratory test; in a course, six months or six doses, whichever is sooner.</summary>
    private static LocalDate? Liver(Journey journey, TestDone done, Clinic clinic)
    {
        var settings = clinic.Clearance;
        var since = journey.Course.Cycles.Values.Count(cycle => cycle.Dosed is { } dosed && PracticeTime.Local(dosed.At, clinic.Zone).Date >= done.TakenOn);
        var latest = done.TakenOn.PlusMonths(settings.LabMonths);
        return since == 0 ? latest : since >= settings.LiverDoses ? null : LocalDate.Min(latest, done.TakenOn.PlusMonths(settings.LiverMonths));
    }

    private static Gate MayRecord(Journey journey, RecordTest record, LocalDate today, Clinic clinic)
    {
        var isPressure = record.Kind == TestKind.BloodPressure;
        var limits = VitalsLimits.Of(journey, clinic);
        var told = record.Kind is TestKind.Pregnancy or TestKind.DrugScreen ? record.Result is TestResult.Positive or TestResult.Negative : record.Result is TestResult.Normal or TestResult.Abnormal;
        var read = StaffForms.IsPressure(record.Systolic, record.Diastolic);
        var above = record.Systolic > limits.Systolic || record.Diastolic > limits.Diastolic;
        return Gate.Of(
            "test",
            Gate.Unless(journey.CarePath is { IsKap: true }, "test.early", "The client has not chosen this care path.", "Decide the care path first."),
            Gate.Unless(record.TakenOn <= today && record.TakenOn > today.PlusYears(-OldestYears), "test.day", "That day is to come, or too long ago.", "Give the day on which it was taken."),
            Gate.Unless(told, "test.result", "That is no result of this test.", record.Kind is TestKind.Pregnancy or TestKind.DrugScreen ? "Choose positive or negative." : "Choose normal or abnormal."),
            Gate.Unless(!isPressure || read, "test.pressure", "A blood pressure is two numbers in mmHg, the second below the first.", "Type both again."),
            Gate.Unless(isPressure || (record.Systolic is null && record.Diastolic is null), "test.numbers", "Only a blood pressure has these two numbers.", "Leave them empty."),
            Gate.Unless(!isPressure || !read || record.Result != TestResult.Normal || !above, "test.above", string.Create(CultureInfo.InvariantCulture, $"Above {limits.Systolic}/{limits.Diastolic} mmHg is not normal here."), "Record it as abnormal."));
    }

    private static Journey With(Journey journey, TestDone done) => journey with { Medical = journey.Medical with { Tests = journey.Medical.Tests.Add(done) } };
}
