using NodaTime;

namespace KapWorkflow.Core;

/// <summary>A death that was recorded by mistake: the journey stands on hold until somebody has looked at all that stopped.</summary>
public sealed record DeathRetracted(string Reason, Role HeldBy) : Fact;

[Command("safety-discharge", "End the care for safety", Role.Therapist | Role.Prescriber)]
public sealed record DischargeForSafety(string Reason, string Destination, bool SpokeWithClient) : Command;

[Command("refer-out", "Refer the client elsewhere", Role.Intake | Role.Therapist | Role.Prescriber)]
public sealed record ReferOut(string Reason, string Destination, LocalDate? AppointmentOn = null) : Command;

[Command("retract-death", "The client is alive: a death was recorded by mistake", Role.Clinician | Role.Director)]
public sealed record RetractDeath(string Reason) : Command;

/// <summary>Endings that a person decides and that lead somewhere: nobody is let go with a form letter (care-pathway §3.1, row S).</summary>
public static class Endings
{
    public static Decision Decide(Journey journey, Command command, Moment moment) => command switch
    {
        DischargeForSafety discharge => Decision.When(
            MayEnd(journey, discharge.Reason, discharge.Destination).And(Gate.Of(
                "safety-discharge",
                Gate.Unless(discharge.SpokeWithClient, "ending.conversation", "Nobody has spoken with the client about it.", "Speak with them first: by telephone, by video or face to face."),
                Approvals.Licensed(journey, moment))),
            [.. Standings.CancelAhead(journey, "closed"), new JourneyClosed(ClosedBecause.SafetyDischarge, discharge.Reason, discharge.Destination, Licence: Approvals.LicenceOf(journey, moment))]),
        ReferOut refer => Decision.When(
            MayEnd(journey, refer.Reason, refer.Destination).And(Gate.Of(
                "refer-out",
                Gate.Unless(
                    moment.By.Has(Role.Therapist | Role.Prescriber) || journey.CarePath is null,
                    "ending.clinical", "Once the care path is decided, referring is a clinical decision.", "A therapist or a prescriber refers the client."))),
            [.. Standings.CancelAhead(journey, "closed"), new JourneyClosed(ClosedBecause.ReferredOut, refer.Reason, refer.Destination, refer.AppointmentOn)]),
        RetractDeath retract => Decision.When(
            Gate.Of(
                "retract-death",
                Gate.Unless(journey.Standing.Kind == StandingKind.Deceased, "death.none", "No death is recorded.", "Look at the journey's standing again."),
                Gate.Unless(!string.IsNullOrWhiteSpace(retract.Reason), "details.why", "The reason is missing.", "Write down how you know.")),
            new DeathRetracted(retract.Reason, moment.By.Roles)),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    private static Gate MayEnd(Journey journey, string reason, string destination) => Gate.Of(
        "ending",
        Gate.Unless(!journey.Standing.IsClosed, "standing.closed", "The journey is already closed.", "Reopen it to change how it ended."),
        Gate.Unless(!string.IsNullOrWhiteSpace(reason), "ending.reason", "The reason is missing.", "Write it down."),
        Where(destination),
        Gate.Unless(!journey.Course.IsRecovering, "close.recovering", "The client is still in the practice after a dose.", "Discharge the client first."));

    /// <summary>Who takes over, and where.</summary>
    public static Reason? Where(string? destination) => Gate.Unless(
        !string.IsNullOrWhiteSpace(destination), "handover.destination", "Nobody says where the client goes from here.", "Write down who takes over and where, and the appointment if it is known.");
}
