using Microsoft.DurableTask.Client;

namespace KapWorkflow.LocalHost;

/// <summary>Writes an episode down and does what it decided. Used under the lock.</summary>
internal sealed class Outcomes(Orchestrations orchestrations, Activities activities, ILogger logger)
{
    private static readonly Dictionary<string, string> NoTags = new(StringComparer.Ordinal);

    public void Commit(Instance instance, Episode episode, EpisodeOutcome outcome)
    {
        instance.History.Add(episode);
        instance.UpdatedAt = new(episode.At);
        if (outcome.StatusWasSet) instance.CustomStatus = outcome.CustomStatus;
        instance.Status = outcome.IsSuspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running;
        instance.WhenStarted.TrySetResult();
        orchestrations.DropTimers(instance, outcome.OpenTasks);
        foreach (var action in episode.Actions)
            Do(instance, action, outcome);
    }

    public void End(Instance instance, Complete complete)
    {
        Record(instance);
        orchestrations.DropAllDue(instance);
        instance.UpdatedAt = orchestrations.Now.ToDateTimeOffset();
        instance.Status = complete.Status switch
        {
            Ending.Completed => OrchestrationRuntimeStatus.Completed,
            Ending.Terminated => OrchestrationRuntimeStatus.Terminated,
            _ => OrchestrationRuntimeStatus.Failed,
        };
        instance.Output = complete.Status == Ending.Failed ? null : complete.Result;
        instance.Failure = complete.Failure;
        if (complete.Failure is { } failure) EngineLog.OrchestrationFailed(logger, instance.Started.Name, instance.Id, failure.ErrorType);
        instance.WhenStarted.TrySetResult();
        instance.WhenOver.TrySetResult();
        Answer(instance, complete);
    }

    private void Do(Instance instance, DurableAction action, EpisodeOutcome outcome)
    {
        switch (action)
        {
            case ScheduleTask task:
                _ = RunAsync(instance, instance.ExecutionId, new(task.Name, instance.Id, task.Id, task.Input), orchestrations.Track());
                break;
            case CreateTimer timer when outcome.OpenTasks.Contains(timer.Id):
                orchestrations.FireAt(timer.FireAt, instance, new(timer.Id, timer.FireAt));
                break;
            case CreateSubOrchestration child:
                Start(child, instance);
                break;
            case SendEvent sent when orchestrations.Find(sent.InstanceId) is { IsOver: false } target:
                orchestrations.Raise(target, new(sent.Name, sent.Data));
                break;
            case Complete { Status: Ending.ContinuedAsNew } complete:
                ContinueAsNew(instance, complete);
                break;
            case Complete complete:
                End(instance, complete);
                break;
        }
    }

    private async Task RunAsync(Instance instance, string executionId, ActivityCall call, IDisposable work)
    {
        using (work)
        {
            // Off the lock, which the caller holds; the line is joined under it, in the orchestrator's order.
            var entered = activities.EnterAsync();
            var end = await Task.Run(() => activities.RunAsync(call, entered));
            if (end is null) return;
            lock (orchestrations.Gate)
                orchestrations.Deliver(instance, executionId, end);
        }
    }

    private void Start(CreateSubOrchestration child, Instance parent)
    {
        if (orchestrations.Find(child.InstanceId) is { IsOver: false })
        {
            orchestrations.Deliver(parent, parent.ExecutionId, new TaskFailed(
                child.Id,
                new("DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException", $"Orchestration '{child.InstanceId}' is under way already.", null, null, null)));
            return;
        }
        var task = new ParentTask(parent.Started.Name, parent.Id, parent.ExecutionId, child.Id);
        orchestrations.Create(child.InstanceId, new(child.Name, child.Input, child.Version, task), NoTags);
    }

    /// <summary>The next generation opens with its start and the events taken along, ahead of anything that waits.</summary>
    private void ContinueAsNew(Instance instance, Complete complete)
    {
        Record(instance);
        orchestrations.DropTimers(instance, new HashSet<int>());
        instance.History.Clear();
        instance.ExecutionId = Guid.NewGuid().ToString("N");
        instance.Started = instance.Started with { Input = complete.Result, Version = complete.NewVersion ?? instance.Started.Version };
        instance.Inbox.InsertRange(0, (complete.Carryover ?? []).Select(carried => new Message(carried, null, orchestrations.Track())));
        instance.Inbox.Insert(0, new(instance.Started, instance.ExecutionId, orchestrations.Track()));
    }

    private void Answer(Instance child, Complete complete)
    {
        if (child.Started.Parent is not { } task || orchestrations.Find(task.InstanceId) is not { } parent) return;
        DurableEvent answer = complete.Status == Ending.Completed
            ? new TaskCompleted(task.TaskId, complete.Result)
            : new TaskFailed(task.TaskId, complete.Failure ?? new(complete.Status.ToString(), complete.Result ?? "", null, null, null));
        orchestrations.Deliver(parent, task.ExecutionId, answer);
    }

    private void Record(Instance instance) => orchestrations.Options.Record?.Invoke(RecordedHistory.Of(instance));
}
