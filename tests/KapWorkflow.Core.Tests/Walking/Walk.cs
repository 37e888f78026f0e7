using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>
/// One journey through time with nothing but Core: facts, ledger, planner, and people who act when asked.
/// What the shell would do (send, page, open tasks, record) succeeds at once unless <see cref="Fails"/> says otherwise.
/// </summary>
public sealed class Walk(Clinic clinic, Instant start)
{
    public static readonly JourneyId Id = JourneyId.Parse("jr_aaaaaaaaaaaaaaaaaaaaaaaaaa");

    private readonly PriorityQueue<Action, (Instant At, int Order)> _agenda = new();
    private int _order;

    // Until when a clock sleeps that is rung for only where a decision makes something due sooner.
    private Instant _asleepUntil = Instant.MinValue;
    private bool _rung = true;
    private Clinic _clinic = clinic;

    public Clinic Clinic
    {
        get => _clinic;
        set => (_clinic, _rung) = (value, true);
    }

    public Instant Now { get; private set; } = start;
    public List<Recorded> Facts { get; } = [];
    public Ledger Ledger { get; private set; } = Ledger.Empty;
    public Journey Journey { get; private set; } = new(Id);
    public Plan LastPlan { get; private set; } = new([], [], null, true);

    /// <summary>Every message that went out, in order, by the client's clock.</summary>
    public List<(LocalDateTime At, DutyAction.Tell Tell, string Key)> Sent { get; } = [];

    /// <summary>What a provider makes of a message; null: it takes it.</summary>
    public Func<Duty, EffectState?> Fails { get; set; } = _ => null;

    public Action<StaffTask> WhenAsked { get; set; } = _ => { };
    public Action<Duty> WhenTold { get; set; } = _ => { };

    /// <summary>Lives through a journey that was made by hand, with all that fell due on the way.</summary>
    public static Walk From(AJourney made)
    {
        var walk = new Walk(made.Clinic, made.Given[0].At);
        foreach (var (at, by, command) in made.Given)
        {
            if (walk.Journey.Exists)
                walk.Until(at);
            walk.Must(by, command);
        }
        return walk.Until(made.Now);
    }

    public Decision Give(Author by, Command command)
    {
        var decision = Pathway.Decide(Journey, command, new Moment(Now, by, Clinic));
        if (decision is Decision.Accepted accepted)
            Append(by, accepted.Facts);
        return decision;
    }

    /// <summary>As <see cref="Give"/>, where the story cannot go on without it.</summary>
    public void Must(Author by, Command command)
    {
        if (Give(by, command) is Decision.Refused refused)
            throw new InvalidOperationException($"{command.GetType().Name} at {Now}: {string.Join("; ", refused.Reasons.Select(reason => $"{reason.Code} {reason.Text}"))}");
    }

    public void MustDecide(Author by, StaffTask task, Command command)
    {
        if (Pathway.DecideTask(Journey, task.Key, command, new Moment(Now, by, Clinic)) is Decision.Accepted accepted)
            Append(by, accepted.Facts);
        else
            Must(by, command);
    }

    public void At(Instant when, Action act) => _agenda.Enqueue(act, (Instant.Max(when, Now), _order++));

    /// <summary>Lets time pass: whatever falls due is performed, whoever planned to act acts.</summary>
    public Walk Until(Instant end)
    {
        Settle();
        for (var steps = 0; Next() is { } at && at <= end; steps++)
        {
            if (steps > 20_000)
                throw new InvalidOperationException($"Nothing moves on at {Now}: {string.Join(", ", LastPlan.DueNow.Select(duty => duty.Key))}");
            Now = Instant.Max(Now, at);
            while (_agenda.TryPeek(out var act, out var due) && due.At <= Now)
            {
                _agenda.Dequeue();
                act();
            }
            Settle();
        }
        Now = Instant.Max(Now, end);
        Settle();
        return this;
    }

    private Instant? Next()
    {
        Instant? agenda = _agenda.TryPeek(out _, out var due) ? due.At : null;
        return (agenda, LastPlan.NextDue) switch
        {
            ({ } one, { } other) => Instant.Min(one, other),
            (var one, var other) => one ?? other,
        };
    }

