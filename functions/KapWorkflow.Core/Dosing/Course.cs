using System.Collections.Immutable;

namespace KapWorkflow.Core;

/// <summary>What the risk screen said when the client arrived, where it was not harmless.</summary>
public sealed record RiskAtTheDoor(CssrsLevel Level, Stamp Since);

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

    /// <summary>Since when the client says what the arrival says about fasting, medicines and health.</summary>
    public Stamp? ArrivalSince { get; init; }

    /// <summary>Every yes at the door: asking again takes none of them back.</summary>
    public ImmutableList<RiskAtTheDoor> Risks { get; init; } = [];

    /// <summary>Why the session is held although the client came too late.</summary>
    public string? LateBecause { get; init; }

    /// <summary>Every reading, struck ones too.</summary>
    public ImmutableList<Reading> Readings { get; init; } = [];
    public Stamp? Held { get; init; }
    public bool HeldForPressure { get; init; }

    /// <summary>What the prescriber decided last, after the client came: about fasting, news, or vitals.</summary>
    public HeldSessionOutcome? HeldOutcome { get; init; }
    public Stamp? HeldDecided { get; init; }
    public Stamp? Dosed { get; init; }
    public DoseGiven? Given { get; init; }
    public Stamp? Discharged { get; init; }
    public Stamp? CheckinAnswered { get; init; }
    public bool CheckinFlagged { get; init; }
    public Stamp? CheckinResolved { get; init; }
    /// <summary>What was decided about a client who did not answer.</summary>
    public ImmutableList<Stamp> Silences { get; init; } = [];
    public Stamp? Integrated { get; init; }

    /// <summary>A prescriber lets the course go on without the integration.</summary>
    public Stamp? Excepted { get; init; }
    public ImmutableList<AdverseEvent> Events { get; init; } = [];

    /// <summary>Broken off after the dose.</summary>
    public Stamp? Interrupted { get; init; }

    /// <summary>Left with an ambulance.</summary>
    public Stamp? Transferred { get; init; }

    /// <summary>The escort does not come, and nobody else is named.</summary>
    public Stamp? EscortMissing { get; init; }

    /// <summary>An escort failed after the dose: the protocol was not kept (§4.5).</summary>
    public Stamp? EscortFailed { get; init; }

    /// <summary>What a prescriber let pass at discharge.</summary>
    public ImmutableDictionary<DischargeItem, Stamp> Exceptions { get; init; } = ImmutableDictionary<DischargeItem, Stamp>.Empty;

    /// <summary>The appointment was cancelled or missed: this session will not be held.</summary>
    public Stamp? Ended { get; init; }

    /// <summary>The readings that count, in their order.</summary>
    public IReadOnlyList<Reading> Vitals => [.. Readings.Where(reading => reading.Struck is null)];

    /// <summary>The last reading before the dose.</summary>
    public Reading? Baseline => Readings.LastOrDefault(reading => reading.Struck is null && !(reading.At.Sequence > Dosed?.Sequence));

    /// <summary>Held, and the prescriber has not decided about it.</summary>
    public bool IsHeld => Held is { } held && !(HeldDecided?.Sequence > held.Sequence);

    public Reading? LastAfterDose => Dosed is { } dosed && Vitals is [.., var last] && last.At.Sequence > dosed.Sequence ? last : null;

    /// <summary>A prescriber let it pass; of vitals, those that were seen, not a later reading.</summary>
    public bool IsExcepted(DischargeItem item) =>
        Exceptions.TryGetValue(item, out var since) && (item != DischargeItem.Vitals || !(LastAfterDose?.At.Sequence > since.Sequence));

    /// <summary>Since when a prescriber is asked about this session: it is held, or what was said on arrival is theirs to judge.</summary>
    public Stamp? AwaitsPrescriberSince =>
        Dosed is not null || Ended is not null ? null
        : IsHeld ? Held
        : Arrival is { } arrival && Arrivals.AsksPrescriber(arrival) && !IsArrivalReviewed ? ArrivalSince
        : null;

    public bool AwaitsPrescriber => AwaitsPrescriberSince is not null;

    /// <summary>A prescriber who knew what was said on arrival lets the session go on.</summary>
    public bool IsArrivalReviewed => GoesOn && HeldDecided?.Sequence > ArrivalSince?.Sequence;

    /// <summary>The prescriber lets the session go on, as ordered or with another order.</summary>
    public bool GoesOn => HeldOutcome is HeldSessionOutcome.Proceed or HeldSessionOutcome.Reduce;

    /// <summary>Within the limits, or seen by a prescriber who says to go on: that holds for what was seen, not for a later reading.</summary>
    public bool VitalsCleared => Vitals is [.., var last] && (last.Taken.WithinLimits || (GoesOn && HeldDecided?.Sequence > last.At.Sequence));

    public bool PrecheckCleared => !PrecheckFlagged || PrecheckReviewed;

    public bool CheckinSettled => CheckinResolved is not null || (CheckinAnswered is not null && !CheckinFlagged);

    /// <summary>Dosed, discharged, checked in after a day, integrated.</summary>
    public bool IsClosed => Discharged is not null && CheckinSettled && IsIntegrated;

    /// <summary>Integrated, or a prescriber lets the course go on without.</summary>
    public bool IsIntegrated => Integrated is not null || Excepted is not null;

    /// <summary>What made it closed; null while it is not.</summary>
    public Stamp? ClosedAt => IsClosed ? new[] { Discharged, CheckinAnswered, CheckinResolved, Integrated ?? Excepted }.OfType<Stamp>().MaxBy(stamp => stamp.Sequence) : null;

    /// <summary>The client is in the practice.</summary>
    public bool IsUnderWay => CheckedIn is not null && Discharged is null && Ended is null;
}

