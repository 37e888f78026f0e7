namespace KapWorkflow.LocalHost;

public enum LocalProvider
{
    SendGrid,
    Twilio,
    Pager,
}

/// <summary>Lets a test make the local providers misbehave. Faults are used up in the order in which they were asked for.</summary>
public interface ILocalProviderFaults
{
    /// <summary>Refuses the next messages with this HTTP status, and for Twilio this error code. Nothing reaches the inbox.</summary>
    void FailNext(LocalProvider provider, int times, int status, int? code = null);

    /// <summary>Takes the next messages, and cuts the connection instead of answering.</summary>
    void AcceptThenDrop(LocalProvider provider, int times = 1);

    /// <summary>Takes the next message, and answers only when released (or when the caller has gone).</summary>
    DelayedAnswer DelayNext(LocalProvider provider);

    /// <summary>What becomes of the next messages once they are taken. Orders are used up in turn, by messages that were taken only.</summary>
    void DeliverNext(LocalProvider provider, LocalDelivery delivery, int times = 1);

    /// <summary>How often a message was offered, refused ones included.</summary>
    int Offered(LocalProvider provider);
}

/// <summary>An answer that a local provider holds back.</summary>
public sealed class DelayedAnswer
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The message has come and its sender is waiting.</summary>
    public Task Arrived => _arrived.Task;

    public void Release() => _released.TrySetResult();

    internal Task HoldAsync(CancellationToken cancellationToken)
    {
        _arrived.TrySetResult();
        return _released.Task.WaitAsync(cancellationToken);
    }
}

internal abstract record ProviderFault
{
    public sealed record Refuse(int Status, int? Code) : ProviderFault;

    public sealed record Drop : ProviderFault;

    public sealed record Delay(DelayedAnswer Answer) : ProviderFault;
}

internal sealed class LocalProviderFaults : ILocalProviderFaults
{
    private readonly Lock _lock = new();
    private readonly Dictionary<LocalProvider, Queue<ProviderFault>> _faults = [];
    private readonly Dictionary<LocalProvider, Queue<LocalDelivery>> _deliveries = [];
    private readonly Dictionary<LocalProvider, int> _offered = [];

    public void FailNext(LocalProvider provider, int times, int status, int? code = null) =>
        Enqueue(_faults, provider, times, new ProviderFault.Refuse(status, code));

    public void AcceptThenDrop(LocalProvider provider, int times = 1) => Enqueue(_faults, provider, times, new ProviderFault.Drop());

    public DelayedAnswer DelayNext(LocalProvider provider)
    {
        var answer = new DelayedAnswer();
        Enqueue(_faults, provider, 1, new ProviderFault.Delay(answer));
        return answer;
    }

    public void DeliverNext(LocalProvider provider, LocalDelivery delivery, int times = 1) => Enqueue(_deliveries, provider, times, delivery);

    public int Offered(LocalProvider provider)
    {
        lock (_lock)
            return _offered.GetValueOrDefault(provider);
    }

    public ProviderFault? Next(LocalProvider provider)
    {
        lock (_lock)
        {
            _offered[provider] = _offered.GetValueOrDefault(provider) + 1;
            return _faults.GetValueOrDefault(provider) is { Count: > 0 } queue ? queue.Dequeue() : null;
        }
    }

    public LocalDelivery NextDelivery(LocalProvider provider)
    {
        lock (_lock)
            return _deliveries.GetValueOrDefault(provider) is { Count: > 0 } queue ? queue.Dequeue() : new LocalDelivery.Arrives();
    }

    private void Enqueue<T>(Dictionary<LocalProvider, Queue<T>> queues, LocalProvider provider, int times, T order)
    {
        lock (_lock)
        {
            if (!queues.TryGetValue(provider, out var queue))
                queues[provider] = queue = new Queue<T>();
            for (var i = 0; i < times; i++)
                queue.Enqueue(order);
        }
    }
}
