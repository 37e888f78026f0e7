using System.Globalization;
using KapWorkflow.Core;
using NodaTime;
using NodaTime.Text;

namespace KapWorkflow.Functions;

/// <summary>A command's form as a page shows it, with what was typed before and why it was refused.</summary>
public sealed record CommandForm(string Command, string Title, string Action, IReadOnlyList<FieldView> Fields)
{
    public bool Open { get; init; }
    public IReadOnlyList<Reason> Reasons { get; init; } = [];

    public bool HasErrors => Reasons.Count > 0 || Wrong.Any();

    public IEnumerable<FieldView> Wrong => Fields.Where(each => each.HasErrors);

    /// <summary>There is nothing to fill in: one button does it.</summary>
    public bool IsButton => Fields.All(each => each.Kind == "hidden") && !HasErrors;
}

/// <summary>What somebody sent that was not accepted; it is shown again in the form it came from.</summary>
/// <param name="Task">The task whose decision it was; null for a command of the journey.</param>
public sealed record Refusal(string Command, string? Task, Fields Typed)
{
    public IReadOnlyList<Reason> Reasons { get; init; } = [];
    public IReadOnlyList<FieldProblem> Problems { get; init; } = [];

    public bool IsOf(string command, string? task) => Command == command && Task == task;
}

/// <summary>Draws the form of any command from its description, with the choices that this journey and practice offer.</summary>
public sealed class CommandForms(Journey journey, Clinic clinic, Refusal? refusal, Instant now)
{
    /// <summary>Days that can only be to come.</summary>
    private static readonly HashSet<string> AheadOnly = new(StringComparer.Ordinal) { "ExpiresOn", "DeferredUntil", "On" };

    private int _drawn;

    public CommandForm ForTask(CommandKind kind, StaffTask task) => Draw(kind, $"/staff/tasks/{journey.Id}.{task.Key}/decision", task);

    public CommandForm ForJourney(CommandKind kind, StaffTask? task = null) => Draw(kind, $"/staff/journeys/{journey.Id}/{kind.Name}", task);

    private sealed record Drawing(CommandKind Kind, StaffTask? Task, Refusal? Mine, string Prefix, bool Decision);

    private CommandForm Draw(CommandKind kind, string action, StaffTask? task)
    {
        var decision = action.EndsWith("/decision", StringComparison.Ordinal);
        var mine = refusal is not null && refusal.IsOf(kind.Name, decision ? task!.Key : null) && (decision || task is null || refusal.Typed["key"] == task.Key) ? refusal : null;
        var prefix = $"f{++_drawn}-";
        IEnumerable<FieldView> command = decision ? [new FieldView("command", "", "hidden") { Value = kind.Name }] : [];
        return new CommandForm(kind.Name, CommandLabels.TitleOf(kind), action, [.. command, .. CommandFields.Of(kind.Type).SelectMany(field => Views(field, new Drawing(kind, task, mine, prefix, decision)))])
        {
            Open = mine is not null,
            Reasons = [.. mine?.Reasons ?? [], .. Unplaced(kind, mine)],
        };
    }

    /// <summary>What is wrong with something that the form does not show: nothing is wrong in silence.</summary>
    private static IEnumerable<Reason> Unplaced(CommandKind kind, Refusal? mine)
    {
        var shown = CommandFields.Of(kind.Type).SelectMany(field => field.Inner.Select(inner => $"{field.Name}.{inner.Name}").Prepend(field.Name)).ToHashSet(StringComparer.Ordinal);
        return (mine?.Problems ?? []).Any(problem => !shown.Contains(problem.Field))
            ? [new Reason("form.other", "The form held something that is not asked for here.", "Fill it in again below, and send it from this page.")]
            : [];
    }

