using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

public sealed record TaskView(string Id, string Title, string Due, bool Late, string Roles, string? ClaimedBy, IReadOnlyList<CommandForm> Forms)
{
    /// <summary>Take it, or give it back.</summary>
    public CommandForm? Claim { get; init; }
    public bool Escalated { get; init; }
}

public sealed record AlertView(string What, string Since, bool Acknowledged);

public sealed record AppointmentView(string What, string When, string State, string With, bool AskedForAnotherTime);

/// <summary>What stands in the way of booking what comes next: the gate that the booking asks.</summary>
public sealed record GateView(string What, IReadOnlyList<Reason> Unmet);

/// <summary>Everything about one journey on one page.</summary>
public sealed record JourneyPage(string Id, string Name, string Stage, string Standing, IReadOnlyList<FactDetail> Contact)
{
    public string? Said { get; init; }
    public bool IsOpen { get; init; }
    public IReadOnlyList<AlertView> Alerts { get; init; } = [];
    public IReadOnlyList<TaskView> Tasks { get; init; } = [];
    public IReadOnlyList<AppointmentView> Appointments { get; init; } = [];
    public GateView? Gate { get; init; }
    public IReadOnlyList<CommandForm> Actions { get; init; } = [];
    public IReadOnlyList<DutyLine> ToCome { get; init; } = [];
    public IReadOnlyList<DutyLine> Done { get; init; } = [];
    public IReadOnlyList<FactLine> Facts { get; init; } = [];

    /// <summary>The form that was refused, told again on top.</summary>
    public CommandForm? Refused { get; init; }
    public IReadOnlyList<Reason> RefusedReasons { get; init; } = [];

    /// <summary>What was typed into a form that is not there any more: shown to be copied, never lost.</summary>
    public IReadOnlyList<FactDetail> Typed { get; init; } = [];
}

/// <summary>Makes the journey's page from the journey as read.</summary>
public sealed class JourneyPages(Clinic clinic, IClock clock)
{
    public JourneyPage Of(LoadedJourney loaded, StaffPerson person, Refusal? refusal, string? said)
    {
        var journey = loaded.Journey;
        var now = clock.GetCurrentInstant();
        var forms = new CommandForms(journey, clinic, refusal);
        var tasks = journey.Tasks.Open.Select(task => View(journey, task, person, forms, now)).ToList();
        var actions = CommandSense.For(journey, person).Select(kind => forms.ForJourney(kind)).ToList();
        var refused = tasks.SelectMany(task => task.Forms).Concat(actions).FirstOrDefault(form => form.HasErrors);
        return new JourneyPage(journey.Id.Value, NameOf(journey), Words.Of(journey.Stage), StandingOf(journey), [.. Contact(journey)])
        {
            Said = said,
            IsOpen = journey.Standing.IsOpen,
            Alerts = [.. journey.Alerts.Unresolved.Select(alert => new AlertView(Words.Of(alert.Rule), Dates.Short(alert.Raised.At, clinic.Zone), alert.Acknowledged is not null))],
            Tasks = tasks,
            Appointments = [.. journey.Appointments.All.Values.OrderByDescending(each => each.Start).Select(View)],
            Gate = GateOf(journey, person, now),
            Actions = actions,
            ToCome = DutyLines.ToCome(loaded, clinic, now),
            Done = DutyLines.Done(loaded, clinic),
            Facts = FactLines.Of(loaded.Facts, clinic),
            Refused = refused,
            RefusedReasons = refused is null ? refusal?.Reasons ?? [] : [],
            Typed = refused is null && refusal is not null ? [.. refusal.Typed.All.Where(each => each.Key is not ("key" or "which")).Select(each => new FactDetail(Words.Of(each.Key), each.Value))] : [],
        };
    }

    public static string NameOf(Journey journey) => journey.Inquiry is { Details: var details }
        ? string.Join(' ', new[] { details.FirstName, details.LastName }.OfType<string>())
        : journey.Contact.FirstName;

    private TaskView View(Journey journey, StaffTask task, StaffPerson person, CommandForms forms, Instant now)
    {
        var mine = person.Has(task.Roles);
        var free = task.ClaimedBy is null || task.ClaimedBy == person.Member.Id;
        return new TaskView(
            $"{journey.Id}.{task.Key}",
            TaskCatalogue.Of(task.Kind).Title,
            Dates.Short(task.DueBy, clinic.Zone),
            task.DueBy < now,
            Words.Of(task.Roles),
            task.ClaimedBy is { } by ? clinic.Find(by)?.Name ?? by.Value : null,
            !mine || !free ? [] : [.. TaskCatalogue.Of(task.Kind).Commands.Select(Commands.Find).OfType<CommandKind>().Where(kind => kind.Allows(person.Author)).Select(kind => forms.ForTask(kind, task))])
        {
            Escalated = task.Escalated is not null,
            Claim = mine && free ? forms.ForJourney(Commands.Find(task.ClaimedBy is null ? "claim-task" : "release-task")!, task) : null,
        };
    }

    private AppointmentView View(Appointment each) => new(
        $"{Words.Of(each.Which.Purpose)} {each.Which.Number}",
        Dates.Short(each.Start, clinic.Zone),
        Words.Of(each.State),
        string.Join(", ", new[] { clinic.Find(each.Therapist)?.Name, clinic.Find(each.Prescriber)?.Name, clinic.Rooms.FirstOrDefault(room => room.Id == each.Room)?.Name, Words.Of(each.Modality) }.OfType<string>()),
        each.IsAhead && each.AskedForAnotherTime is not null);

    private GateView? GateOf(Journey journey, StaffPerson person, Instant now)
    {
        AppointmentPurpose? next = journey switch
        {
            { Standing.IsClosed: true } or { Reviews.Completed: not null } => null,
            { Course.Last.Integrated: null, Course.Given: > 0 } => AppointmentPurpose.Integration,
            { Preparation.Completed: not null } => AppointmentPurpose.Dosing,
            { Clearance.HasBothKeys: true } or { Intake.Completed: not null } => AppointmentPurpose.Preparation,
            { CarePath: null } or { CarePath.Outcome: CarePathOutcome.Undecided } => AppointmentPurpose.Consultation,
            _ => null,
        };
        return next is not { } purpose
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

    private static IEnumerable<FactDetail> Contact(Journey journey)
    {
        if (journey.Inquiry is not { Details: var details })
            yield break;
        yield return new("Asks for", Words.Of(details.InquiringFor));
        if (details.PreferredName is { } preferred)
            yield return new("Called", preferred);
        yield return new("E-mail", journey.Contact.Email ?? "none");
        yield return new("Telephone", journey.Contact.Phone ?? "none");
        yield return new("Reach by", Words.Of(details.ContactBy));
        yield return new("May be texted", journey.Contact.MayBeTexted ? "yes" : journey.Contact.SmsStopped is not null ? "no: STOP" : "no");
        yield return new("Language", journey.Contact.Language == "es" ? "Spanish" : "English");
        yield return new("Lives in", $"{details.State}, {Dates.Place(journey.Contact.TimeZone)} time");
        yield return new("18 or older", details.IsAdult ? "yes" : "no");
    }
}
