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

    // What the last plan was made of: a pure function is not asked again for the same.
    private (Journey, Ledger)? _planned;
    private (Instant, Journey, Ledger, Clinic)? _settled;
    private readonly Dictionary<string, Clinic> _clinics = new(StringComparer.Ordinal) { [clinic.Version] = clinic };
    private readonly List<Given> _given = [];
    private readonly List<Given> _leavings = [];
    private readonly HashSet<Stage> _stages = [];
    private readonly List<Paged> _pages = [];
    private readonly List<Planned> _plans = [];

    public Clinic Clinic
    {
        get => _clinic;
        set => (_clinic, _rung, _clinics[value.Version]) = (value, true, value);
    }

    public Lens Lens { get; init; } = Lens.None;

    /// <summary>So far the clock of whoever decides is ahead of true time, or behind it.</summary>
    public Duration DecidersClock { get; set; }

    /// <summary>So far the clock of whoever plans and sends is ahead of true time, or behind it.</summary>
    public Duration PlannersClock { get; set; }

    /// <summary>Whether it is checked that somebody rings whenever a decision makes something due sooner.</summary>
    public bool ListensForTheBell { get; set; } = true;

    public Instant Now { get; private set; } = start;
    public List<Recorded> Facts { get; } = [];
    public Ledger Ledger { get; private set; } = Ledger.Empty;
    public Journey Journey { get; private set; } = new(Id);
    public Plan LastPlan { get; private set; } = new([], [], null, true);

    /// <summary>Every message that went out, in order, by the client's clock.</summary>
    public List<SentMessage> Sent { get; } = [];

    public Trace Trace => new()
    {
        Facts = Facts,
        Given = _given,
        Sent = Sent,
        Pages = _pages,
        Plans = _plans,
        Leavings = _leavings,
        Stages = _stages,
        Clinics = _clinics,
        Ledger = Ledger,
        Journey = Journey,
        End = Now,
    };

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

    /// <summary>Goes on from here as another walk. What somebody here still means to do is left behind.</summary>
    public Walk Branch(Lens lens)
    {
        var branch = new Walk(Clinic, Now) { Lens = lens, Ledger = Ledger, Journey = Journey, LastPlan = LastPlan };
        branch.Facts.AddRange(Facts);
        branch.Sent.AddRange(Sent);
        branch._given.AddRange(_given);
        branch._leavings.AddRange(_leavings);
        branch._pages.AddRange(_pages);
        branch._plans.AddRange(_plans);
        foreach (var (version, known) in _clinics)
            branch._clinics[version] = known;
        return branch;
    }

    /// <summary>At this journey, without the way that led there.</summary>
    public void Resume(Journey journey) => Journey = journey;

    public Decision Give(Author by, Command command, string? task = null)
    {
        var decision = Ask(by, command, task);
        _given.Add(new Given(Now, by, command, task, Journey.Sequence, decision));
        if (decision is Decision.Accepted accepted)
            Append(by, accepted.Facts);
        return decision;
    }

    /// <summary>What would be answered, without doing it.</summary>
    public Decision Ask(Author by, Command command, string? task = null)
    {
        var moment = new Moment(Now + DecidersClock, Lens.By(by), Lens.Clinic(Clinic));
        return task is null
            ? Pathway.Decide(Lens.Deciding(Journey), Lens.Command(command), moment)
            : Pathway.DecideTask(Lens.Deciding(Journey), task, Lens.Command(command), moment);
    }

    /// <summary>Asks for the client whether they could leave now.</summary>
    public void AskToLeave()
    {
        var leave = new Withdraw();
        _stages.Add(Journey.Stage);
        _leavings.Add(new Given(Now, Author.Client, leave, null, Journey.Sequence, Ask(Author.Client, leave)));
    }

    /// <summary>As <see cref="Give"/>, where the story cannot go on without it.</summary>
    public void Must(Author by, Command command)
    {
        if (Give(by, command) is Decision.Refused refused)
            throw new InvalidOperationException($"{command.GetType().Name} at {Now}: {string.Join("; ", refused.Reasons.Select(reason => $"{reason.Code} {reason.Text}"))}");
    }

    public void MustDecide(Author by, StaffTask task, Command command)
    {
        if (Give(by, command, task.Key) is Decision.Refused)
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
        return (agenda, LastPlan.NextDue - PlannersClock) switch
        {
            ({ } one, { } other) => Instant.Min(one, other),
            (var one, var other) => one ?? other,
        };
    }

    private void Settle()
    {
        if (_settled is var (at, journey, ledger, clinic) && at == Now && ReferenceEquals(journey, Journey) && ReferenceEquals(ledger, Ledger) && ReferenceEquals(clinic, Clinic))
            return;
        for (var turns = 0; ; turns++)
        {
            var now = Now + PlannersClock;
            LastPlan = Planner.Make(Lens.Planning(Journey), Lens.Ledger(Ledger, now), Lens.Clinic(Clinic), now);
            _planned = (Journey, Ledger);
            if (turns == 0)
                MayHaveSleptUntilNow();
            if (LastPlan.DueNow.Count > 0)
                _plans.Add(new Planned(now, Journey.Sequence, LastPlan.NextDue, LastPlan.DueNow));
            foreach (var entry in LastPlan.Skipped)
                Ledger = Ledger.With(entry);
            foreach (var duty in LastPlan.DueNow)
                Perform(duty, now);
            if (LastPlan.Settled)
                Ledger = Ledger with { PlannedThrough = now, PlannedSequence = Journey.Sequence };
            if (LastPlan.DueNow.Count == 0 && LastPlan.Skipped.Count == 0)
            {
                if (_rung)
                    (_asleepUntil, _rung) = (LastPlan.NextDue ?? Instant.MaxValue, false);
                _settled = (Now, Journey, Ledger, Clinic);
                return;
            }
            if (turns > 200)
                throw new InvalidOperationException($"The plan never settles at {Now}: {string.Join(", ", LastPlan.DueNow.Select(duty => duty.Key))}");
        }
    }

    /// <summary>Nobody was late because nobody rang: what this plan finds is no sooner than the instant at which the clock looks by itself.</summary>
    private void MayHaveSleptUntilNow()
    {
        if (!ListensForTheBell)
            return;
        _rung |= Now + PlannersClock >= _asleepUntil;
        if (!_rung && (LastPlan.DueNow.Count > 0 || LastPlan.Skipped.Count > 0 || LastPlan.NextDue < _asleepUntil))
            throw new InvalidOperationException($"Nobody rang at {Now} for {string.Join(", ", LastPlan.DueNow.Select(duty => duty.Key))}, or for {LastPlan.NextDue}: asleep until {_asleepUntil}.");
    }

    /// <summary>As the activities do: look it up again, it may have vanished by what was performed before it.</summary>
    private Duty? Find(Duty due, Instant now) => _planned is ({ } journey, { } ledger) && ReferenceEquals(journey, Journey) && ReferenceEquals(ledger, Ledger)
        ? due
        : Planner.Find(Lens.Planning(Journey), Lens.Ledger(Ledger, now), Lens.Clinic(Clinic), now, due.Key);

    private void Perform(Duty due, Instant now)
    {
        if (Find(due, now) is not { } duty)
        {
            Ledger = Ledger.With(new LedgerEntry(due.Key, EffectState.Suppressed, now, Note: "vanished"));
            return;
        }
        switch (duty.Action)
        {
            case DutyAction.Tell tell:
                Tell(duty, tell, now);
                break;
            case DutyAction.Page page:
                Ledger = Ledger.With(new LedgerEntry(duty.Key, Fails(duty) ?? EffectState.Accepted, now, Channel.Pager, Text.PageOnCall.Id));
                _pages.Add(new Paged(Now, page.Alert, page.Rung, Ledger.Find(duty.Key)!.State, Journey.Sequence));
                break;
            case DutyAction.Ask ask:
                Must(Author.System, new OpenTask(duty.Key, ask.Task, ask.DueBy, duty.About));
                Ledger = Ledger.With(new LedgerEntry(duty.Key, EffectState.Done, now));
                if (Journey.Tasks.Find(duty.Key) is { IsOpen: true } task)
                    WhenAsked(task);
                break;
            case DutyAction.Record record:
                var decision = Give(Author.System, record.Command);
                Ledger = Ledger.With(new LedgerEntry(duty.Key, EffectState.Done, now, Note: decision is Decision.Refused ? "refused" : null));
                break;
        }
    }

    private void Tell(Duty duty, DutyAction.Tell tell, Instant now)
    {
        switch (MessagePolicy.Decide(tell, Lens.Planning(Journey), Lens.Ledger(Ledger, now), Lens.Clinic(Clinic), now))
        {
            case SendDecision.Suppress suppress:
                Ledger = Ledger.With(new LedgerEntry(duty.Key, EffectState.Suppressed, now, tell.Channel, tell.Text.Id, suppress.Why));
                break;
            case SendDecision.Send:
                var state = Fails(duty) ?? EffectState.Delivered;
                Ledger = Ledger.With(new LedgerEntry(duty.Key, state, now, tell.Channel, tell.Text.Id, Tries: (Ledger.Find(duty.Key)?.Tries ?? 0) + (state == EffectState.Postponed ? 1 : 0)));
                if (state is EffectState.Delivered or EffectState.Accepted)
                {
                    Sent.Add(new SentMessage(PracticeTime.Local(now, Journey.Contact.Zone), tell, duty.Key, duty, now, Journey.Sequence));
                    WhenTold(duty);
                }
                break;
        }
    }

    private void Append(Author by, IReadOnlyList<Fact> facts)
    {
        var before = Journey;
        var attempt = $"at_{Facts.Count}";
        foreach (var fact in facts)
        {
            var recorded = new Recorded(Journey.Sequence + 1, Instant.Max(Now + DecidersClock, Journey.LastAt), by, Clinic.Version, attempt, fact);
            Facts.Add(recorded);
            Journey = Pathway.Evolve(Journey, recorded);
        }
        if (ListensForTheBell && !_rung)
            _rung = NewlyOwed.Sooner(before, Journey, Ledger, Clinic, Now + DecidersClock);
    }
}
