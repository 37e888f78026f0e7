using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>
/// The whole way on one screen.
/// <list type="number">
/// <item>Inquiry: somebody wrote; ends when they are reached and a consultation is booked (<see cref="Inquiries"/>).</item>
/// <item>Consultation and care path: ends in a decision of client and provider (<see cref="CarePaths"/>).</item>
/// <item>Intake: forms, measures, consents (<see cref="Intake"/>).</item>
/// <item>Clearance: two keys by two people, with doses and an end (<see cref="Clearances"/>).</item>
/// <item>Preparation: sessions with the therapist (<see cref="Preparations"/>).</item>
/// <item>Dosing cycles: the signed order (<see cref="Prescriptions"/>), session, check-in after a day, integration, which gates the next (<see cref="Sessions"/>, <see cref="SessionGates"/>).</item>
/// <item>Reviews, completion, follow-ups after 1, 3 and 6 months (<see cref="Reviews"/>).</item>
/// </list>
/// At any time: hold, withdraw, close, reopen, death (<see cref="Standings"/>); safety alerts (<see cref="Alerts"/>); messages and opt-out (<see cref="Inbound"/>).
/// </summary>
public static class Pathway
{
    /// <summary>New facts, or a refusal that lists every reason. Tasks that the facts make needless close in the same decision.</summary>
    public static Decision Decide(Journey journey, Command command, Moment moment)
    {
        if (!Commands.KindOf(command).Allows(moment.By))
            return new Decision.Refused(RefusalKind.Forbidden, [NotYours(Commands.KindOf(command))]);
        if (!journey.Exists && command is not ReceiveInquiry)
            return Decision.Refuse("journey.unknown", "There is no such journey.", "Look at the list again.");
        if (journey.Standing.IsClosed && !IsAllowedWhenClosed(journey, command))
            return Answering.Alarms(journey, command, moment) is { Count: > 0 } alarms ? Settle(journey, new Decision.Accepted(alarms), moment) : Decision.Refuse("journey.closed", "The journey is closed.", "Reopen it first.");
        return Settle(journey, Route(journey, command, moment), moment);
    }

    /// <summary>A task's decision: the first one wins, and everybody else is told so.</summary>
    public static Decision DecideTask(Journey journey, string key, Command decision, Moment moment) =>
        StaffTasks.OnOpenTask(journey, key, moment, task =>
        {
            if (!TaskCatalogue.Of(task.Kind).Commands.Contains(Commands.KindOf(decision).Name))
                return Decision.Refuse("task.decision", "This task is not decided that way.", $"It is decided by: {string.Join("; ", TaskCatalogue.Of(task.Kind).Commands.Select(Commands.Find).OfType<CommandKind>().Select(kind => kind.Title))}.");
            var answer = Decide(journey, decision, moment);
            return answer is Decision.Accepted accepted
                ? new Decision.Accepted([.. accepted.Facts.Select(fact => fact is TaskClosed closed && closed.Key == key ? closed with { How = TaskClosing.Decided } : fact)])
                : answer;
        });

    public static Journey Evolve(Journey journey, Recorded recorded)
    {
        var next = journey with { Sequence = recorded.Sequence, LastAt = recorded.At };
        next = Inquiries.Evolve(next, recorded);
        next = Details.Evolve(next, recorded);
        next = Duplicates.Evolve(next, recorded);
        next = Attendance.Evolve(next, recorded);
        next = Scheduling.Evolve(next, recorded);
        next = CarePaths.Evolve(next, recorded);
        next = Medical.Evolve(next, recorded);
        next = Intake.Evolve(next, recorded);
        next = Clearances.Evolve(next, recorded);
        next = Preparations.Evolve(next, recorded);
        next = Fees.Evolve(next, recorded);
        next = Prescriptions.Evolve(next, recorded);
        next = Sessions.Evolve(next, recorded);
        next = Reviews.Evolve(next, recorded);
        next = Maintenance.Evolve(next, recorded);
        next = Standings.Evolve(next, recorded);
        next = Alerts.Evolve(next, recorded);
        next = SafetyPlans.Evolve(next, recorded);
        next = Inbound.Evolve(next, recorded);
        next = EmailStops.Evolve(next, recorded);
        next = SecondClick.Evolve(next, recorded);
        return StaffTasks.Evolve(next, recorded);
    }

