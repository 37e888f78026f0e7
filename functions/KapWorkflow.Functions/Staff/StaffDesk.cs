using System.Globalization;
using KapWorkflow.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>Reads and decides for staff, on pages and in JSON by the same way.</summary>
public sealed class StaffDesk(IJourneyDesk journeys, StaffDoor door, JourneyPages pages, Clinic clinic, IClock clock, ILogger<StaffDesk> logger)
{

    private static readonly Reason BusyReason = new("busy", "Others are changing this journey at this moment.", "Send it again.");

    public async Task<IResult> ShowAsync(HttpRequest request, StaffPerson person, string id, CancellationToken cancellation)
    {
        if (!JourneyId.TryParse(id, out var journey) || await journeys.FindAsync(journey, cancellation) is not { } loaded)
            return await UnknownAsync(request);
        logger.Read(person.Member.Id.Value, journey.Value);
        if (!StaffDoor.Page(request))
            return Answer.Json(200, JourneyAnswer.Of(loaded, clinic, clock.GetCurrentInstant()));
        var said = request.Query["done"].ToString() is { Length: > 0 } done && Commands.Find(done) is { } kind ? $"Done: {CommandLabels.TitleOf(kind).ToLowerInvariant()}." : null;
        var since = int.TryParse(request.Query["since"], NumberStyles.None, CultureInfo.InvariantCulture, out var first) ? first : (int?)null;
        return await PageAsync(200, loaded, person, null, said, since);
    }

    public async Task<IResult> GiveAsync(HttpRequest request, StaffPerson person, string id, string command, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (!JourneyId.TryParse(id, out var journey) || await journeys.FindAsync(journey, cancellation) is not { } loaded)
            return await UnknownAsync(request);
        var reading = await FieldsReader.ReadAsync(request, ByteLimit.FormBytes, cancellation);
        if (reading is not FieldsReading.Read { Fields: var fields })
            return await door.UnreadAsync(request, reading);
        return await DecideAsync(request, person, loaded, new Asked(command, null, fields), given => journeys.GiveAsync(loaded, given, person.Author, durable, cancellation), cancellation);
    }

    public async Task<IResult> DecideAsync(HttpRequest request, StaffPerson person, string id, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (!TaskId.TryParse(id, out var task) || await journeys.FindAsync(task.Journey, cancellation) is not { } loaded || loaded.Journey.Tasks.Find(task.Key) is not { } open)
            return await UnknownAsync(request);
        var reading = await FieldsReader.ReadAsync(request, ByteLimit.FormBytes, cancellation);
        if (reading is not FieldsReading.Read { Fields: var fields })
            return await door.UnreadAsync(request, reading);
        var asked = new Asked(fields["command"] ?? "", open, Completed(fields.Without("command"), open, fields["command"]));
        return await DecideAsync(request, person, loaded, asked, given => journeys.DecideTaskAsync(loaded, task.Key, given, person.Author, durable, cancellation), cancellation);
    }

    private async Task<IResult> DecideAsync(HttpRequest request, StaffPerson person, LoadedJourney loaded, Asked asked, Func<Command, Task<CommitOutcome>> decide, CancellationToken cancellation)
    {
        if (Commands.Find(asked.Command) is not { } kind)
            return asked.Task is null ? await UnknownAsync(request) : await RefusedAsync(request, person, loaded, asked, 422, [new Reason("command", "There is no such decision.", StaffDoor.Page(request) ? "Open the task on the page, and choose what it offers." : $"Choose one of: {string.Join(", ", TaskCatalogue.Of(asked.Task.Kind).Commands)}.")]);
        switch (CommandReader.Read(kind, asked.Fields))
        {
            case CommandReading.Wrong { Problems: var problems }:
                return StaffDoor.Page(request)
                    ? await PageAsync(422, loaded, person, asked.Refused with { Problems = problems })
                    : Answer.Of(Problem.OfFields("Please look at these fields.", problems));
            case CommandReading.Read { Command: var command }:
                var outcome = await decide(command);
                var (status, reasons) = Judge(outcome);
                logger.Gave(person.Member.Id.Value, kind.Name, loaded.Journey.Id.Value, status);
                if (outcome is CommitOutcome.Committed committed)
                {
                    // A form that is not whole is kept, and not recorded.
                    var left = command is SubmitForm submit ? Answering.Unmet(committed.Before, submit, clock.GetCurrentInstant()).Unmet : [];
                    return left.Count == 0 ? Done(request, kind, committed) : await RefusedAsync(request, person, committed.After, asked, 422, left);
                }
                // What somebody else decided meanwhile is shown as it is now.
                return await RefusedAsync(request, person, await journeys.FindAsync(loaded.Journey.Id, cancellation) ?? loaded, asked, status, reasons);
            default:
                throw new InvalidOperationException("A reading is one of the two.");
        }
    }

