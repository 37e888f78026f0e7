using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>The prescriber, who has spoken with the therapist, lets the next booking come sooner than usual.</summary>
public sealed record ShorterGapAllowed(string Reason, string Licence) : Fact;

[Command("allow-shorter-gap", "Allow a shorter gap for the next session", Role.Prescriber)]
public sealed record AllowShorterGap(string Reason) : Command;

/// <summary>
/// How far apart sessions are (care-pathway §2.1): a week, or three days where a prescriber allows it, never less.
/// Measured on the wall clock, from one start to the next: a dose given late in its session does not push next week's session to a
/// later hour, and neither does the change of the clocks.
/// </summary>
public static class Gaps
{
    public static Decision Decide(Journey journey, AllowShorterGap allow, Moment moment) => Decision.When(
        Gate.Of(
            "gap",
            Approvals.Licensed(journey, moment),
            Gate.Unless(!string.IsNullOrWhiteSpace(allow.Reason), "gap.reason", "The reason is missing.", "Write it down."),
            Gate.Unless(journey.Course.Given > 0, "gap.none", "No dose was given yet: there is no gap to shorten.", "Book the first session."),
            Gate.Unless(journey.Course.ShorterGap is null, "gap.allowed", "It is already allowed for the next booking.", "Book the session.")),
        new ShorterGapAllowed(allow.Reason, Approvals.LicenceOf(journey, moment)));

    public static Reason? FromLast(Journey journey, Instant session, Clinic clinic, bool shorter) => Gate.Unless(
        SessionGates.LastStart(journey) is not { } last || IsFarEnough(last, session, HoursOf(clinic, shorter), clinic),
        "G2.gap", Apart(clinic, shorter), shorter ? "Choose a later day." : "Choose a later day, or ask the prescriber to allow a shorter gap.");

    public static Reason? FromBooked(Journey journey, Instant session, IEnumerable<Appointment> booked, Clinic clinic, bool shorter) => Gate.Unless(
        booked.All(each =>
        {
            var hours = HoursOf(clinic, shorter || journey.Course.Find(each.Which) is { ShorterGap: true });
            return IsFarEnough(each.Start, session, hours, clinic) || IsFarEnough(session, each.Start, hours, clinic);
        }),
        "G2.gap-booked", Apart(clinic, shorter), "Choose another day.");

    private static bool IsFarEnough(Instant earlier, Instant later, int hours, Clinic clinic) =>
        PracticeTime.At(PracticeTime.Local(earlier, clinic.Zone).PlusHours(hours), clinic.Zone) <= later;

    private static int HoursOf(Clinic clinic, bool shorter) => shorter ? clinic.Dosing.GapFloorHours : clinic.Dosing.MinGapHours;

    private static string Apart(Clinic clinic, bool shorter) => string.Create(CultureInfo.InvariantCulture, $"Sessions are at least {HoursOf(clinic, shorter)} hours apart.");
}
