using System.Diagnostics.CodeAnalysis;

namespace KapWorkflow.Functions;

/// <summary>
/// What this process saw last, so many of it. Only what storage itself confirms again may be kept here: what never changes, or an ETag,
/// which a write that comes too late fails by.
/// </summary>
internal sealed class LastUsed<TKey, TValue>(int most) where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _all = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _latestFirst = [];

    public bool TryFind(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            if (!_all.TryGetValue(key, out var node))
            {
                value = default;
                return false;
            }
            _latestFirst.Remove(node);
            _latestFirst.AddFirst(node);
            value = node.Value.Value;
            return true;
        }
    }

    public void Remember(TKey key, TValue value)
    {
        lock (_lock)
        {
            if (_all.Remove(key, out var before)) _latestFirst.Remove(before);
            _all[key] = _latestFirst.AddFirst((key, value));
            if (_all.Count <= most) return;
            _all.Remove(_latestFirst.Last!.Value.Key);
            _latestFirst.RemoveLast();
        }
    }

    public void Forget(TKey key)
    {
        lock (_lock)
        {
            if (_all.Remove(key, out var node)) _latestFirst.Remove(node);
        }
    }
}
