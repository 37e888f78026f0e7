using System.Globalization;
using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>One thing that a journey waits for: from whom, what, since when and until when.</summary>
public sealed record AwaitedLine(string From, string What, string? Since, string? Until, bool Late)
{
    /// <summary>Its task on the same page.</summary>
    public string? Task { get; init; }
}

/// <summary>Where a journey stands and why: everything that is awaited now.</summary>
public static class AwaitedLines
{
    public static IEnumerable<AwaitedLine> Of(LoadedJourney loaded, Clinic clinic, Instant now)
    {
        var lines = Known(loaded, clinic, now).ToList();
        if (lines.Count > 0 || loaded.Journey.Standing.IsClosed)
            return lines;
        return DutyLines.ToCome(loaded, clinic, now) is [var next, ..] ? [new AwaitedLine("Nobody now", $"next, by itself: {next.What}", null, next.Due, false)] : [];
    }

    private static IEnumerable<AwaitedLine> Known(LoadedJourney loaded, Clinic clinic, Instant now)
    {
        var journey = loaded.Journey;
        if (journey.Standing is { IsOnHold: true, Since: { } held })
            yield return new("A clinician or the director", "the hold to be released", Dates.Short(held.At, clinic.Zone), null, false);
        foreach (var task in journey.Tasks.Open.OrderBy(task => task.DueBy))
        {
            yield return new(
                task.ClaimedBy is { } by ? clinic.Find(by)?.Name ?? by.Value : Capital(Words.AnyOf(task.Roles)), TaskCatalogue.Of(task.Kind).Title,
                Dates.Short(task.Opened.At, clinic.Zone), Dates.Short(task.DueBy, clinic.Zone), task.DueBy < now)
            { Task = $"{journey.Id}.{task.Key}" };
        }
        string[] papers = [.. ClientTodo.Forms(journey, clinic, now).Select(form => FormLibrary.Of(form).English), .. Consents(ClientTodo.Consents(journey, clinic).Count)];
        if (papers.Length > 0)
        {
            var since = journey.Intake.Completed is null ? journey.CarePath?.Since : journey.Course.Last?.Discharged;
            yield return new("The client", string.Join(" · ", papers), since is { } asked ? Dates.Short(asked.At, clinic.Zone) : null, null, false);
        }
        if (journey.Clearance is { AwaitsInformation: true, InformationRequested: { } requested } && !journey.Tasks.Open.Any(task => task.Kind == TaskKind.ChaseInformation))
            yield return new("The client or others", "the information that was asked for", Dates.Short(requested.At, clinic.Zone), null, false);
        foreach (var appointment in journey.Appointments.Ahead)
            yield return new("The day", $"{TaskAbout.Named(appointment.Which)} with {clinic.Find(appointment.Therapist)?.Name ?? "nobody"}", null, Dates.Short(appointment.Start, clinic.Zone), false);
    }

    private static string[] Consents(int count) => count switch
    {
        0 => [],
        1 => ["one consent to sign"],
        _ => [string.Create(CultureInfo.InvariantCulture, $"{count} consents to sign")],
    };

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
