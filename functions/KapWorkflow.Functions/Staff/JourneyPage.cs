using KapWorkflow.Core;

namespace KapWorkflow.Functions;

public sealed record TaskView(string Id, string Title, string Due, bool Late, string Roles, string? ClaimedBy, IReadOnlyList<CommandForm> Forms)
{
    /// <summary>What it is about: which appointment, what was written.</summary>
    public string? About { get; init; }
    public string? AboutUrl { get; init; }
    public string Since { get; init; } = "";

    /// <summary>For a dosing day.</summary>
    public IReadOnlyList<SessionStep> Steps { get; init; } = [];

    /// <summary>Why it shows no decision: it is another role's, or somebody has taken it.</summary>
    public string? NotYours { get; init; }

    /// <summary>Take it, or give it back.</summary>
    public CommandForm? Claim { get; init; }

    /// <summary>Put it off, give it to somebody.</summary>
    public IReadOnlyList<CommandForm> Handle { get; init; } = [];

    /// <summary>Who has it since it was late, while nobody has taken it.</summary>
    public string? HandedTo { get; init; }
    public string? FollowUp { get; init; }
    public bool Escalated { get; init; }
}

/// <param name="Acknowledged">Who has heard of it, and when; null while nobody has.</param>
/// <param name="Said">What the client wrote that raised it, where it is text.</param>
/// <param name="Answer">The task that answers it, on this page.</param>
public sealed record AlertView(string What, string Since, string? Acknowledged, bool Blocks, string? Said, string? Answer);

public sealed record AppointmentView(string What, string When, string State, string With, bool AskedForAnotherTime)
{
    /// <summary>The same moment where the client lives, when that differs.</summary>
    public string? ForClient { get; init; }
    public bool IsAhead { get; init; }
}

/// <summary>What stands in the way of booking what comes next: the gate that the booking asks.</summary>
public sealed record GateView(string What, IReadOnlyList<Reason> Unmet);

/// <summary>Actions that belong together.</summary>
public sealed record ActionGroup(string Title, IReadOnlyList<CommandForm> Forms);

/// <summary>Everything about one journey on one page.</summary>
public sealed record JourneyPage(string Id, string Name, string Stage, string Standing, IReadOnlyList<ContactLine> Contact)
{
    /// <summary>What the client may name on the telephone.</summary>
    public string Reference { get; init; } = "";
    public string? Said { get; init; }
    public IReadOnlyList<string> JustDone { get; init; } = [];
    public bool IsOpen { get; init; }
    public IReadOnlyList<TrendLine> Trends { get; init; } = [];
    public StandstillView Stands { get; init; } = new([], null, null);
    public IReadOnlyList<AlertView> Alerts { get; init; } = [];

    /// <summary>How to reach the client, beside an alert: nobody looks for a number then.</summary>
    public IReadOnlyList<ContactLine> Reach { get; init; } = [];
    public IReadOnlyList<TaskView> Tasks { get; init; } = [];
    public IReadOnlyList<AppointmentView> Appointments { get; init; } = [];
    public GateView? Gate { get; init; }
    public ClearanceView? Clearance { get; init; }
    public IReadOnlyList<ActionGroup> Actions { get; init; } = [];
    public IReadOnlyList<FactDetail> Wrote { get; init; } = [];
    public IReadOnlyList<PaperLine> Papers { get; init; } = [];
    public IReadOnlyList<DutyLine> ToCome { get; init; } = [];
    public IReadOnlyList<DutyLine> Done { get; init; } = [];

    /// <summary>What did not reach anybody, out of <see cref="Done"/>.</summary>
    public IReadOnlyList<DutyLine> NotArrived { get; init; } = [];
    public IReadOnlyList<FactLine> Facts { get; init; } = [];

    /// <summary>The form that was refused, told again on top.</summary>
    public CommandForm? Refused { get; init; }
    public IReadOnlyList<Reason> RefusedReasons { get; init; } = [];

    /// <summary>What was typed into a form that is not there any more: shown to be copied, never lost.</summary>
    public IReadOnlyList<FactDetail> Typed { get; init; } = [];
}
