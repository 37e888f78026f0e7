using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>All instances, what is on its way to them and what falls due. Everything but the lock is used under the lock.</summary>
internal sealed class Orchestrations(IClock clock, Stillness stillness, EngineOptions options)
{
    private readonly Dictionary<string, Instance> _all = new(StringComparer.Ordinal);
    private readonly DueList _due = new();
    private readonly Stillness _ownWork = new();
    private readonly Random _random = new(options.Seed);

    public Lock Gate { get; } = new();

    public EngineOptions Options => options;

    public IReadOnlyCollection<Instance> All => _all.Values;

    public bool IsStopped { get; private set; }

    public Instant? NextDue => _due.Next;

    public Instant Now => clock.GetCurrentInstant();

    /// <summary>Told, under the lock, that an instance has something to do and no runner.</summary>
    public Action<Instance> Wake { get; set; } = _ => { };

    public Instance? Find(string id) => _all.GetValueOrDefault(id);

    /// <summary>A new instance under this id, in place of any other.</summary>
    public Instance Create(string id, ExecutionStarted started, IReadOnlyDictionary<string, string> tags, Instant? startAt = null)
    {
        if (Find(id) is { } old) Remove(old);
        var instance = _all[id] = new Instance(id, started, Now.ToDateTimeOffset(), tags);
        if (startAt is { } at && at > Now)
            _due.Add(at, instance, instance.ExecutionId, started);
        else
            Begin(instance);
        return instance;
    }

    public void Remove(Instance instance)
    {
        _all.Remove(instance.Id);
        _due.RemoveWhere(due => due.Instance == instance);
        Forget(instance.Inbox);
        var removed = new InvalidOperationException($"Orchestration '{instance.Id}' was removed.");
        instance.WhenStarted.TrySetException(removed);
        instance.WhenOver.TrySetException(removed);
    }

    public bool Holds(Instance instance) => Find(instance.Id) == instance;

    /// <summary>A raised event may come late when the options say so.</summary>
    public void Raise(Instance instance, EventRaised raised)
    {
        var pause = options.EventLateness * _random.NextDouble();
        if (pause > Duration.Zero)
            _due.Add(Now + pause, instance, null, raised);
        else
            Deliver(instance, null, raised);
    }

    /// <param name="instance">Where to.</param>
    /// <param name="executionId">The generation that it is meant for; null for whichever is there when it arrives.</param>
    /// <param name="delivered">What.</param>
    public void Deliver(Instance instance, string? executionId, DurableEvent delivered)
    {
        if (IsStopped || instance.IsOver) return;
        if (!instance.HasStarted)
        {
            instance.Early.Add(delivered);
            return;
        }
        instance.Inbox.Add(new(delivered, executionId, Track()));
        if (options.DeliverEventsTwice && MayComeTwice(delivered)) instance.Inbox.Add(new(delivered, executionId, Track()));
        if (!instance.IsRunning) Wake(instance);
    }

    public void FireAt(DateTime utc, Instance instance, TimerFired fired)
    {
        var at = Instant.FromDateTimeUtc(utc);
        if (at <= Now)
            Deliver(instance, instance.ExecutionId, fired);
        else
            _due.Add(at, instance, instance.ExecutionId, fired);
    }

    /// <summary>A cancelled timer would fire later and be ignored; leaving it out spares a stop at which nothing happens.</summary>
    public void DropTimers(Instance instance, IReadOnlySet<int> open) =>
        _due.RemoveWhere(due => due.Instance == instance && due.Event is TimerFired fired && !open.Contains(fired.TimerId));

    public void DropAllDue(Instance instance) => _due.RemoveWhere(due => due.Instance == instance);

    public void RunDue(Instant now)
    {
        foreach (var due in _due.Take(now))
        {
            if (due.Event is ExecutionStarted)
                Begin(due.Instance);
            else
                Deliver(due.Instance, due.ExecutionId, due.Event);
        }
    }

    /// <summary>The waiting messages that still concern the instance; none when it may rest.</summary>
    public List<Message> TakeBatch(Instance instance)
    {
        List<Message> messages = [.. instance.Inbox];
        instance.Inbox.Clear();
        List<Message> outdated = [.. messages.Where(message => instance.IsOver || (message.ExecutionId ?? instance.ExecutionId) != instance.ExecutionId)];
        messages.RemoveAll(outdated.Contains);
        Forget(outdated);
        return options.ShuffleDeliveries ? [.. messages.OrderBy(message => MayComeTwice(message.Event) ? _random.Next() : -1)] : messages;
    }

    /// <summary>Keeps the clock still, and the engine from being quiet, until the result is disposed.</summary>
    public IDisposable Track() => new Work(stillness.Begin(), _ownWork.Begin());

    /// <summary>Nothing that waits is done any more, and nothing that runs is written down.</summary>
    public void Stop()
    {
        IsStopped = true;
        _due.Clear();
        foreach (var instance in _all.Values)
        {
            Forget(instance.Inbox);
            instance.WhenStarted.TrySetCanceled();
            instance.WhenOver.TrySetCanceled();
        }
    }

    /// <summary>Completes when nothing of this engine runs any more; after <see cref="Stop"/> that is soon.</summary>
    public Task WhenQuietAsync() => _ownWork.WhenStillAsync();

    public static void Forget(List<Message> messages)
    {
        foreach (var message in messages)
            message.Work.Dispose();
        messages.Clear();
    }

    private void Begin(Instance instance)
    {
        if (IsStopped || instance.IsOver || instance.HasStarted) return;
        instance.HasStarted = true;
        Deliver(instance, instance.ExecutionId, instance.Started);
        foreach (var early in instance.Early)
            Deliver(instance, null, early);
        instance.Early.Clear();
    }

    private static bool MayComeTwice(DurableEvent delivered) => delivered is EventRaised or TimerFired or TaskCompleted or TaskFailed;

    private sealed class Work(IDisposable everyones, IDisposable own) : IDisposable
    {
        public void Dispose()
        {
            own.Dispose();
            everyones.Dispose();
        }
    }
}
