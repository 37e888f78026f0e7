using System.Collections.Immutable;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>
/// A client's journey as its facts tell it. Nothing here is stored: it is folded from the facts on every read,
/// so a new release sees every open journey with its own eyes.
/// </summary>
public sealed record Journey(JourneyId Id)
{
    /// <summary>Sequence of the last fact; 0 before the first.</summary>
    public int Sequence { get; init; }
    public Instant LastAt { get; init; } = Instant.MinValue;
    public Standing Standing { get; init; } = Standing.Open;
    public Inquiry? Inquiry { get; init; }
    public Contact Contact { get; init; } = Contact.Unknown;

    /// <summary>What a person last recorded.</summary>
    public LastGiven? LastGiven { get; init; }
    public Appointments Appointments { get; init; } = Appointments.None;
    public CarePath? CarePath { get; init; }

    /// <summary>When the care path was last opened again; it is then decided anew.</summary>
    public Stamp? CarePathReopened { get; init; }
    public IntakePacket Intake { get; init; } = IntakePacket.Empty;
    public Clearance Clearance { get; init; } = Clearance.None;
    public Medical Medical { get; init; } = Medical.None;
    public Preparation Preparation { get; init; } = Preparation.None;
    public Prescription Prescription { get; init; } = Prescription.None;
    public Course Course { get; init; } = Course.None;
    public Reviews Reviews { get; init; } = Reviews.None;
    public Alerts Alerts { get; init; } = Alerts.None;

    /// <summary>When the safety plan was last written or gone through.</summary>
    public Stamp? SafetyPlan { get; init; }
    public TaskList Tasks { get; init; } = TaskList.Empty;

    /// <summary>The last message of the client's.</summary>
    public Recorded? LastMessage { get; init; }

    /// <summary>Messages that no rule understood: a person has to read each. In the order in which they came, those of one task together.</summary>
    public ImmutableList<Unread> MessagesToRead { get; init; } = [];

    public bool Exists => Sequence > 0;

    /// <summary>When a death that was recorded by mistake was last taken back.</summary>
    public Stamp? DeathRetracted { get; init; }

    /// <summary>KAP is chosen, or was begun.</summary>
    public bool IsOnTheWay => CarePath is { IsKap: true } || Course.Given > 0;

    /// <summary>Since when it goes on again after a hold, a closure, or a care path that was decided anew.</summary>
    public Stamp? ResumedSince => new[] { Standing.Since, CarePathReopened is null || CarePath is not { IsKap: true } path ? null : path.Since }.OfType<Stamp>().MaxBy(stamp => stamp.Sequence);

    public Stage Stage => Stages.Of(this);

    public static Journey Of(JourneyId id, IEnumerable<Recorded> facts) => facts.Aggregate(new Journey(id), Pathway.Evolve);
}
