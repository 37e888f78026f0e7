using NodaTime;

namespace KapWorkflow.Core;

public sealed record PutOnHold(string Reason, Role HeldBy) : Fact;

/// <param name="Of">Whose holds were released; null: all of them.</param>
public sealed record HoldReleased(string Reason, Role? Of = null) : Fact;

/// <summary>The client withdrew: always possible, at any stage, by any channel, without a reason.</summary>
public sealed record JourneyWithdrawn(string? Reason) : Fact;

/// <param name="Destination">Who takes over, and where.</param>
public sealed record JourneyClosed(ClosedBecause Because, string? Note, string? Destination = null, LocalDate? AppointmentOn = null, string? Licence = null) : Fact;

public sealed record JourneyReopened(string Reason) : Fact;

public sealed record DeathRecorded(string? Note) : Fact;

[Command("hold", "Put on hold", Role.Clinician | Role.Director)]
public sealed record HoldJourney(string Reason) : Command;

[Command("release-hold", "Release the hold", Role.Clinician | Role.Director)]
public sealed record ReleaseHold(string Reason) : Command;

[Command("withdraw", "Withdraw", Role.Staff, ByClient = true)]
public sealed record Withdraw(string? Reason = null) : Command;

[Command("close", "Close the journey", Role.Intake | Role.Therapist | Role.Prescriber | Role.Director, BySystem = true)]
public sealed record CloseJourney(ClosedBecause Because, string? Note = null) : Command;

[Command("reopen", "Reopen", Role.Intake | Role.Therapist | Role.Director)]
public sealed record ReopenJourney(string Reason) : Command;

[Command("record-death", "Record that the client has died", Role.Clinician | Role.Director)]
public sealed record RecordDeath(string? Note = null) : Command;