    private static Answer Done(HttpRequest request, CommandKind kind, CommitOutcome.Committed committed)
    {
        var journey = committed.After.Journey;
        return StaffDoor.Page(request)
            ? Answer.SeeOther(string.Create(CultureInfo.InvariantCulture, $"/staff/journeys/{journey.Id}?done={kind.Name}{(committed.Facts is [var first, ..] ? $"&since={first.Sequence}" : "")}"))
            : Answer.Json(200, new DecisionAnswer(journey.Id, journey.Sequence, journey.Stage, journey.Standing.Kind, [.. committed.Facts.Select(fact => FactJson.TypeOf(fact.Fact))]));
    }

    private async Task<IResult> RefusedAsync(HttpRequest request, StaffPerson person, LoadedJourney now, Asked asked, int status, IReadOnlyList<Reason> reasons) =>
        StaffDoor.Page(request)
            ? await PageAsync(status, now, person, asked.Refused with { Reasons = reasons })
            : Answer.Of(new Problem(status, status switch { 403 => "This is not yours to decide.", 409 => "Somebody else decided meanwhile.", 404 => "There is no such journey.", _ => "This may not be done now." }) { Reasons = reasons });

    /// <summary>A form filled in for a client has a page of its own; everything else is shown again on the journey's.</summary>
    private Task<IResult> PageAsync(int status, LoadedJourney loaded, StaffPerson person, Refusal? refusal, string? said = null, int? since = null) =>
        refusal is { Command: "submit-form" or "save-form" } && StaffFormPages.Of(loaded, refusal) is { } form
            ? door.PageAsync(status, "staff-form", form.Title, form, person)
            : door.PageAsync(status, "journey", "Journey", pages.Of(loaded, person, refusal, said, since), person);

    public async Task<IResult> FormAsync(HttpRequest request, StaffPerson person, string id, string number, CancellationToken cancellation)
    {
        if (!JourneyId.TryParse(id, out var journey) || !StaffFormPages.TryParse(number, out var form) || await journeys.FindAsync(journey, cancellation) is not { } loaded)
            return await UnknownAsync(request);
        logger.Read(person.Member.Id.Value, journey.Value);
        var page = StaffFormPages.Of(loaded, form, request.Query["lang"] == "es" ? "es" : request.Query["lang"] == "en" ? "en" : loaded.Journey.Contact.Language, clinic, clock.GetCurrentInstant());
        return await door.PageAsync(200, "staff-form", page.Title, page, person);
    }

    private static (int Status, IReadOnlyList<Reason> Reasons) Judge(CommitOutcome outcome) => outcome switch
    {
        CommitOutcome.Refused refused => (Problem.StatusOf(refused.Kind), refused.Reasons),
        CommitOutcome.NotFound => (404, []),
        CommitOutcome.Committed => (200, []),
        _ => (409, [BusyReason]),
    };

    /// <summary>What the task knows need not be sent: its key, or the alert or appointment it is about.</summary>
    private static Fields Completed(Fields fields, StaffTask task, string? command)
    {
        var described = command is not null && Commands.Find(command) is { } kind ? CommandFields.Of(kind.Type) : [];
        var known = described
            .Where(field => fields[field.Name] is null)
            .Select(field => (field.Name, Value: field.Member switch
            {
                "Key" => task.IsOfAlert ? task.About : task.Key,
                "Which" => task.About,
                _ => null,
            }))
            .Where(each => each.Value is not null)
            .Select(each => KeyValuePair.Create(each.Name, each.Value!));
        var all = new Dictionary<string, string>(fields.All, StringComparer.Ordinal);
        foreach (var (name, value) in known)
            all[name] = value;
        return fields with { All = all };
    }

    private Task<IResult> UnknownAsync(HttpRequest request) => door.RefuseAsync(request, 404, "There is nothing here.", "Look at the board again.");

    private sealed record Asked(string Command, StaffTask? Task, Fields Fields)
    {
        public Refusal Refused => new(Command, Task?.Key, Fields);
    }
}
