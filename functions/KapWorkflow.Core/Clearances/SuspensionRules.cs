namespace KapWorkflow.Core;

/// <summary>Which facts suspend a clearance, told by what they changed.</summary>
public static class SuspensionRules
{
    /// <summary>Answers that suspend by themselves. The forms' own "review" marks are wider: a wish to be called is no news of health.</summary>
    public static IReadOnlyList<(FormKind Form, string Question, string Is, SuspensionTrigger Trigger)> Answers { get; } =
    [
        (FormKind.Precheck, "new-medicine", "yes", SuspensionTrigger.MedicineChanged),
        (FormKind.Precheck, "new-illness", "yes", SuspensionTrigger.NewDiagnosis),
        (FormKind.Precheck, "new-hospital", "yes", SuspensionTrigger.HospitalVisit),
        (FormKind.Precheck, "new-surgery", "yes", SuspensionTrigger.Surgery),
        (FormKind.Precheck, "new-head-injury", "yes", SuspensionTrigger.HeadInjury),
        (FormKind.Precheck, "new-pregnancy", "yes", SuspensionTrigger.PossiblePregnancy),
        (FormKind.Precheck, "new-unreal", "yes", SuspensionTrigger.PsychosisOrMania),
        (FormKind.Checkin, "symptoms", "confusion", SuspensionTrigger.PsychosisOrMania),
        (FormKind.Checkin, "urinary", "yes", SuspensionTrigger.UrinarySymptoms),
        (FormKind.Urinary, "frequency", "yes", SuspensionTrigger.UrinarySymptoms),
        (FormKind.Urinary, "urgency", "yes", SuspensionTrigger.UrinarySymptoms),
        (FormKind.Urinary, "pain", "yes", SuspensionTrigger.UrinarySymptoms),
        (FormKind.Urinary, "blood", "yes", SuspensionTrigger.UrinarySymptoms),
    ];

    public static IEnumerable<SuspensionTrigger> Of(Journey before, Journey after, Fact fact, Moment moment)
    {
        var byFact = fact switch
        {
            FormSubmitted form => OfForm(before, form),
            MeasureTaken measure => OfMeasure(before, measure, moment.Clinic),
            ClientCheckedIn arrival => OfArrival(arrival),
            SessionHeld => HeldSince(after) >= 2 ? [SuspensionTrigger.HeldTwice] : [],
            EscortMissing => [SuspensionTrigger.SafetyBreach],
            AdverseEventRecorded { Grade: >= 3 } => [SuspensionTrigger.SeriousAdverseEvent],
            TestRecorded { Kind: TestKind.Pregnancy, Result: TestResult.Positive } => [SuspensionTrigger.PositivePregnancyTest],
            ChangeReported change => [OfReport(change.Kind)],
            DoseOrderSigned when after.Prescription.Changed is { } changed && changed.Sequence == after.Sequence => [SuspensionTrigger.OrderBeyondPlan],
            ReadinessDecided { Ready: false } when before.Clearance.Readiness is { Ready: true } => [SuspensionTrigger.ReadinessWithdrawn],
            _ => (SuspensionTrigger[])[],
        };
        foreach (var trigger in byFact)
            yield return trigger;
        if (before.Inquiry is { } told && after.Inquiry is { } corrected && (told.Details.State != corrected.Details.State || told.Details.IsAdult != corrected.Details.IsAdult))
            yield return SuspensionTrigger.StateOrAgeCorrected;
        if (fact is ConditionNoted or TestRecorded && RaisesAnew(before, after, moment))
            yield return SuspensionTrigger.ConditionRaised;
    }

