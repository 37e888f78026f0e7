namespace KapWorkflow.Functions;

/// <summary>What one generation of a journey's orchestration starts from. Only strings, numbers and times cross the durable boundary.</summary>
/// <param name="Last">The keys of the effects that the generation before performed: the same again means that they change nothing.</param>
public sealed record JourneyTurn(string JourneyId, int Generation = 0, string? Last = null)
{
    /// <summary>Where the plan before left the journey, to spare the next one a read. No truth: without it, or where it is outdated, the tables are asked.</summary>
    public PlanState? Planned { get; init; }
}

/// <summary>A journey's plan row as last read or written.</summary>
/// <param name="Tag">Of the row: a mark that goes by an outdated state is refused.</param>
public sealed record PlanState(DateTimeOffset? Through, int Sequence, DateTimeOffset? NextDue, bool IsOver, string Tag);

/// <summary>"Look at the tables": it carries nothing, so one that is lost, repeated or misread costs nothing.</summary>
public sealed record Nudge
{
    public const string Event = "nudge";
}

/// <param name="At">The orchestration's own time. A timer may fire a moment before the clock has got there.</param>
/// <param name="Planned">As the plan before returned it.</param>
public sealed record PlanRequest(string JourneyId, string InstanceId, DateTimeOffset At, PlanState? Planned = null);

/// <param name="Done">Nothing is owed any more, or this orchestration is no longer the journey's clock.</param>
/// <param name="Stage">For the custom status.</param>
/// <param name="Due">When to look again: a minute to three days ahead.</param>
public sealed record TurnPlan(bool Done, string Stage, DateTimeOffset Due, IReadOnlyList<PlannedEffect> Effects)
{
    /// <summary>For the next plan; null when it has to read for itself.</summary>
    public PlanState? Planned { get; init; }

    public static TurnPlan Over { get; } = new(true, "over", default, []);
}

/// <param name="Activity">The activity that performs it.</param>
/// <param name="Key">The duty's key within its journey.</param>
public sealed record PlannedEffect(string Activity, string Key);

/// <param name="Key">The duty's key, made upstream: the same key is the same effect, once.</param>
public sealed record EffectCall(string JourneyId, string Key);

/// <summary>What an operator sees of a journey: a stage and a time.</summary>
public sealed record JourneyStatus(string Stage, DateTimeOffset Due);
