namespace KapWorkflow.Core;

/// <summary>How long somebody has a late task before the next one gets it.</summary>
public enum Pace
{
    /// <summary><see cref="SafetySettings.AckMinutes"/>: somebody may be in danger, or stands in the practice.</summary>
    Minutes,

    /// <summary><see cref="TaskSettings.HandOnMinutes"/>.</summary>
    Hour,
    BusinessDay,
}

/// <param name="Commands">The decisions that a task offers; each is a command of the journey.</param>
/// <param name="IsNeeded">False once what it waits for has happened in another way: it then closes by itself, in the same decision.</param>
public sealed record TaskForm(TaskKind Kind, Role Roles, string Title, IReadOnlyList<string> Commands, Func<Journey, StaffTask, bool> IsNeeded)
{
    /// <summary>For what waits until a gate is open: gates are read by the clinic's settings.</summary>
    public Func<Journey, StaffTask, Clinic, bool>? Under { get; init; }

    /// <summary>Says more than the title, where the journey tells more; null where it does not.</summary>
    public Func<Journey, StaffTask, string?>? Named { get; init; }

    /// <summary>What it is called where there is no number to call: the client then is written to.</summary>
    public string? Written { get; init; }

    /// <summary>What it is called for this client. Holds no name, and nothing about health.</summary>
    public string TitleOf(Journey journey, StaffTask task) => Named?.Invoke(journey, task) ?? TitleOf(journey);

    /// <summary>What a task of this kind is called before it is opened.</summary>
    public string TitleOf(Journey journey) => Written is { } written && journey.Contact.Phone is null ? written : Title;

    public bool IsStillNeeded(Journey journey, StaffTask task, Clinic clinic) => IsNeeded(journey, task) && Under?.Invoke(journey, task, clinic) != false;

    /// <summary>Done when somebody says so: there is no fact of its own to wait for.</summary>
    public bool IsDoneByNote => Commands.Contains("finish-task");

    /// <summary>Only for somebody on the way to a dose: when the care path is decided anew it waits for that.</summary>
    public bool IsOfTheWay => Kind is TaskKind.CallAboutForms or TaskKind.DecideReadiness or TaskKind.DecideClearance or TaskKind.RenewClearance or TaskKind.ClearanceEnds or TaskKind.ChaseInformation or TaskKind.GatherTests or TaskKind.RenewTest or TaskKind.SignMedicationPlan or TaskKind.ClearAgain or TaskKind.TellInPerson
        or TaskKind.BookPreparation or TaskKind.CompletePreparation or TaskKind.BookSession or TaskKind.ReviewSuspension or TaskKind.WriteSafetyPlan;

    /// <summary>A client's safety waits for it: it is put off no further than its own clock.</summary>
    public bool IsSafety => HandsOn != Pace.BusinessDay || Kind is TaskKind.ReviewRisk or TaskKind.ReviewWorseningAsTherapist or TaskKind.ReviewWorseningAsPrescriber;

    /// <summary>How fast a late one goes from one to the next.</summary>
    public Pace HandsOn => Kind switch
    {
        TaskKind.AnswerAlert or TaskKind.SpeakWithClient or TaskKind.DecideWelfare or TaskKind.UnansweredAlert
            or TaskKind.FindEscort or TaskKind.EscortStillMissing or TaskKind.NotDischarged or TaskKind.DecideHeldSession or TaskKind.CallAboutAbsence => Pace.Minutes,
        TaskKind.RunSession or TaskKind.RecheckSession or TaskKind.CallAboutCheckin or TaskKind.DecideSilence or TaskKind.ReviewCheckin
            or TaskKind.FileIncidentReport or TaskKind.InformDirector => Pace.Hour,
        _ => Pace.BusinessDay,
    };
}

/// <summary>Every kind of task on one screen: who, what it is called, how it is decided, and when it is needless.</summary>
public static class TaskCatalogue
{
    private const Role Doctors = Role.Therapist | Role.Prescriber;

