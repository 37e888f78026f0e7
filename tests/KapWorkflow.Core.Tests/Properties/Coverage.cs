using System.Collections.Concurrent;

namespace KapWorkflow.Core.Tests;

/// <summary>What the walks of a run have met: a walk that never reaches a dose proves nothing about doses.</summary>
public sealed class Coverage
{
    private readonly ConcurrentDictionary<Stage, int> _stages = new();
    private readonly ConcurrentDictionary<string, int> _accepted = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _refusals = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _facts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<TaskKind, int> _tasks = new();
    private readonly ConcurrentDictionary<int, int> _doses = new();

    public IReadOnlyDictionary<Stage, int> Stages => _stages;

    /// <summary>Commands that had facts for an answer, by name.</summary>
    public IReadOnlyDictionary<string, int> Accepted => _accepted;

    public IReadOnlyDictionary<string, int> Refusals => _refusals;
    public IReadOnlyDictionary<string, int> Facts => _facts;
    public IReadOnlyDictionary<TaskKind, int> Tasks => _tasks;

    /// <summary>How many walks gave so many doses or more.</summary>
    public int WithDoses(int least) => _doses.Where(each => each.Key >= least).Sum(each => each.Value);

    public void Add(Trace trace)
    {
        foreach (var stage in trace.Stages)
            Count(_stages, stage);
        Count(_doses, trace.Journey.Course.Given);
        foreach (var given in trace.Given)
        {
            if (given.Answer is Decision.Accepted { Facts.Count: > 0 })
                Count(_accepted, Commands.KindOf(given.Command).Name);
            else if (given.Answer is Decision.Refused refused)
            {
                foreach (var reason in refused.Reasons)
                    Count(_refusals, reason.Code);
            }
        }
        foreach (var fact in trace.Facts.Select(each => each.Fact))
        {
            Count(_facts, FactJson.TypeOf(fact));
            if (fact is TaskOpened task)
                Count(_tasks, task.Task);
        }
    }

    private static void Count<T>(ConcurrentDictionary<T, int> counts, T key)
        where T : notnull => counts.AddOrUpdate(key, 1, (_, count) => count + 1);
}
