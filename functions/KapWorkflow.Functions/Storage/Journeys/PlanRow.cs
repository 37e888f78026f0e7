using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>The row `p`: how far the journey was planned, what is due next, and which orchestration is its clock.</summary>
internal sealed record PlanRow(string InstanceId, string? ETag = null)
{
    public const string Key = "p";

    public Instant? Through { get; init; }
    public int Sequence { get; init; }
    public Instant? NextDue { get; init; }
    public bool IsOver { get; init; }

    public static PlanRow Of(Row row) => new(row.Text("instance"), row.ETag)
    {
        Through = row.TimeOrNull("through"),
        Sequence = (int)row.Number("sequence"),
        NextDue = row.TimeOrNull("due"),
        IsOver = row.Flag("over"),
    };

    public Row ToRow(JourneyId journey) => new(journey.Value, Key, ETag)
    {
        ["instance"] = InstanceId,
        ["through"] = Through,
        ["sequence"] = Sequence,
        ["due"] = NextDue,
        ["over"] = IsOver,
    };

    /// <summary>Null when the mark changes nothing, or comes from a plan older than the one that stands.</summary>
    public PlanRow? With(PlanMark mark)
    {
        var through = mark.PlannedThrough.ToStored();
        if (mark.PlannedSequence < Sequence || through < Through) return null;
        var next = this with { Through = through, Sequence = mark.PlannedSequence, NextDue = mark.NextDue?.ToStored(), IsOver = mark.NextDue is null };
        return next == this ? null : next;
    }

    public Write ToWrite(JourneyId journey) => ETag is null ? Write.Add(ToRow(journey)) : Write.Replace(ToRow(journey));
}
