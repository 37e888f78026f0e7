using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>Going home after a dose: decided on what is recorded where it is recorded, and never alone.</summary>
public static class Discharges
{
    public static Decision Decide(Journey journey, Cycle cycle, Command command, Moment moment) => command switch
    {
        DischargeClient discharge => Decision.When(
            MayGoHome(journey, cycle, discharge, moment),
            new ClientDischarged(discharge.Which, new DischargeChecklist(
                discharge.AlertAndOrientated, VitalsAreBack(journey, cycle, moment.Clinic), discharge.WalksSteadily, discharge.NauseaMinimal,
                discharge.NoSuicidalIntent, discharge.EscortPresent, discharge.InstructionsGiven), FormLibrary.Of(FormKind.Discharge).Hash)),
        ExceptDischargeItem except => Decision.When(
            Gate.Of(
                "exception",
                Approvals.Licensed(journey, moment),
                IsRecovering(cycle),
                Gate.Unless(!string.IsNullOrWhiteSpace(except.Reason), "except.reason", "The reason is missing.", "Write it down.")),
            new DischargeItemExcepted(except.Which, except.Item, except.Reason, Approvals.LicenceOf(journey, moment))),
        InterruptSession interrupt => Decision.When(
            Gate.Of(
                "interrupt",
                IsRecovering(cycle),
                Gate.Unless(cycle.Interrupted is null, "interrupt.done", "The session is already recorded as broken off.", "Go on with the observation and the discharge."),
                Gate.Unless(!string.IsNullOrWhiteSpace(interrupt.Reason), "interrupt.reason", "The reason is missing.", "Write down what happened.")),
            new SessionInterrupted(interrupt.Which, interrupt.Reason)),
        TransferClient transfer => Decision.When(
            Gate.Of(
                "transfer",
                Gate.Unless(cycle.IsUnderWay, "transfer.not-here", "The client is not in the practice for this session.", "Choose the session for which the client is here."),
                Gate.Unless(cycle.Events.Exists(each => each.IsSerious), "transfer.event", "There is no serious event in this session yet.", "Record the event with its grade first."),
                Gate.Unless(!string.IsNullOrWhiteSpace(transfer.Note), "transfer.note", "Where to is missing.", "Write down where the client was taken.")),
            [new ClientTransferred(transfer.Which, transfer.Note), .. cycle.Dosed is null ? [new AppointmentCancelled(transfer.Which, ByClient: false, Late: false, "emergency")] : Array.Empty<Fact>()]),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    /// <summary>G4: the client may go home.</summary>
    public static Gate MayGoHome(Journey journey, Cycle cycle, DischargeClient discharge, Moment moment)
    {
        var clinic = moment.Clinic;
        // Nobody is kept in the practice for an appointment that may not be booked: on hold, withdrawn, or while an alert is answered.
        var mayBook = journey.Standing.IsOpen && !journey.Alerts.Block;
        var recent = cycle.LastAfterDose is { } last && moment.Now - last.At.At <= Duration.FromMinutes(clinic.Dosing.DischargeVitalsMinutes);
        return Gate.Of(
            "G4",
            Gate.Unless(cycle.Dosed is not null, "G4.dosed", "No dose was given in this session.", "Reschedule the session instead."),
            Gate.Unless(cycle.Discharged is null, "G4.discharged", "The client was already discharged.", "Go on with the check-in of the day after."),
            Gate.Unless(
                cycle.Dosed is not { } dosed || moment.Now - dosed.At >= Duration.FromMinutes(clinic.Dosing.ObservationMinutes) || cycle.IsExcepted(DischargeItem.Observation),
                "G4.observation", string.Create(CultureInfo.InvariantCulture, $"Less than {clinic.Dosing.ObservationMinutes} minutes have passed since the dose."), "Keep observing."),
            Gate.Unless(discharge.AlertAndOrientated || cycle.IsExcepted(DischargeItem.Alert), "G4.alert", "The client is not alert and orientated.", "Keep observing."),
            Gate.Unless(recent || cycle.IsExcepted(DischargeItem.Vitals), "G4.vitals-missing", string.Create(CultureInfo.InvariantCulture, $"There are no vitals of the last {clinic.Dosing.DischargeVitalsMinutes} minutes."), "Take them."),
            Gate.Unless(!recent || VitalsAreBack(journey, cycle, clinic) || cycle.IsExcepted(DischargeItem.Vitals), "G4.vitals", "The vitals are not back within the limits, nor near those before the dose.", "Keep observing; call the prescriber."),
            Gate.Unless(discharge.WalksSteadily || cycle.IsExcepted(DischargeItem.Walking), "G4.walks", "The client does not walk steadily.", "Keep observing."),
            Gate.Unless(discharge.NauseaMinimal || cycle.IsExcepted(DischargeItem.Nausea), "G4.nausea", "The client is still nauseous, or does not keep fluids down.", "Keep observing."),
            Gate.Unless(discharge.NoSuicidalIntent, "G4.intent", "Suicidal intent is not ruled out.", "A clinician speaks with the client now."),
            Gate.Unless(!journey.Alerts.Unresolved.Any(alert => alert is { NeedsContact: true, Contact: null } or { Level: AlertLevel.Page, Acknowledged: null }), "G4.safety", "A safety alert about the client is not answered.", "A clinician sees to the client now, and answers it."),
            Gate.Unless(discharge.EscortPresent, "G4.escort", "The escort is not here.", "Report that the escort is missing; the client stays until somebody comes."),
            Gate.Unless(cycle.EscortMissing is null, "G4.escort-named", "The escort was reported missing, and nobody is named who comes instead.", "Name who takes the client home, with their telephone number: also the one who was awaited, if they came after all."),
            Gate.Unless(discharge.InstructionsGiven || cycle.IsExcepted(DischargeItem.Instructions), "G4.instructions", "Written instructions were not given.", "Give them, with the emergency number."),
            Gate.Unless(!mayBook || cycle.IsExcepted(DischargeItem.Integration) || journey.Appointments.Next(AppointmentPurpose.Integration) is not null, "G4.integration", "The integration appointment is not booked.", "Book it now."));
    }

    /// <summary>The last reading after the dose is within the limits, or close to the one before it; an emergency never is.</summary>
    public static bool VitalsAreBack(Journey journey, Cycle cycle, Clinic clinic)
    {
        if (cycle.LastAfterDose is not { Taken: { } last } || VitalSigns.IsEmergency(last, clinic.Dosing))
            return false;
        var limits = VitalsLimits.Of(journey, clinic);
        return last.WithinLimits || (cycle.Baseline is { Taken: { } before }
            && IsNear(last.Systolic, before.Systolic) && IsNear(last.Diastolic, before.Diastolic) && IsNear(last.Pulse, before.Pulse)
            // A fifth of the oxygen is too much, and a fever is no pressure.
            && last.Spo2 >= Math.Min(limits.Spo2Min, before.Spo2) && !(last.TemperatureTenths >= limits.TemperatureTenths));

        bool IsNear(int now, int then) => Math.Abs(now - then) * 100 <= then * clinic.Dosing.BaselinePercent;
    }

    private static Reason? IsRecovering(Cycle cycle) => Gate.Unless(
        cycle is { Dosed: not null, Discharged: null }, "session.not-recovering", "There is nobody here who had a dose in this session.", "Choose the session after whose dose the client is still here.");
}
