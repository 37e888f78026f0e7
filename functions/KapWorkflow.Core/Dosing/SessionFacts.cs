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

    /// <summary>With less than was ordered: the prescriber signs another order.</summary>
    Reduce,
}

/// <summary>What the client answers about pregnancy on the day, or what a test says.</summary>
public enum PregnancyAnswer
{
    NotPossible,
    NotPregnant,
    TestNegative,
    Unsure,
    Pregnant,
}

/// <summary>What was asked at the door (care-pathway §2.4). It may be asked again on the day: the last word counts.</summary>
/// <param name="IdentityVerified">Null in the days before it was asked, as are all that follow.</param>
/// <param name="LateBecause">Why the session is held although the client came later than the practice waits.</param>
public sealed record ClientCheckedIn(
    AppointmentRef Which,
    bool EscortVerified,
    bool FastingKept,
    bool NothingNew,
    CssrsLevel Cssrs,
    bool? IdentityVerified = null,
    bool? MedicinesAsPlanned = null,
    bool? ConsentReaffirmed = null,
    PregnancyAnswer? Pregnancy = null,
    string? EscortName = null,
    string? EscortPhone = null,
    int? WeightKg = null,
    string? LateBecause = null) : Fact;

/// <param name="Systolic">mmHg.</param>
/// <param name="Diastolic">mmHg.</param>
/// <param name="Pulse">Beats a minute.</param>
/// <param name="Spo2">Percent.</param>
/// <param name="TemperatureTenths">Tenths of a degree Celsius; null when it was not taken.</param>
public sealed record VitalsTaken(AppointmentRef Which, int Systolic, int Diastolic, int Pulse, int Spo2, bool WithinLimits, int? TemperatureTenths = null, string? DefinitionHash = null) : Fact;

/// <summary>A reading that was mistyped: it stays to be seen and counts no more.</summary>
/// <param name="Number">Of the reading within its session, from 1.</param>
public sealed record VitalsStruck(AppointmentRef Which, int Number, string Reason) : Fact;

/// <param name="ForPressure">Whether the blood pressure was above its limits.</param>
public sealed record SessionHeld(AppointmentRef Which, bool? ForPressure = null) : Fact;

public sealed record HeldSessionDecided(AppointmentRef Which, HeldSessionOutcome Outcome, string Reason, string Licence) : Fact;

/// <param name="Dose">Exactly as the prescriber wrote it: the software never computes a dose.</param>
/// <param name="Order">Sequence of the order that it was given by; null in the days when the dose was typed at the chair.</param>
public sealed record DoseGiven(AppointmentRef Which, string Dose, DoseRoute Route, StaffId Therapist, int? Order = null) : Fact;

/// <summary>A person spoke with the client about the 24-hour check-in, or decided what its silence means.</summary>
public sealed record CheckinResolved(AppointmentRef Which, string Note) : Fact;

/// <summary>What is not said counts as not so.</summary>
[Command("check-in", "Check the client in", Role.Nurse | Role.Therapist)]
public sealed record CheckClientIn(
    AppointmentRef Which,
    bool EscortVerified,
    bool FastingKept,
    bool NothingNew,
    CssrsLevel Cssrs,
    bool IdentityVerified = false,
    bool MedicinesAsPlanned = false,
    bool ConsentReaffirmed = false,
    PregnancyAnswer? Pregnancy = null,
    string? EscortName = null,
    string? EscortPhone = null,
    int? WeightKg = null,
    string? WhyLate = null) : Command;

[Command("vitals", "Take vitals", Role.Nurse | Role.Prescriber | Role.Therapist)]
public sealed record TakeVitals(AppointmentRef Which, int Systolic, int Diastolic, int Pulse, int Spo2, int? TemperatureTenths = null) : Command;

[Command("strike-vitals", "Strike a reading that was mistyped", Role.Nurse | Role.Prescriber | Role.Therapist)]
public sealed record StrikeVitals(AppointmentRef Which, int Number, string Reason) : Command;

[Command("decide-held-session", "Decide about the held session", Role.Prescriber)]
public sealed record DecideHeldSession(AppointmentRef Which, HeldSessionOutcome Outcome, string Reason) : Command;

/// <summary>The dose of the order in force; nobody types a dose at the chair.</summary>
[Command("give-dose", "Record the dose", Role.Prescriber | Role.Nurse)]
public sealed record GiveDose(AppointmentRef Which, StaffId TherapistPresent, bool PrescriberReachable) : Command;

[Command("resolve-checkin", "Resolve the check-in", Role.Therapist | Role.Prescriber)]
public sealed record ResolveCheckin(AppointmentRef Which, string Note) : Command;
