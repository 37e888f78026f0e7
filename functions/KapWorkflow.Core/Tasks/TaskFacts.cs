using NodaTime;

namespace KapWorkflow.Core;

public enum TaskClosing
{
    /// <summary>Somebody decided it.</summary>
    Decided,

    /// <summary>What it waited for happened in another way.</summary>
    Settled,
}

public sealed record TaskOpened(string Key, TaskKind Task, Instant DueBy, string? About = null) : Fact;

public sealed record TaskClaimed(string Key, StaffId By) : Fact;

public sealed record TaskReleased(string Key) : Fact;

/// <summary>Somebody gave it to a person who may do it; it is theirs from then on.</summary>
public sealed record TaskDelegated(string Key, StaffId To, string Why) : Fact;

/// <summary>It sleeps until that day, and stays with whoever put it off.</summary>
/// <param name="DueBy">The close of that business day.</param>
public sealed record TaskPutOff(string Key, LocalDate On, Instant DueBy, string Why) : Fact;

/// <summary>It was late: the claim on it lapsed, the role is told, and the next who may do it has it.</summary>
public sealed record TaskEscalated(string Key, Role To, StaffId? HandedTo = null) : Fact;

public sealed record TaskClosed(string Key, TaskClosing How, string? Note = null) : Fact;

[Command("open-task", "Open a task")]
public sealed record OpenTask(string Key, TaskKind Task, Instant DueBy, string? About = null) : Command;

[Command("claim-task", "Take a task", Role.Staff)]
public sealed record ClaimTask(string Key) : Command;

[Command("release-task", "Give a task back", Role.Staff)]
public sealed record ReleaseTask(string Key) : Command;

[Command("delegate-task", "Give a task to somebody", Role.Staff)]
public sealed record DelegateTask(string Key, StaffId To, string Why) : Command;

[Command("follow-up-task", "Put a task off to another day", Role.Staff)]
public sealed record FollowUpTask(string Key, LocalDate On, string Why) : Command;

/// <param name="Seen">Sequence of the last fact that was shown to whoever says so; null when nobody knows.</param>
[Command("finish-task", "Mark a task done", Role.Staff)]
public sealed record FinishTask(string Key, string Note, int? Seen = null) : Command;

/// <param name="Step">Which time it is handed on, from 1: the same step twice is one.</param>
[Command("escalate-task", "Hand on a late task")]
public sealed record EscalateTask(string Key, int Step = 1) : Command;
