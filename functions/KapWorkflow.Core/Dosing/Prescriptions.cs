using System.Globalization;

namespace KapWorkflow.Core;

/// <summary>An order as it was signed. It is shown at the chair word for word and never typed again.</summary>
public sealed record DoseOrder(string Dose, DoseRoute Route, string? Note, StaffId? By, string Licence, Stamp Signed);

/// <summary>The order in force and whether its medicine is here.</summary>
public sealed record Prescription
{
    public static Prescription None { get; } = new();

    /// <summary>The last one signed; null before the first, and after a decision against clearance.</summary>
    public DoseOrder? Order { get; init; }

    /// <summary>Since when the medicine of this order is here.</summary>
    public Stamp? Medicine { get; init; }

    /// <summary>The order has changed its route, or goes beyond the plan, since the clearance was decided.</summary>
    public Stamp? Changed { get; init; }

    public bool IsReady => Order is not null && Medicine is not null;
}

/// <summary>What is given is what a licensed prescriber has signed (care-pathway §2.2, G1): no calculator, no default, no range.</summary>
public static class Prescriptions
{
    public static Decision Decide(Journey journey, Command command, Moment moment) => command switch
    {
        SignDoseOrder sign => Sign(journey, sign, moment),
        ConfirmMedicineAvailable confirm => Decision.When(
            Gate.Of(
                "medicine",
                Gate.Unless(journey.Prescription.Order is not null, "medicine.order", "There is no order that the medicine would be for.", "The prescriber signs the order first."),
                Gate.Unless(journey.Prescription.Medicine is null, "medicine.confirmed", "The medicine of this order is already confirmed.", "A new order is confirmed anew.")),
            new MedicineConfirmed(confirm.Note)),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    public static Journey Evolve(Journey journey, Recorded recorded) => recorded.Fact switch
    {
        DoseOrderSigned signed => journey with { Prescription = After(journey.Prescription, signed, recorded) },
        MedicineConfirmed => journey with { Prescription = journey.Prescription with { Medicine = recorded.Stamp } },
        // What was ordered for somebody who is not cleared any more is not in force when they are cleared again.
        ClearanceDecided { Outcome: ClearanceOutcome.Deferred or ClearanceOutcome.NotCleared } => journey with { Prescription = Prescription.None },
        ClearanceDecided or ClearanceReinstated => journey with { Prescription = journey.Prescription with { Changed = null } },
        _ => journey,
    };

    /// <summary>G1: "Rx/medicine available".</summary>
    public static Gate Available(Journey journey, Clinic clinic) => Gate.Of(
        "G1",
        Gate.Unless(journey.Prescription.Order is not null, "G1.order", "No dose order is signed.", "The prescriber signs the order."),
        Gate.Unless(journey.Prescription.Order is not { Route: DoseRoute.Intravenous } || clinic.Dosing.AllowIv, "G1.route", "The order is for the intravenous route, which is not used here.", "The prescriber signs another order."),
        Gate.Unless(journey.Prescription.Medicine is not null, "G1.medicine", "The medicine is not confirmed to be here.", "The nurse or the prescriber confirms it."));

    public static IEnumerable<Duty> Duties(Journey journey, Clinic clinic)
    {
        if (journey.Clearance.BothKeys is not { } cleared || Reviews.Stopped(journey) || journey.Reviews.Completed is not null)
            yield break;
        var prescription = journey.Prescription;
        if (prescription.Order is not { } order)
        {
            yield return Owe.Ask(Key(cleared, "sign"), TaskKind.SignDoseOrder, cleared.At, clinic.Business.EndOfDayAfter(cleared.At, 3), cleared);
            yield break;
        }
        if (prescription.Medicine is null)
            yield return Owe.Ask(Key(order.Signed, "medicine"), TaskKind.ConfirmMedicine, order.Signed.At, clinic.Business.EndOfDayAfter(order.Signed.At, 5), order.Signed);
    }

    private static string Key(Stamp cause, string what) => string.Create(CultureInfo.InvariantCulture, $"order:{cause.Sequence}:{what}");

    private static Prescription After(Prescription before, DoseOrderSigned signed, Recorded recorded) => new()
    {
        Order = new DoseOrder(signed.Dose, signed.Route, signed.Note, recorded.By.Staff, signed.Licence, recorded.Stamp),
        // Another order may need another product: somebody looks again.
        Medicine = null,
        Changed = signed.BeyondPlan == true || (before.Order is { } last && last.Route != signed.Route) ? recorded.Stamp : before.Changed,
    };

    private static Decision Sign(Journey journey, SignDoseOrder sign, Moment moment) => Decision.When(
        Gate.Of(
            "order",
            Gate.Unless(journey.Clearance.IsCleared, "order.clearance", "The client is not cleared.", "Decide the clearance first."),
            Approvals.Licensed(journey, moment),
            Gate.Unless(!string.IsNullOrWhiteSpace(sign.Dose), "order.dose", "The dose is missing.", "Write it down exactly."),
            Gate.Unless(sign.Route != DoseRoute.Intravenous || moment.Clinic.Dosing.AllowIv, "order.route", "The intravenous route is not used here.", "Choose another route."),
            Gate.Unless(sign.Route != DoseRoute.Other || !string.IsNullOrWhiteSpace(sign.Note), "order.note", "Another route has to be named.", "Name it in the note.")),
        new DoseOrderSigned(sign.Dose, sign.Route, sign.Note, Approvals.LicenceOf(journey, moment), sign.BeyondPlan ? true : null));
}
