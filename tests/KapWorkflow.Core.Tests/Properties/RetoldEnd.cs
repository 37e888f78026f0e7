using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>G4, the client may go home; G6, the course may be completed.</summary>
public sealed partial record Retold
{
    public IEnumerable<string> GoingHome(AppointmentRef which, DischargeClient checklist)
    {
        var dose = Facts.FirstOrDefault(each => each.Fact is DoseGiven given && given.Which == which);
        if (dose is null)
            yield return "G4.dosed";
        if (dose is not null && Since(dose, fact => (fact is ClientDischarged discharged && discharged.Which == which) || (fact is ClientTransferred transferred && transferred.Which == which)))
            yield return "G4.discharged";
        if (dose is not null && Now - dose.At < Duration.FromMinutes(Clinic.Dosing.ObservationMinutes) && !IsExcepted(which, DischargeItem.Observation))
            yield return "G4.observation";
        if (!checklist.AlertAndOrientated && !IsExcepted(which, DischargeItem.Alert))
            yield return "G4.alert";
        if (!checklist.WalksSteadily && !IsExcepted(which, DischargeItem.Walking))
            yield return "G4.walks";
        if (!checklist.NauseaMinimal && !IsExcepted(which, DischargeItem.Nausea))
            yield return "G4.nausea";
        if (!checklist.InstructionsGiven && !IsExcepted(which, DischargeItem.Instructions))
            yield return "G4.instructions";
        // Nobody signs these two away.
        if (!checklist.NoSuicidalIntent)
            yield return "G4.intent";
        if (!checklist.EscortPresent)
            yield return "G4.escort";
        if (Last(fact => fact is EscortMissing missing && missing.Which == which) is { } failed && !Since(failed, fact => fact is EscortNamed named && named.Which == which))
            yield return "G4.escort-named";
        if (UnresolvedAlerts.Exists(alert => IsUnanswered(alert) || alert.Rule is SafetyRule.CssrsHigh or SafetyRule.Item9Urgent or SafetyRule.CrisisWords && !Ever(fact => fact is SafetyContactRecorded { Reached: true } spoke && spoke.Key == alert.Key)))
            yield return "G4.safety";
        // Where it may not be booked, nobody is kept for it.
        if (IsOpen && !IsAtRisk && !IsExcepted(which, DischargeItem.Integration) && !Visits().Exists(visit => visit.Which.Purpose == AppointmentPurpose.Integration && visit.State == Visited.Ahead))
            yield return "G4.integration";
        foreach (var code in BackToNormal(which, dose))
            yield return code;
    }

    private bool IsUnanswered(AlertRaised alert) => alert.Level == AlertLevel.Page && !Ever(fact => fact is AlertAcknowledged acknowledged && acknowledged.Key == alert.Key);

    private IEnumerable<string> BackToNormal(AppointmentRef which, Recorded? dose)
    {
        var last = Readings(which).LastOrDefault(reading => reading.Sequence > dose?.Sequence);
        // What was let pass is what was seen, no later reading.
        if (Last(fact => IsException(fact, which, DischargeItem.Vitals)) is { } excepted && !(last?.Sequence > excepted.Sequence))
            yield break;
        if (last is null || Now - last.At > Duration.FromMinutes(Clinic.Dosing.DischargeVitalsMinutes))
            yield return "G4.vitals-missing";
        else if (!IsBack(last, Readings(which).LastOrDefault(reading => reading.Sequence < dose!.Sequence)))
            yield return "G4.vitals";
    }

    private bool IsBack(Recorded reading, Recorded? before)
    {
        var (now, then, settings) = ((VitalsTaken)reading.Fact, before?.Fact as VitalsTaken, Clinic.Dosing);
        if (now.Systolic >= settings.BpEmergencySystolic || now.Diastolic >= settings.BpEmergencyDiastolic || now.Spo2 < settings.Spo2Emergency)
            return false;
        if (IsWithinLimits(reading))
            return true;
        if (then is null)
            return false;
        var own = Last(fact => fact is VitalsLimitsSet)?.Fact as VitalsLimitsSet;
        var oxygen = Math.Min(own?.Spo2Min ?? settings.Spo2Min, then.Spo2);
        return Near(now.Systolic, then.Systolic) && Near(now.Diastolic, then.Diastolic) && Near(now.Pulse, then.Pulse)
            && now.Spo2 >= oxygen && !(now.TemperatureTenths >= (own?.TemperatureTenths ?? settings.TemperatureHoldTenths));

        bool Near(int one, int other) => Math.Abs(one - other) <= other * settings.BaselinePercent / 100m;
    }

    /// <summary>The last dose, or the beginning of maintenance that came after it.</summary>
    private Recorded? LastInCourse => Last(fact => fact is DoseGiven or MaintenanceBegun);

    private static bool IsException(Fact fact, AppointmentRef which, DischargeItem item) => fact is DischargeItemExcepted excepted && excepted.Which == which && excepted.Item == item;

    private bool IsExcepted(AppointmentRef which, DischargeItem item) => Ever(fact => IsException(fact, which, item));

    public IEnumerable<string> Completing()
    {
        if (LastNow(fact => fact is CourseCompleted) is not null)
            yield return "G6.completed";
        if (LastDose is not { } dose || !IsClosed(dose) || (Doses.Count < Planned && !IsStopped))
            yield return "G6.not-due";
        if (MidReviewIsDue(Facts[^1].At))
            yield return "G6.mid-review";
        if (HasOpenSeriousEvent)
            yield return "G6.serious-event";
        FormKind[] final = [FormKind.Phq9, FormKind.Gad7, FormKind.Pcl5, FormKind.Cssrs, FormKind.Urinary];
        if (LastDose is null || final.Any(form => !(Answered(form)?.Sequence > LastDose.Sequence)))
            yield return "G6.measures";
        // What was signed about the end of a course does not hold for one that went on.
        if (!Since(LastInCourse, fact => fact is ReviewSigned { Review: ReviewKind.End, SignedAs: Role.Therapist }))
            yield return "G6.therapist";
        if (!Since(LastInCourse, fact => fact is ReviewSigned { Review: ReviewKind.End, SignedAs: Role.Prescriber }))
            yield return "G6.prescriber";
        if (!Since(LastInCourse, fact => fact is AftercarePlanned))
            yield return "G6.aftercare";
    }
}