    private IEnumerable<FieldView> Views(CommandField field, Drawing drawing)
    {
        var (kind, task, mine, prefix, decision) = drawing;
        // Taking a task or giving it back is about the task; its decision is about what the task is about.
        var suggested = field.Member == "Key" && task is not null && !decision ? task.Key : Suggested(field, task);
        if (field.Member == "Key" && suggested is not null)
            return [new FieldView(field.Name, field.Label, "hidden") { Value = suggested }];
        // Up to where whoever decides has read, which nobody types.
        if (field.Member == "Seen")
            return suggested is null ? [] : [new FieldView(field.Name, field.Label, "hidden") { Value = suggested }];
        var typed = mine is null ? suggested ?? (field.Default is Enum word ? word.ToString() : "") : mine.Typed.Typed(field.Name);
        var view = new FieldView(field.Name, field.Label, "text")
        {
            Id = prefix + field.Name,
            Value = typed,
            Required = field.Required,
            Hint = field.Member == "Start" ? WhenHint(task) : field.Hint,
            Errors = [.. mine?.Problems.Where(problem => problem.Field == field.Name).Select(problem => problem.Text) ?? []],
        };
        return [field.Kind switch
        {
            CommandFieldKind.LongText => view with { Kind = "textarea", MaxLength = 4000 },
            CommandFieldKind.Tick => view with { Kind = "checkbox", Value = Inputs.YesOrNo(typed) == true ? "true" : "", Required = true },
            CommandFieldKind.YesNo => view with { Kind = "radio", Choices = [new("true", "Yes", Inputs.YesOrNo(typed) == true), new("false", "No", Inputs.YesOrNo(typed) == false)] },
            CommandFieldKind.Number => view with { Kind = "number" },
            CommandFieldKind.Date => view with { Kind = "date", Earliest = AheadOnly.Contains(field.Member) ? LocalDatePattern.Iso.Format(Today) : null },
            CommandFieldKind.DateTime => view with { Kind = "datetime-local", Earliest = LocalDatePattern.Iso.Format(Today) + "T00:00" },
            CommandFieldKind.Choice => Select(view, Enum.GetValues(field.Type).Cast<Enum>().Select(each => (each.ToString(), Words.Of(each))), hasDefault: field.Default is not null),
            CommandFieldKind.Staff => Select(view, Suitable(field.Member, task).Select(member => (member.Id.Value, member.Name))),
            CommandFieldKind.Appointment => Select(view, Appointments(kind, field, task).Select(each => (each.Which.ToString(), $"{TaskAbout.Named(each.Which)}, {Dates.Short(each.Start, clinic.Zone)}"))),
            CommandFieldKind.Journey => Select(view, (journey.Inquiry is { } inquiry ? inquiry.Duplicates.Select(twin => twin.Other).Except(inquiry.Compared).Distinct() : []).Select(other => (other.Value, $"Reference {InquiryReference.Of(other)}"))),
            CommandFieldKind.Room => Select(view, clinic.Rooms.Select(room => (room.Id, room.Name))),
            _ when field.Member == "Code" => Select(view, Conditions.Of(journey, clinic, now).OrderBy(flag => flag.IsSettled).Select(flag => (flag.Code, $"{flag.Code}: {flag.Condition}, {ClearanceLines.WeightOf(flag.Severity)}{(flag.IsSettled ? ", settled" : "")}"))),
            _ when field.Member == "Condition" => Select(view, Contraindications.All.Select(row => (row.Code, $"{row.Code}: {row.Condition}")).Concat(Contraindications.Medicines.Select(each => (each.Code, $"Medicine: {each.Name}")))),
            _ when field.Member == "Language" => Select(view, [("en", "English"), ("es", "Spanish")]),
            _ when field.Member == "Key" => Select(view, journey.Alerts.Unresolved.Select(alert => (alert.Key, $"{Words.Of(alert.Rule)}, {Dates.Short(alert.Raised.At, clinic.Zone)}"))),
            _ => view with { MaxLength = 200 },
        }];
    }

    /// <summary>What the task already knows need not be chosen again.</summary>
    private string? Suggested(CommandField field, StaffTask? task) => Suggested(field.Member, task);

