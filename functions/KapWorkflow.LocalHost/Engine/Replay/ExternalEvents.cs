using Microsoft.DurableTask;

namespace KapWorkflow.LocalHost;

/// <summary>
/// Events by name, without case. An event that nobody waits for is buffered, first in first out; of several waiters the newest gets
/// the next event.
/// </summary>
internal sealed class ExternalEvents(bool legacy, DataConverter converter)
{
    private readonly Dictionary<string, Queue<string?>> _buffered = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<Waiter>> _waiting = new(StringComparer.OrdinalIgnoreCase);

    public bool AnyoneWaits => _waiting.Values.Any(waiters => waiters.Any(waiter => !waiter.IsOver));

    /// <summary>A buffered event wins over a token that is cancelled already.</summary>
    public Task<T> WaitAsync<T>(string name, Func<bool> mayCancel, CancellationToken cancellationToken)
    {
        if (_buffered.TryGetValue(name, out var queue) && queue.TryDequeue(out var data)) return Task.FromResult(converter.Deserialize<T>(data)!);
        if (!_waiting.TryGetValue(name, out var waiters)) _waiting[name] = waiters = [];
        if (waiters is [.., var newest] && newest.Type != typeof(T))
#pragma warning disable MA0015 // The real engine's message, to the letter: it names no parameter.
            throw new ArgumentException($"Events with the same name must have the same type argument. Expected {newest.Type.FullName} but was requested {typeof(T).FullName}.");
#pragma warning restore MA0015
        var waiter = new Waiter<T>(converter);
        waiters.Add(waiter);
        cancellationToken.Register(() =>
        {
            if (!mayCancel()) return;
            // The flaw of old releases: the waiter stays registered and eats the next event.
            if (!legacy) waiters.Remove(waiter);
            waiter.Cancel(cancellationToken);
        });
        return waiter.Task;
    }

    public void Raise(string name, string? data)
    {
        if (_waiting.TryGetValue(name, out var waiters) && waiters is [.., var newest])
        {
            waiters.RemoveAt(waiters.Count - 1);
            newest.Deliver(data);
            return;
        }
        if (!_buffered.TryGetValue(name, out var queue)) _buffered[name] = queue = new();
        queue.Enqueue(data);
    }

    /// <summary>Takes everything that nobody waited for.</summary>
    public IReadOnlyList<EventRaised> TakeBuffered()
    {
        EventRaised[] all = [.. _buffered.SelectMany(named => named.Value.Select(data => new EventRaised(named.Key, data)))];
        _buffered.Clear();
        return all;
    }

    private abstract class Waiter
    {
        public abstract Type Type { get; }

        public abstract bool IsOver { get; }

        /// <summary>A payload of the wrong shape escapes the executor and ends the instance, as in the real engine.</summary>
        public abstract void Deliver(string? data);

        public abstract void Cancel(CancellationToken cancellationToken);
    }

    private sealed class Waiter<T>(DataConverter converter) : Waiter
    {
        private readonly TaskCompletionSource<T> _source = new();

        public Task<T> Task => _source.Task;

        public override Type Type => typeof(T);

        public override bool IsOver => _source.Task.IsCompleted;

        public override void Deliver(string? data) => _source.TrySetResult(converter.Deserialize<T>(data)!);

        public override void Cancel(CancellationToken cancellationToken) => _source.TrySetCanceled(cancellationToken);
    }
}