    public static IReadOnlyList<TaskForm> All { get; } =
    [
        new(TaskKind.CallInquirer, Role.Intake, "Call the person who inquired", ["log-contact"],
            (journey, task) => Open(journey) && journey.Inquiry is { Reached: null } inquiry && journey.Appointments.All.Count == 0 && !inquiry.Attempts.Exists(stamp => stamp.Sequence > task.Opened.Sequence))
            { Written = "Write to the person who inquired: they left no telephone number" },
        new(TaskKind.ReadRepeatedInquiry, Role.Intake, "Read what they wrote again", ["finish-task"], Always),
        new(TaskKind.CompareDuplicate, Role.Intake, "Compare with a possible duplicate", ["merge-duplicate", "keep-apart"],
            (journey, task) => Open(journey) && !(journey.Inquiry?.Compared.Exists(other => other.Value == task.About) ?? true)),
        new(TaskKind.GoOnElsewhere, Role.Intake | Doctors, "Go on with the client on the other journey", ["finish-task"], (journey, _) => journey.Inquiry?.MergedInto is not null),
        new(TaskKind.InquiryNotTried, Role.Director, "Nobody has tried to reach an inquirer for hours", ["log-contact"],
            (journey, _) => Open(journey) && journey.Inquiry is { Reached: null, Attempts.Count: 0 } && journey.Appointments.All.Count == 0),
        new(TaskKind.SpeakWithGuardian, Role.Intake | Role.Therapist, "A minor: speak with the parent or guardian, and find care for them", ["record-conversation", "correct-details"],
            (journey, _) => Open(journey) && Elsewhere.IsMinor(journey)),
        new(TaskKind.FindLicensedCare, Role.Intake | Role.Therapist, "Nobody here is licensed where they live: call, and find care there", ["record-conversation", "correct-details"],
            (journey, task) => Open(journey) && journey.CarePath is null && !(journey.Inquiry?.Corrected?.Sequence > task.Opened.Sequence))
            { Written = "Nobody here is licensed where they live: write to them, and find care there" },
        new(TaskKind.BookConsultation, Role.Intake, "Book the consultation", ["book", "came-forward", "close"],
            (journey, _) => Open(journey) && journey is { Inquiry.MinorSince: null } && journey.Appointments.Next(AppointmentPurpose.Consultation) is null && journey.CarePath is null or { IsFinal: false })
            { Named = (journey, _) => journey.Contact.IsClients ? null : "Once the person came forward themselves: record it, and book the consultation" },
        new(TaskKind.RecordAttendance, Role.Intake | Role.Clinician, "Record whether the client came", ["attended", "missed"],
            (journey, task) => About(journey, task) is { IsAhead: true } appointment && IsOf(task, appointment)),
        new(TaskKind.OfferAnotherTime, Role.Intake, "Offer another time", ["move", "cancel"],
            (journey, task) => About(journey, task) is { IsAhead: true, AskedForAnotherTime: not null }),
        new(TaskKind.DecideCarePath, Doctors, "Decide the care path with the client", ["decide-care-path"],
            (journey, task) => Open(journey) && (journey.CarePath is null || (!journey.CarePath.IsFinal && journey.CarePath.Since.Sequence < task.Opened.Sequence))),
        new(TaskKind.HandOver, Role.Intake | Doctors, "Hand over to the other care, in conversation", ["record-conversation"],
            (journey, _) => Open(journey) && journey.CarePath is { IsOtherCare: true, Told: null }),
        new(TaskKind.CallAboutForms, Role.Intake, "Call about the forms", ["finish-task"],
            (journey, _) => Open(journey) && journey.Intake.Completed is null)
            { Written = "Write about the forms: there is no telephone number" },
        new(TaskKind.DecideReadiness, Role.Therapist, "Decide psychological readiness", ["decide-readiness", "request-information"],
            (journey, task) => Open(journey) && !(journey.Clearance.Readiness?.Since.Sequence > task.Opened.Sequence)),
        new(TaskKind.DecideClearance, Role.Prescriber, "Decide medical clearance", ["review-condition", "decide-clearance", "request-information"],
            (journey, task) => Open(journey) && !(journey.Clearance.Decided?.Sequence > task.Opened.Sequence) && !journey.Clearance.AwaitsInformation),
        new(TaskKind.RenewClearance, Role.Prescriber, "The clearance ends soon: see the client, and clear again or plan the end", ["decide-clearance", "request-information", "stop-course", "finish-task"],
            (journey, task) => Open(journey) && !(journey.Clearance.Authorised?.Sequence > task.Opened.Sequence) && !Reviews.Stopped(journey) && journey.Reviews.Completed is null),
        new(TaskKind.ClearanceEnds, Role.Therapist, "The clearance ends soon: agree with the prescriber and the client what comes next", ["finish-task", "decide-readiness", "stop-course"],
            (journey, task) => Open(journey) && !(journey.Clearance.Authorised?.Sequence > task.Opened.Sequence) && !Reviews.Stopped(journey) && journey.Reviews.Completed is null),
        new(TaskKind.ChaseInformation, Role.Intake, "Get the information that was asked for", ["receive-information"],
            (journey, task) => Open(journey) && journey.Clearance is { AwaitsInformation: true, InformationRequested: { } requested } && requested.Sequence < task.Opened.Sequence),
        new(TaskKind.TellInPerson, Doctors, "Tell the client in person", ["record-conversation"],
            (journey, _) => Open(journey) && journey.Clearance is { Outcome: ClearanceOutcome.Deferred or ClearanceOutcome.NotCleared, Told: null }),
        new(TaskKind.BookPreparation, Role.Intake | Role.Therapist, "Book a preparation session", ["book"],
            (journey, _) => Open(journey) && journey.Preparation.Completed is null && journey.Appointments.Next(AppointmentPurpose.Preparation) is null),
        new(TaskKind.CompletePreparation, Role.Therapist, "Complete the preparation", ["complete-preparation", "book"],
            (journey, _) => Open(journey) && journey.Preparation.Completed is null),
        new(TaskKind.SignDoseOrder, Role.Prescriber, "Sign the dose order", ["sign-dose-order"],
            (journey, _) => Open(journey) && journey is { Prescription.Order: null, Clearance.HasBothKeys: true } && !Reviews.Stopped(journey)),
        new(TaskKind.ConfirmMedicine, Role.Prescriber | Role.Nurse, "See that the medicine is here", ["confirm-medicine"],
            (journey, task) => Open(journey) && journey.Prescription is { Order: { } order, Medicine: null } && order.Signed.Sequence < task.Opened.Sequence && !Reviews.Stopped(journey)),
        new(TaskKind.BookSession, Role.Intake | Doctors, "Book the next dosing session", ["book", "stop-course"],
            (journey, _) => Open(journey) && journey.Appointments.Next(AppointmentPurpose.Dosing) is null && !Reviews.Stopped(journey)),
        new(TaskKind.RecheckSession, Role.Intake | Doctors, "The booked session does not meet its conditions any more", ["move", "cancel", "decide-clearance"],
            (journey, task) => About(journey, task) is { IsAhead: true } appointment && IsOf(task, appointment) && Cycle(journey, task) is { CheckedIn: null })
            { Under = (journey, task, clinic) => !SessionGates.Recheck(journey, About(journey, task)!, clinic).IsOpen },
        new(TaskKind.CallBeforeSession, Role.Intake | Role.Clinician, "Call the client before the session", ["finish-task", "confirm", "cancel"],
            (journey, task) => About(journey, task) is { IsAhead: true } appointment && IsOf(task, appointment) && Cycle(journey, task) is { CheckedIn: null } && !SessionDuties.IsReady(journey, appointment))
            { Written = "Write to the client before the session: there is no telephone number" },
        new(TaskKind.CallAboutAbsence, Role.Intake | Role.Clinician, "Call: the client has not come", ["missed", "check-in", "cancel", "finish-task"],
            (journey, task) => About(journey, task) is { IsAhead: true } appointment && IsOf(task, appointment) && Cycle(journey, task) is { CheckedIn: null })
            { Written = "Reach the client: they have not come, and there is no telephone number" },
        new(TaskKind.ReviewPrecheck, Role.Prescriber, "Review the pre-check", ["decide-held-session", "move", "cancel"],
            (journey, task) => About(journey, task) is { IsAhead: true } && Cycle(journey, task) is { PrecheckCleared: false }),
        new(TaskKind.RunSession, Role.Clinician, "Run the session", ["check-in", "vitals", "strike-vitals", "give-dose", "discharge", "except-discharge-item", "report-escort-missing", "missed", "adverse-event", "interrupt-session", "transfer-client"],
            (journey, task) => Cycle(journey, task) is { IsUnderWay: true } || (About(journey, task) is { IsAhead: true } appointment && IsOf(task, appointment))),
        new(TaskKind.NotDischarged, Role.Clinician | Role.Director, "A client had a dose and is not recorded as gone home: see where they are, now", ["discharge", "except-discharge-item", "transfer-client", "finish-task"],
            (journey, task) => journey.Standing.Kind != StandingKind.Deceased && Cycle(journey, task) is { Dosed: not null, Discharged: null }),
        new(TaskKind.DecideHeldSession, Role.Prescriber, "Decide about the held session", ["decide-held-session", "reinstate-clearance", "decide-clearance", "sign-dose-order"],
            (journey, task) => Cycle(journey, task) is { AwaitsPrescriber: true } || (IsUncovered(task) && Cycle(journey, task) is { IsUnderWay: true, Dosed: null }))
            { Under = (journey, task, clinic) => !IsUncovered(task) || (About(journey, task) is { } session && !Clearances.Reaches(journey, session.Start, clinic)) },
        new(TaskKind.TellAboutHold, Role.Therapist | Role.Nurse, "The session is held: be with the client, say what it means and what comes next", ["finish-task"],
            (journey, task) => journey.Standing.Kind != StandingKind.Deceased && Cycle(journey, task) is { Held: not null, Dosed: null }),
        new(TaskKind.FindEscort, Role.Intake | Role.Clinician, "The escort does not come: call them, then the emergency contact; the client stays", ["name-escort", "finish-task"],
            (journey, task) => Cycle(journey, task) is { Discharged: null, EscortMissing: { } missing } && missing.Sequence < task.Opened.Sequence),
        new(TaskKind.EscortStillMissing, Role.Director, "A client waits after a dose and nobody has come for them: decide how they get home accompanied", ["name-escort", "finish-task"],
            (journey, task) => Cycle(journey, task) is { Discharged: null, EscortMissing: { } missing } && missing.Sequence < task.Opened.Sequence),
        new(TaskKind.MentionEvent, Role.Therapist, "An expected effect was recorded: speak about it at the next contact", ["finish-task"], Always),
        new(TaskKind.SeeAfterEvent, Role.Prescriber, "See to the client today: an adverse event, or a session that was broken off", ["finish-task", "suspend-clearance"], Always),
        new(TaskKind.FileIncidentReport, Role.Clinician | Role.Director, "File the incident report", ["file-incident-report"],
            (journey, task) => Cycle(journey, task) is { } cycle && cycle.Events.Exists(each => each is { IsSerious: true, Reported: null } && each.Recorded.Sequence < task.Opened.Sequence)),
        new(TaskKind.InformDirector, Role.Director, "An event of grade 4: the director takes over now", ["finish-task"], Always),
        new(TaskKind.InformInsurer, Role.Director, "Inform the insurer and the regulator, as the practice's policy says", ["finish-task"], Always),
        new(TaskKind.ReviewStoppedMessages, Role.Clinician, "Automated messages are stopped: decide whether they go on", ["release-messages", "finish-task"],
            (journey, _) => Open(journey) && journey.Course.MessagesStopped is not null),
        new(TaskKind.CallAboutCheckin, Role.Intake | Doctors, "Call: the day-after check-in is not answered", ["resolve-checkin", "finish-task"],
            (journey, task) => Cycle(journey, task) is { CheckinSettled: false, CheckinAnswered: null })
            { Written = "Reach the client: the day-after check-in is not answered, and there is no telephone number" },
        new(TaskKind.ReviewCheckin, Doctors, "Call: the check-in asks for it", ["resolve-checkin"],
            (journey, task) => Cycle(journey, task) is { CheckinSettled: false })
            { Written = "Reach the client: the check-in asks for it, and there is no telephone number" },
        new(TaskKind.BookIntegration, Role.Intake | Role.Therapist, "Book the integration session", ["book"],
            (journey, task) => Open(journey) && Cycle(journey, task) is { IsIntegrated: false } && journey.Appointments.Next(AppointmentPurpose.Integration) is null),
        new(TaskKind.IntegrationOverdue, Role.Therapist, "The integration is overdue", ["book", "attended"],
            (journey, task) => Open(journey) && Cycle(journey, task) is { IsIntegrated: false }),
        new(TaskKind.IntegrationLapsed, Role.Director, "A dose has not been integrated for a week: no further dose until it is, or a prescriber signs an exception", ["finish-task"],
            (journey, task) => Open(journey) && Cycle(journey, task) is { IsIntegrated: false }),
        new(TaskKind.DecideSilence, Doctors, "Silent for two days after a session: call, and decide about the emergency contact", ["resolve-checkin", "decide-silence"],
            (journey, task) => Cycle(journey, task) is { CheckinSettled: false, CheckinAnswered: null } cycle && !cycle.Silences.Exists(stamp => stamp.Sequence > task.Opened.Sequence))
            { Written = "Silent for two days after a session, and there is no telephone number: write, and decide about the emergency contact" },
        new(TaskKind.DecideFee, Role.Intake | Role.Director, "Decide whether a fee is asked for", ["decide-fee"],
            (journey, task) => Open(journey) && Which(task) is { } which && Fees.Proposed(journey, which) is not null),
        new(TaskKind.AuthoriseMore, Role.Prescriber, "The last authorised dose is given and more are planned: see the client, authorise or stop", ["sign-mid-review", "decide-clearance", "stop-course", "plan-course"],
            (journey, _) => Open(journey) && journey.Course.Given >= journey.Clearance.AuthorisedDoses && !Reviews.Stopped(journey) && journey.Reviews.Completed is null)
            { Under = (journey, _, clinic) => journey.Course.Given < CoursePlans.Doses(journey, clinic) },
        new(TaskKind.ReviewSuspension, Role.Prescriber, "Review the suspended clearance", ["reinstate-clearance", "decide-clearance", "review-condition", "request-information", "stop-course", "close"],
            (journey, _) => Open(journey) && journey.Clearance.Suspended is not null),
        new(TaskKind.TellOfSuspension, Doctors, "Tell the client in person that things wait", ["record-conversation"],
            (journey, _) => Open(journey) && journey.Clearance is { Suspended: not null, SuspensionTold: null }),
        new(TaskKind.ReviewBookedSession, Role.Intake | Doctors, "The clearance does not cover the booked session: decide about it", ["move", "cancel", "decide-clearance", "finish-task"],
            (journey, task) => About(journey, task) is { IsAhead: true } appointment && IsOf(task, appointment))
            { Under = (journey, task, clinic) => !Clearances.Reaches(journey, About(journey, task)!.Start, clinic) },
        new(TaskKind.GatherTests, Role.Clinician, "Gather blood pressure, tests and records for the clearance", ["record-test", "waive-test", "note-condition", "finish-task"],
            (journey, task) => Open(journey) && !(journey.Clearance.Decided?.Sequence > task.Opened.Sequence)),
        new(TaskKind.RenewTest, Role.Clinician, "A test is needed again", ["record-test", "waive-test", "finish-task"],
            (journey, task) => Open(journey) && !Reviews.Stopped(journey) && journey.Reviews.Completed is null
                && MedicalDuties.KindOf(task) is { } kind && !(MedicalTests.Latest(journey, kind)?.Since.Sequence > task.Opened.Sequence) && IsAheadStill(journey, task)),
        new(TaskKind.ClearAgain, Role.Prescriber, "Long since the last dose: see the client and clear again, or plan the end", ["decide-clearance", "request-information", "stop-course", "finish-task"],
            (journey, task) => Open(journey) && !(journey.Clearance.Decided?.Sequence > task.Opened.Sequence) && !Reviews.Stopped(journey) && journey.Reviews.Completed is null),
        new(TaskKind.SignMedicationPlan, Role.Prescriber, "Sign the medicine plan", ["plan-medicine", "remove-medicine", "sign-medication-plan"],
            (journey, _) => Open(journey) && !journey.Medical.Plan.IsSigned && !Reviews.Stopped(journey) && journey.Reviews.Completed is null),
        new(TaskKind.TellAboutMedicines, Role.Prescriber, "Tell the client about the medicine plan: there is no time for a message", ["finish-task", "move", "cancel"],
            (journey, task) => About(journey, task) is { IsAhead: true } appointment && IsOf(task, appointment) && journey.Medical.Plan.IsSigned),
        new(TaskKind.SignMidReview, Role.Prescriber, "Sign the mid-course review", ["sign-mid-review"],
            (journey, _) => Open(journey) && journey.Reviews is { Mid: null, Completed: null }),
        new(TaskKind.SignEndReview, Doctors, "Sign the end review", ["sign-end-review"],
            (journey, task) => Open(journey) && (task.About == nameof(Role.Therapist) ? journey.Reviews.EndTherapist is null : journey.Reviews.EndPrescriber is null)),
        new(TaskKind.CompleteCourse, Doctors, "Plan the aftercare and complete the course", ["plan-aftercare", "complete-course"],
            (journey, _) => Open(journey) && journey.Reviews.Completed is null),
        new(TaskKind.AnswerAlert, Role.Clinician | Role.Director | Role.Intake, "Answer the safety alert", ["acknowledge-alert", "safety-contact", "resolve-alert"],
            (journey, task) => Alert(journey, task) is { Resolved: null } alert && (alert.Level != AlertLevel.Page || alert.Acknowledged is null)),
        new(TaskKind.ResolveAlert, Doctors, "Deal with the safety alert, and resolve it", ["safety-contact", "resolve-alert"],
            (journey, task) => Alert(journey, task) is { Resolved: null }),
        new(TaskKind.SpeakWithClient, Role.Clinician, "Speak with the client now: a safety alert", ["safety-contact", "resolve-alert"],
            (journey, task) => Alert(journey, task) is { Resolved: null, Contact: null }),
        new(TaskKind.DecideWelfare, Doctors | Role.Director, "Not reached: decide about the emergency contact or a welfare check", ["decide-welfare", "safety-contact"],
            (journey, task) => Alert(journey, task) is { Resolved: null, Contact: null } alert && !alert.Welfare.Exists(stamp => stamp.Sequence > task.Opened.Sequence)),
        new(TaskKind.UnansweredAlert, Role.Director, "Nobody has acknowledged a safety alert for a day", ["acknowledge-alert"],
            (journey, task) => Alert(journey, task) is { Resolved: null, Acknowledged: null }),
        new(TaskKind.ReviewRisk, Role.Therapist, "Look at an answer about self-harm", ["safety-contact", "resolve-alert"],
            (journey, task) => Alert(journey, task) is { Resolved: null }),
        new(TaskKind.ReviewWorseningAsTherapist, Role.Therapist, "Look at scores that grew worse, as therapist", ["review-worsening"],
            (journey, task) => Alert(journey, task) is { Resolved: null } alert && !alert.Reviewed.HasFlag(Role.Therapist)),
        new(TaskKind.ReviewWorseningAsPrescriber, Role.Prescriber, "Look at scores that grew worse, as prescriber", ["review-worsening"],
            (journey, task) => Alert(journey, task) is { Resolved: null } alert && !alert.Reviewed.HasFlag(Role.Prescriber)),
        new(TaskKind.WriteSafetyPlan, Role.Therapist, "Write the safety plan with the client", ["safety-plan"],
            (journey, _) => Open(journey) && SafetyPlans.Unmet(journey) is not null),
        new(TaskKind.ReviewHold, Role.Clinician | Role.Director, "Review the hold", ["release-hold", "close"],
            (journey, _) => journey.Standing.IsOnHold),
        new(TaskKind.ReviewReopened, Role.Intake | Doctors, "Decide with the client how it goes on", ["finish-task", "close"], (journey, _) => Open(journey)),
        new(TaskKind.ReviewIdle, Role.Intake | Doctors, "Nothing has happened for a month: decide how it goes on", ["finish-task", "close"], (journey, _) => Open(journey)),
        new(TaskKind.ReadMessage, Role.Intake | Role.Therapist, "Read a message from the client", ["finish-task", "withdraw"], Always)
            { Named = (journey, task) => Unread.Of(journey, task.Key)?.Title },
        new(TaskKind.ReadWithdrawal, Role.Intake | Role.Therapist, "The client has withdrawn: read what they wrote, and tell whoever had prepared for them", ["finish-task", "reopen"],
            (journey, _) => journey.Standing.Because == ClosedBecause.Withdrawn),
        new(TaskKind.FindAnotherChannel, Role.Intake, "Find another way to reach the client", ["finish-task", "correct-contact"],
            (journey, task) => Always(journey, task) && EmailStops.IsStillStopped(journey, task)),
        new(TaskKind.MessageNotSent, Role.Intake, "A message could not be sent in time", ["finish-task"], Always),
    ];