/// <summary>The dosing sessions of a journey and what was given.</summary>
public sealed record Course(ImmutableSortedDictionary<int, Cycle> Cycles)
{
    /// <summary>A prescriber allowed a shorter gap, for the next booking only.</summary>
    public Stamp? ShorterGap { get; init; }

    /// <summary>Doses as planned for this client; null: as the practice plans.</summary>
    public int? Planned { get; init; }

    /// <summary>Doses that were given before maintenance began; none in a first course.</summary>
    public int Before { get; init; }

    /// <summary>No dose was given yet in this course, or since maintenance began.</summary>
    public bool IsBeforeFirst => Given == Before;

    /// <summary>An event of grade 4: nothing is sent until a clinician says so.</summary>
    public Stamp? MessagesStopped { get; init; }

    public static Course None { get; } = new(ImmutableSortedDictionary<int, Cycle>.Empty);

    /// <summary>Doses given. Each <see cref="DoseGiven"/> counts once, whatever became of the session.</summary>
    public int Given => Cycles.Values.Count(cycle => cycle.Dosed is not null);

    public Cycle? Last => Cycles.Values.Where(cycle => cycle.Dosed is not null).MaxBy(cycle => cycle.Dosed!.Sequence);

    public Cycle? First => Cycles.Values.Where(cycle => cycle.Dosed is not null).MinBy(cycle => cycle.Dosed!.Sequence);

    /// <summary>Sessions that were held for the blood pressure: two of them ask for the clearance to be looked at again (§4.5).</summary>
    public int HeldForPressure => Cycles.Values.Count(cycle => cycle.HeldForPressure);

    public bool IsRecovering => Cycles.Values.Any(cycle => cycle is { Dosed: not null, Discharged: null });

    public bool LastIsClosed => Last is null or { IsClosed: true };

    public Cycle? Find(AppointmentRef which) => which.Purpose == AppointmentPurpose.Dosing ? Cycles.GetValueOrDefault(which.Number) : null;

    public bool IsUnderWay(AppointmentRef which) => Find(which) is { IsUnderWay: true };

    internal Course With(Cycle cycle) => this with { Cycles = Cycles.SetItem(cycle.Which.Number, cycle) };
}
