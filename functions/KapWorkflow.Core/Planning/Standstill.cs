using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>Something that will happen by itself, if nobody acts before.</summary>
public sealed record Foreseen(Instant At, string What);

/// <summary>One thing that a journey waits for.</summary>
/// <param name="From">Who: a person by name, roles, the client, or the day that has to come.</param>
/// <param name="Since">When the waiting began; null where only a day has to come.</param>
/// <param name="Until">When it is late.</param>
public sealed record Awaited(string From, string What, Instant? Since, Instant? Until)
{
    /// <summary>Its task, where there is one.</summary>
    public string? Task { get; init; }

    /// <summary>What comes of it if nobody acts.</summary>
    public Foreseen? Otherwise { get; init; }
}

/// <summary>Why a client is where they are: what is awaited, from whom, since when, and what happens next if nobody acts.</summary>
/// <param name="Next">The first thing that the practice does by itself; null when nothing ever will.</param>
/// <param name="Ends">When the clock itself would close the journey; null when only people can.</param>
public sealed record Standstill(IReadOnlyList<Awaited> Awaits, Foreseen? Next, Foreseen? Ends)
{
    public static Standstill Of(Journey journey, Ledger ledger, Clinic clinic, Instant now)
    {
        IReadOnlyList<Duty> ahead = [.. Pathway.Duties(journey, ledger, clinic, Owe.Never)
            .Where(duty => !Planner.IsDone(duty, journey, ledger) && duty.Due > now && Planner.MayAct(duty, ledger))
            .OrderBy(duty => duty.Due).ThenBy(duty => duty.Key, StringComparer.Ordinal)];
        return new Standstill(
            [.. Awaiting(journey, ahead, clinic, now)],
            First(journey, ahead, _ => true),
            First(journey, ahead, duty => duty.Action is DutyAction.Record { Command: CloseJourney }));
    }

    private static IEnumerable<Awaited> Awaiting(Journey journey, IReadOnlyList<Duty> ahead, Clinic clinic, Instant now)
    {
        if (journey.Standing is { IsOnHold: true, Since: { } held })
            yield return new($"{Diary.Roles(journey.Standing.HeldBy)}, or a role above", "the hold to be released", held.At, null) { Otherwise = First(journey, ahead, IsOf(TaskKind.ReviewHold)) };
        foreach (var task in journey.Tasks.Open)
        {
            yield return new(task.ClaimedBy is { } holder ? Diary.Name(holder, clinic) : Diary.Roles(task.Roles), TaskCatalogue.Of(task.Kind).TitleOf(journey, task), task.Opened.At, task.DueBy)
            {
                Task = task.Key,
                Otherwise = First(journey, ahead, duty => task.Kind == TaskKind.AnswerAlert && duty.Action is DutyAction.Page page && page.Alert == task.About)
                    ?? First(journey, ahead, duty => duty.Key.StartsWith($"{task.Key}:late", StringComparison.Ordinal)),
            };
        }
        foreach (var each in OfTheClient(journey, ahead, clinic, now))
            yield return each;
        if (journey.Clearance is { AwaitsInformation: true, InformationRequested: { } requested })
            yield return new("the client or another practice", "the information that was asked for", requested.At, null) { Otherwise = First(journey, ahead, duty => duty.Key.Contains(":information", StringComparison.Ordinal)) };
        foreach (var appointment in journey.Appointments.Ahead)
            yield return new("the day", $"the {Diary.Of(appointment.Which)} with {Diary.Name(appointment.Therapist, clinic)}", null, appointment.Start) { Otherwise = First(journey, ahead, duty => duty.About == appointment.Which.ToString() && duty.Action is DutyAction.Ask) };
    }

    private static IEnumerable<Awaited> OfTheClient(Journey journey, IReadOnlyList<Duty> ahead, Clinic clinic, Instant now)
    {
        string[] papers =
        [
            .. ClientTodo.Forms(journey, clinic, now).Select(form => FormLibrary.For(journey, form).In("en")),
            .. ClientTodo.Consents(journey, clinic).Count switch
            {
                0 => Array.Empty<string>(),
                1 => ["one document to sign"],
                var count => [string.Create(CultureInfo.InvariantCulture, $"{count} documents to sign")],
            },
        ];
        if (papers.Length > 0)
        {
            var since = journey.Intake.Completed is null ? journey.CarePath?.Since : journey.Course.Last?.Discharged ?? journey.Intake.Completed;
            yield return new("the client", string.Join(" · ", papers), since?.At, null) { Otherwise = First(journey, ahead, duty => duty.Action is DutyAction.Tell { Link: LinkPurpose.Forms } or DutyAction.Ask { Task: TaskKind.CallAboutForms }) };
        }
        foreach (var appointment in journey.Appointments.Ahead.Where(each => each.State == AppointmentState.Booked && each.Which.Purpose == AppointmentPurpose.Dosing))
            yield return new("the client", $"a word that they come to the {Diary.Of(appointment.Which)}", appointment.Since.At, appointment.Start) { Otherwise = First(journey, ahead, duty => duty.Key.StartsWith($"{appointment.Key}:confirm:", StringComparison.Ordinal) || duty.Key == $"{appointment.Key}:call") };
    }

    private static Func<Duty, bool> IsOf(TaskKind kind) => duty => duty.Action is DutyAction.Ask ask && ask.Task == kind;

    private static Foreseen? First(Journey journey, IReadOnlyList<Duty> ahead, Func<Duty, bool> which) =>
        ahead.FirstOrDefault(which) is { } duty ? new Foreseen(duty.Due, DutyWords.Of(journey, duty)) : null;
}
