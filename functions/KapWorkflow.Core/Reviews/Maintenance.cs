namespace KapWorkflow.Core;

/// <summary>After a completed course some more sessions are planned (care-pathway §2.1, §3.1 row 19).</summary>
public sealed record MaintenanceBegun(int Doses, string Reason, string Licence) : Fact;

/// <param name="Sessions">How many are planned.</param>
[Command("begin-maintenance", "Begin maintenance", Role.Prescriber)]
public sealed record BeginMaintenance(int Sessions, string Reason) : Command;

/// <summary>
/// Maintenance is a course of its own on the same journey: an explicit decision, and then everything that a decision about ketamine rests on is
/// given anew, which is both keys, the order and the measures. A practice that does not offer it leaves the setting as it is.
/// </summary>
public static class Maintenance
{
    public static Decision Decide(Journey journey, BeginMaintenance begin, Moment moment)
    {
        var most = moment.Clinic.Dosing.Max;
        return Decision.When(
            Gate.Of(
                "maintenance",
                Gate.Unless(moment.Clinic.Dosing.MaintenanceEnabled, "maintenance.not-offered", "This practice does not offer maintenance.", "Whoever wants to begin again inquires anew, and is reviewed and cleared anew."),
                Gate.Unless(journey.Reviews.Completed is not null, "maintenance.not-completed", "The course is not completed.", "Finish it with the end review first."),
                Gate.Unless(journey.Standing.IsOpen, "standing.not-open", "The journey is on hold.", "Release the hold first."),
                Gate.Unless(begin.Sessions >= 1 && begin.Sessions <= most, "maintenance.doses", "That number is not possible.", $"Choose between 1 and {most}."),
                Gate.Unless(!string.IsNullOrWhiteSpace(begin.Reason), "review.reason", "The reason is missing.", "Write it down."),
                Approvals.Licensed(journey, moment)),
            new MaintenanceBegun(begin.Sessions, begin.Reason, Approvals.LicenceOf(journey, moment)));
    }

    public static Journey Evolve(Journey journey, Recorded recorded)
    {
        if (recorded.Fact is not MaintenanceBegun begun)
            return journey;
        var given = journey.Course.Given;
        return journey with
        {
            Reviews = Reviews.None with { FollowUps = journey.Reviews.FollowUps, Mid = new MidReview(ReviewOutcome.Continue, recorded.Stamp), Maintenance = recorded.Stamp },
            Course = journey.Course with { Before = given, Planned = given + begun.Doses, ShorterGap = null },
            Clearance = Clearance.None,
            Prescription = Prescription.None,
        };
    }
}
