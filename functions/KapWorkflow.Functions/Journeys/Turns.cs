using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>A plan with what the ledger and the leases say about it.</summary>
/// <param name="DueNow">To be performed now, by nobody else at the moment.</param>
/// <param name="Skipped">To be noted without acting.</param>
/// <param name="NextDue">Null when nothing will ever fall due again.</param>
/// <param name="Settled">Everything due has its ledger row: the watermark may advance.</param>
public sealed record Turn(IReadOnlyList<Duty> DueNow, IReadOnlyList<LedgerEntry> Skipped, Instant? NextDue, bool Settled)
{
    public bool IsOver => DueNow.Count == 0 && NextDue is null && Settled;

    /// <summary>What is noted as skipped can make something else due, a fallback: so it is planned until nothing more is skipped.</summary>
    /// <param name="system">The system's clock, on which leases run.</param>
    public static Turn Of(LoadedJourney read, Clinic clinic, Instant now, Instant system)
    {
        var ledger = read.Ledger;
        List<LedgerEntry> skipped = [];
        var plan = Planner.Make(read.Journey, ledger, clinic, now);
        while (plan.Skipped.Count > 0)
        {
            skipped.AddRange(plan.Skipped);
            ledger = plan.Skipped.Aggregate(ledger, (so, entry) => so.With(entry));
            plan = Planner.Make(read.Journey, ledger, clinic, now);
        }

        var leased = plan.DueNow.Where(duty => read.Leases.GetValueOrDefault(duty.Key, Instant.MinValue) > system).ToList();
        var next = leased.Select(duty => now + (read.Leases[duty.Key] - system)).Append(plan.NextDue ?? Instant.MaxValue).Min();
        return new Turn([.. plan.DueNow.Except(leased)], skipped, next == Instant.MaxValue ? null : next, plan.Settled);
    }
}

/// <summary>Plans a turn: what is due, what is noted, when to look again.</summary>
public sealed class Turns(IJourneyStore store, Func<Clinic> clinic, Bookings bookings, IClock clock, TimeProvider time)
{
    private static readonly Duration ShortestSleep = Duration.FromMinutes(1);
    private static readonly Duration LongestSleep = Duration.FromDays(3);

    // An idle turn writes nothing, but the watermark must not fall so far behind that a release floods.
    private static readonly Duration StaleMark = Duration.FromHours(6);
    private const int Tries = 5;

    public async Task<TurnPlan> PlanAsync(PlanRequest request, CancellationToken cancellation)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            if (await LoadAsync(JourneyId.Parse(request.JourneyId), tries == 0 ? request.Planned : null, cancellation) is not { } read || read.InstanceId != request.InstanceId)
                return TurnPlan.Over;
            if (await bookings.RepairAsync(read, cancellation))
                continue;
            var now = Instant.Max(clock.GetCurrentInstant(), Instant.FromDateTimeOffset(request.At));
            var turn = Turn.Of(read, clinic(), now, Instant.FromDateTimeOffset(time.GetUtcNow()));
            var marked = await store.MarkPlannedAsync(read, MarkOf(read, turn, now), turn.Skipped, cancellation);
            if (marked.IsOutdated)
                continue;
            var due = Instant.Min(Instant.Max(turn.NextDue ?? Instant.MaxValue, now + ShortestSleep), now + LongestSleep);
            return new TurnPlan(turn.IsOver, read.Journey.Stage.ToString(), due.ToDateTimeOffset(), [.. turn.DueNow.Select(EffectOf)]) { Planned = marked.Planned };
        }
        throw new InvalidOperationException("The journey keeps changing while it is planned; the retry policy comes back to it.");
    }

    /// <summary>Of an erased journey nothing is owed any more.</summary>
    private async Task<LoadedJourney?> LoadAsync(JourneyId id, PlanState? planned, CancellationToken cancellation)
    {
        try
        {
            return await store.LoadForPlanAsync(id, planned, cancellation);
        }
        catch (ErasedJourneyException)
        {
            return null;
        }
    }

    private static PlannedEffect EffectOf(Duty duty) => new(JourneyActivities.For(duty.Action), duty.Key);

    /// <summary>Null when nothing has changed that a sweep, a release or a repair would have to know.</summary>
    private static PlanMark? MarkOf(LoadedJourney read, Turn turn, Instant now)
    {
        var due = turn.NextDue?.ToStored();
        var mark = new PlanMark(now, read.Journey.Sequence, due) { IsSettled = turn.Settled };
        // What is done now is planned again at once; what only waits, for the morning or for a lease, is not overdue.
        if (!turn.Settled)
            return turn.DueNow.Count == 0 && due != read.NextDue ? mark : null;
        var ledger = read.Ledger;
        return due != read.NextDue || turn.Skipped.Count > 0
            || ledger.PlannedThrough is not { } through || now - through > StaleMark
            || read.Journey.Appointments.All.Values.Any(appointment => Bookings.IsNewTo(ledger.PlannedSequence, appointment))
            ? mark
            : null;
    }
}
