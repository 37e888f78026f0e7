using System.Text.Json.Serialization;
using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <param name="Roles">Who may do it now.</param>
public sealed record BoardTask(string Key, TaskKind Kind, Instant DueBy, StaffId? ClaimedBy, Role Roles)
{
    public string? About { get; init; }

    /// <summary>What it is called for this client, where that is not what its kind is called. Holds no name, and nothing about health.</summary>
    public string? Named { get; init; }
    public bool IsEscalated { get; init; }
    public StaffId? HandedTo { get; init; }
    public LocalDate? FollowUp { get; init; }

    [JsonIgnore]
    public string Title => Named ?? TaskCatalogue.Of(Kind).Title;
}

/// <summary>One journey on the board.</summary>
/// <param name="Name">For people; sealed where it is kept.</param>
/// <param name="NextDue">When the system does something next.</param>
/// <param name="Alert">A safety alert is not resolved.</param>
public sealed record BoardRow(JourneyId Journey, string Name, Stage Stage, StandingKind Standing, Instant? NextDue, bool Alert, IReadOnlyList<BoardTask> Tasks)
{
    public AppointmentRef? NextAppointment { get; init; }
    public Instant? NextAppointmentAt { get; init; }

    /// <summary>Nothing may be scheduled until a clinician has resolved the alert.</summary>
    public bool Blocked { get; init; }

    /// <summary>Open tasks beyond those listed, which are the first due.</summary>
    public int MoreTasks { get; init; }
}

/// <summary>Every journey at a glance: a projection, late by moments, rebuilt at will. The journey's own page reads the truth.</summary>
public interface IBoard
{
    Task<IReadOnlyList<BoardRow>> ListAsync(CancellationToken cancellation);
}
