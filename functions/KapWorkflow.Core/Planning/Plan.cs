using NodaTime;

namespace KapWorkflow.Core;

/// <summary>What a turn of a journey has to do.</summary>
/// <param name="DueNow">To be performed, oldest first; at most <see cref="Planner.EffectsPerTurn"/>.</param>
/// <param name="Skipped">To be noted in the ledger without acting: too late, not allowed, or due before the journey was planned that far.</param>
/// <param name="NextDue">When something falls due next; null when nothing ever will.</param>
/// <param name="Settled">Everything due has its ledger row: the watermark may advance to this plan's instant and sequence.</param>
public sealed record Plan(IReadOnlyList<Duty> DueNow, IReadOnlyList<LedgerEntry> Skipped, Instant? NextDue, bool Settled)
{
    /// <summary>Nothing is owed any more, ever: the orchestration may end.</summary>
    public bool IsOver => DueNow.Count == 0 && NextDue is null;
}

/// <summary>From duties and ledger to what is due now. Pure: the same facts and the same instant give the same plan.</summary>
public static class Planner
{
    public const int EffectsPerTurn = 5;

    /// <summary>The clock of the machine that performs may be behind the clock of the one that planned.</summary>
    private static readonly Duration ClockSkew = Duration.FromMinutes(1);

    public static Plan Make(Journey journey, Ledger ledger, Clinic clinic, Instant now)
    {
        var due = new List<Duty>();
        var skipped = new List<LedgerEntry>();
        Instant? next = null;
        var held = false;
        foreach (var duty in Pathway.Duties(journey, ledger, clinic, Owe.Never))
        {
            if (IsDone(duty, journey, ledger))
                continue;
            var at = ledger.Find(duty.Key)?.RetryAt is { } retry && retry > duty.Due ? retry : duty.Due;
            if (at > now && at <= Instant.Max(duty.Deadline, duty.Due))
                next = Earliest(next, at);
            else if (!MayAct(duty, ledger))
                skipped.Add(new LedgerEntry(duty.Key, EffectState.NotApplicable, now, Note: "planned-before"));
            else if (now > duty.Deadline || at > now)
                skipped.Add(new LedgerEntry(duty.Key, EffectState.Dropped, now, Note: "too-late"));
            else if (duty.Action is DutyAction.Tell tell && MessagePolicy.Decide(tell, journey, ledger, clinic, now, duty.Key) is not SendDecision.Send and var not)
                Withhold(duty, tell, not);
            else
                due.Add(duty);
        }
        due.Sort((one, other) => one.Safety != other.Safety ? (one.Safety ? -1 : 1) : one.Due != other.Due ? one.Due.CompareTo(other.Due) : string.CompareOrdinal(one.Key, other.Key));
        return new Plan([.. due.Take(EffectsPerTurn)], skipped, due.Count > EffectsPerTurn ? now : next, due.Count == 0 && !held);

        void Withhold(Duty duty, DutyAction.Tell tell, SendDecision decision)
        {
            // What would be held beyond its deadline is dropped now: whoever has to call instead hears of it hours earlier.
            if (decision is SendDecision.Hold late && late.Until > duty.Deadline)
            {
                skipped.Add(new LedgerEntry(duty.Key, EffectState.Dropped, now, tell.Channel, tell.Text.Id, "too-late"));
            }
            else if (decision is SendDecision.Hold hold)
            {
                // The watermark waits for it: otherwise the morning would find it planned before.
                next = Earliest(next, hold.Until);
                held = true;
            }
            else if (decision is SendDecision.Suppress suppress)
                skipped.Add(new LedgerEntry(duty.Key, EffectState.Suppressed, now, tell.Channel, tell.Text.Id, suppress.Why));
        }
    }

    /// <summary>A duty looked up again by the activity that performs it; null when it has vanished meanwhile.</summary>
    public static Duty? Find(Journey journey, Ledger ledger, Clinic clinic, Instant now, string key) =>
        Pathway.Duties(journey, ledger, clinic, now + ClockSkew).FirstOrDefault(duty => duty.Key == key);

    /// <summary>
    /// No flood on a release or a change of settings: a duty may act only when it falls due after the journey was planned,
    /// or its cause came after that plan; what was noted in the ledger at the very instant of the plan came after it. A safety duty always may, and so may one that was begun: it was postponed or claimed.
    /// </summary>
    public static bool MayAct(Duty duty, Ledger ledger) =>
        duty.Safety
        || ledger.Find(duty.Key) is not null
        || ledger.PlannedThrough is not { } through
        || duty.Due > through
        || (duty.Cause.Sequence is { } sequence ? sequence > ledger.PlannedSequence : duty.Cause.At >= through);

    public static bool IsDone(Duty duty, Journey journey, Ledger ledger) => duty.Action switch
    {
        DutyAction.Ask => journey.Tasks.Find(duty.Key) is not null || ledger.IsSettled(duty.Key),
        _ => ledger.IsSettled(duty.Key),
    };

    private static Instant Earliest(Instant? one, Instant other) => one is { } known && known < other ? known : other;
}
