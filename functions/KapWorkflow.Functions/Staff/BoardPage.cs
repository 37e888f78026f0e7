using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>The most pressing task of a journey, on the board.</summary>
public sealed record BoardTaskLine(string Url, string Title, string Due, bool Late, bool Mine);

public sealed record BoardLine(string Id, string Name, string Stage, string? Standing, string? Next, bool Alert, int Tasks, bool Late)
{
    public string? Appointment { get; init; }
    public bool Escalated { get; init; }
    public BoardTaskLine? First { get; init; }

    /// <summary>Open tasks beyond the first.</summary>
    public int More { get; init; }
}

/// <summary>Journeys that need the same kind of attention.</summary>
public sealed record BoardGroup(string Title, string Why, bool Urgent, IReadOnlyList<BoardLine> Lines);

public sealed record BoardPage(IReadOnlyList<BoardGroup> Groups, bool Closed, int Left)
{
    public int Count => Groups.Sum(group => group.Lines.Count);

    public bool ShowsNext => Groups.Any(group => group.Lines.Any(line => line.Next is not null));
}

/// <param name="About">Which appointment, or as what.</param>
public sealed record TaskLine(string Id, string Journey, string Name, string Title, string Due, bool Late, string Roles, string? ClaimedBy, string? About, bool Escalated)
{
    public string? HandedTo { get; init; }

    /// <summary>The day until which it sleeps.</summary>
    public string? FollowUp { get; init; }
}

/// <summary>Tasks that are due by the same time.</summary>
public sealed record TaskGroup(string Title, bool Late, IReadOnlyList<TaskLine> Lines);

public sealed record TasksPage(IReadOnlyList<TaskGroup> Groups, bool All, int Left)
{
    public int Count => Groups.Sum(group => group.Lines.Count);
}

/// <summary>The lists that staff start from, made from the board.</summary>
public sealed class BoardPages(IBoard board, Clinic clinic, IClock clock)
{
    /// <summary>A longer list says how many it left off.</summary>
    private const int Longest = 200;

    public async Task<BoardPage> BoardAsync(StaffPerson person, bool closed, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var rows = (await board.ListAsync(cancellation))
            .Where(row => closed ? IsOver(row) : !IsOver(row) || row.Alert)
            .OrderBy(row => NeedOf(row, now, closed))
            .ThenBy(row => row.Tasks.Select(task => task.DueBy).DefaultIfEmpty(Owe.Never).Min())
            .ThenBy(row => row.NextAppointmentAt ?? Owe.Never)
            .ThenBy(row => row.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(row => row.Journey.Value, StringComparer.Ordinal)
            .ToList();
        return new BoardPage(
            [
                .. rows.Take(Longest).GroupBy(row => NeedOf(row, now, closed))
                    .Select(group => new BoardGroup(Said(group.Key).Title, Said(group.Key).Why, group.Key <= Need.Late, [.. group.Select(row => View(row, person, now))])),
            ],
            closed, Math.Max(0, rows.Count - Longest));
    }

    public async Task<TasksPage> TasksAsync(StaffPerson person, bool all, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var today = PracticeTime.Local(now, clinic.Zone).Date;
        var tasks = await TasksOfAsync(person, all, cancellation);
        var lines = tasks.Take(Longest).Select(each => (each.Task.DueBy, Line: new TaskLine(
            $"{each.Row.Journey}.{each.Task.Key}", each.Row.Journey.Value, each.Row.Name, each.Task.Title, Dates.Short(each.Task.DueBy, clinic.Zone),
            each.Task.DueBy < now, Words.AnyOf(each.Task.Roles), clinic.Find(each.Task.ClaimedBy)?.Name, TaskAbout.Named(each.Task.About), each.Task.IsEscalated)
        {
            HandedTo = clinic.Find(each.Task.HandedTo)?.Name,
            FollowUp = each.Task.FollowUp is { } day ? Dates.Short(day) : null,
        }));
        return new TasksPage(
            [.. lines.GroupBy(each => When(each.DueBy)).Select(group => new TaskGroup(group.Key, group.First().Line.Late, [.. group.Select(each => each.Line)]))],
            all, Math.Max(0, tasks.Count - Longest));

        string When(Instant due) => due < now ? "Late" : PracticeTime.Local(due, clinic.Zone).Date == today ? "Due today" : "Due later";
    }

    public async Task<IReadOnlyList<(BoardRow Row, BoardTask Task)>> TasksOfAsync(StaffPerson person, bool all, CancellationToken cancellation) =>
    [
        .. (await board.ListAsync(cancellation))
            .SelectMany(row => row.Tasks.Select(task => (row, task)))
            .Where(each => all || person.Has(each.task.Roles) || (each.task.IsEscalated && person.Has(Role.Director)))
            .OrderBy(each => each.task.DueBy).ThenBy(each => each.task.Key, StringComparer.Ordinal),
    ];

    private BoardLine View(BoardRow row, StaffPerson person, Instant now)
    {
        var first = row.Tasks.MinBy(task => task.DueBy);
        return new BoardLine(
            row.Journey.Value, row.Name, Words.Of(row.Stage), row.Standing == StandingKind.Open ? null : Words.Of(row.Standing),
            row.NextDue is { } next ? Dates.Short(next, clinic.Zone) : null, row.Alert, row.Tasks.Count + row.MoreTasks, row.Tasks.Any(task => task.DueBy < now))
        {
            Appointment = row is { NextAppointment: { } which, NextAppointmentAt: { } at } ? $"{TaskAbout.Named(which)}, {Dates.Short(at, clinic.Zone)}" : null,
            Escalated = row.Tasks.Any(task => task.IsEscalated),
            First = first is null ? null : new BoardTaskLine($"/staff/journeys/{row.Journey}#{row.Journey}.{first.Key}", first.Title, Dates.Short(first.DueBy, clinic.Zone), first.DueBy < now, person.Has(first.Roles)),
            More = Math.Max(0, row.Tasks.Count + row.MoreTasks - 1),
        };
    }

    private static bool IsOver(BoardRow row) => row.Standing is StandingKind.Closed or StandingKind.Deceased;

    private static Need NeedOf(BoardRow row, Instant now, bool closed) => row switch
    {
        // Whoever may be in danger comes first, also when nothing else is planned with them.
        { Alert: true } => Need.Safety,
        _ when closed => Need.Closed,
        _ when row.Tasks.Any(task => task.DueBy < now || task.IsEscalated) => Need.Late,
        { Standing: StandingKind.OnHold } => Need.Hold,
        { Tasks.Count: > 0 } => Need.Work,
        _ => Need.Nothing,
    };

    private static (string Title, string Why) Said(Need need) => need switch
    {
        Need.Safety => ("Safety alerts", "Somebody speaks with them first."),
        Need.Late => ("Late", "A task is past its time, or on the director's list."),
        Need.Work => ("To do", "A task is open and in time."),
        Need.Nothing => ("Waiting", "For the client, for a visit, or for what comes by itself."),
        Need.Hold => ("On hold", "Nothing is scheduled until a clinician releases them."),
        _ => ("Closed", "Nothing is planned. A journey can be reopened on its page."),
    };

    /// <summary>The most pressing first.</summary>
    private enum Need
    {
        Safety,
        Late,
        Work,
        Nothing,
        Hold,
        Closed,
    }
}
