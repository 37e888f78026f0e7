namespace KapWorkflow.Core;

/// <summary>What the prescriber orders for the doses that are authorised.</summary>
/// <param name="Dose">Exactly as written: the software never computes, suggests or checks a dose (care-pathway §2.2).</param>
/// <param name="Licence">Type and number, as held on that day.</param>
/// <param name="BeyondPlan">The prescriber says that it goes beyond the plan the clearance was given for (§4.5).</param>
public sealed record DoseOrderSigned(string Dose, DoseRoute Route, string? Note, string Licence, bool? BeyondPlan = null) : Fact;

/// <summary>The medicine of the order in force is in the practice.</summary>
public sealed record MedicineConfirmed(string? Note) : Fact;

[Command("sign-dose-order", "Sign the dose order", Role.Prescriber)]
public sealed record SignDoseOrder(string Dose, DoseRoute Route, string? Note = null, bool BeyondPlan = false) : Command;

[Command("confirm-medicine", "Confirm that the medicine is here", Role.Prescriber | Role.Nurse)]
public sealed record ConfirmMedicineAvailable(string? Note = null) : Command;
