using System.Globalization;

namespace KapWorkflow.Core;

/// <summary>This client's own limits; what is null stays as the practice has it (care-pathway §4.3).</summary>
public sealed record VitalsLimitsSet(int? Systolic, int? Diastolic, int? PulseMin, int? PulseMax, int? Spo2Min, int? TemperatureTenths, string Reason, string Licence) : Fact;

[Command("set-vitals-limits", "Set the client's own vitals limits", Role.Prescriber)]
public sealed record SetVitalsLimits(string Reason, int? Systolic = null, int? Diastolic = null, int? PulseMin = null, int? PulseMax = null, int? Spo2Min = null, int? TemperatureTenths = null) : Command;

/// <summary>The limits that a reading before a dose is held against: the practice's, or the client's own where a prescriber set them.</summary>
/// <param name="Systolic">mmHg; a value above it holds.</param>
/// <param name="Diastolic">mmHg; a value above it holds.</param>
/// <param name="PulseMin">Beats a minute; a value below it holds.</param>
/// <param name="PulseMax">Beats a minute; a value above it holds.</param>
/// <param name="Spo2Min">Percent; a value below it holds.</param>
/// <param name="TemperatureTenths">Tenths of a degree Celsius; this value or more holds, where the temperature was taken.</param>
public sealed record VitalsLimits(int Systolic, int Diastolic, int PulseMin, int PulseMax, int Spo2Min, int TemperatureTenths)
{
    public static VitalsLimits Of(Journey journey, Clinic clinic)
    {
        var (practice, own) = (clinic.Dosing, journey.Medical.Limits);
        return new VitalsLimits(
            own?.Systolic ?? practice.BpHoldSystolic,
            own?.Diastolic ?? practice.BpHoldDiastolic,
            own?.PulseMin ?? practice.PulseMin,
            own?.PulseMax ?? practice.PulseMax,
            own?.Spo2Min ?? practice.Spo2Min,
            own?.TemperatureTenths ?? practice.TemperatureHoldTenths);
    }

    public bool Allow(int systolic, int diastolic, int pulse, int spo2, int? temperatureTenths = null) =>
        systolic <= Systolic && diastolic <= Diastolic
        && pulse >= PulseMin && pulse <= PulseMax
        && spo2 >= Spo2Min
        && !(temperatureTenths >= TemperatureTenths);

    public static Decision Decide(Journey journey, SetVitalsLimits set, Moment moment)
    {
        var practice = moment.Clinic.Dosing;
        var wanted = Of(journey with { Medical = journey.Medical with { Limits = FactOf(set, "") } }, moment.Clinic);
        var gate = Gate.Of(
            "vitals-limits",
            Approvals.Licensed(journey, moment),
            Gate.Unless(!string.IsNullOrWhiteSpace(set.Reason), "limits.reason", "The reason is missing.", "Write it down."),
            InRange(wanted.Systolic, 100, practice.BpEmergencySystolic - 1, "systolic", "mmHg systolic"),
            InRange(wanted.Diastolic, 60, practice.BpEmergencyDiastolic - 1, "diastolic", "mmHg diastolic"),
            Gate.Unless(wanted.Diastolic < wanted.Systolic, "limits.pressure", "The diastolic limit is not below the systolic one.", "Type them again."),
            InRange(wanted.PulseMin, 30, wanted.PulseMax - 1, "pulse-min", "beats a minute at least"),
            InRange(wanted.PulseMax, 80, 150, "pulse-max", "beats a minute at most"),
            InRange(wanted.Spo2Min, 85, 99, "spo2", "% oxygen"),
            InRange(wanted.TemperatureTenths, 370, 400, "temperature", "tenths of a degree Celsius"));
        return Decision.When(gate, FactOf(set, Approvals.LicenceOf(journey, moment)));
    }

    public static Journey Evolve(Journey journey, Recorded recorded) => recorded.Fact is VitalsLimitsSet set
        ? journey with { Medical = journey.Medical with { Limits = set } }
        : journey;

    private static VitalsLimitsSet FactOf(SetVitalsLimits set, string licence) =>
        new(set.Systolic, set.Diastolic, set.PulseMin, set.PulseMax, set.Spo2Min, set.TemperatureTenths, set.Reason, licence);

    private static Reason? InRange(int value, int least, int most, string what, string unit) => Gate.Unless(
        value >= least && value <= most, $"limits.{what}", string.Create(CultureInfo.InvariantCulture, $"{value} {unit} is no limit that may be set here."), string.Create(CultureInfo.InvariantCulture, $"Choose between {least} and {most}, or leave it empty for the practice's own."));
}
