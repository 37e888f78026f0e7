namespace KapWorkflow.Core;

public enum FeeOutcome
{
    None,

    /// <summary>Staff ask the client for it, outside this system: nothing here charges anybody.</summary>
    AskedFor,
}

public sealed record FeeDecided(AppointmentRef Which, FeeOutcome Outcome, string Reason) : Fact;

[Command("decide-fee", "Decide whether a fee is asked for", Role.Intake | Role.Director)]
public sealed record DecideFee(AppointmentRef Which, FeeOutcome Outcome, string Reason) : Command;

/// <summary>
/// A late cancellation, a missed visit, a late arrival (care-pathway §8.7): a fee is proposed to staff, never charged. What the practice
/// caused, and a medical hold, costs nothing and is not even asked about.
/// </summary>
public static class Fees
{
    public static Decision Decide(Journey journey, DecideFee decide) => Decision.When(
        Gate.Of(
            "fee",
            Gate.Unless(Proposed(journey, decide.Which) is not null, "fee.none", "No fee is in question for this visit.", "The practice's own changes and medical holds cost nothing."),
            Gate.Unless(!string.IsNullOrWhiteSpace(decide.Reason), "fee.reason", "The reason is missing.", "Write it down: emergencies and illness are let pass.")),
        new FeeDecided(decide.Which, decide.Outcome, decide.Reason));

    public static Journey Evolve(Journey journey, Recorded recorded) => recorded.Fact is FeeDecided decided && journey.Appointments.Find(decided.Which) is { } appointment
        ? journey with { Appointments = journey.Appointments.With(appointment with { FeeDecided = recorded.Stamp }) }
        : journey;

    /// <summary>Since when a fee is in question; null where it is not, or was decided.</summary>
    public static Stamp? Proposed(Journey journey, AppointmentRef which) => journey.Appointments.Find(which) switch
    {
        null or { FeeDecided: not null } or { Which.Purpose: AppointmentPurpose.Consultation } => null,
        { State: AppointmentState.Missed } missed => missed.StateSince,
        { State: AppointmentState.Cancelled, CancelledLate: true } late => late.StateSince,
        { State: AppointmentState.Attended } when journey.Course.Find(which) is { LateBecause: not null, CheckedIn: { } came } => came,
        _ => null,
    };

    public static IEnumerable<Duty> Duties(Journey journey, Clinic clinic)
    {
        foreach (var each in journey.Appointments.All.Values)
        {
            if (Proposed(journey, each.Which) is { } since)
                yield return Owe.Ask($"{each.Key}:fee", TaskKind.DecideFee, since.At, clinic.Business.EndOfDayAfter(since.At, 5), since) with { About = each.Which.ToString() };
        }
    }
}
