using KapWorkflow.Core;
using NodaTime;
using NodaTime.Extensions;

namespace KapWorkflow.Functions;

/// <summary>How far a journey was planned, what is due next, and which orchestration is its clock.</summary>
internal sealed record PlanRow(JourneyId Journey, string InstanceId, string? ETag = null)
{
    /// <summary>All of them in one, so that a sweep is one query, a thousand journeys a page.</summary>
    public const string Partition = "journeys";

    public Instant? Through { get; init; }
    public int Sequence { get; init; }
    public Instant? NextDue { get; init; }
    public bool IsOver { get; init; }

    public static PlanRow Of(Row row) => new(JourneyId.TryParse(row.Key, out var journey) ? journey : throw row.Corrupt("key"), row.Text("instance"), row.ETag)
    {
        Through = row.TimeOrNull("through"),
        Sequence = (int)row.Number("sequence"),
        NextDue = row.TimeOrNull("due"),
        IsOver = row.Flag("over"),
    };

    public static PlanRow Of(JourneyId journey, string instanceId, PlanState state) => new(journey, instanceId, state.Tag)
    {
        Through = state.Through?.ToInstant(),
        Sequence = state.Sequence,
        NextDue = state.NextDue?.ToInstant(),
        IsOver = state.IsOver,
    };

    /// <summary>Null before the row was ever written.</summary>
    public PlanState? State => ETag is null ? null : new(Through?.ToDateTimeOffset(), Sequence, NextDue?.ToDateTimeOffset(), IsOver, ETag);

    /// <summary>Null when the mark changes nothing, or comes from a plan older than the one that stands.</summary>
    public PlanRow? With(PlanMark mark)
    {
        var through = mark.PlannedThrough.ToStored();
        if (mark.PlannedSequence < Sequence || through < Through) return null;
        var next = this with { NextDue = mark.NextDue?.ToStored() };
        if (mark.IsSettled) next = next with { Through = through, Sequence = mark.PlannedSequence, IsOver = mark.NextDue is null };
        return next == this ? null : next;
    }

    public Write ToWrite() => ETag is null ? Write.Add(ToRow()) : Write.Replace(ToRow());

    private Row ToRow() => new(Partition, Journey.Value, ETag)
    {
        ["instance"] = InstanceId,
        ["through"] = Through,
        ["sequence"] = Sequence,
        ["due"] = NextDue,
        ["over"] = IsOver,
    };
}
