namespace KapWorkflow.Core;

/// <summary>The classes of care-pathway §4.2.</summary>
public enum MedicineClass
{
    Benzodiazepines,
    Lamotrigine,
    Antidepressants,
    Stimulants,
    MaoInhibitors,
    Opioids,
    Naltrexone,
    MuscleRelaxants,
    SedatingAntihistamines,
    GabapentinoidsSleepAntipsychotics,
    Theophylline,
    Depressants,
    Sympathomimetics,
    EnzymeInhibitorsInducers,
    AlcoholCannabis,
    DecongestantsPainkillers,
    Caffeine,
    Antihypertensives,

    /// <summary>None of them.</summary>
    Other,
}

public enum MedicineInstruction
{
    /// <summary>As ever.</summary>
    Take,

    /// <summary>Not from so many hours before the session.</summary>
    HoldFrom,

    /// <summary>Again from so many hours after the session's start.</summary>
    ResumeAt,

    /// <summary>The client asks before the session.</summary>
    Ask,
}

/// <summary>A line of the plan, unsigned until the prescriber signs the whole of it.</summary>
/// <param name="Line">Its number in the plan, from 1.</param>
/// <param name="Hours">For a hold: so long before the session's start; for a return: so long after it.</param>
public sealed record MedicinePlanned(int Line, string Drug, MedicineClass Class, MedicineInstruction Instruction, int? Hours, string? Note) : Fact;

public sealed record MedicineRemoved(int Line) : Fact;

/// <summary>The plan as it stood then: a later line, or other answers about medicines, make it unsigned.</summary>
public sealed record MedicationPlanSigned(string Licence, int Lines) : Fact;

/// <summary>The next session may be booked sooner than the longest hold allows.</summary>
public sealed record HoldTimeWaived(string Reason, string Licence) : Fact;

[Command("plan-medicine", "Plan a medicine", Role.Prescriber | Role.Nurse)]
public sealed record PlanMedicine(string Drug, MedicineClass Class, MedicineInstruction Instruction, int? Hours = null, string? Note = null) : Command;

[Command("remove-medicine", "Take a medicine out of the plan", Role.Prescriber | Role.Nurse)]
public sealed record RemoveMedicine(int Line) : Command;

[Command("sign-medication-plan", "Sign the medicine plan", Role.Prescriber)]
public sealed record SignMedicationPlan : Command;

[Command("waive-hold-time", "Allow a session sooner than the holds do", Role.Prescriber)]
public sealed record WaiveHoldTime(string Reason) : Command;
