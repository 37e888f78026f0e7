using System.Collections.Immutable;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>Every kind of task that staff are asked to do. What it takes is in <see cref="TaskCatalogue"/>.</summary>
public enum TaskKind
{
    CallInquirer,
    ReadRepeatedInquiry,
    CompareDuplicate,
    BookConsultation,
    RecordAttendance,
    OfferAnotherTime,
    DecideCarePath,
    HandOver,
    CallAboutForms,
    DecideReadiness,
    DecideClearance,
    RenewClearance,
    ChaseInformation,
    TellInPerson,
    BookPreparation,
    CompletePreparation,
    SignDoseOrder,
    ConfirmMedicine,
    ReviewOrderChange,
    BookSession,
    RecheckSession,
    CallBeforeSession,
    CallAboutAbsence,
    ReviewPrecheck,
    RunSession,
    DecideHeldSession,
    TellAboutHold,
    CallAboutCheckin,
    ReviewCheckin,
    BookIntegration,
    IntegrationOverdue,
    ReviewSuspension,
    SignMidReview,
    SignEndReview,
    CompleteCourse,
    AnswerAlert,
    SpeakWithClient,
    DecideWelfare,
    UnansweredAlert,
    ReviewRisk,
    ReviewWorseningAsTherapist,
    ReviewWorseningAsPrescriber,
    WriteSafetyPlan,
    ReviewHold,
    ReviewReopened,
    ReviewIdle,
    ReadMessage,
    FindAnotherChannel,
    MessageNotSent,
}

public enum TaskClosing
{
    /// <summary>Somebody decided it.</summary>
    Decided,

    /// <summary>What it waited for happened in another way.</summary>
    Settled,
}

public sealed record TaskOpened(string Key, TaskKind Task, Instant DueBy, string? About = null) : Fact;

public sealed record TaskClaimed(string Key, StaffId By) : Fact;

public sealed record TaskReleased(string Key) : Fact;

public sealed record TaskEscalated(string Key, Role To) : Fact;

public sealed record TaskClosed(string Key, TaskClosing How, string? Note = null) : Fact;

[Command("open-task", "Open a task")]
public sealed record OpenTask(string Key, TaskKind Task, Instant DueBy, string? About = null) : Command;

[Command("claim-task", "Take a task", Role.Staff)]
public sealed record ClaimTask(string Key) : Command;

[Command("release-task", "Give a task back", Role.Staff)]
public sealed record ReleaseTask(string Key) : Command;

[Command("finish-task", "Mark a task done", Role.Staff)]
public sealed record FinishTask(string Key, string Note) : Command;

[Command("escalate-task", "Hand a late task to the director")]
public sealed record EscalateTask(string Key) : Command;

/// <summary>A task as it stands.</summary>
public sealed record StaffTask(string Key, TaskKind Kind, Instant DueBy, string? About, Stamp Opened)
{
    public StaffId? ClaimedBy { get; init; }
    public Stamp? Escalated { get; init; }
    public Stamp? Closed { get; init; }
    public TaskClosing? How { get; init; }

    public bool IsOpen => Closed is null;

    /// <summary>Then <see cref="About"/> is the alert's key.</summary>
    public bool IsOfAlert => About?.StartsWith("alert:", StringComparison.Ordinal) == true;

    /// <summary>Who may do it: the kind's roles, and the director once it is late.</summary>
    public Role Roles => TaskCatalogue.Of(Kind).Roles | (Escalated is null ? Role.None : Role.Director);
}

public sealed record TaskList(ImmutableDictionary<string, StaffTask> All)
{
    public static TaskList Empty { get; } = new(ImmutableDictionary.Create<string, StaffTask>(StringComparer.Ordinal));

    public IEnumerable<StaffTask> Open => All.Values.Where(task => task.IsOpen).OrderBy(task => task.DueBy).ThenBy(task => task.Key, StringComparer.Ordinal);

    public StaffTask? Find(string key) => All.GetValueOrDefault(key);
}

