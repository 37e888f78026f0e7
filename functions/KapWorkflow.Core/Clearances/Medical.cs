namespace KapWorkflow.Core;

/// <summary>What the prescriber's decision rests on beside the client's answers, and what was decided about it (care-pathway §4).</summary>
public sealed record Medical
{
    public static Medical None { get; } = new();

    /// <summary>Null: the practice's own limits hold.</summary>
    public VitalsLimitsSet? Limits { get; init; }
}
