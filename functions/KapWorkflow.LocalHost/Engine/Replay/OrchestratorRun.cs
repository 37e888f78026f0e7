using System.Text.Json;
using Microsoft.DurableTask;

namespace KapWorkflow.LocalHost;

/// <summary>
/// Plays an orchestrator from the top: first its history, compared decision by decision, then what is new. It reads no clock, starts
/// nothing and keeps nothing, so that the same history always gives the same decisions.
/// </summary>
public sealed class OrchestratorRun
{
    internal const string IllegalAwait =
        "An invalid asynchronous invocation was detected. The orchestrator awaited a task that is not durable, "
        + "such as Task.Delay, Task.Run or I/O, used ConfigureAwait(false), or had a token cancelled from elsewhere.";

    private readonly Func<TaskOrchestrationContext, Task<object?>> _orchestrator;
    private readonly EpisodeSettings _settings;
    private readonly EpisodeThread _thread;
    private readonly ExternalEvents _events;
    private readonly Decisions _decisions = new();
    private readonly Queue<DurableEvent> _heldBack = new();
    private readonly List<EventRaised> _carryover = [];
    private EpisodeContext? _context;
    private Task<object?>? _running;
    private Complete? _completion;
    private DateTime _now;
    private bool _replaying = true;
    private bool _suspended;
    private bool _unprocessedSent;
    private volatile bool _over;
    private volatile bool _strayed;
    private int _episode;

    private OrchestratorRun(Func<TaskOrchestrationContext, Task<object?>> orchestrator, EpisodeSettings settings)
    {
        _orchestrator = orchestrator;
        _settings = settings;
        _events = new(settings.LegacyEvents, WorkerJson.Instance);
        _thread = new(Strayed);
    }

    /// <param name="orchestrator">The app's function.</param>
    /// <param name="settings">Its surroundings.</param>
    /// <param name="history">The generation so far.</param>
    /// <param name="at">UTC. The new episode's time.</param>
    /// <param name="deliver">The new batch. A start in it goes first, wherever it stands.</param>
    /// <exception cref="System.Text.Json.JsonException">An event's payload is not of the type its waiter asked for.</exception>
    public static EpisodeOutcome Play(
        Func<TaskOrchestrationContext, Task<object?>> orchestrator,
        EpisodeSettings settings,
        IReadOnlyList<Episode> history,
        DateTime at,
        IReadOnlyList<DurableEvent> deliver)
    {
        var run = new OrchestratorRun(orchestrator, settings);
        run._thread.Enter();
        try
        {
            return run.Play(history, at, deliver);
        }
        finally
        {
            run._over = true;
            run._thread.Leave();
        }
    }

    /// <summary>Plays a whole history, the last episode included.</summary>
    /// <exception cref="HistoryMismatchException">The code no longer makes a recorded decision.</exception>
    public static void Confirm(Func<TaskOrchestrationContext, Task<object?>> orchestrator, EpisodeSettings settings, IReadOnlyList<Episode> history)
    {
        var run = new OrchestratorRun(orchestrator, settings);
        run._thread.Enter();
        try
        {
            run.Repeat(history);
            if (run._strayed || run.IsStuck) throw new HistoryMismatchException(run.DescribeIllegal());
        }
        catch (JsonException) when (history is [.., { Actions: [.., Complete { Status: Ending.Failed }] }])
        {
            // A payload of the wrong shape ended it then, and ends it now.
        }
        finally
        {
            run._over = true;
            run._thread.Leave();
        }
    }

    private void Repeat(IReadOnlyList<Episode> history)
    {
        foreach (var episode in history)
        {
            Deliver(episode.At, episode.Delivered);
            foreach (var action in episode.Actions)
                _decisions.Confirm(action, _episode);
        }
    }

    private EpisodeOutcome Play(IReadOnlyList<Episode> history, DateTime at, IReadOnlyList<DurableEvent> deliver)
    {
        try
        {
            Repeat(history);
            _replaying = false;
            Deliver(at, deliver);
            if (_strayed || IsStuck) FailInstead(Illegal());
        }
        catch (HistoryMismatchException mismatch)
        {
            FailInstead(mismatch.Details);
        }
        return new(_decisions.Unrecorded, _context?.CustomStatus, _context?.StatusWasSet ?? false, _suspended, _decisions.Open);
    }

    /// <summary>Not finished, yet nothing that a history could bring is awaited.</summary>
    private bool IsStuck => _completion is null && _running is { IsCompleted: false } && !_suspended && !_decisions.AnyOpen && !_events.AnyoneWaits;