/// <summary>Opening, taking, giving back and closing tasks. Every change is a fact.</summary>
public static class StaffTasks
{
    public static Decision Decide(Journey journey, Command command, Moment moment) => command switch
    {
        OpenTask open => journey.Tasks.Find(open.Key) is null
            ? Decision.Record(new TaskOpened(open.Key, open.Task, open.DueBy, open.About))
            : Decision.Record(),
        ClaimTask claim => OnOpenTask(journey, claim.Key, moment, task => task.ClaimedBy == moment.By.Staff
            ? Decision.Record()
            : Decision.Record(new TaskClaimed(task.Key, moment.By.Staff!))),
        ReleaseTask release => OnOpenTask(journey, release.Key, moment, task => task.ClaimedBy is null
            ? Decision.Record()
            : Decision.Record(new TaskReleased(task.Key))),
        FinishTask finish => OnOpenTask(journey, finish.Key, moment, task => TaskCatalogue.Of(task.Kind).IsDoneByNote
            ? Decision.Record(new TaskClosed(task.Key, TaskClosing.Decided, finish.Note))
            : Decision.Refuse("task.needs-decision", "This task is closed by what it asks for, not by a note.", "Choose one of its decisions.")),
        EscalateTask escalate => journey.Tasks.Find(escalate.Key) is { IsOpen: true, Escalated: null } late
            ? Decision.Record(new TaskEscalated(late.Key, Role.Director))
            : Decision.Record(),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    public static Journey Evolve(Journey journey, Recorded recorded) => recorded.Fact switch
    {
        TaskOpened opened => With(journey, new StaffTask(opened.Key, opened.Task, opened.DueBy, opened.About, recorded.Stamp)),
        TaskClaimed claimed => Change(journey, claimed.Key, task => task with { ClaimedBy = claimed.By }),
        TaskReleased released => Change(journey, released.Key, task => task with { ClaimedBy = null }),
        TaskEscalated escalated => Change(journey, escalated.Key, task => task with { Escalated = recorded.Stamp }),
        TaskClosed closed => Change(journey, closed.Key, task => task.IsOpen ? task with { Closed = recorded.Stamp, How = closed.How } : task),
        _ => journey,
    };

    /// <summary>A task that is late is handed on: the director sees it too, and the journey remembers.</summary>
    public static IEnumerable<Duty> Duties(Journey journey, Clinic clinic) => journey.Tasks.Open
        .Where(task => task.Escalated is null)
        .Select(task => Owe.Record($"{task.Key}:late", new EscalateTask(task.Key), HandedOnAt(task, clinic), task.Opened) with { Always = true });

    /// <summary>When it is due, but for two: a first call has half an hour's grace, and the director hears of a clearance a day before it is late.</summary>
    private static Instant HandedOnAt(StaffTask task, Clinic clinic) => task.Kind switch
    {
        TaskKind.CallInquirer => clinic.Business.After(task.Opened.At, Duration.FromMinutes(clinic.Inquiry.SupervisorMinutes)),
        TaskKind.DecideClearance or TaskKind.DecideReadiness => Instant.Min(task.DueBy, clinic.Business.EndOfDayAfter(task.Opened.At, clinic.Clearance.EscalateBusinessDays)),
        _ => task.DueBy,
    };

    /// <summary>Closes the tasks that the new facts have made needless, in the same decision.</summary>
    public static IEnumerable<Fact> Settled(Journey after, Clinic clinic) => after.Tasks.Open
        .Where(task => after.Standing.Kind == StandingKind.Deceased || !TaskCatalogue.Of(task.Kind).IsStillNeeded(after, task, clinic))
        .Select(task => new TaskClosed(task.Key, TaskClosing.Settled));

    /// <summary>The task, if this person may decide it now.</summary>
    public static Decision OnOpenTask(Journey journey, string key, Moment moment, Func<StaffTask, Decision> decide) => journey.Tasks.Find(key) switch
    {
        null => Decision.Refuse("task.unknown", "There is no such task.", "Look at the list of tasks again."),
        { IsOpen: false } => Decision.Conflict("task.closed", "This task was decided meanwhile.", "Look at the journey to see what was decided."),
        // A late task does not wait for whoever went home with it.
        { ClaimedBy: { } holder } late when holder != moment.By.Staff && !(late.Escalated is not null && moment.By.Has(Role.Director)) => Decision.Conflict("task.claimed", "Somebody else has taken this task.", "Ask them to give it back."),
        { } task when !moment.By.Has(task.Roles) => new Decision.Refused(RefusalKind.Forbidden, [new Reason("task.role", "This task is for another role.", "Leave it to somebody who has that role.")]),
        { } task => decide(task),
    };

    private static Journey Change(Journey journey, string key, Func<StaffTask, StaffTask> change) =>
        journey.Tasks.Find(key) is { } task ? With(journey, change(task)) : journey;

    private static Journey With(Journey journey, StaffTask task) =>
        journey with { Tasks = new TaskList(journey.Tasks.All.SetItem(task.Key, task)) };
}