    /// <summary>Everything owed, past and to come, that falls due by then.</summary>
    public static IReadOnlyList<Duty> Duties(Journey journey, Ledger ledger, Clinic clinic, Instant until)
    {
        if (!journey.Exists || journey.Standing.Kind == StandingKind.Deceased)
            return [];
        IReadOnlyList<Duty> duties =
        [
            .. Inquiries.Duties(journey, clinic),
            .. Scheduling.Duties(journey, clinic),
            .. Fees.Duties(journey, clinic),
            .. CarePaths.Duties(journey, clinic),
            .. Intake.Duties(journey, clinic),
            .. journey.IsOnTheWay ? OnTheWay(journey, clinic) : [],
            .. Reviews.Duties(journey, clinic),
            .. MeasureSchedule.Duties(journey, clinic),
            .. Standings.Duties(journey, clinic),
            .. AlertDuties.Of(journey, ledger, clinic),
            .. SafetyPlans.Duties(journey, clinic),
            .. Inbound.Duties(journey, clinic),
            .. EmailStops.Duties(journey, clinic),
            .. TaskLateness.Duties(journey, clinic),
        ];
        var allowed = duties.Where(duty => !IsStopped(journey, duty)).Where(duty => duty.Always || (journey.Standing.IsOpen && !AssumesAttendance(journey, duty, clinic))).Select(duty => Resumed(journey, duty, clinic)).ToList();
        return [.. allowed.Concat(Fallbacks.Of(journey, allowed, ledger, clinic)).Where(duty => duty.Due <= until)];
    }

    /// <summary>What is only owed to somebody who has chosen KAP, or has begun with it.</summary>
    private static IEnumerable<Duty> OnTheWay(Journey journey, Clinic clinic) =>
    [
        .. ClearanceDuties.Of(journey, clinic),
        .. Preparations.Duties(journey, clinic),
        .. Prescriptions.Duties(journey, clinic),
        .. SessionDuties.Of(journey, clinic),
    ];

    /// <summary>
    /// After a hold or a closure, or when KAP is chosen a second time, what staff still owe is asked for again: the plan went past it while nothing could be done.
    /// What a message would have said meanwhile stays unsaid.
    /// </summary>
    private static Duty Resumed(Journey journey, Duty duty, Clinic clinic)
    {
        // What goes on at all times stopped at one thing only: a death, should it have been recorded by mistake.
        var resumed = duty.Always ? journey.DeathRetracted : journey.Standing.IsOpen ? journey.ResumedSince : null;
        if (resumed is not { } since || duty.Cause.Sequence >= since.Sequence)
            return duty;
        // What the clock would have closed meanwhile has a week from now.
        if (duty.Action is DutyAction.Record && duty.Due < since.At)
            return duty with { Due = since.At + Duration.FromDays(7), Cause = since };
        if (duty.Action is not DutyAction.Ask ask)
            return duty;
        var task = journey.Tasks.Find(duty.Key);
        if ((task is null && duty.Due > since.At) || task is { IsOpen: true } or { How: TaskClosing.Decided } || task?.Closed?.Sequence > since.Sequence)
            return duty;
        var due = Instant.Max(duty.Due, since.At);
        return duty with
        {
            Key = task is null ? duty.Key : string.Create(CultureInfo.InvariantCulture, $"{duty.Key}:again:{since.Sequence}"),
            Due = due,
            Cause = since,
            Action = ask with { DueBy = Instant.Max(ask.DueBy, clinic.Business.EndOfDayAfter(due, 1)) },
        };
    }

    /// <summary>The gate of each kind of appointment, with what holds for all of them.</summary>
    public static Gate MayBook(Journey journey, AppointmentPurpose purpose, Instant start, Moment moment) =>
        MayBook(journey, purpose, start, moment, journey.Course.ShorterGap is not null);

    /// <summary>What holds for every appointment of every kind.</summary>
    public static Gate MayBeScheduled(Journey journey) =>
        Gate.Of("scheduling", Gate.Unless(journey.Standing.IsOpen, "standing.not-open", "The journey is on hold or closed.", "Release the hold or reopen it first."))
            .And(Alerts.Clear(journey));

