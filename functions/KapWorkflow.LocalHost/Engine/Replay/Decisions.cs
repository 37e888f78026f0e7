using Microsoft.DurableTask;

namespace KapWorkflow.LocalHost;

/// <summary>How a durable call ended.</summary>
internal sealed record TaskEnd(int Id, string? Result, TaskFailureDetails? Failure = null, bool NonRetriable = false);

/// <summary>The decisions of a generation: numbered, compared with the recorded ones on replay, and open until their end arrives.</summary>
internal sealed class Decisions
{
    private readonly SortedDictionary<int, DurableAction> _unrecorded = [];
    private readonly Dictionary<int, TaskCompletionSource<TaskEnd>> _open = [];
    private int _next;
    private DurableAction? _last;

    public IReadOnlyList<DurableAction> Unrecorded => [.. _unrecorded.Values];

    public IReadOnlySet<int> Open => _open.Keys.ToHashSet();

    public bool AnyOpen => _open.Count > 0;

    /// <summary>For messages: where the orchestrator is in its own code.</summary>
    public string Position => _last is null ? "before its first durable call" : $"after its durable call #{_last.Id} ({_last.Describe()})";

    public int Add(Func<int, DurableAction> decide)
    {
        _last = decide(_next);
        _unrecorded.Add(_next, _last);
        return _next++;
    }

    /// <summary>A decision whose end is awaited. Continuations run at once, so that a cancelled timer reads as cancelled on the next line.</summary>
    public (int Id, Task<TaskEnd> End) Begin(Func<int, DurableAction> decide)
    {
        var source = new TaskCompletionSource<TaskEnd>();
        var id = Add(decide);
        _open.Add(id, source);
        return (id, source.Task);
    }

    /// <summary>False for an end that comes a second time, or after a cancellation.</summary>
    public bool TryEnd(TaskEnd end) => _open.Remove(end.Id, out var source) && source.TrySetResult(end);

    public void Cancel(int id, CancellationToken cancellationToken)
    {
        if (_open.Remove(id, out var source)) source.TrySetCanceled(cancellationToken);
    }

    public void Replace(Complete completion) => _unrecorded[completion.Id] = completion;

    /// <exception cref="HistoryMismatchException">The code did something else under this number, or nothing yet.</exception>
    public void Confirm(DurableAction recorded, int episode)
    {
        var made = _unrecorded.GetValueOrDefault(recorded.Id);
        if (!Repeats(made, recorded))
        {
            throw new HistoryMismatchException(
                $"Non-deterministic orchestration: in episode {episode} the history has #{recorded.Id} {recorded.Describe()}, but the code now "
                + (made is null ? $"stands {Position} and has not made that call." : $"makes #{recorded.Id} {made.Describe()}.")
                + " Was the orchestrator changed while this instance was under way?");
        }
        _unrecorded.Remove(recorded.Id);
    }

    /// <summary>A generation that ended may go on in later code, but not end otherwise.</summary>
    private static bool Repeats(DurableAction? made, DurableAction recorded) => recorded is Complete complete
        ? made is not Complete now || now.Status == complete.Status
        : made?.GetType() == recorded.GetType() && string.Equals(made.ComparedName, recorded.ComparedName, StringComparison.OrdinalIgnoreCase);
}
