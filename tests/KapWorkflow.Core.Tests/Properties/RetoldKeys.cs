using NodaTime;
using NodaTime.Text;

namespace KapWorkflow.Core.Tests;

/// <summary>G1: a first dose may be scheduled.</summary>
public sealed partial record Retold
{
    public IEnumerable<string> First(Instant session)
    {
        var day = DayOf(session);
        if (Last(fact => fact is CarePathDecided or CarePathReopened)?.Fact is not CarePathDecided { Outcome: CarePathOutcome.Kap })
            yield return "G1.care-path";
        if (!Client().IsAdult)
            yield return "G1.adult";
        if (Held(AppointmentPurpose.Preparation) < Clinic.Preparation.Required)
            yield return "G1.preparation";
        if (!Ever(fact => fact is PreparationCompleted))
            yield return "G1.preparation-signed";
        if (!Ever(fact => fact is FormSubmitted { Form: FormKind.EmergencyContact }))
            yield return "G1.emergency-contact";
        if (WantsSafetyPlan)
            yield return "G1.safety-plan";
        if (Enum.GetValues<ConsentKind>().Any(consent => !IsSigned(consent)))
            yield return "G1.consents";
        if (new[] { FormKind.Phq9, FormKind.Gad7, FormKind.Pcl5, FormKind.Cssrs }.Any(measure => Answered(measure) is null))
            yield return "G1.measures";
        foreach (var code in Keys(day).Concat(Medicine()).Concat(Plan()))
            yield return code;
        if (IsCleared)
        {
            foreach (var code in Tests(session))
                yield return code;
        }
    }

    private Recorded? Readiness => LastNow(fact => fact is ReadinessDecided);

    private Recorded? Decision => LastNow(fact => fact is ClearanceDecided);

    private bool IsReady => Readiness?.Fact is ReadinessDecided { Ready: true };

    private bool IsCleared => Decision?.Fact is ClearanceDecided { Outcome: ClearanceOutcome.Cleared or ClearanceOutcome.ClearedConditional };

    /// <summary>The last word about how many doses and until when.</summary>
    private (Recorded? Since, int Doses, LocalDate? LastDay) Authority => LastNow(fact => fact is ClearanceDecided or AuthorisationExtended) is not { } last ? (null, 0, null)
        : last.Fact is AuthorisationExtended more ? (last, more.Doses, more.ExpiresOn)
        : (last, ((ClearanceDecided)last.Fact).AuthorisedDoses, ((ClearanceDecided)last.Fact).ExpiresOn);

    private IEnumerable<string> Keys(LocalDate day)
    {
        if (!IsReady)
            yield return "G1.therapist-key";
        else if (!IsLicensed(Readiness!.By.Staff, day))
            yield return "G1.therapist-key-licence";
        if (!IsCleared)
            yield return "G1.prescriber-key";
        else if (!IsLicensed(Decision!.By.Staff, day))
            yield return "G1.prescriber-key-licence";
        if (Readiness is not null && Readiness.By.Staff == Decision?.By.Staff && !Clinic.Clearance.AllowDualRole)
            yield return "G1.two-people";
        if (IsCleared && !(day <= Authority.LastDay))
            yield return "G1.expired";
        if (LastNow(fact => fact is ClearanceSuspended or ClearanceReinstated or ClearanceDecided)?.Fact is ClearanceSuspended)
            yield return "G1.suspended";
        if (LastNow(fact => fact is InformationRequested or InformationReceived)?.Fact is InformationRequested)
            yield return "G1.information";
    }

    private IEnumerable<string> Medicine()
    {
        // What was ordered for somebody who was then not cleared is not in force.
        var order = LastNow(fact => fact is DoseOrderSigned or ClearanceDecided { Outcome: ClearanceOutcome.Deferred or ClearanceOutcome.NotCleared });
        if (order?.Fact is not DoseOrderSigned signed)
        {
            yield return "G1.order";
            yield return "G1.medicine";
            yield break;
        }
        if (signed.Route == DoseRoute.Intravenous && !Clinic.Dosing.AllowIv)
            yield return "G1.route";
        if (!Since(order, fact => fact is MedicineConfirmed))
            yield return "G1.medicine";
    }

    private List<MedicinePlanned> PlanLines => [.. Facts.Where(each => each.Fact is MedicinePlanned line && !Since(each, fact => fact is MedicineRemoved removed && removed.Line == line.Line)).Select(each => (MedicinePlanned)each.Fact)];

    private bool PlanIsSigned
    {
        get
        {
            var (signed, told) = (false, (IReadOnlyDictionary<string, string>)new Dictionary<string, string>());
            foreach (var fact in Facts.Select(each => each.Fact))
            {
                if (fact is MedicationPlanSigned)
                    signed = true;
                else if (fact is MedicinePlanned or MedicineRemoved)
                    signed = false;
                else if (fact is FormSubmitted { Form: FormKind.Medicines, Answers: var answers })
                    (signed, told) = (signed && answers.OrderBy(each => each.Key, StringComparer.Ordinal).SequenceEqual(told.OrderBy(each => each.Key, StringComparer.Ordinal)), answers);
            }
            return signed;
        }
    }

    private IEnumerable<string> Plan()
    {
        if ((PlanLines.Count > 0 || AnswersTo(FormKind.Medicines).GetValueOrDefault("takes") == "yes") && !PlanIsSigned)
            yield return "G1.plan-unsigned";
    }