    private static Gate MayBook(Journey journey, AppointmentPurpose purpose, Instant start, Moment moment, bool shorterGap) =>
        MayBeScheduled(journey)
            .And(purpose switch
            {
                AppointmentPurpose.Consultation => CarePaths.MayBookConsultation(journey),
                AppointmentPurpose.Preparation => Preparations.MayBook(journey, moment.Clinic),
                AppointmentPurpose.Dosing => SessionGates.Book(journey, start, moment, shorterGap),
                AppointmentPurpose.Integration => Gate.Of("integration", Gate.Unless(journey.Course.Last is { IsIntegrated: false }, "integration.none", "There is no dose to integrate.", "Book the dosing session first.")),
                _ => Gate.Of("review", Gate.Unless(journey.Course.Given > 0, "review.none", "There is nothing to review yet.", "Give the first dose first.")),
            });

    /// <summary>An appointment may be moved where one of its kind may be booked, not counting itself.</summary>
    public static Gate MayMove(Journey journey, Appointment appointment, Instant start, Moment moment)
    {
        var without = journey with { Appointments = journey.Appointments.With(appointment with { State = AppointmentState.Cancelled }) };
        return MayBook(without, appointment.Which.Purpose, start, moment, journey.Course.ShorterGap is not null || journey.Course.Find(appointment.Which) is { ShorterGap: true });
    }

