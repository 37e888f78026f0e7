namespace KapWorkflow.Core;

/// <summary>Every kind of task that staff are asked to do. What it takes is in <see cref="TaskCatalogue"/>.</summary>
public enum TaskKind
{
    CallInquirer,
    ReadRepeatedInquiry,
    CompareDuplicate,
    GoOnElsewhere,
    InquiryNotTried,
    SpeakWithGuardian,
    FindLicensedCare,
    BookConsultation,
    RecordAttendance,
    OfferAnotherTime,
    DecideCarePath,
    HandOver,
    CallAboutForms,
    DecideReadiness,
    DecideClearance,
    RenewClearance,
    ClearanceEnds,
    ChaseInformation,
    TellInPerson,
    BookPreparation,
    CompletePreparation,
    SignDoseOrder,
    ConfirmMedicine,
    BookSession,
    RecheckSession,
    CallBeforeSession,
    CallAboutAbsence,
    ReviewPrecheck,
    RunSession,
    NotDischarged,
    DecideHeldSession,
    TellAboutHold,
    FindEscort,
    EscortStillMissing,
    MentionEvent,
    SeeAfterEvent,
    FileIncidentReport,
    InformDirector,
    InformInsurer,
    ReviewStoppedMessages,
    CallAboutCheckin,
    ReviewCheckin,
    BookIntegration,
    IntegrationOverdue,
    IntegrationLapsed,
    DecideSilence,
    DecideFee,
    AuthoriseMore,
    ReviewSuspension,
    TellOfSuspension,
    ReviewBookedSession,
    GatherTests,
    RenewTest,
    ClearAgain,
    SignMedicationPlan,
    TellAboutMedicines,
    SignMidReview,
    SignEndReview,
    CompleteCourse,
    AnswerAlert,
    ResolveAlert,
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
    ReadWithdrawal,
    FindAnotherChannel,
    MessageNotSent,
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
        DelegateTask delegated => TaskHandling.Delegate(journey, delegated, moment),
        FollowUpTask followUp => TaskHandling.FollowUp(journey, followUp, moment),
        FinishTask finish => OnOpenTask(journey, finish.Key, moment, task => TaskCatalogue.Of(task.Kind).IsDoneByNote
            ? Decision.When(Gate.Of("task", Unread.Unseen(journey, task, finish.Seen)), new TaskClosed(task.Key, TaskClosing.Decided, finish.Note))
            : Decision.Refuse("task.needs-decision", "This task is closed by what it asks for, not by a note.", "Choose one of its decisions.")),
        EscalateTask escalate => TaskLateness.Decide(journey, escalate, moment),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    public static Journey Evolve(Journey journey, Recorded recorded) => recorded.Fact switch
    {
        TaskOpened opened => With(journey, new StaffTask(opened.Key, opened.Task, opened.DueBy, opened.About, recorded.Stamp)),
        TaskClaimed claimed => Change(journey, claimed.Key, task => task with { ClaimedBy = claimed.By, ClaimedSince = recorded.Stamp }),
        TaskReleased released => Change(journey, released.Key, task => task with { ClaimedBy = null, ClaimedSince = null }),
        TaskDelegated delegated => Change(journey, delegated.Key, task => task with { ClaimedBy = delegated.To, ClaimedSince = recorded.Stamp }),
        TaskPutOff off => Change(journey, off.Key, task => task with { FollowUp = off.On, DueBy = off.DueBy, ClaimedBy = recorded.By.Staff, ClaimedSince = recorded.Stamp }),
        TaskEscalated escalated => Change(journey, escalated.Key, task => task with
        {
            Escalated = task.Escalated ?? recorded.Stamp,
            HandedOn = recorded.Stamp,
            Escalations = task.Escalations + 1,
            // A late task does not wait for whoever went home with it.
            ClaimedBy = null,
            ClaimedSince = null,
            HandedTo = escalated.HandedTo is { } next ? task.HandedTo.Add(next) : task.HandedTo,
        }),
        TaskClosed closed => Change(journey, closed.Key, task => task.IsOpen ? task with { Closed = recorded.Stamp, How = closed.How } : task),
        _ => journey,
    };

    /// <summary>Closes the tasks that the new facts have made needless, in the same decision.</summary>
    public static IEnumerable<Fact> Settled(Journey after, Clinic clinic) => after.Tasks.Open
        .Where(task => after.Standing.Kind == StandingKind.Deceased || !TaskCatalogue.Of(task.Kind).IsStillNeeded(after, task, clinic) || (TaskCatalogue.Of(task.Kind).IsOfTheWay && after.CarePathReopened is not null && !after.IsOnTheWay))
        .Select(task => new TaskClosed(task.Key, TaskClosing.Settled));

    /// <summary>The task, if this person may decide it now.</summary>
    public static Decision OnOpenTask(Journey journey, string key, Moment moment, Func<StaffTask, Decision> decide) => OnOpen(journey, key, task =>
    {
        if (!moment.By.Has(task.Roles))
            return new Decision.Refused(RefusalKind.Forbidden, [new Reason("task.role", $"This task is for {RoleWords.AnyOf(task.Roles)}.", moment.By.Has(Role.Director) ? "Give it to somebody who may do it." : "Leave it to them, or tell them that it waits.")]);
        return TaskPeople.Holder(task, moment.Clinic) is { } holder && holder != moment.By.Staff && !(task.Escalated is not null && moment.By.Has(Role.Director))
            ? Decision.Conflict("task.claimed", $"{moment.Clinic.Find(holder)!.Name} has taken this task.", "Ask them to give it back, or the director to give it to you.")
            : decide(task);
    });

    /// <summary>The task, while anything can be decided about it.</summary>
    public static Decision OnOpen(Journey journey, string key, Func<StaffTask, Decision> decide) => journey.Tasks.Find(key) switch
    {
        null => Decision.Refuse("task.unknown", "There is no such task.", "Open the list of tasks and choose one."),
        { IsOpen: false } => Decision.Conflict("task.closed", "This task was decided meanwhile.", "Read on the journey's page what was decided."),
        { } task => decide(task),
    };

    private static Journey Change(Journey journey, string key, Func<StaffTask, StaffTask> change) =>
        journey.Tasks.Find(key) is { } task ? With(journey, change(task)) : journey;

    private static Journey With(Journey journey, StaffTask task) =>
        journey with { Tasks = new TaskList(journey.Tasks.All.SetItem(task.Key, task)) };
}
