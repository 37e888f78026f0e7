using NodaTime;

namespace KapWorkflow.Core;

/// <summary>A moment at which vitals are taken.</summary>
/// <param name="Minutes">After the dose; 0 is the reading before it, null the one before discharge.</param>
/// <param name="Taken">The reading that serves for it.</param>
public sealed record VitalsPoint(int? Minutes, Instant Due, Reading? Taken);

/// <summary>When vitals are taken, by the route that was given (care-pathway §2.4, step 4).</summary>
public static class VitalsPoints
{
    /// <summary>A reading a little early serves.</summary>
    private static readonly Duration Early = Duration.FromMinutes(5);

    public static IReadOnlyList<VitalsPoint> Of(Cycle cycle, Clinic clinic)
    {
        if (cycle is not { Dosed: { } dosed, Given: { } given })
            return [];
        var minutes = given.Route == DoseRoute.Sublingual ? clinic.Dosing.SublingualVitalsMinutes : clinic.Dosing.IntramuscularVitalsMinutes;
        var ends = dosed.At + Duration.FromMinutes(clinic.Dosing.ObservationMinutes);
        var dues = minutes.Where(minute => minute > 0).Select(minute => (Minutes: (int?)minute, Due: dosed.At + Duration.FromMinutes(minute))).Append((null, ends)).ToList();
        return
        [
            .. minutes.Contains(0) ? [new VitalsPoint(0, dosed.At, cycle.Baseline)] : Array.Empty<VitalsPoint>(),
            .. dues.Select((each, index) => new VitalsPoint(
                each.Minutes, each.Due,
                cycle.Vitals.FirstOrDefault(reading => reading.At.Sequence > dosed.Sequence && reading.At.At >= each.Due - Early && (index + 1 == dues.Count || reading.At.At < dues[index + 1].Due - Early)))),
        ];
    }
}