    private static Decision Route(Journey journey, Command command, Moment moment) => command switch
    {
        ReceiveInquiry or RepeatInquiry or NotePossibleDuplicate or LogContactAttempt or CorrectContact => Inquiries.Decide(journey, command, moment),
        CorrectDetails or RecordCameForward or CorrectContactAttempt => Details.Decide(journey, command, moment),
        MergeDuplicate or KeepApart => Duplicates.Decide(journey, command),
        StopEmail or ResumeEmail => EmailStops.Decide(journey, command),
        CorrectAttendance correct => Attendance.Decide(journey, correct, moment),
        DischargeForSafety or ReferOut or RetractDeath => Endings.Decide(journey, command, moment),
        BookAppointment or MoveAppointment or ConfirmAppointment or AskAnotherTime or CancelAppointment or RecordAttendance or RecordNoShow => Scheduling.Decide(journey, command, moment),
        DecideCarePath or ReopenCarePath or RecordConversation => CarePaths.Decide(journey, command, moment),
        SubmitForm or SaveForm or SignConsent => Intake.Decide(journey, command, moment),
        DecideReadiness or DecideClearance or RequestInformation or ReceiveInformation or SuspendClearance or ReinstateClearance or ReportChange => Clearances.Decide(journey, command, moment),
        SetVitalsLimits set => VitalsLimits.Decide(journey, set, moment),
        NoteCondition or ReviewCondition => Conditions.Decide(journey, command, moment),
        RecordTest or WaiveTest => MedicalTests.Decide(journey, command, moment),
        PlanMedicine or RemoveMedicine or SignMedicationPlan or WaiveHoldTime => Medication.Decide(journey, command, moment),
        CompletePreparation complete => Preparations.Decide(journey, complete, moment),
        SignDoseOrder or ConfirmMedicineAvailable => Prescriptions.Decide(journey, command, moment),
        PlanCourse plan => CoursePlans.Decide(journey, plan, moment),
        DecideFee fee => Fees.Decide(journey, fee),
        AllowShorterGap allow => Gaps.Decide(journey, allow, moment),
        CheckClientIn or TakeVitals or StrikeVitals or DecideHeldSession or GiveDose or ResolveCheckin
            or DischargeClient or ExceptDischargeItem or InterruptSession or TransferClient or ReportEscortMissing or NameEscort
            or DecideSilence or ExceptIntegration or RecordAdverseEvent or FileIncidentReport or ReleaseMessages => Sessions.Decide(journey, command, moment),
        SignMidReview or SignEndReview or StopCourse or PlanAftercare or CompleteCourse => Reviews.Decide(journey, command, moment),
        BeginMaintenance begin => Maintenance.Decide(journey, begin, moment),
        HoldJourney or ReleaseHold or Withdraw or CloseJourney or ReopenJourney or RecordDeath => Standings.Decide(journey, command, moment),
        AcknowledgeAlert or ResolveAlert or RecordSafetyContact or DecideWelfare or ReviewWorsening => Alerts.Decide(journey, command, moment),
        RecordSafetyPlan plan => SafetyPlans.Decide(journey, plan, moment),
        ReceiveMessage message => Inbound.Decide(journey, message),
        OpenTask or ClaimTask or ReleaseTask or DelegateTask or FollowUpTask or FinishTask or EscalateTask => StaffTasks.Decide(journey, command, moment),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "No part of the pathway decides this command."),
    };

    private static Reason NotYours(CommandKind kind) => kind switch
    {
        { Roles: not Role.None } => new Reason("role", "Your role may not do this.", $"It takes {RoleWords.AnyOf(kind.Roles)}: ask one of them."),
        { ByClient: true } => new Reason("role", "Only the client does this.", "Send them their link, or do it with them on their own page."),
        _ => new Reason("role", "Nobody does this by hand.", "It comes by itself when it is due."),
    };

    private static Decision Settle(Journey journey, Decision decision, Moment moment)
    {
        if (decision is not Decision.Accepted { Facts.Count: > 0 } accepted)
            return decision;
        if (SecondClick.Is(journey, accepted.Facts, moment))
            return Decision.Record();
        var numbered = Alerts.Numbered(journey, accepted.Facts);
        IReadOnlyList<Fact> facts = [.. numbered, .. Suspensions.CausedBy(journey, numbered, moment)];
        var after = facts.Aggregate(journey, (so, fact) => Evolve(so, new Recorded(so.Sequence + 1, moment.Now, moment.By, moment.Clinic.Version, "", fact)));
        return new Decision.Accepted([.. facts, .. StaffTasks.Settled(after, moment.Clinic)]);
    }

    /// <summary>A closed journey still hears the client, is put right by staff, and finishes what a dose began.</summary>
    private static bool IsAllowedWhenClosed(Journey journey, Command command) => command switch
    {
        ReopenJourney or RecordDeath or RetractDeath or CloseJourney or Withdraw => true,
        _ when journey.Standing.Kind == StandingKind.Deceased => false,
        // How somebody is reached, and what was written down wrongly, is put right at any time.
        CorrectContact or CorrectDetails or StopEmail or ResumeEmail or KeepApart or CorrectAttendance => true,
        RepeatInquiry or ReceiveMessage or AcknowledgeAlert or ResolveAlert or RecordSafetyContact or DecideWelfare or ReviewWorsening => true,
        OpenTask or ClaimTask or ReleaseTask or DelegateTask or FollowUpTask or FinishTask or EscalateTask or RecordConversation => true,
        TakeVitals or StrikeVitals or DischargeClient or ExceptDischargeItem or InterruptSession or TransferClient or ReportEscortMissing or NameEscort => true,
        RecordAdverseEvent or FileIncidentReport or ReleaseMessages or ResolveCheckin or DecideSilence => true,
        SubmitForm { Form: FormKind.Checkin } or SaveForm { Form: FormKind.Checkin } => true,
        SubmitForm { Form: var form } => MeasureSchedule.FollowUpForms.Contains(form) && journey.Standing.Because == ClosedBecause.Completed,
        SaveForm { Form: var form } => MeasureSchedule.FollowUpForms.Contains(form) && journey.Standing.Because == ClosedBecause.Completed,
        _ => false,
    };

    /// <summary>After an event of grade 4 nothing goes out by itself until a clinician says so (care-pathway §5.3).</summary>
    private static bool IsStopped(Journey journey, Duty duty) =>
        journey.Course.MessagesStopped is not null && duty.Action is DutyAction.Tell { To: Audience.Client };

    /// <summary>While a high risk is unresolved, or no clearance is in force on the day of the session, no message goes out that assumes the client will come (invariant 4, M24).</summary>
    private static bool AssumesAttendance(Journey journey, Duty duty, Clinic clinic) =>
        duty.Action is DutyAction.Tell { Text.Quiet: Quiet.Earlier } tell
        && (journey.Alerts.Block || (tell.About is { Purpose: AppointmentPurpose.Dosing } about && journey.Appointments.Find(about) is { } session && !Clearances.Reaches(journey, session.Start, clinic)));
}
