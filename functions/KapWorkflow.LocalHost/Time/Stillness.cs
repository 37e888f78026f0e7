namespace KapWorkflow.LocalHost;

/// <summary>Counts what is under way: activities, queued engine work, requests of people. The clock moves only when nothing is.</summary>
public sealed class Stillness
{
    private readonly Lock _lock = new();
    private int _underWay;
    private long _begun;
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
            _begun++;
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

    /// <summary>How many things have ever begun: unchanged between two readings, nothing happened in between.</summary>
    public long Begun
    {
        get
        {
            lock (_lock)
                return _begun;
        }
    }

    /// <summary>Acts while nothing can begin, if nothing is under way nor has begun since that reading of <see cref="Begun"/>.</summary>
    public bool TryWhileStill(long sinceBegun, Action act)
    {
        lock (_lock)
        {
            if (_underWay > 0 || _begun != sinceBegun) return false;
            act();
            return true;
        }
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
