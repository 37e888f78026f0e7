namespace KapWorkflow.Core;

public enum DoseRoute
{
    Sublingual,
    Intramuscular,
    Intranasal,
    Other,
    Intravenous,
}

public enum HeldSessionOutcome
{
    Proceed,
    Reschedule,
}

/// <summary>G4, item by item (care-pathway §2.4).</summary>
public sealed record DischargeChecklist(
    bool AlertAndOrientated,
    bool VitalsBackToBaseline,
    bool WalksSteadily,
    bool NauseaMinimal,
    bool NoSuicidalIntent,
    bool EscortPresent,
    bool InstructionsGiven);

public sealed record ClientCheckedIn(AppointmentRef Which, bool EscortVerified, bool FastingKept, bool NothingNew, CssrsLevel Cssrs) : Fact;

/// <param name="Systolic">mmHg.</param>
/// <param name="Diastolic">mmHg.</param>
/// <param name="Pulse">Beats a minute.</param>
/// <param name="Spo2">Percent.</param>
public sealed record VitalsTaken(AppointmentRef Which, int Systolic, int Diastolic, int Pulse, int Spo2, bool WithinLimits) : Fact;

public sealed record SessionHeld(AppointmentRef Which) : Fact;

public sealed record HeldSessionDecided(AppointmentRef Which, HeldSessionOutcome Outcome, string Reason, string Licence) : Fact;

/// <param name="Dose">Exactly as the prescriber wrote it: the software never computes a dose.</param>
/// <param name="Order">Sequence of the order that it was given by; null in the days when the dose was typed at the chair.</param>
public sealed record DoseGiven(AppointmentRef Which, string Dose, DoseRoute Route, StaffId Therapist, int? Order = null) : Fact;

public sealed record ClientDischarged(AppointmentRef Which, DischargeChecklist Checklist) : Fact;

/// <param name="Grade">1 expected, 2 needs a clinician, 3 serious, 4 hospitalisation or death (care-pathway §5.3).</param>
public sealed record AdverseEventRecorded(AppointmentRef Which, int Grade, string Note) : Fact;

/// <summary>A person spoke with the client about the 24-hour check-in, or decided what its silence means.</summary>
public sealed record CheckinResolved(AppointmentRef Which, string Note) : Fact;

[Command("check-in", "Check the client in", Role.Nurse | Role.Therapist)]
public sealed record CheckClientIn(AppointmentRef Which, bool EscortVerified, bool FastingKept, bool NothingNew, CssrsLevel Cssrs) : Command;

[Command("vitals", "Take vitals", Role.Nurse | Role.Prescriber | Role.Therapist)]
public sealed record TakeVitals(AppointmentRef Which, int Systolic, int Diastolic, int Pulse, int Spo2) : Command;

[Command("decide-held-session", "Decide about the held session", Role.Prescriber)]
public sealed record DecideHeldSession(AppointmentRef Which, HeldSessionOutcome Outcome, string Reason) : Command;

/// <summary>The dose of the order in force; nobody types a dose at the chair.</summary>
[Command("give-dose", "Record the dose", Role.Prescriber | Role.Nurse)]
public sealed record GiveDose(AppointmentRef Which, StaffId TherapistPresent, bool PrescriberReachable) : Command;

[Command("discharge", "Discharge the client", Role.Nurse | Role.Prescriber)]
public sealed record DischargeClient(
    AppointmentRef Which,
    bool AlertAndOrientated,
    bool VitalsBackToBaseline,
    bool WalksSteadily,
    bool NauseaMinimal,
    bool NoSuicidalIntent,
    bool EscortPresent,
    bool InstructionsGiven) : Command;

[Command("adverse-event", "Record an adverse event", Role.Clinician)]
public sealed record RecordAdverseEvent(AppointmentRef Which, int Grade, string Note) : Command;

[Command("resolve-checkin", "Resolve the check-in", Role.Therapist | Role.Prescriber)]
public sealed record ResolveCheckin(AppointmentRef Which, string Note) : Command;