/// <summary>What may happen at any time (care-pathway §3.1, row S): hold, withdraw, close, reopen, death.</summary>
public static class Standings
{
    public static Decision Decide(Journey journey, Command command, Moment moment) => command switch
    {
        HoldJourney hold => Decision.When(
            Gate.Of(
                "hold",
                Gate.Unless(!journey.Standing.IsClosed, "standing.closed", "The journey is closed.", "Nothing is scheduled there; reopen it if it shall go on."),
                Gate.Unless(!journey.Standing.Holds.Contains(Holder(moment.By.Roles)), "standing.held", $"It is on hold by {RoleWords.AnyOf(Holder(moment.By.Roles))} already.", "Release that hold when its reason is gone."),
                Gate.Unless(!string.IsNullOrWhiteSpace(hold.Reason), "standing.reason", "The reason is missing.", "Write down what has to happen first.")),
            new PutOnHold(hold.Reason, Holder(moment.By.Roles))),
        ReleaseHold release => Release(journey, release.Reason, moment),
        Withdraw withdraw => journey.Standing.IsClosed
            ? Decision.Record([.. Said(journey, withdraw.Reason, moment)])
            : Decision.Record([.. CancelAhead(journey, "withdrawn"), new JourneyWithdrawn(withdraw.Reason), .. Said(journey, withdraw.Reason, moment)]),
        CloseJourney close => Close(journey, close, moment),
        ReopenJourney reopen => Decision.When(
            Gate.Of(
                "reopen",
                Gate.Unless(journey.Standing.Kind != StandingKind.Deceased, "standing.deceased", "A death is recorded.", "If that was a mistake, retract it."),
                Gate.Unless(journey.Standing.IsClosed, "standing.not-closed", "The journey is not closed.", "Go on where it stands."),
                Gate.Unless(!string.IsNullOrWhiteSpace(reopen.Reason), "standing.reason", "The reason is missing.", "Write down who asked for it.")),
            [new JourneyReopened(reopen.Reason), .. journey.Clearance is { IsCleared: true, Suspended: null } && Reopening.IsLong(journey, moment) ? [new ClearanceSuspended("the journey was closed for a while", SuspensionTrigger.LongAway)] : Array.Empty<Fact>()]),
        RecordDeath death => journey.Standing.Kind == StandingKind.Deceased
            ? Decision.Record()
            : Decision.Record([.. CancelAhead(journey, "deceased"), new DeathRecorded(death.Note)]),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    public static Journey Evolve(Journey journey, Recorded recorded) => recorded.Fact switch
    {
        PutOnHold hold => journey with { Standing = journey.Standing.Held(Holder(hold.HeldBy), recorded.Stamp) },
        HoldReleased released => journey with { Standing = journey.Standing.Released(released.Of, recorded.Stamp) },
        DeathRetracted retracted => journey with { DeathRetracted = recorded.Stamp, Standing = Standing.Open.Held(Holder(retracted.HeldBy), recorded.Stamp) },
        JourneyReopened => journey with { Standing = new Standing(StandingKind.Open, recorded.Stamp) { Reopened = recorded.Stamp } },
        JourneyWithdrawn => journey with { Standing = new Standing(StandingKind.Closed, recorded.Stamp, ClosedBecause.Withdrawn) },
        JourneyClosed closed => journey with { Standing = new Standing(StandingKind.Closed, recorded.Stamp, closed.Because) },
        DeathRecorded => journey with { Standing = new Standing(StandingKind.Deceased, recorded.Stamp) },
        _ => journey,
    };

    /// <summary>Longer than any wait that the stages themselves keep.</summary>
    private static readonly Duration Idle = Duration.FromDays(30);

    /// <summary>Of opening time: before a visit of that morning was to begin.</summary>
    private static readonly Duration ReadBy = Duration.FromMinutes(30);

    public static IEnumerable<Duty> Duties(Journey journey, Clinic clinic)
    {
        // The last net: whatever the stages forgot, nobody waits for ever without a person looking.
        if (journey.Standing.IsOpen && journey.Reviews.Completed is null && !journey.Tasks.Open.Any() && !journey.Appointments.Ahead.Any())
        {
            var last = new Stamp(journey.Sequence, journey.LastAt);
            yield return Owe.Ask($"idle:{last.Sequence}", TaskKind.ReviewIdle, last.At + Idle, clinic.Business.EndOfDayAfter(last.At + Idle, 2), last);
        }
        if (journey.Standing is { Kind: StandingKind.Closed, Because: ClosedBecause.Withdrawn, Since: { } withdrawn })
        {
            // Stopped at once; a person reads why, and those who had prepared for a visit hear of it.
            yield return Owe.Ask($"withdrawn:{withdrawn.Sequence}:read", TaskKind.ReadWithdrawal, withdrawn.At, clinic.Business.After(withdrawn.At, ReadBy), withdrawn) with { Always = true };
            yield return Owe.Tell($"withdrawn:{withdrawn.Sequence}", Text.Withdrawn, Channel.Email, Windows.Later(journey, clinic, withdrawn.At), withdrawn) with { Always = true };
        }
        // Who was never reached is called, which is the inquiry's own task.
        if (journey.Standing is { IsClosed: false, Reopened: { } reopened } && !Inquiries.AwaitsFirstContact(journey))
            yield return Owe.Ask($"reopened:{reopened.Sequence}", TaskKind.ReviewReopened, reopened.At, clinic.Business.EndOfDayAfter(reopened.At, 1), reopened);
        if (journey.Standing is { IsOnHold: true, Since: { } held })
        {
            yield return Owe.Tell($"hold:{held.Sequence}", Text.Paused, Channel.Email, Windows.Later(journey, clinic, held.At), held) with { Always = true };
            yield return Owe.Ask($"hold:{held.Sequence}:review", TaskKind.ReviewHold, held.At, clinic.Business.EndOfDayAfter(held.At, 5), held) with { Always = true };
        }
    }

    private static IEnumerable<Fact> Said(Journey journey, string? words, Moment moment) =>
        moment.By.Kind == AuthorKind.Client ? SafetyRules.OnWords(journey, words, "form") : [];

    /// <summary>Only clinicians and the director hold: what else somebody is at the practice releases nothing.</summary>
    public static Role Holder(Role roles) => (roles & (Role.Clinician | Role.Director)) is var holding and not Role.None ? holding : Role.Director;

    /// <summary>The same role or a higher one (care-pathway §2.3): above a nurse are therapist and prescriber, above all of them the director.</summary>
    public static Role Releasers(Role hold) => hold | Role.Director | (hold == Role.Nurse ? Role.Therapist | Role.Prescriber : Role.None);

    /// <summary>Whoever releases, releases what they may; a hold of somebody above stays.</summary>
    private static Decision Release(Journey journey, string reason, Moment moment)
    {
        var mine = journey.Standing.Holds.Where(hold => moment.By.Has(Releasers(hold))).ToList();
        var all = journey.Standing.Holds.Aggregate(Role.None, (roles, hold) => roles | Releasers(hold));
        return Decision.When(
            Gate.Of(
                "release",
                Gate.Unless(journey.Standing.IsOnHold, "standing.not-on-hold", "The journey is not on hold.", "Go on where it stands."),
                Gate.Unless(!journey.Standing.IsOnHold || mine.Count > 0, "standing.release-role", $"It is held by {RoleWords.AnyOf(journey.Standing.HeldBy)}.", $"{Capital(RoleWords.AnyOf(all))} releases it."),
                Gate.Unless(!string.IsNullOrWhiteSpace(reason), "standing.reason", "The reason is missing.", "Write down why the hold is no longer needed.")),
            new HoldReleased(reason, mine.Count == journey.Standing.Holds.Count ? null : mine.Aggregate(Role.None, (roles, hold) => roles | hold)));
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static Decision Close(Journey journey, CloseJourney close, Moment moment)
    {
        if (journey.Standing.IsClosed)
            return moment.By.Kind == AuthorKind.System
                ? Decision.Record()
                : Decision.Conflict("standing.closed", "The journey is already closed.", "Reopen it to change how it ended.");
        var byHand = moment.By.Kind == AuthorKind.Staff;
        var gate = Gate.Of(
            "close",
            // Of the endings with a step of their own, the clock makes one.
            Gate.Unless(OwnStep(close.Because) is null || (!byHand && close.Because == ClosedBecause.Completed), "close.own-step", "That ending has a step of its own.", OwnStep(close.Because) ?? ""),
            Gate.Unless(!journey.Course.IsRecovering, "close.recovering", "The client is still in the practice after a dose.", "Discharge the client first."));
        return Decision.When(gate, [.. CancelAhead(journey, "closed"), new JourneyClosed(close.Because, close.Note)]);
    }

    private static string? OwnStep(ClosedBecause because) => because switch
    {
        ClosedBecause.Withdrawn => "Record that the client withdraws.",
        ClosedBecause.Completed => "Complete the course.",
        ClosedBecause.NotCleared or ClosedBecause.OtherCare => "Record the conversation with the client.",
        ClosedBecause.NotAdult => "Record the conversation with the guardian.",
        ClosedBecause.ReferredOut => "Refer the client, and say to whom.",
        ClosedBecause.SafetyDischarge => "End the care for safety, after the conversation.",
        ClosedBecause.Duplicate => "Compare the two journeys, and go on with the other one.",
        _ => null,
    };

    internal static IEnumerable<Fact> CancelAhead(Journey journey, string why) =>
        journey.Appointments.Ahead.Select(appointment => new AppointmentCancelled(appointment.Which, ByClient: false, Late: false, why));
}