    private static readonly Dictionary<TaskKind, TaskForm> ByKind = All.ToDictionary(form => form.Kind);

    public static TaskForm Of(TaskKind kind) => ByKind[kind];

    private static bool Always(Journey journey, StaffTask task) => journey.Standing.Kind != StandingKind.Deceased;

    private static bool Open(Journey journey) => !journey.Standing.IsClosed;

    /// <summary>A task belongs to one version of its appointment: moving it withdraws the task.</summary>
    private static bool IsOf(StaffTask task, Appointment appointment) => task.Key.StartsWith(appointment.Key + ":", StringComparison.Ordinal);

    /// <summary>The client is here, and what waits for the prescriber is the clearance itself.</summary>
    private static bool IsUncovered(StaffTask task) => task.Key.EndsWith(":held:uncovered", StringComparison.Ordinal);

    /// <summary>A task of a session's goes with the session; others of its kind belong to no appointment.</summary>
    private static bool IsAheadStill(Journey journey, StaffTask task) =>
        !task.Key.StartsWith("dosing-", StringComparison.Ordinal) || journey.Appointments.Ahead.Any(each => IsOf(task, each));

    private static AppointmentRef? Which(StaffTask task) => AppointmentRef.TryParse(task.About, out var which) ? which : null;

    private static Appointment? About(Journey journey, StaffTask task) =>
        !journey.Standing.IsClosed && Which(task) is { } which ? journey.Appointments.Find(which) : null;

    private static Alert? Alert(Journey journey, StaffTask task) => task.About is { } key ? journey.Alerts.Find(key) : null;

    private static Cycle? Cycle(Journey journey, StaffTask task) => Which(task) is { } which ? journey.Course.Find(which) : null;
}
