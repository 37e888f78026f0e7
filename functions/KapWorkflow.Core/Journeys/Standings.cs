using NodaTime;

namespace KapWorkflow.Core;

public sealed record PutOnHold(string Reason, Role HeldBy) : Fact;

public sealed record HoldReleased(string Reason) : Fact;

/// <summary>The client withdrew: always possible, at any stage, by any channel, without a reason.</summary>
public sealed record JourneyWithdrawn(string? Reason) : Fact;

public sealed record JourneyClosed(ClosedBecause Because, string? Note) : Fact;

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
            Gate.Of("hold", Gate.Unless(journey.Standing.IsOpen, "standing.not-open", "The journey is not open.", "Look at the journey again.")),
            new PutOnHold(hold.Reason, moment.By.Roles)),
        ReleaseHold release => Release(journey, release.Reason, moment),
        Withdraw withdraw => journey.Standing.IsClosed
            ? Decision.Record([.. Said(journey, withdraw.Reason, moment)])
            : Decision.Record([.. CancelAhead(journey, "withdrawn"), new JourneyWithdrawn(withdraw.Reason), .. Said(journey, withdraw.Reason, moment)]),
        CloseJourney close => Close(journey, close, moment),
        ReopenJourney reopen => Decision.When(
            Gate.Of("reopen", Gate.Unless(journey.Standing.Kind == StandingKind.Closed, "standing.not-closed", "Only a closed journey is reopened.", "Look at the journey again.")),
            new JourneyReopened(reopen.Reason)),
        RecordDeath death => journey.Standing.Kind == StandingKind.Deceased
            ? Decision.Record()
            : Decision.Record([.. CancelAhead(journey, "deceased"), new DeathRecorded(death.Note)]),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    public static Journey Evolve(Journey journey, Recorded recorded) => recorded.Fact switch
    {
        PutOnHold hold => journey with { Standing = new Standing(StandingKind.OnHold, recorded.Stamp, HeldBy: hold.HeldBy) { Reopened = journey.Standing.Reopened } },
        HoldReleased => journey with { Standing = new Standing(StandingKind.Open, recorded.Stamp) { Reopened = journey.Standing.Reopened } },
        JourneyReopened => journey with { Standing = new Standing(StandingKind.Open, recorded.Stamp) { Reopened = recorded.Stamp } },
        JourneyWithdrawn => journey with { Standing = new Standing(StandingKind.Closed, recorded.Stamp, ClosedBecause.Withdrawn) },
        JourneyClosed closed => journey with { Standing = new Standing(StandingKind.Closed, recorded.Stamp, closed.Because) },
        DeathRecorded => journey with { Standing = new Standing(StandingKind.Deceased, recorded.Stamp) },
        _ => journey,
    };

    /// <summary>Longer than any wait that the stages themselves keep.</summary>
    private static readonly Duration Idle = Duration.FromDays(30);

    public static IEnumerable<Duty> Duties(Journey journey, Clinic clinic)
    {
        // The last net: whatever the stages forgot, nobody waits for ever without a person looking.
        if (journey.Standing.IsOpen && journey.Reviews.Completed is null && !journey.Tasks.Open.Any() && !journey.Appointments.Ahead.Any())
        {
            var last = new Stamp(journey.Sequence, journey.LastAt);
            yield return Owe.Ask($"idle:{last.Sequence}", TaskKind.ReviewIdle, last.At + Idle, clinic.Business.EndOfDayAfter(last.At + Idle, 2), last);
        }
        if (journey.Standing is { Kind: StandingKind.Closed, Because: ClosedBecause.Withdrawn, Since: { } withdrawn })
            yield return Owe.Tell($"withdrawn:{withdrawn.Sequence}", Text.Withdrawn, Channel.Email, Windows.Later(journey, clinic, withdrawn.At), withdrawn) with { Always = true };
        if (journey.Standing is { IsClosed: false, Reopened: { } reopened })
            yield return Owe.Ask($"reopened:{reopened.Sequence}", TaskKind.ReviewReopened, reopened.At, clinic.Business.EndOfDayAfter(reopened.At, 1), reopened);
        if (journey.Standing is { IsOnHold: true, Since: { } held })
        {
            yield return Owe.Tell($"hold:{held.Sequence}", Text.Paused, Channel.Email, Windows.Later(journey, clinic, held.At), held) with { Always = true };
            yield return Owe.Ask($"hold:{held.Sequence}:review", TaskKind.ReviewHold, held.At, clinic.Business.EndOfDayAfter(held.At, 5), held) with { Always = true };
        }
    }

    private static IEnumerable<Fact> Said(Journey journey, string? words, Moment moment) =>
        moment.By.Kind == AuthorKind.Client ? SafetyRules.OnWords(journey, words, "form") : [];

    private static Decision Release(Journey journey, string reason, Moment moment) => Decision.When(
        Gate.Of(
            "release",
            Gate.Unless(journey.Standing.IsOnHold, "standing.not-on-hold", "The journey is not on hold.", "Look at the journey again."),
            Gate.Unless(
                moment.By.Has(journey.Standing.HeldBy | Role.Director),
                "standing.release-role", $"It was held by {journey.Standing.HeldBy}.", "The same role or the director releases it.")),
        new HoldReleased(reason));

    private static Decision Close(Journey journey, CloseJourney close, Moment moment)
    {
        if (journey.Standing.IsClosed)
            return moment.By.Kind == AuthorKind.System
                ? Decision.Record()
                : Decision.Conflict("standing.closed", "The journey is already closed.", "Look at the journey again.");
        var byHand = moment.By.Kind == AuthorKind.Staff;
        var gate = Gate.Of(
            "close",
            Gate.Unless(!byHand || close.Because is not (ClosedBecause.Withdrawn or ClosedBecause.Completed or ClosedBecause.NotCleared or ClosedBecause.OtherCare),
                "close.own-step", "That ending has a step of its own.", "Withdraw, complete the course, or record the conversation."),
            Gate.Unless(!journey.Course.IsRecovering, "close.recovering", "The client is still in the practice after a dose.", "Discharge the client first."));
        return Decision.When(gate, [.. CancelAhead(journey, "closed"), new JourneyClosed(close.Because, close.Note)]);
    }

    private static IEnumerable<Fact> CancelAhead(Journey journey, string why) =>
        journey.Appointments.Ahead.Select(appointment => new AppointmentCancelled(appointment.Which, ByClient: false, Late: false, why));
}