    private static IEnumerable<SuspensionTrigger> OfForm(Journey before, FormSubmitted form)
    {
        if (form.Form is FormKind.HealthHistory or FormKind.Medicines && before.Intake.Forms.ContainsKey(form.Form) && !Medication.Same(form.Answers, before.Intake.AnswersTo(form.Form)))
            yield return form.Form == FormKind.Medicines ? SuspensionTrigger.MedicineChanged : SuspensionTrigger.HealthHistoryChanged;
        foreach (var (kind, question, answer, trigger) in Answers)
        {
            if (form.Form == kind && form.Answers.GetValueOrDefault(question)?.Split(',').Contains(answer) == true)
                yield return trigger;
        }
        // Any drink is told in the pre-check; for somebody with a history of it, it is more than that.
        if (form.Form == FormKind.Precheck && form.Answers.GetValueOrDefault("alcohol") == "yes"
            && before.Intake.AnswersTo(FormKind.HealthHistory).GetValueOrDefault("substances") is "now" or "year" or "past")
            yield return SuspensionTrigger.SubstanceRelapse;
    }

    private static IEnumerable<SuspensionTrigger> OfMeasure(Journey before, MeasureTaken measure, Clinic clinic)
    {
        if (measure.Level >= CssrsLevel.Moderate)
            yield return SuspensionTrigger.RiskScreen;
        if (measure.Measure != FormKind.Phq9)
            yield break;
        var earlier = before.Intake.Measures.Where(each => each.Measure == FormKind.Phq9 && each.DefinitionHash == measure.DefinitionHash).ToList();
        if (measure.Items.GetValueOrDefault("9") is var item9 and > 0 && item9 > (earlier.FindLast(each => each.Item9 is not null)?.Item9 ?? 0))
            yield return SuspensionTrigger.Item9Rising;
        var scored = earlier.Where(each => each.Total is not null).ToList();
        var decided = before.Clearance.Reinstated ?? before.Clearance.Decided;
        int?[] compared = [scored.LastOrDefault()?.Total, scored.LastOrDefault(each => each.Taken.Sequence < decided?.Sequence)?.Total];
        if (compared.Any(total => measure.Total - total >= clinic.Safety.PhqNotable))
            yield return SuspensionTrigger.MoodWorse;
    }

    private static IEnumerable<SuspensionTrigger> OfArrival(ClientCheckedIn arrival)
    {
        if (!arrival.NothingNew)
            yield return SuspensionTrigger.NewsAtCheckIn;
        if (arrival.Pregnancy == PregnancyAnswer.Pregnant)
            yield return SuspensionTrigger.PossiblePregnancy;
        if (arrival.Cssrs >= CssrsLevel.Moderate)
            yield return SuspensionTrigger.RiskScreen;
    }

    /// <summary>Since the prescriber last decided about the clearance.</summary>
    private static int HeldSince(Journey journey)
    {
        var decided = Math.Max(journey.Clearance.Decided?.Sequence ?? 0, journey.Clearance.Reinstated?.Sequence ?? 0);
        return journey.Medical.Held.Count(held => held.Sequence > decided);
    }

    private static bool RaisesAnew(Journey before, Journey after, Moment moment)
    {
        var known = Conditions.Of(before, moment.Clinic, moment.Now).Where(flag => !flag.IsSettled).Select(flag => (flag.Code, flag.Basis)).ToHashSet();
        return Conditions.Of(after, moment.Clinic, moment.Now).Any(flag => !flag.IsSettled && !known.Contains((flag.Code, flag.Basis)));
    }

    private static SuspensionTrigger OfReport(ReportedChange change) => change switch
    {
        ReportedChange.NewDiagnosis => SuspensionTrigger.NewDiagnosis,
        ReportedChange.MedicineChanged => SuspensionTrigger.MedicineChanged,
        ReportedChange.Pregnancy => SuspensionTrigger.PossiblePregnancy,
        ReportedChange.HospitalVisit => SuspensionTrigger.HospitalVisit,
        ReportedChange.Surgery => SuspensionTrigger.Surgery,
        ReportedChange.HeadInjury => SuspensionTrigger.HeadInjury,
        ReportedChange.PsychosisOrMania => SuspensionTrigger.PsychosisOrMania,
        ReportedChange.SubstanceRelapse => SuspensionTrigger.SubstanceRelapse,
        ReportedChange.UrinarySymptoms => SuspensionTrigger.UrinarySymptoms,
        ReportedChange.SafetyBreach => SuspensionTrigger.SafetyBreach,
        _ => SuspensionTrigger.StaffReport,
    };
}