    private void Settle()
    {
        for (var turns = 0; ; turns++)
        {
            LastPlan = Planner.Make(Journey, Ledger, Clinic, Now);
            if (turns == 0)
                MayHaveSleptUntilNow();
            foreach (var entry in LastPlan.Skipped)
                Ledger = Ledger.With(entry);
            foreach (var duty in LastPlan.DueNow)
                Perform(duty);
            if (LastPlan.Settled)
                Ledger = Ledger with { PlannedThrough = Now, PlannedSequence = Journey.Sequence };
            if (LastPlan.DueNow.Count == 0 && LastPlan.Skipped.Count == 0)
            {
                if (_rung)
                    (_asleepUntil, _rung) = (LastPlan.NextDue ?? Instant.MaxValue, false);
                return;
            }
            if (turns > 200)
                throw new InvalidOperationException($"The plan never settles at {Now}: {string.Join(", ", LastPlan.DueNow.Select(duty => duty.Key))}");
        }
    }

    /// <summary>Nobody was late because nobody rang: what this plan finds is no sooner than the instant at which the clock looks by itself.</summary>
    private void MayHaveSleptUntilNow()
    {
        _rung |= Now >= _asleepUntil;
        if (!_rung && (LastPlan.DueNow.Count > 0 || LastPlan.Skipped.Count > 0 || LastPlan.NextDue < _asleepUntil))
            throw new InvalidOperationException($"Nobody rang at {Now} for {string.Join(", ", LastPlan.DueNow.Select(duty => duty.Key))}, or for {LastPlan.NextDue}: asleep until {_asleepUntil}.");
    }

    private void Perform(Duty due)
    {
        // As the activities do: look it up again, it may have vanished by what was performed before it.
        if (Planner.Find(Journey, Ledger, Clinic, Now, due.Key) is not { } duty)
        {
            Ledger = Ledger.With(new LedgerEntry(due.Key, EffectState.Suppressed, Now, Note: "vanished"));
            return;
        }
        switch (duty.Action)
        {
            case DutyAction.Tell tell:
                Tell(duty, tell);
                break;
            case DutyAction.Page:
                Ledger = Ledger.With(new LedgerEntry(duty.Key, Fails(duty) ?? EffectState.Accepted, Now, Channel.Pager, Text.PageOnCall.Id));
                break;
            case DutyAction.Ask ask:
                Must(Author.System, new OpenTask(duty.Key, ask.Task, ask.DueBy, duty.About));
                Ledger = Ledger.With(new LedgerEntry(duty.Key, EffectState.Done, Now));
                if (Journey.Tasks.Find(duty.Key) is { IsOpen: true } task)
                    WhenAsked(task);
                break;
            case DutyAction.Record record:
                var decision = Give(Author.System, record.Command);
                Ledger = Ledger.With(new LedgerEntry(duty.Key, EffectState.Done, Now, Note: decision is Decision.Refused ? "refused" : null));
                break;
        }
    }

    private void Tell(Duty duty, DutyAction.Tell tell)
    {
        switch (MessagePolicy.Decide(tell, Journey, Ledger, Clinic, Now))
        {
            case SendDecision.Suppress suppress:
                Ledger = Ledger.With(new LedgerEntry(duty.Key, EffectState.Suppressed, Now, tell.Channel, tell.Text.Id, suppress.Why));
                break;
            case SendDecision.Send:
                var state = Fails(duty) ?? EffectState.Delivered;
                Ledger = Ledger.With(new LedgerEntry(duty.Key, state, Now, tell.Channel, tell.Text.Id, Tries: (Ledger.Find(duty.Key)?.Tries ?? 0) + (state == EffectState.Postponed ? 1 : 0)));
                if (state is EffectState.Delivered or EffectState.Accepted)
                {
                    Sent.Add((PracticeTime.Local(Now, Journey.Contact.Zone), tell, duty.Key));
                    WhenTold(duty);
                }
                break;
        }
    }

    private void Append(Author by, IReadOnlyList<Fact> facts)
    {
        var before = Journey;
        foreach (var fact in facts)
        {
            var recorded = new Recorded(Journey.Sequence + 1, Instant.Max(Now, Journey.LastAt), by, Clinic.Version, "at_walk", fact);
            Facts.Add(recorded);
            Journey = Pathway.Evolve(Journey, recorded);
        }
        _rung |= NewlyOwed.Sooner(before, Journey, Ledger, Clinic, Now);
    }
}
