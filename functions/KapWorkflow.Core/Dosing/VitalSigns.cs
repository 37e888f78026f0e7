using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>One reading of a session.</summary>
/// <param name="Number">Within the session, from 1; a struck reading keeps its number.</param>
public sealed record Reading(int Number, VitalsTaken Taken, Stamp At)
{
    public Stamp? Struck { get; init; }
}

/// <summary>Readings before and after the dose (care-pathway §4.3): limits, rechecks, the hold, the emergency.</summary>
public static class VitalSigns
{
    private static readonly Duration SecondClick = Duration.FromMinutes(1);

    public static Decision Take(Journey journey, Cycle cycle, TakeVitals taken, Moment moment)
    {
        var limits = VitalsLimits.Of(journey, moment.Clinic);
        var reading = new VitalsTaken(
            taken.Which, taken.Systolic, taken.Diastolic, taken.Pulse, taken.Spo2,
            limits.Allow(taken.Systolic, taken.Diastolic, taken.Pulse, taken.Spo2, taken.TemperatureTenths), taken.TemperatureTenths,
            FormLibrary.Of(FormKind.Vitals).Hash);
        var sane = Sane(cycle, taken);
        // The same page sent twice is one reading, and no recheck that came too soon.
        if (sane.IsOpen && cycle.Vitals is [.., var last] && last.Taken == reading && moment.Now - last.At.At < SecondClick)
            return Decision.Record();
        var emergency = IsEmergency(reading, moment.Clinic.Dosing);
        var outside = cycle.Vitals.Count(each => !each.Taken.WithinLimits) + 1;
        var holds = !reading.WithinLimits && cycle is { Dosed: null, IsHeld: false }
            && (emergency || taken.TemperatureTenths >= limits.TemperatureTenths || outside > moment.Clinic.Dosing.BpRechecks);
        Fact[] held = holds ? [new SessionHeld(taken.Which, taken.Systolic > limits.Systolic || taken.Diastolic > limits.Diastolic ? true : null)] : [];
        Fact[] alarm = emergency && !journey.Alerts.Unresolved.Any(alert => alert.Rule == SafetyRule.VitalsEmergency) ? [Alerts.Raise(journey, SafetyRule.VitalsEmergency, AlertLevel.Page, "visit")] : [];
        return Decision.When(sane.And(Seated(cycle, emergency, moment)), [reading, .. held, .. alarm]);
    }

    public static Decision Strike(Cycle cycle, StrikeVitals strike)
    {
        var reading = cycle.Readings.Find(each => each.Number == strike.Number);
        return Decision.When(
            Gate.Of(
                "vitals",
                Gate.Unless(reading is not null, "vitals.number", "There is no reading of that number.", "Choose one of the session's readings."),
                Gate.Unless(reading is not { Struck: not null }, "vitals.struck", "That reading is already struck.", "Look at the session again."),
                Gate.Unless(!string.IsNullOrWhiteSpace(strike.Reason), "vitals.reason", "The reason is missing.", "Write down what was wrong with it.")),
            new VitalsStruck(strike.Which, strike.Number, strike.Reason));
    }

    /// <summary>What stands in the way of the dose (G3).</summary>
    public static IEnumerable<Reason?> Unmet(Journey journey, Cycle cycle, Moment moment)
    {
        var today = PracticeTime.Local(moment.Now, moment.Clinic.Zone).Date;
        var fresh = cycle.Vitals is [.., var last] && PracticeTime.Local(last.At.At, moment.Clinic.Zone).Date == today;
        yield return Gate.Unless(
            fresh && cycle.VitalsCleared, "G3.vitals", "There are no vitals of today within the limits.",
            string.Create(CultureInfo.InvariantCulture, $"Take them again after {moment.Clinic.Dosing.BpRecheckMinutes} minutes seated, or the prescriber decides."));
        yield return Gate.Unless(!cycle.IsHeld, "G3.held", "The session is held.", "The prescriber decides.");
        yield return Gate.Unless(
            cycle.HeldOutcome != HeldSessionOutcome.Reduce || journey.Prescription.Order?.Signed.Sequence > (cycle.Held ?? cycle.CheckedIn)?.Sequence,
            "G3.reduced-order", "The prescriber wants a smaller dose and has not ordered it yet.", "The prescriber signs the new order.");
    }

    public static bool IsEmergency(VitalsTaken reading, DosingSettings limits) =>
        reading.Systolic >= limits.BpEmergencySystolic || reading.Diastolic >= limits.BpEmergencyDiastolic || reading.Spo2 < limits.Spo2Emergency;

    private static Gate Sane(Cycle cycle, TakeVitals taken) => Gate.Of(
        "vitals",
        [Gate.Unless(cycle.IsUnderWay, "vitals.not-here", "The client is not checked in.", "Check the client in."), .. StaffForms.Problems(taken)]);

    /// <summary>
    /// A recheck counts after a while seated, also when the reading before it was struck: a high one is not typed away. What is an emergency
    /// is recorded at any time.
    /// </summary>
    private static Gate Seated(Cycle cycle, bool emergency, Moment moment)
    {
        var again = cycle is { Dosed: null, Held: null } && cycle.Readings is [.., { Taken.WithinLimits: false } last]
            ? last.At.At + Duration.FromMinutes(moment.Clinic.Dosing.BpRecheckMinutes)
            : Instant.MinValue;
        return Gate.Of("vitals", Gate.Unless(
            emergency || moment.Now >= again,
            "vitals.too-soon", string.Create(CultureInfo.InvariantCulture, $"A recheck is taken after {moment.Clinic.Dosing.BpRecheckMinutes} minutes seated."),
            $"Take it at {Clock(again, moment.Clinic)} or later, also when the last reading was mistyped and struck."));
    }

    private static string Clock(Instant at, Clinic clinic) =>
        at == Instant.MinValue ? "" : NodaTime.Text.LocalTimePattern.CreateWithInvariantCulture("HH:mm").Format(PracticeTime.Local(at, clinic.Zone).TimeOfDay);
}