    private bool IsSigned(ConsentKind consent) =>
        Last(fact => fact is ConsentSigned signed && signed.Consent == consent)?.Fact is ConsentSigned last && Clinic.Documents.InForce(consent)?.HashIn(last.Language) == last.DocumentHash;

    /// <summary>Any yes, in a form (be it half-filled) or at the door, wants a plan; a moderate or high answer one that is newer.</summary>
    private bool WantsSafetyPlan
    {
        get
        {
            var plan = Last(fact => fact is SafetyPlanWritten);
            return Facts.Any(each => LevelIn(each.Fact) switch
            {
                CssrsLevel.None => false,
                CssrsLevel.Low => plan is null,
                _ => plan is null || plan.Sequence < each.Sequence,
            });
        }
    }

    private static CssrsLevel LevelIn(Fact fact) => fact switch { MeasureTaken measure => measure.Level ?? CssrsLevel.None, ClientCheckedIn arrival => arrival.Cssrs, _ => CssrsLevel.None };

    /// <summary>§4.4: what has to count on that day.</summary>
    private IEnumerable<string> Tests(Instant session)
    {
        var settings = Clinic.Clearance;
        var day = DayOf(session);
        var history = AnswersTo(FormKind.HealthHistory);
        if (LastTest(TestKind.Liver) is not { } liver || day > LiverCountsUntil(liver.Day))
            yield return "test.Liver";
        var heart = history.GetValueOrDefault("heart-attack") == "recent" || history.GetValueOrDefault("chest-pain") == "now" || history.GetValueOrDefault("heart-failure") == "yes"
            || history.GetValueOrDefault("heartbeat") == "now" || history.GetValueOrDefault("heart-doctor") == "no" || history.GetValueOrDefault("blood-pressure") == "controlled"
            || history.GetValueOrDefault("heart") == "yes" || LastTest(TestKind.Ecg)?.Result == TestResult.Abnormal || IsNoted("CV2") || IsNoted("CV5");
        var rhythm = AnswersTo(FormKind.Medicines).GetValueOrDefault("heart-rhythm") == "yes";
        var old = LocalDatePattern.Iso.Parse(history.GetValueOrDefault("birth-date") ?? "") is { Success: true, Value: var born } && born.PlusYears(settings.EcgAge) <= day;
        if ((heart || rhythm || old) && (LastTest(TestKind.Ecg) is not { } ecg || day > ecg.Day.PlusMonths(settings.EcgMonths)))
            yield return "test.Ecg";
        var kidney = history.GetValueOrDefault("kidney") == "yes" || LastTest(TestKind.Renal)?.Result == TestResult.Abnormal || IsNoted("RE3");
        if (kidney && (LastTest(TestKind.Renal) is not { } renal || day > renal.Day.PlusMonths(settings.LabMonths)))
            yield return "test.Renal";
        if (UrinarySymptoms is { } symptoms && !(LastTest(TestKind.Urinalysis)?.Sequence > symptoms.Sequence))
            yield return "test.Urinalysis";
    }

    private bool IsNoted(string condition) => Ever(fact => fact is ConditionNoted noted && noted.Code == condition);

    /// <summary>By the day on which it was taken; a waiver counts as a test of its day.</summary>
    private (LocalDate Day, TestResult? Result, int Sequence)? LastTest(TestKind kind)
    {
        (LocalDate Day, TestResult? Result, int Sequence)? last = null;
        foreach (var each in Facts)
        {
            (LocalDate, TestResult?, int)? test = each.Fact switch
            {
                TestRecorded recorded when recorded.Kind == kind => (recorded.TakenOn, recorded.Result, each.Sequence),
                TestWaived waived when waived.Kind == kind => (waived.On, null, each.Sequence),
                _ => null,
            };
            if (test is { } found && (last is null || found.Item1 >= last.Value.Day))
                last = found;
        }
        return last;
    }

    private LocalDate LiverCountsUntil(LocalDate taken)
    {
        var doses = Doses.Count(dose => DayOf(dose.At) >= taken);
        var months = doses == 0 ? Clinic.Clearance.LabMonths : Math.Min(Clinic.Clearance.LabMonths, Clinic.Clearance.LiverMonths);
        return doses >= Clinic.Clearance.LiverDoses ? LocalDate.MinIsoValue : taken.PlusMonths(months);
    }

    /// <summary>When symptoms were told, if nobody has said since that there are none.</summary>
    private Recorded? UrinarySymptoms
    {
        get
        {
            Recorded? symptoms = null;
            foreach (var each in Facts)
            {
                string[] asked = each.Fact switch
                {
                    FormSubmitted { Form: FormKind.Urinary, Answers: var answers } => [.. new[] { "frequency", "urgency", "pain", "blood" }.Where(answers.ContainsKey).Select(question => answers[question])],
                    FormSubmitted { Form: FormKind.Checkin, Answers: var answers } => [.. new[] { "urinary" }.Where(answers.ContainsKey).Select(question => answers[question])],
                    ChangeReported { Kind: ReportedChange.UrinarySymptoms } => ["yes"],
                    _ => [],
                };
                if (asked.Length > 0)
                    symptoms = asked.Contains("yes") ? each : null;
            }
            return symptoms;
        }
    }
}
