using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>An event that will be delivered at an instant.</summary>
internal sealed record Due(Instant At, long Order, Instance Instance, string? ExecutionId, DurableEvent Event);

/// <summary>What falls due, earliest first; of the same instant in the order of arrival. Not thread-safe.</summary>
internal sealed class DueList
{
    private readonly SortedSet<Due> _all = new(Comparer<Due>.Create((a, b) => (a.At, a.Order).CompareTo((b.At, b.Order))));
    private long _order;

    public Instant? Next => _all.Min?.At;

    public void Add(Instant at, Instance instance, string? executionId, DurableEvent due) => _all.Add(new(at, _order++, instance, executionId, due));

    public IReadOnlyList<Due> Take(Instant now)
    {
        Due[] due = [.. _all.TakeWhile(one => one.At <= now)];
        foreach (var one in due)
            _all.Remove(one);
        return due;
    }

    public void RemoveWhere(Predicate<Due> outdated) => _all.RemoveWhere(outdated);

    public void Clear() => _all.Clear();
}
