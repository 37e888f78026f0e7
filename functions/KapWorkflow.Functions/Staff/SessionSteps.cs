using System.Globalization;
using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>One step of a dosing day: done and how, or what it waits for.</summary>
/// <param name="State">done, next, held or later.</param>
public sealed record SessionStep(string What, string State, string Text);

/// <summary>A dosing day step by step, so that nobody has to read the timeline to see what comes next.</summary>
public static class SessionSteps
{
    public static IReadOnlyList<SessionStep> Of(Journey journey, StaffTask task, Clinic clinic) =>
        task.Kind == TaskKind.RecheckSession && Appointment(journey, task) is { } booked
            ? [.. SessionGates.Recheck(journey, booked, clinic).Unmet.Select(reason => new SessionStep(reason.Text, "held", reason.NextStep))]
        : task.Kind is TaskKind.RunSession or TaskKind.DecideHeldSession && task.About is { } about && journey.Course.Cycles.Values.FirstOrDefault(cycle => cycle.Which.ToString() == about) is { } found
            ? Of(journey, found, clinic)
            : [];

    private static Appointment? Appointment(Journey journey, StaffTask task) => AppointmentRef.TryParse(task.About, out var which) ? journey.Appointments.Find(which) : null;

    /// <summary>Which of a session's decisions make sense at its step; all of them for every other task.</summary>
    public static bool Offers(Journey journey, StaffTask task, string command)
    {
        if (task.Kind != TaskKind.RunSession || journey.Course.Cycles.Values.FirstOrDefault(cycle => cycle.Which.ToString() == task.About) is not { } cycle)
            return true;
        return command switch
        {
            // Whoever was checked in on another day is checked in again.
            "check-in" => cycle.Dosed is null,
            "missed" => cycle.CheckedIn is null,
            "vitals" or "adverse-event" => cycle.CheckedIn is not null,
            "give-dose" => cycle is { CheckedIn: not null, Dosed: null },
            "discharge" => cycle.Dosed is not null,
            _ => true,
        };
    }

    private static IReadOnlyList<SessionStep> Of(Journey journey, Cycle cycle, Clinic clinic)
    {
        (string What, Stamp? Done, string? Told)[] steps =
        [
            ("Escort named", cycle.Escort, null),
            ("Pre-check answered", cycle.Precheck, cycle.PrecheckCleared ? null : "the prescriber reviews it"),
            ("Client checked in", cycle.CheckedIn, null),
            ("Vitals", cycle.VitalsCleared ? cycle.VitalsAt : null, Vitals(cycle)),
            ("Dose", cycle.Dosed, Order(journey, clinic)),
            ("Discharged with the escort", cycle.Discharged, cycle.Dosed is { } dosed && cycle.Discharged is null ? $"not before {Dates.Short(dosed.At + NodaTime.Duration.FromMinutes(clinic.Dosing.ObservationMinutes), clinic.Zone)}" : null),
        ];
        var next = Array.FindIndex(steps, step => step.Done is null);
        return
        [
            .. steps.Select((step, index) => new SessionStep(
                step.What,
                step.Done is not null ? "done" : cycle.AwaitsPrescriber && step.What == "Dose" ? "held" : index == next ? "next" : "later",
                string.Join(" · ", new[] { step.Done is { } done ? Dates.Short(done.At, clinic.Zone) : null, cycle.AwaitsPrescriber && step.What == "Dose" ? "held: the prescriber decides" : null, step.Told }.OfType<string>()))),
        ];
    }

    /// <summary>The order in force, word for word; it is read here and typed nowhere.</summary>
    private static string Order(Journey journey, Clinic clinic) => journey.Prescription.Order is not { } order
        ? "no order is signed"
        : $"ordered: {order.Dose}, {Words.Of(order.Route).ToLowerInvariant()}{(string.IsNullOrWhiteSpace(order.Note) ? "" : $" ({order.Note})")}, signed by {clinic.Find(order.By)?.Name ?? "somebody no longer at the practice"} on {Dates.Short(order.Signed.At, clinic.Zone)}";

    private static string? Vitals(Cycle cycle) => cycle.Vitals is not [.., var last] ? null
        : string.Create(CultureInfo.InvariantCulture, $"{last.Systolic}/{last.Diastolic} mmHg, pulse {last.Pulse}, oxygen {last.Spo2} %{(last.WithinLimits ? "" : cycle.VitalsCleared ? ", outside the limits, seen by the prescriber" : ", outside the limits: take them again after 10 minutes seated")}");
}
