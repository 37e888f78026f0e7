namespace KapWorkflow.LocalHost;

/// <summary>
/// Runs an orchestrator on one thread, and only while an episode lasts. A continuation that comes from elsewhere proves that the
/// orchestrator awaited something that is not durable: no history can bring that back.
/// </summary>
internal sealed class EpisodeThread(Action<string> strayed) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private SynchronizationContext? _outer;
    private volatile bool _open;

    public bool IsHere => _open && Environment.CurrentManagedThreadId == _thread;

    public void Enter()
    {
        _outer = Current;
        SetSynchronizationContext(this);
        _open = true;
    }

    public void Leave()
    {
        _open = false;
        SetSynchronizationContext(_outer);
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsHere)
            _posted.Enqueue((d, state));
        else
            Stray();
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (IsHere)
            d(state);
        else
            Stray();
    }

    public override SynchronizationContext CreateCopy() => this;

    public void RunUntilIdle()
    {
        while (_posted.TryDequeue(out var next))
            next.Callback(next.State);
    }

    public void Stray() => strayed("A continuation came from outside of the episode.");
}
