using Microsoft.DurableTask;

namespace KapWorkflow.LocalHost;

/// <summary>Plays each instance's messages in batches, one episode at a time, and has the decisions carried out.</summary>
internal sealed class Runner(Orchestrations orchestrations, IDurableFunctions functions, Outcomes outcomes, ILoggerFactory loggers, Action dueChanged)
{
    private readonly ILogger _logger = loggers.CreateLogger<DurableEngine>();

    /// <summary>Under the lock.</summary>
    public void Wake(Instance instance)
    {
        instance.IsRunning = true;
        ThreadPool.UnsafeQueueUserWorkItem(_ => Run(instance), null);
    }

    private void Run(Instance instance)
    {
        while (TakeBatch(instance) is { } batch)
        {
            var outcome = Play(instance, batch);
            lock (orchestrations.Gate)
            {
                if (!orchestrations.IsStopped && orchestrations.Holds(instance))
                    outcomes.Commit(instance, new(batch.At, batch.Events, outcome.Actions), outcome);
                Orchestrations.Forget(batch.Messages);
            }
            dueChanged();
        }
    }

    private Batch? TakeBatch(Instance instance)
    {
        lock (orchestrations.Gate)
        {
            var messages = orchestrations.TakeBatch(instance);
            instance.IsRunning = messages.Count > 0;
            return instance.IsRunning ? new(messages, Now(instance), instance.ExecutionId) : null;
        }
    }

    /// <summary>The clock's time, and never before the last episode's.</summary>
    private DateTime Now(Instance instance)
    {
        var now = orchestrations.Now.ToDateTimeUtc();
        return instance.History is [.., var last] && last.At > now ? last.At : now;
    }

    private EpisodeOutcome Play(Instance instance, Batch batch)
    {
        if (functions.FindOrchestrator(instance.Started.Name) is not { } orchestrator)
            return Failed(instance, new("OrchestratorTaskNotFound", $"The app has no orchestrator '{instance.Started.Name}'.", null, null, null));
        var settings = new EpisodeSettings(instance.Id)
        {
            LegacyEvents = orchestrations.Options.LegacyEvents,
            DefaultVersion = orchestrations.Options.DefaultVersion,
            Loggers = loggers,
            Strayed = position => Stray(instance, batch.ExecutionId, position),
        };
        try
        {
            return OrchestratorRun.Play(orchestrator, settings, instance.History, batch.At, batch.Events);
        }
        catch (Exception exception)
        {
            // What escapes the executor, such as a payload of the wrong shape, ends the instance: the deployed host does the same.
            return Failed(instance, TaskFailureDetails.FromException(exception));
        }
    }

    private static EpisodeOutcome Failed(Instance instance, TaskFailureDetails failure)
    {
        var next = instance.History.SelectMany(episode => episode.Actions).Select(action => action.Id + 1).DefaultIfEmpty(0).Max();
        return new([new Complete(next, Ending.Failed, failure.ErrorMessage, failure)], null, false, false, new HashSet<int>());
    }

    private void Stray(Instance instance, string executionId, string position)
    {
        EngineLog.Strayed(_logger, instance.Id, position);
        lock (orchestrations.Gate)
            orchestrations.Deliver(instance, executionId, new ExecutionStrayed(position));
    }

    private sealed record Batch(List<Message> Messages, DateTime At, string ExecutionId)
    {
        public IReadOnlyList<DurableEvent> Events { get; } = [.. Messages.Select(message => message.Event)];
    }
}
