using System.Globalization;

namespace KapWorkflow.Core;

/// <summary>What helps the client in a crisis, in the client's own words: signs, what to do, whom to call.</summary>
public sealed record SafetyPlanWritten(string Plan, string Licence) : Fact;

[Command("safety-plan", "Write down the safety plan", Role.Therapist)]
public sealed record RecordSafetyPlan(string Plan) : Command;

/// <summary>
/// Whoever answered any question of the risk screen with yes has a safety plan before the next dose (care-pathway §3.3, G1). After a
/// moderate or high answer it is gone through again, and recorded again.
/// </summary>
public static class SafetyPlans
{
    private const int WriteBusinessDays = 2;

    public static Decision Decide(Journey journey, RecordSafetyPlan plan, Moment moment) => Decision.When(
        Gate.Of(
            "safety-plan",
            Gate.Unless(!string.IsNullOrWhiteSpace(plan.Plan), "safety-plan.empty", "The plan is missing.", "Write down what you and the client agreed on."),
            Approvals.Licensed(journey, moment)),
        new SafetyPlanWritten(plan.Plan, Approvals.LicenceOf(journey, moment)));

    public static Journey Evolve(Journey journey, Recorded recorded) =>
        recorded.Fact is SafetyPlanWritten ? journey with { SafetyPlan = recorded.Stamp } : journey;

    /// <summary>The line of G1.</summary>
    public static Reason? Unmet(Journey journey) => Gate.Unless(
        Wanted(journey) is null, "G1.safety-plan", "The risk screen was positive, and there is no safety plan that is newer.", "The therapist writes it with the client.");

    public static IEnumerable<Duty> Duties(Journey journey, Clinic clinic)
    {
        if (Wanted(journey) is { } since)
            yield return Owe.Ask(string.Create(CultureInfo.InvariantCulture, $"safety-plan:{since.Sequence}"), TaskKind.WriteSafetyPlan, since.At, clinic.Business.EndOfDayAfter(since.At, WriteBusinessDays), since);
    }

    /// <summary>The answer that a plan is still wanted for: the last moderate or high one, or the first of any level.</summary>
    private static Stamp? Wanted(Journey journey)
    {
        var positive = journey.Intake.Measures.Where(each => each.Level is { } level and not CssrsLevel.None).Select(each => (Level: each.Level!.Value, Since: each.Taken))
            .Concat(journey.Course.Cycles.Values.SelectMany(cycle => cycle.Risks).Select(risk => (risk.Level, risk.Since)))
            .ToList();
        return positive.Where(each => each.Level >= CssrsLevel.Moderate && !(journey.SafetyPlan?.Sequence > each.Since.Sequence)).Select(each => each.Since).MaxBy(since => since.Sequence)
            ?? (journey.SafetyPlan is null ? positive.Select(each => each.Since).MinBy(since => since.Sequence) : null);
    }
}
