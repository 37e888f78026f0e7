using System.Globalization;
using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>One step of a dosing day: done and how, or what it waits for.</summary>
/// <param name="State">done, next, held or later.</param>
public sealed record SessionStep(string What, string State, string Text);

/// <summary>A dosing day step by step, so that nobody has to read the timeline to see what comes next.</summary>
public static class SessionSteps
{
    public static IReadOnlyList<SessionStep> Of(Journey journey, StaffTask task, Clinic clinic, Instant now) =>
        task.Kind == TaskKind.RecheckSession && Appointment(journey, task) is { } booked
            ? [.. SessionGates.Recheck(journey, booked, clinic).Unmet.Select(reason => new SessionStep(reason.Text, "held", reason.NextStep))]
        : task.Kind is TaskKind.BookSession or TaskKind.AuthoriseMore ? [Of(DoseLedger.Of(journey))]
        : task.Kind is TaskKind.RunSession or TaskKind.DecideHeldSession && task.About is { } about && journey.Course.Cycles.Values.FirstOrDefault(cycle => cycle.Which.ToString() == about) is { } found
            ? Of(journey, found, clinic, now)
            : [];

    private static SessionStep Of(DoseLedger ledger) => new(
        "Doses", ledger.Left > 0 ? "next" : "held", string.Create(CultureInfo.InvariantCulture, $"authorised {ledger.Authorised}, given {ledger.Given}, booked {ledger.Booked}, left {ledger.Left}"));

    private static Appointment? Appointment(Journey journey, StaffTask task) => AppointmentRef.TryParse(task.About, out var which) ? journey.Appointments.Find(which) : null;

    /// <summary>Which of a session's decisions make sense at its step; all of them for every other task.</summary>
    public static bool Offers(Journey journey, StaffTask task, string command)
    {
        if (task.Kind != TaskKind.RunSession || journey.Course.Cycles.Values.FirstOrDefault(cycle => cycle.Which.ToString() == task.About) is not { } cycle)
            return true;
        return command switch
        {
            // Asked again when something was not in order, or on another day.
            "check-in" => cycle.Dosed is null,
            "missed" => cycle.CheckedIn is null,
            "vitals" or "adverse-event" => cycle.CheckedIn is not null,
            "strike-vitals" => cycle.Vitals.Count > 0,
            "give-dose" => cycle is { CheckedIn: not null, Dosed: null },
            "discharge" or "except-discharge-item" or "interrupt-session" => cycle.Dosed is not null,
            "report-escort-missing" => cycle is { Dosed: not null, EscortMissing: null },
            "transfer-client" => cycle.Events.Exists(each => each.IsSerious),
            _ => true,
        };
    }

    private static IReadOnlyList<SessionStep> Of(Journey journey, Cycle cycle, Clinic clinic, Instant now)
    {
        List<(string What, Stamp? Done, string? Told)> steps =
        [
            ("Escort named", cycle.Escort, null),
            ("Pre-check answered", cycle.Precheck, cycle.PrecheckCleared ? null : "the prescriber reviews it"),
            ("Client checked in", cycle.CheckedIn, Arrival(journey, cycle)),
            ("Vitals", cycle.VitalsCleared ? cycle.Vitals[^1].At : null, Vitals(cycle, clinic)),
            ("Dose", cycle.Dosed, Order(journey, clinic)),
            .. VitalsPoints.Of(cycle, clinic).Where(point => point.Minutes != 0).Select(point => (
                point.Minutes is { } minutes ? string.Create(CultureInfo.InvariantCulture, $"Vitals after {minutes} minutes") : "Vitals before going home",
                point.Taken?.At,
                point.Taken is { } taken ? Told(taken) : $"due {Dates.Short(point.Due, clinic.Zone)}{(point.Due < now ? ": late" : "")}")),
            ("Discharged with the escort", cycle.Discharged, cycle.Dosed is { } dosed && cycle.Discharged is null ? $"not before {Dates.Short(dosed.At + Duration.FromMinutes(clinic.Dosing.ObservationMinutes), clinic.Zone)}" : null),
        ];
        var next = steps.FindIndex(step => step.Done is null);
        return
        [
            .. steps.Select((step, index) => new SessionStep(
                step.What,
                step.Done is not null ? "done" : cycle.AwaitsPrescriber && step.What == "Dose" ? "held" : index == next ? "next" : "later",
                string.Join(" · ", new[] { step.Done is { } done ? Dates.Short(done.At, clinic.Zone) : null, cycle.AwaitsPrescriber && step.What == "Dose" ? "held: the prescriber decides" : null, step.Told }.OfType<string>()))),
        ];
    }

    /// <summary>What was said at the door and is not in order.</summary>
    private static string? Arrival(Journey journey, Cycle cycle) =>
        string.Join(" ", Arrivals.Unmet(journey, cycle).OfType<Reason>().Select(reason => reason.Text)) is { Length: > 0 } told && cycle.Dosed is null ? told : null;

    /// <summary>The order in force, word for word; it is read here and typed nowhere.</summary>
    private static string Order(Journey journey, Clinic clinic) => journey.Prescription.Order is not { } order
        ? "no order is signed"
        : $"ordered: {order.Dose}, {Words.Of(order.Route).ToLowerInvariant()}{(string.IsNullOrWhiteSpace(order.Note) ? "" : $" ({order.Note})")}, signed by {clinic.Find(order.By)?.Name ?? "somebody no longer at the practice"} on {Dates.Short(order.Signed.At, clinic.Zone)}";

    private static string? Vitals(Cycle cycle, Clinic clinic) => cycle.Baseline is not { } last ? null
        : $"{Told(last)}{(last.Taken.WithinLimits ? "" : cycle.Dosed is not null || cycle.VitalsCleared ? ", outside the limits, seen by the prescriber" : string.Create(CultureInfo.InvariantCulture, $", outside the limits: take them again after {clinic.Dosing.BpRecheckMinutes} minutes seated"))}";

    private static string Told(Reading reading) => string.Create(
        CultureInfo.InvariantCulture,
        $"reading {reading.Number}: {reading.Taken.Systolic}/{reading.Taken.Diastolic} mmHg, pulse {reading.Taken.Pulse}, oxygen {reading.Taken.Spo2} %{(reading.Taken.TemperatureTenths is { } tenths ? $", {tenths / 10}.{tenths % 10} °C" : "")}");
}