    private void Deliver(DateTime at, IReadOnlyList<DurableEvent> batch)
    {
        _episode++;
        _now = at;
        _context?.SetTime(at, _replaying);
        foreach (var delivered in batch.OrderBy(one => !_settings.LegacyEvents && one is not ExecutionStarted))
            Deliver(delivered);
    }

    private void Deliver(DurableEvent delivered)
    {
        if (_suspended && delivered is not (ExecutionResumed or ExecutionTerminated))
        {
            _heldBack.Enqueue(delivered);
            return;
        }
        switch (delivered)
        {
            case ExecutionStarted started when _context is null:
                Start(started);
                break;
            case EventRaised raised when _context is not null:
                Raise(raised);
                break;
            case TimerFired fired:
                _decisions.TryEnd(new(fired.TimerId, null));
                break;
            case TaskCompleted completed:
                _decisions.TryEnd(new(completed.TaskId, completed.Result));
                break;
            case TaskFailed failed:
                _decisions.TryEnd(new(failed.TaskId, null, failed.Failure, failed.NonRetriable));
                break;
            case ExecutionSuspended:
                _suspended = true;
                break;
            case ExecutionResumed:
                _suspended = false;
                while (!_suspended && _heldBack.TryDequeue(out var held))
                    Deliver(held);
                break;
            case ExecutionTerminated terminated:
                _suspended = false;
                Finish(id => new(id, Ending.Terminated, terminated.Output));
                break;
            case ExecutionStrayed strayed:
                Fail(new(typeof(InvalidOperationException).FullName!, strayed.Message, null, null, null));
                break;
        }
        _thread.RunUntilIdle();
        FinishWhenDone();
    }

    private void Start(ExecutionStarted started)
    {
        _context = new(started, _settings, _thread, _decisions, _events);
        _context.SetTime(_now, _replaying);
        try
        {
            _running = _orchestrator(_context);
        }
        catch (Exception exception) when (exception is not HistoryMismatchException)
        {
            _running = Task.FromException<object?>(exception);
        }
    }

    private void Raise(EventRaised raised)
    {
        if (_context?.Next is not null)
            Carry(raised);
        else if (_completion is null)
            _events.Raise(raised.Name, raised.Data);
    }

    /// <summary>Once the orchestrator has asked to continue as new, whatever comes is the next generation's.</summary>
    private void Carry(EventRaised raised)
    {
        _carryover.Add(raised);
        if (_completion is not { Status: Ending.ContinuedAsNew } completion) return;
        _completion = completion with { Carryover = [.. _carryover] };
        _decisions.Replace(_completion);
    }

    /// <summary>The generation ends when the function has returned and no activity, sub-orchestration or timer is open any more.</summary>
    private void FinishWhenDone()
    {
        if (_completion is not null || _running is not { IsCompleted: true }) return;
        var next = _running.IsCompletedSuccessfully ? _context!.Next : null;
        if (next is { KeepEvents: true } && !_unprocessedSent)
        {
            _unprocessedSent = true;
            foreach (var raised in _events.TakeBuffered())
                _decisions.Add(id => new SendEvent(id, _settings.InstanceId, raised.Name, raised.Data));
        }
        if (_decisions.AnyOpen) return;
        Finish(id => next is { } generation
            ? new(id, Ending.ContinuedAsNew, generation.Input, null, [.. _carryover], generation.Version)
            : Result(id));
    }

    private Complete Result(int id)
    {
        try
        {
            return new(id, Ending.Completed, WorkerJson.Instance.Serialize(_running!.GetAwaiter().GetResult()));
        }
        catch (Exception exception)
        {
            return new(id, Ending.Failed, exception.Message, TaskFailureDetails.FromException(exception));
        }
    }

    private void Fail(TaskFailureDetails failure) => Finish(id => new(id, Ending.Failed, failure.ErrorMessage, failure));

    /// <summary>Whatever the code believes it has reached, it has lost its way.</summary>
    private void FailInstead(TaskFailureDetails failure)
    {
        if (_completion is { } reached)
            _decisions.Replace(new(reached.Id, Ending.Failed, failure.ErrorMessage, failure));
        else
            Fail(failure);
    }

    private void Finish(Func<int, Complete> complete)
    {
        if (_completion is null)
            _decisions.Add(id => _completion = complete(id));
    }

    private TaskFailureDetails Illegal() => new(typeof(InvalidOperationException).FullName!, DescribeIllegal(), null, null, null);

    private string DescribeIllegal() => $"{IllegalAwait} It stands in episode {_episode}, {_decisions.Position}.";

    private void Strayed(string _)
    {
        _strayed = true;
        if (_over) _settings.Strayed?.Invoke(DescribeIllegal());
    }
}
