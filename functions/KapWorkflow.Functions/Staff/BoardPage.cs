using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

public sealed record BoardLine(string Id, string Name, string Stage, string? Standing, string? Next, bool Alert, int Tasks, bool Late)
{
    public string? Appointment { get; init; }
    public bool Escalated { get; init; }
}

public sealed record BoardPage(IReadOnlyList<BoardLine> Lines, bool Closed, int Left);

public sealed record TaskLine(string Id, string Journey, string Name, string Title, string Due, bool Late, string Roles, string? ClaimedBy);

public sealed record TasksPage(IReadOnlyList<TaskLine> Lines, bool All, int Left);

/// <summary>The lists that staff start from, made from the board.</summary>
public sealed class BoardPages(IBoard board, Clinic clinic, IClock clock)
{
    /// <summary>A longer list says how many it left off.</summary>
    private const int Longest = 200;

    public async Task<BoardPage> BoardAsync(bool closed, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var rows = (await board.ListAsync(cancellation))
            .Where(row => closed == row.Standing is StandingKind.Closed or StandingKind.Deceased)
            .OrderByDescending(row => row.Alert)
            .ThenBy(row => row.Tasks.Select(task => task.DueBy).DefaultIfEmpty(Owe.Never).Min())
            .ThenBy(row => row.Journey.Value, StringComparer.Ordinal)
            .ToList();
        return new BoardPage(
            [.. rows.Take(Longest).Select(row => new BoardLine(
                row.Journey.Value, row.Name, Words.Of(row.Stage), row.Standing == StandingKind.Open ? null : Words.Of(row.Standing),
                row.NextDue is { } next ? Dates.Short(next, clinic.Zone) : null, row.Alert, row.Tasks.Count + row.MoreTasks, row.Tasks.Any(task => task.DueBy < now))
            {
                Appointment = row is { NextAppointment: { } which, NextAppointmentAt: { } at } ? $"{Words.Of(which.Purpose)}, {Dates.Short(at, clinic.Zone)}" : null,
                Escalated = row.Tasks.Any(task => task.IsEscalated),
            })],
            closed, Math.Max(0, rows.Count - Longest));
    }

    public async Task<TasksPage> TasksAsync(StaffPerson person, bool all, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var tasks = await TasksOfAsync(person, all, cancellation);
        return new TasksPage(
            [.. tasks.Take(Longest).Select(each => new TaskLine(
                $"{each.Row.Journey}.{each.Task.Key}", each.Row.Journey.Value, each.Row.Name, TaskCatalogue.Of(each.Task.Kind).Title, Dates.Short(each.Task.DueBy, clinic.Zone),
                each.Task.DueBy < now, Words.Of(each.Task.Roles), clinic.Find(each.Task.ClaimedBy)?.Name))],
            all, Math.Max(0, tasks.Count - Longest));
    }

    public async Task<IReadOnlyList<(BoardRow Row, BoardTask Task)>> TasksOfAsync(StaffPerson person, bool all, CancellationToken cancellation) =>
    [
        .. (await board.ListAsync(cancellation))
            .SelectMany(row => row.Tasks.Select(task => (row, task)))
            .Where(each => all || person.Has(each.task.Roles))
            .OrderBy(each => each.task.DueBy).ThenBy(each => each.task.Key, StringComparer.Ordinal),
    ];
}
