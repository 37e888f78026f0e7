using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>Makes the journey's page from the journey as read.</summary>
public sealed class JourneyPages(Clinic clinic, IClock clock)
{
    /// <param name="since">The first fact of what this person has just done; told above everything else.</param>
    public JourneyPage Of(LoadedJourney loaded, StaffPerson person, Refusal? refusal, string? said, int? since = null)
    {
        var journey = loaded.Journey;
        var now = clock.GetCurrentInstant();
        var forms = new CommandForms(journey, clinic, refusal, now);
        var tasks = journey.Tasks.Open.OrderBy(task => task.DueBy).Select(task => View(loaded, task, person, forms, now)).ToList();
        var actions = CommandSense.For(journey, person, clinic).Select(kind => (Group: CommandSense.GroupOf(kind.Name), Form: forms.ForJourney(kind))).ToList();
        var refused = tasks.SelectMany(task => task.Forms.Concat(task.Handle)).Concat(actions.Select(action => action.Form)).FirstOrDefault(form => form.HasErrors);
        var done = DutyLines.Done(loaded, clinic);
        return new JourneyPage(journey.Id.Value, NameOf(journey), Words.Of(journey.Stage), StandingOf(journey), [.. ContactLines.Of(journey)])
        {
            Reference = InquiryReference.Of(journey.Id),
            Said = said,
            JustDone = since is { } first ? FactLines.DoneBy(loaded.Facts, first, person, clinic) : [],
            IsOpen = journey.Standing.IsOpen,
            Stands = StandstillView.Of(loaded, clinic, now),
            Alerts = [.. journey.Alerts.Unresolved.Select(alert => View(loaded, alert, person))],
            Reach = [.. ContactLines.Reach(journey)],
            Tasks = tasks,
            Appointments = [.. journey.Appointments.All.Values.OrderByDescending(each => each.Start).Select(each => View(journey, each))],
            Gate = GateOf(journey, person, now),
            Clearance = ClearanceLines.Of(journey, clinic, now),
            Actions = [.. actions.GroupBy(action => action.Group, StringComparer.Ordinal).OrderBy(group => CommandSense.OrderOf(group.Key)).Select(group => new ActionGroup(group.Key, [.. group.Select(action => action.Form)]))],
            Wrote = [.. ContactLines.Wrote(journey)],
            Trends = TrendLines.Of(journey, clinic),
            Papers = [.. PaperLines.Of(loaded, person, clinic, now)],
            ToCome = DutyLines.ToCome(loaded, clinic, now),
            Done = done,
            NotArrived = [.. done.Where(line => line.Late)],
            Facts = FactLines.Of(loaded.Facts, clinic),
            Refused = refused,
            RefusedReasons = refused is null ? refusal?.Reasons ?? [] : [],
            Typed = refused is null && refusal is not null ? [.. refusal.Typed.All.Where(each => each.Key is not ("key" or "which")).Select(each => new FactDetail(Words.Of(each.Key), each.Value))] : [],
        };
    }

    public static string NameOf(Journey journey) =>
        (journey.Inquiry is { Details: var details } ? $"{details.FirstName} {details.LastName}".Trim() : journey.Contact.FirstName) is { Length: > 0 } name ? name : Nameless;

    /// <summary>Who has not said their name yet.</summary>
    public const string Nameless = "Name not known yet";

    private TaskView View(LoadedJourney loaded, StaffTask task, StaffPerson person, CommandForms forms, Instant now)
    {
        var mine = person.Has(task.Roles);
        var holder = TaskPeople.Holder(task, clinic);
        var free = holder is null || holder == person.Member.Id;
        var taker = clinic.Find(holder)?.Name;
        IReadOnlyList<CommandForm> decisions = !mine || !free ? [] :
        [
            .. TaskCatalogue.Of(task.Kind).Commands.Select(Commands.Find).OfType<CommandKind>()
                .Where(kind => kind.Allows(person.Author) && SessionSteps.Offers(loaded.Journey, task, kind.Name))
                .Select(kind => forms.ForTask(kind, task)),
        ];
        return new TaskView($"{loaded.Journey.Id}.{task.Key}", TaskCatalogue.Of(task.Kind).TitleOf(loaded.Journey, task), Dates.Short(task.DueBy, clinic.Zone), task.DueBy < now, Words.AnyOf(task.Roles), taker, decisions)
        {
            About = TaskAbout.Of(loaded, task, clinic),
            AboutUrl = TaskAbout.Other(task) is { } other ? $"/staff/journeys/{other}" : null,
            Since = Dates.Short(task.Opened.At, clinic.Zone),
            NotYours = !mine ? $"This is decided by {RoleWords.AnyOf(task.Roles)}.{(task.Escalated is not null && person.Has(Role.Director) ? " It is late: see that it gets done, or give it to somebody." : "")}"
                : !free ? $"{taker} has taken it. Ask them to give it back, if you shall do it."
                : decisions.Count == 0 ? $"You see this so that it gets done: it is recorded by {Words.AnyOf(TaskCatalogue.Of(task.Kind).Roles)}." : null,
            Steps = SessionSteps.Of(loaded.Journey, task, clinic, now),
            Escalated = task.Escalated is not null,
            HandedTo = holder is null && task.HandedTo is [.., var next] ? clinic.Find(next)?.Name : null,
            FollowUp = task.FollowUp is { } day ? Dates.Short(day) : null,
            Claim = mine && free ? forms.ForJourney(Commands.Find(holder is null ? "claim-task" : "release-task")!, task) : null,
            Handle = [.. Handling(task, person, mine && free, now).Select(name => forms.ForJourney(Commands.Find(name)!, task))],
        };
    }

