namespace KapWorkflow.LocalHost;

/// <summary>Counts what is under way: activities, queued engine work, requests of people. The clock moves only when nothing is.</summary>
public sealed class Stillness
{
    private readonly Lock _lock = new();
    private int _underWay;
    private TaskCompletionSource _still = Completed();

    public bool IsStill
    {
        get
        {
            lock (_lock)
                return _underWay == 0;
        }
    }

    /// <summary>Something begins; it has ended when the result is disposed.</summary>
    public IDisposable Begin()
    {
        lock (_lock)
        {
            if (_underWay++ == 0)
                _still = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        return new Work(this);
    }

    /// <summary>Completes at the next moment at which nothing is under way.</summary>
    public Task WhenStillAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return _still.Task.WaitAsync(cancellationToken);
    }

    private void End()
    {
        lock (_lock)
        {
            if (--_underWay == 0)
                _still.TrySetResult();
        }
    }

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        source.SetResult();
        return source;
    }

    private sealed class Work(Stillness owner) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
                owner.End();
        }
    }
}