    private string? Suggested(string member, StaffTask? task) => (member, task) switch
    {
        ("Email", _) => journey.Contact.Email,
        ("Phone", _) => journey.Contact.Phone,
        ("SmsConsent", _) => journey.Contact.SmsConsent ? "true" : null,
        ("Language", _) => journey.Contact.Language,
        ("TimeZone", _) => journey.Contact.TimeZone,
        ("Therapist", null) => Last?.Therapist.Value,
        (_, null) => null,
        ("Key", { IsOfAlert: true }) => task.About,
        ("Key", _) => task.Key,
        ("Which", { About: { } about }) => about,
        ("Purpose", { Kind: TaskKind.BookConsultation }) => nameof(AppointmentPurpose.Consultation),
        ("Purpose", { Kind: TaskKind.BookPreparation or TaskKind.CompletePreparation }) => nameof(AppointmentPurpose.Preparation),
        ("Purpose", { Kind: TaskKind.BookSession }) => nameof(AppointmentPurpose.Dosing),
        ("Purpose", { Kind: TaskKind.BookIntegration or TaskKind.IntegrationOverdue }) => nameof(AppointmentPurpose.Integration),
        ("About", { Kind: TaskKind.SpeakWithGuardian }) => nameof(ConversationAbout.Guardian),
        ("About", { Kind: TaskKind.FindLicensedCare }) => nameof(ConversationAbout.NotLicensedHere),
        ("Other", { Kind: TaskKind.CompareDuplicate }) => task.About,
        ("About", { Kind: TaskKind.HandOver }) => nameof(ConversationAbout.CarePath),
        ("About", { Kind: TaskKind.TellInPerson }) => journey.Clearance.Outcome == ClearanceOutcome.Deferred ? nameof(ConversationAbout.Deferred) : nameof(ConversationAbout.NotCleared),
        ("About", { Kind: TaskKind.TellOfSuspension }) => nameof(ConversationAbout.Suspension),
        ("Kind", { Kind: TaskKind.RenewTest }) => MedicalDuties.KindOf(task)?.ToString(),
        ("How", { Kind: TaskKind.CallInquirer }) => journey.Contact.Phone is null ? nameof(ContactBy.Email) : nameof(ContactBy.Phone),
        ("Seen", { Kind: TaskKind.ReadMessage }) => Unread.Of(journey, task!.Key)?.Last.Sequence.ToString(CultureInfo.InvariantCulture),
        ("Therapist", _) => Last?.Therapist.Value,
        ("TherapistPresent", { About: { } about }) => journey.Appointments.All.GetValueOrDefault(about)?.Therapist.Value,
        ("Prescriber", { Kind: TaskKind.BookSession }) => journey.Clearance.Prescriber?.Value,
        ("Modality", { Kind: TaskKind.BookSession }) => nameof(Modality.InPerson),
        ("Room", { Kind: TaskKind.BookSession }) when clinic.Rooms is [var only] => only.Id,
        _ => null,
    };

    private Appointment? Last => journey.Appointments.All.Values.Where(each => each.State != AppointmentState.Cancelled).MaxBy(each => each.Start);

    private LocalDate Today => PracticeTime.Local(now, clinic.Zone).Date;

    /// <summary>Whose clocks these are, when it is now, and what the client's clocks say.</summary>
    private string WhenHint(StaffTask? task)
    {
        var (ours, theirs) = (clinic.Zone.GetUtcOffset(now), journey.Contact.Zone.GetUtcOffset(now));
        var minutes = (theirs - ours).Seconds / 60;
        var apart = minutes == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" For the client, in {Dates.Place(journey.Contact.TimeZone)}, it is {Hours(Math.Abs(minutes))} {(minutes < 0 ? "earlier" : "later")}.");
        return $"In {Dates.Place(clinic.TimeZone)} time.{apart}{(task?.Kind == TaskKind.OfferAnotherTime && Suggested("Which", task) is { } which && journey.Appointments.All.GetValueOrDefault(which) is { } appointment ? $" Now it is {Dates.Short(appointment.Start, clinic.Zone)}." : "")}";
    }

    private static string Hours(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60}{(minutes % 60 == 0 ? "" : $":{minutes % 60:00}")} {(minutes == 60 ? "hour" : "hours")}");

    private IEnumerable<StaffMember> Suitable(string member, StaffTask? task) => member == "To" && task is not null
        ? TaskPeople.Able(journey, task, clinic, now).Where(person => person.Id != TaskPeople.Holder(task, clinic))
        : clinic.Staff.Where(person => person.Roles.HasFlag(member == "Prescriber" ? Role.Prescriber : Role.Therapist));

    /// <summary>The one that the task is about stays to be chosen when it is over: a session goes on after its dose.</summary>
    private IEnumerable<Appointment> Appointments(CommandKind kind, CommandField field, StaffTask? task)
    {
        var about = Suggested(field, task);
        return journey.Appointments.All.Values
            .Where(each => kind.Name == "correct-attendance" ? each.State is AppointmentState.Attended or AppointmentState.Missed : each.IsAhead || each.Which.ToString() == about || journey.Course.Find(each.Which) is { Dosed: not null })
            .OrderBy(each => each.Start);
    }

    private static FieldView Select(FieldView view, IEnumerable<(string Value, string Label)> offered, bool hasDefault = false)
    {
        var choices = offered.Select(each => new Choice(each.Value, each.Label, each.Value.Equals(view.Value, StringComparison.OrdinalIgnoreCase))).ToList();
        // Nobody decides by leaving the first choice as it is, unless there is one only.
        return view with { Kind = "select", Choices = hasDefault || (view.Required && choices.Count == 1) ? choices : [new("", view.Required ? "Choose" : "None"), .. choices] };
    }
}