    /// <summary>The director gives anything to anybody able; whoever may do a task gives it on, or puts it off where it may wait.</summary>
    private static IEnumerable<string> Handling(StaffTask task, StaffPerson person, bool theirs, Instant now)
    {
        if (theirs && !(TaskCatalogue.Of(task.Kind).IsSafety && task.DueBy < now + Duration.FromDays(1)))
            yield return "follow-up-task";
        if (theirs || person.Has(Role.Director))
            yield return "delegate-task";
    }

    private AlertView View(LoadedJourney loaded, Alert alert, StaffPerson person) => new(
        Words.Of(alert.Rule),
        Dates.Short(alert.Raised.At, clinic.Zone),
        alert.Acknowledged is { } heard ? $"{(alert.AcknowledgedBy == person.Member.Id ? "You have" : $"{clinic.Find(alert.AcknowledgedBy)?.Name ?? "Somebody"} has")} acknowledged it, {Dates.Short(heard.At, clinic.Zone)}." : null,
        alert.Blocks,
        TaskAbout.Said(loaded, alert),
        loaded.Journey.Tasks.Open.FirstOrDefault(task => task.About == alert.Key && task.Kind is not TaskKind.UnansweredAlert) is { } task ? $"{loaded.Journey.Id}.{task.Key}" : null);

    private AppointmentView View(Journey journey, Appointment each) => new(
        TaskAbout.Named(each.Which),
        Dates.Short(each.Start, clinic.Zone),
        Words.Of(each.State),
        string.Join(", ", new[] { clinic.Find(each.Therapist)?.Name, clinic.Find(each.Prescriber)?.Name, clinic.Rooms.FirstOrDefault(room => room.Id == each.Room)?.Name, Words.Of(each.Modality) }.OfType<string>()),
        each.IsAhead && each.AskedForAnotherTime is not null)
    {
        IsAhead = each.IsAhead,
        ForClient = journey.Contact.Zone.GetUtcOffset(each.Start) == clinic.Zone.GetUtcOffset(each.Start) ? null : $"{Dates.Short(each.Start, journey.Contact.Zone)} in {Dates.Place(journey.Contact.TimeZone)}",
    };

    private GateView? GateOf(Journey journey, StaffPerson person, Instant now)
    {
        AppointmentPurpose? next = journey switch
        {
            { Standing.IsClosed: true } or { Reviews.Completed: not null } => null,
            { Course.Last.IsIntegrated: false, Course.Given: > 0 } => AppointmentPurpose.Integration,
            { Preparation.Completed: not null } => AppointmentPurpose.Dosing,
            { Clearance.HasBothKeys: true } or { Intake.Completed: not null } => AppointmentPurpose.Preparation,
            { CarePath: null } or { CarePath.Outcome: CarePathOutcome.Undecided } => AppointmentPurpose.Consultation,
            _ => null,
        };
        // What is booked already is not in the way of anything.
        return next is not { } purpose || journey.Appointments.Next(purpose) is not null
            ? null
            : new GateView(Words.Of(purpose).ToLowerInvariant(), Pathway.MayBook(journey, purpose, now + Duration.FromDays(7), new Moment(now, person.Author, clinic)).Unmet);
    }

    private string StandingOf(Journey journey) => journey.Standing switch
    {
        { IsOpen: true } => "Open",
        { Because: { } because, Since: { } since } => $"Closed {Dates.Short(since.At, clinic.Zone)}: {Words.Of(because)}",
        { Since: { } since } => $"{Words.Of(journey.Standing.Kind)} since {Dates.Short(since.At, clinic.Zone)}",
        _ => Words.Of(journey.Standing.Kind),
    };
}
