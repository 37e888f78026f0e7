using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>A command with its answer, and how many facts there were before it.</summary>
/// <param name="Task">The key of the task it was given through, if any.</param>
public sealed record Given(Instant At, Author By, Command Command, string? Task, int Sequence, Decision Answer);

/// <summary>A message that went out: when on the client's own clock, by which duty, and after how many facts.</summary>
public sealed record SentMessage(LocalDateTime At, DutyAction.Tell Tell, string Key, Duty Duty, Instant Instant, int Sequence);

/// <summary>A page to the on-call contacts, whatever became of it.</summary>
public sealed record Paged(Instant At, string Alert, int Rung, EffectState State, int Sequence);

/// <summary>What a plan said, in short.</summary>
public sealed record Planned(Instant At, int Sequence, Instant? NextDue, IReadOnlyList<Duty> DueNow);

/// <summary>Everything that a walk left behind: what the invariants are checked on.</summary>
public sealed record Trace
{
    public required IReadOnlyList<Recorded> Facts { get; init; }
    public required IReadOnlyList<Given> Given { get; init; }
    public required IReadOnlyList<SentMessage> Sent { get; init; }
    public required IReadOnlyList<Paged> Pages { get; init; }
    public required IReadOnlyList<Planned> Plans { get; init; }

    /// <summary>What the client was told who wanted to leave, after so many facts.</summary>
    public required IReadOnlyList<Given> Leavings { get; init; }

    /// <summary>Every stage that was looked at.</summary>
    public required IReadOnlySet<Stage> Stages { get; init; }
    public required IReadOnlyDictionary<string, Clinic> Clinics { get; init; }
    public required Ledger Ledger { get; init; }
    public required Journey Journey { get; init; }
    public required Instant End { get; init; }

    /// <summary>The settings that a fact was decided under.</summary>
    public Clinic ClinicOf(Recorded recorded) => Clinics[recorded.ClinicVersion];

    /// <summary>With the facts numbered anew.</summary>
    public Trace With(IEnumerable<Recorded> facts)
    {
        var numbered = facts.Select((recorded, index) => recorded with { Sequence = index + 1 }).ToList();
        return this with { Facts = numbered, Journey = Journey.Of(Journey.Id, numbered) };
    }
}
