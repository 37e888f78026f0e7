using System.Collections.Immutable;

namespace KapWorkflow.Core;

/// <summary>One dosing session and its integration (care-pathway §3.2): the unit of care.</summary>
public sealed record Cycle(AppointmentRef Which)
{
    /// <summary>Booked under a prescriber's word that it may come sooner than usual.</summary>
    public bool ShorterGap { get; init; }
    public Stamp? Escort { get; init; }
    public Stamp? Precheck { get; init; }
    public bool PrecheckFlagged { get; init; }

    /// <summary>A prescriber saw what the pre-check reported, and the session goes on.</summary>
    public bool PrecheckReviewed { get; init; }
    public ClientCheckedIn? Arrival { get; init; }
    public Stamp? CheckedIn { get; init; }
    public ImmutableList<VitalsTaken> Vitals { get; init; } = [];
    public Stamp? VitalsAt { get; init; }
    public Stamp? Held { get; init; }

    /// <summary>What the prescriber decided last, after the client came: about fasting, news, or vitals.</summary>
    public HeldSessionOutcome? HeldOutcome { get; init; }
    public Stamp? HeldDecided { get; init; }
    public Stamp? Dosed { get; init; }
    public Stamp? Discharged { get; init; }
    public Stamp? CheckinAnswered { get; init; }
    public bool CheckinFlagged { get; init; }
    public Stamp? CheckinResolved { get; init; }
    public Stamp? Integrated { get; init; }
    public Stamp? SeriousEvent { get; init; }

    /// <summary>The appointment was cancelled or missed: this session will not be held.</summary>
    public Stamp? Ended { get; init; }

    public bool AwaitsPrescriber => Held is { } held && Dosed is null && Ended is null && !(HeldDecided?.Sequence > held.Sequence);

    /// <summary>Within the limits, or seen by a prescriber who says to proceed: that holds for what was seen, not for a later reading.</summary>
    public bool VitalsCleared => Vitals.Count > 0
        && (Vitals[^1].WithinLimits || (HeldOutcome == HeldSessionOutcome.Proceed && HeldDecided?.Sequence > VitalsAt?.Sequence));

    public bool PrecheckCleared => !PrecheckFlagged || PrecheckReviewed;

    public bool CheckinSettled => CheckinResolved is not null || (CheckinAnswered is not null && !CheckinFlagged);

    /// <summary>Dosed, discharged, checked in after a day, integrated.</summary>
    public bool IsClosed => Discharged is not null && CheckinSettled && Integrated is not null;

    /// <summary>What made it closed; null while it is not.</summary>
    public Stamp? ClosedAt => IsClosed ? new[] { Discharged, CheckinAnswered, CheckinResolved, Integrated }.OfType<Stamp>().MaxBy(stamp => stamp.Sequence) : null;

    /// <summary>The client is in the practice.</summary>
    public bool IsUnderWay => CheckedIn is not null && Discharged is null && Ended is null;
}

/// <summary>The dosing sessions of a journey and what was given.</summary>
public sealed record Course(ImmutableSortedDictionary<int, Cycle> Cycles)
{
    /// <summary>A prescriber allowed a shorter gap, for the next booking only.</summary>
    public Stamp? ShorterGap { get; init; }

    public static Course None { get; } = new(ImmutableSortedDictionary<int, Cycle>.Empty);

    /// <summary>Doses given. Each <see cref="DoseGiven"/> counts once, whatever became of the session.</summary>
    public int Given => Cycles.Values.Count(cycle => cycle.Dosed is not null);

    public Cycle? Last => Cycles.Values.Where(cycle => cycle.Dosed is not null).MaxBy(cycle => cycle.Dosed!.Sequence);

    public Cycle? First => Cycles.Values.Where(cycle => cycle.Dosed is not null).MinBy(cycle => cycle.Dosed!.Sequence);

    public bool IsRecovering => Cycles.Values.Any(cycle => cycle is { Dosed: not null, Discharged: null });

    public bool LastIsClosed => Last is null or { IsClosed: true };

    public Cycle? Find(AppointmentRef which) => which.Purpose == AppointmentPurpose.Dosing ? Cycles.GetValueOrDefault(which.Number) : null;

    public bool IsUnderWay(AppointmentRef which) => Find(which) is { IsUnderWay: true };

    internal Course With(Cycle cycle) => this with { Cycles = Cycles.SetItem(cycle.Which.Number, cycle) };
}
