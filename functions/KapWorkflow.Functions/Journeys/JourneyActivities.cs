using KapWorkflow.Core;
using Microsoft.Azure.Functions.Worker;

namespace KapWorkflow.Functions;

/// <summary>The plan, and one activity for each kind of duty. Each is idempotent by the duty's key.</summary>
public sealed class JourneyActivities(Turns turns, Effects effects)
{
    /// <summary>Which activity performs a duty: its name is what an operator sees.</summary>
    public static string For(DutyAction action) => action switch
    {
        DutyAction.Tell { Channel: Channel.Sms } => nameof(SendSms),
        DutyAction.Tell => nameof(SendEmail),
        DutyAction.Ask => nameof(AskStaff),
        DutyAction.Page => nameof(PageOnCall),
        _ => nameof(RecordFact),
    };

    [Function(nameof(PlanJourney))]
    public Task<TurnPlan> PlanJourney([ActivityTrigger] PlanRequest request, CancellationToken cancellationToken) => turns.PlanAsync(request, cancellationToken);

    [Function(nameof(SendEmail))]
    public Task SendEmail([ActivityTrigger] EffectCall call, CancellationToken cancellationToken) => PerformAsync(call, cancellationToken);

    [Function(nameof(SendSms))]
    public Task SendSms([ActivityTrigger] EffectCall call, CancellationToken cancellationToken) => PerformAsync(call, cancellationToken);

    [Function(nameof(AskStaff))]
    public Task AskStaff([ActivityTrigger] EffectCall call, CancellationToken cancellationToken) => RecordAsync(call, cancellationToken);

    [Function(nameof(RecordFact))]
    public Task RecordFact([ActivityTrigger] EffectCall call, CancellationToken cancellationToken) => RecordAsync(call, cancellationToken);

    [Function(nameof(PageOnCall))]
    public Task PageOnCall([ActivityTrigger] EffectCall call, CancellationToken cancellationToken) => PerformAsync(call, cancellationToken);

    private Task RecordAsync(EffectCall call, CancellationToken cancellationToken) => effects.RecordAsync(JourneyId.Parse(call.JourneyId), call.Key, cancellationToken);

    private Task PerformAsync(EffectCall call, CancellationToken cancellationToken) => effects.PerformAsync(JourneyId.Parse(call.JourneyId), call.Key, cancellationToken);
}
