using System.Collections.Immutable;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>A task as it stands.</summary>
public sealed record StaffTask(string Key, TaskKind Kind, Instant DueBy, string? About, Stamp Opened)
{
    /// <summary>Who took it or was given it. Somebody who has left the practice holds nothing: ask <see cref="TaskPeople.Holder"/>.</summary>
    public StaffId? ClaimedBy { get; init; }
    public Stamp? ClaimedSince { get; init; }

    /// <summary>The day until which it sleeps.</summary>
    public LocalDate? FollowUp { get; init; }

    /// <summary>The first time it was handed on.</summary>
    public Stamp? Escalated { get; init; }

    /// <summary>The last time it was handed on.</summary>
    public Stamp? HandedOn { get; init; }

    /// <summary>Everybody it went to when it was late, the last one having it now. They alone need not do it: whoever may, may.</summary>
    public ImmutableList<StaffId> HandedTo { get; init; } = [];
    public int Escalations { get; init; }
    public Stamp? Closed { get; init; }
    public TaskClosing? How { get; init; }

    public bool IsOpen => Closed is null;

    /// <summary>Then <see cref="About"/> is the alert's key.</summary>
    public bool IsOfAlert => About?.StartsWith("alert:", StringComparison.Ordinal) == true;

    /// <summary>Whose it is by its kind: for a review that two sign, the one who has not.</summary>
    public Role KindRoles => Kind == TaskKind.SignEndReview && About is nameof(Role.Therapist) ? Role.Therapist
        : Kind == TaskKind.SignEndReview && About is nameof(Role.Prescriber) ? Role.Prescriber
        : TaskCatalogue.Of(Kind).Roles;

    /// <summary>What only a clinician decides; the director hands it to one, and never decides it (care-pathway §2.3).</summary>
    public bool IsClinical => (KindRoles & (Role.Intake | Role.Director)) == Role.None;

    /// <summary>Who may do it: the kind's roles, and the director once it is late, unless it is clinical.</summary>
    public Role Roles => KindRoles | (Escalated is null || IsClinical ? Role.None : Role.Director);
}

public sealed record TaskList(ImmutableDictionary<string, StaffTask> All)
{
    public static TaskList Empty { get; } = new(ImmutableDictionary.Create<string, StaffTask>(StringComparer.Ordinal));

    public IEnumerable<StaffTask> Open => All.Values.Where(task => task.IsOpen).OrderBy(task => task.DueBy).ThenBy(task => task.Key, StringComparer.Ordinal);

    public StaffTask? Find(string key) => All.GetValueOrDefault(key);
}
