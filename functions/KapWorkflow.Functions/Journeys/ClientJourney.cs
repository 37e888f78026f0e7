using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace KapWorkflow.Functions;

/// <summary>
/// The clock and the hands of one client's journey: plan, perform what is due, sleep until the next due instant or a nudge, begin again.
/// It holds no truth: the tables do, and every generation reads them anew, so new code takes over at the next step.
/// </summary>
public static class ClientJourney
{
    // 5 + 10 seconds: passing faults only. What is still undone is planned again in the next turn.
    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(5), 2.0));
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(5);

    [Function(nameof(ClientJourney))]
    public static async Task<string> Run([OrchestrationTrigger] TaskOrchestrationContext context, JourneyTurn turn)
    {
        // First, once, never cancelled: a cancelled waiter eats the next event of its name.
        var nudge = context.WaitForExternalEvent<Nudge>(Nudge.Event);
        var plan = await PlanAsync(context, turn);
        var performed = await Task.WhenAll(plan.Effects.Select(effect => PerformAsync(context, turn, effect)));
        context.SetCustomStatus(new JourneyStatus(plan.Stage, plan.Due));
        if (plan.Done)
            return plan.Stage;

        var keys = plan.Effects.Count == 0 ? null : string.Join(' ', plan.Effects.Select(effect => effect.Key));
        var progress = keys is not null && keys != turn.Last && performed.All(done => done);
        if (!progress && !nudge.IsCompleted)
            await SleepAsync(context, nudge, plan.Due.UtcDateTime);

        // Nudges that came meanwhile are dropped: the next plan reads the tables first.
        context.ContinueAsNew(turn with { Generation = turn.Generation + 1, Last = keys, Planned = plan.Planned }, preserveUnprocessedEvents: false);
        return plan.Stage;
    }

    private static async Task<TurnPlan> PlanAsync(TaskOrchestrationContext context, JourneyTurn turn)
    {
        try
        {
            var request = new PlanRequest(turn.JourneyId, context.InstanceId, Now(context), turn.Planned);
            return await context.CallActivityAsync<TurnPlan>(nameof(JourneyActivities.PlanJourney), request, Retry);
        }
        catch (TaskFailedException)
        {
            return new TurnPlan(Done: false, "unplanned", Now(context) + AfterFailure, []);
        }
    }

    private static DateTimeOffset Now(TaskOrchestrationContext context) => new(context.CurrentUtcDateTime, TimeSpan.Zero);

    /// <summary>One failing duty never fails the turn.</summary>
    private static async Task<bool> PerformAsync(TaskOrchestrationContext context, JourneyTurn turn, PlannedEffect effect)
    {
        try
        {
            await context.CallActivityAsync(effect.Activity, new EffectCall(turn.JourneyId, effect.Key), Retry);
            return true;
        }
        catch (TaskFailedException)
        {
            return false;
        }
    }

    private static async Task SleepAsync(TaskOrchestrationContext context, Task<Nudge> nudge, DateTime due)
    {
        using var stopTimer = new CancellationTokenSource();
        var timer = context.CreateTimer(due, stopTimer.Token);
        await Task.WhenAny(nudge, timer);
        // Else the instance could neither finish nor continue.
        if (!timer.IsCompleted)
            stopTimer.Cancel();
    }
}
