using System.Text.Json;
using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>What the board shows of a journey. Two journeys with equal views look the same there, and nothing is written.</summary>
internal sealed record BoardView(string Name, Stage Stage, StandingKind Standing, bool Alert, bool Blocked, AppointmentRef? Next, Instant? NextAt, string Tasks, int More)
{
    // A task takes some 200 characters and a value holds 32,000.
    private const int MostTasks = 100;

    public static BoardView Of(Journey journey)
    {
        var next = journey.Appointments.Ahead.FirstOrDefault();
        var tasks = journey.Tasks.Open.ToList();
        return new(
            NameOf(journey),
            journey.Stage,
            journey.Standing.Kind,
            journey.Alerts.Unresolved.Any(),
            journey.Alerts.Block,
            next?.Which,
            next?.Start,
            JsonSerializer.Serialize(tasks.Take(MostTasks).Select(task => TaskOf(journey, task)).ToList(), FactJson.Options),
            Math.Max(0, tasks.Count - MostTasks));
    }

    /// <param name="name">The sealed name.</param>
    public Row ToRow(string partition, Journey journey, byte[] name, string? etag) => new(partition, journey.Id.Value, etag)
    {
        ["sequence"] = journey.Sequence,
        ["name"] = name,
        ["stage"] = Stage.ToString(),
        ["standing"] = Standing.ToString(),
        ["alert"] = Alert,
        ["blocked"] = Blocked,
        // Written even when there is none, for a merge keeps what it is not given.
        ["next"] = Next?.ToString() ?? "",
        ["nextAt"] = NextAt,
        ["tasks"] = Tasks,
        ["more"] = More,
    };

    public static BoardRow Read(Row row, string name)
    {
        var next = row.Text("next") is { Length: > 0 } which ? AppointmentRef.Parse(which) : null;
        return new(
            JourneyId.TryParse(row.Key, out var journey) ? journey : throw row.Corrupt("key"),
            name,
            row.Word<Stage>("stage"),
            row.Word<StandingKind>("standing"),
            row.TimeOrNull(Board.DueName),
            row.Flag("alert"),
            JsonSerializer.Deserialize<IReadOnlyList<BoardTask>>(row.Text("tasks"), FactJson.Options) ?? [])
        {
            NextAppointment = next,
            NextAppointmentAt = next is null ? null : row.Time("nextAt"),
            Blocked = row.Flag("blocked"),
            MoreTasks = (int)row.Number("more"),
        };
    }

    private static BoardTask TaskOf(Journey journey, StaffTask task) => new(task.Key, task.Kind, task.DueBy, task.ClaimedBy, task.Roles)
    {
        About = task.About,
        Named = TaskCatalogue.Of(task.Kind).TitleOf(journey, task) is var title && title == TaskCatalogue.Of(task.Kind).Title ? null : title,
        IsEscalated = task.Escalated is not null,
        HandedTo = task.HandedTo.IsEmpty ? null : task.HandedTo[^1],
        FollowUp = task.FollowUp,
    };

    private static string NameOf(Journey journey) => $"{journey.Contact.FirstName} {journey.Inquiry?.Details.LastName}".Trim() is { Length: > 0 } name ? name : JourneyPages.Nameless;
}
