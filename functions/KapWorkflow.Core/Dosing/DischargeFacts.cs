namespace KapWorkflow.Core;

/// <summary>What a prescriber may let pass, one by one and with a reason. The escort and suicidal intent are not among them.</summary>
public enum DischargeItem
{
    Observation,
    Alert,
    Vitals,
    Walking,
    Nausea,
    Instructions,
    Integration,
}

/// <summary>G4, item by item (care-pathway §2.4).</summary>
/// <param name="VitalsBackToBaseline">As the readings say; in earlier days as somebody ticked it.</param>
public sealed record DischargeChecklist(
    bool AlertAndOrientated,
    bool VitalsBackToBaseline,
    bool WalksSteadily,
    bool NauseaMinimal,
    bool NoSuicidalIntent,
    bool EscortPresent,
    bool InstructionsGiven);

public sealed record ClientDischarged(AppointmentRef Which, DischargeChecklist Checklist, string? DefinitionHash = null) : Fact;

public sealed record DischargeItemExcepted(AppointmentRef Which, DischargeItem Item, string Reason, string Licence) : Fact;

/// <summary>The session was broken off after the dose; it still walks discharge, check-in and integration (care-pathway §3.2).</summary>
public sealed record SessionInterrupted(AppointmentRef Which, string Reason) : Fact;

/// <summary>The client left with an ambulance: nobody's escort, and the clocks of the day after run all the same.</summary>
public sealed record ClientTransferred(AppointmentRef Which, string Note) : Fact;

[Command("discharge", "Discharge the client", Role.Nurse | Role.Prescriber)]
public sealed record DischargeClient(
    AppointmentRef Which,
    bool AlertAndOrientated,
    bool WalksSteadily,
    bool NauseaMinimal,
    bool NoSuicidalIntent,
    bool EscortPresent,
    bool InstructionsGiven) : Command;

[Command("except-discharge-item", "Let one item of the discharge pass", Role.Prescriber)]
public sealed record ExceptDischargeItem(AppointmentRef Which, DischargeItem Item, string Reason) : Command;

[Command("interrupt-session", "Record that the session was broken off after the dose", Role.Clinician)]
public sealed record InterruptSession(AppointmentRef Which, string Reason) : Command;

[Command("transfer-client", "Record that the client left with an ambulance", Role.Clinician)]
public sealed record TransferClient(AppointmentRef Which, string Note) : Command;
