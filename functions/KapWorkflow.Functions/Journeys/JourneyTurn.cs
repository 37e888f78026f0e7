namespace KapWorkflow.Functions;

/// <summary>What one generation of a journey's orchestration starts from. Only strings, numbers and times cross the durable boundary.</summary>
/// <param name="Last">The keys of the effects that the generation before performed: the same again means that they change nothing.</param>
public sealed record JourneyTurn(string JourneyId, int Generation = 0, string? Last = null);

/// <summary>"Look at the tables": it carries nothing, so one that is lost, repeated or misread costs nothing.</summary>
public sealed record Nudge
{
    public const string Event = "nudge";
}

/// <param name="At">The orchestration's own time. A timer may fire a moment before the clock has got there.</param>
public sealed record PlanRequest(string JourneyId, string InstanceId, DateTimeOffset At);

/// <param name="Done">Nothing is owed any more, or this orchestration is no longer the journey's clock.</param>
/// <param name="Stage">For the custom status.</param>
/// <param name="Due">When to look again: a minute to three days ahead.</param>
public sealed record TurnPlan(bool Done, string Stage, DateTimeOffset Due, IReadOnlyList<PlannedEffect> Effects)
{
    public static TurnPlan Over { get; } = new(true, "over", default, []);
}

/// <param name="Activity">The activity that performs it.</param>
/// <param name="Key">The duty's key within its journey.</param>
public sealed record PlannedEffect(string Activity, string Key);

/// <param name="Key">The duty's key, made upstream: the same key is the same effect, once.</param>
public sealed record EffectCall(string JourneyId, string Key);

/// <summary>What an operator sees of a journey: a stage and a time.</summary>
public sealed record JourneyStatus(string Stage, DateTimeOffset Due);
