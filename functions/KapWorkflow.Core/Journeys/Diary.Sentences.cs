using System.Globalization;

namespace KapWorkflow.Core;

/// <summary>A sentence for each fact.</summary>
public static partial class Diary
{
    private static string? Sentence(Recorded recorded, Dictionary<string, TaskOpened> tasks, Clinic clinic)
    {
        var who = Who(recorded.By, clinic);
        return recorded.Fact switch
        {
            TaskOpened task => $"Asked of {(task.Task == TaskKind.SignEndReview ? task.About?.ToLowerInvariant() : Roles(TaskCatalogue.Of(task.Task).Roles))}: {Title(task)}, by {When(task.DueBy, clinic)}.",
            TaskClaimed claimed => $"{Name(claimed.By, clinic)} took the task: {Title(tasks, claimed.Key)}.",
            TaskReleased released => $"{who} gave a task back: {Title(tasks, released.Key)}.",
            TaskEscalated late => $"Late, and now on the director's list{(late.HandedTo is { } next ? $", and {Name(next, clinic)} has it" : "")}: {Title(tasks, late.Key)}.",
            TaskDelegated delegated => $"{who} gave {Name(delegated.To, clinic)} the task: {Title(tasks, delegated.Key)}.{Note(delegated.Why)}",
            TaskPutOff off => $"{who} put the task off to {Day(off.On)}: {Title(tasks, off.Key)}.{Note(off.Why)}",
            TaskClosed { How: TaskClosing.Settled } settled => $"No longer needed or done: {Title(tasks, settled.Key)}.",
            TaskClosed closed => $"{who} finished: {Title(tasks, closed.Key)}.{Note(closed.Note)}",
            var fact => Beginning(fact, who, clinic) ?? Deciding(fact, who) ?? InSession(fact, who, clinic) ?? OfTheClearance(fact, who) ?? OfTheCourse(fact, who) ?? AtAnyTime(fact, who),
        };
    }

    private static string? Beginning(Fact fact, string who, Clinic clinic) => fact switch
    {
        InquiryReceived { Details.Unfinished: true } begun => $"{NameOf(begun.Details)} began an inquiry that could not wait to be finished.",
        InquiryReceived inquiry => inquiry.Details.InquiringFor switch
        {
            InquiringFor.Self => $"{inquiry.Details.FirstName} inquired through the website.",
            InquiringFor.SomeoneElse => $"{inquiry.Details.FirstName} inquired for somebody else.",
            _ => $"{inquiry.Details.FirstName} inquired as a professional.",
        },
        InquiryRepeated { Details.Unfinished: true } => "The same person wrote again, and did not finish.",
        InquiryRepeated => "The same person wrote again.",
        PossibleDuplicateNoted => "Another journey seems to be the same person's.",
        ContactAttempted attempt => $"{who} tried to reach the client by {Plain(attempt.How)}: {(attempt.Reached ? "reached" : "not reached")}.{Note(attempt.Note)}",
        ContactCorrected { OfInquirer: true } => $"{who} corrected how the person who inquired is reached.",
        ContactCorrected => $"{who} corrected how the client is reached.",
        DetailsCorrected corrected => $"{who} corrected who the client is.{Note(corrected.Why)}",
        ClientCameForward => $"{who} recorded that the person came forward themselves.",
        ContactAttemptCorrected wrong => $"{who} corrected the contact attempt: {(!wrong.Happened ? "there was none" : wrong.Reached ? "reached" : "not reached")}.{Note(wrong.Why)}",
        DuplicateMerged merged => $"{who} goes on with this person on another journey.{Note(merged.Why)}",
        DuplicateKeptApart apart => $"{who} keeps this and another journey apart.{Note(apart.Why)}",
        AttendanceCorrected corrected => $"{who} corrected: the client {(corrected.Came ? "came" : "did not come")} to the {Of(corrected.Which)}.{Note(corrected.Why)}",
        AppointmentBooked booked => $"{who} booked the {Of(booked.Which)} for {When(booked.Start, clinic)} with {Name(booked.Therapist, clinic)}{(booked.Prescriber is { } prescriber ? $" and {Name(prescriber, clinic)}" : "")}.",
        AppointmentMoved moved => $"{who} moved the {Of(moved.Which)} to {When(moved.Start, clinic)}.",
        AppointmentConfirmed confirmed => $"{who} confirmed the {Of(confirmed.Which)}.",
        AppointmentCancelled cancelled => $"{who} cancelled the {Of(cancelled.Which)}{(cancelled.Late ? ", late" : "")}.{Note(cancelled.Why)}",
        AppointmentAttended { Which.Purpose: AppointmentPurpose.Dosing } => null,
        AppointmentAttended attended => $"The {Of(attended.Which)} was held.{Note(attended.Note)}",
        AppointmentMissed missed => $"The client did not come to the {Of(missed.Which)}.",
        AnotherTimeAsked asked => $"The client asked for another time for the {Of(asked.Which)}.",
        FormSubmitted form => $"{who} filled in: {(FormLibrary.ByHash(form.DefinitionHash) ?? FormLibrary.Of(form.Form)).In("en")}.",
        FormSaved form => $"{who} filled in a part of: {(FormLibrary.ByHash(form.DefinitionHash) ?? FormLibrary.Of(form.Form)).In("en")}.",
        MeasureTaken measure => $"{who} answered {Measure(measure.Measure)}: {Score(measure)}.",
        ConsentSigned consent => $"The client signed: {clinic.Documents.TitleOf(consent.Consent, "en")}.",
        _ => null,
    };

    private static string NameOf(InquiryDetails details) => details.FirstName.Length > 0 ? details.FirstName : "Somebody";

    private static string? Deciding(Fact fact, string who) => fact switch
    {
        CarePathDecided path => $"{who} and the client decided the care path: {(path.Outcome == CarePathOutcome.Kap ? "KAP" : Plain(path.Outcome))}.",
        CarePathReopened reopened => $"{who} opened the care path again.{Note(reopened.Why)}",
        ConversationHeld conversation => $"{who} spoke with the client about it: {Plain(conversation.About)}.{(conversation.Destination is { } to ? $" From here: {to}." : "")}{Note(conversation.Note)}",
        ReadinessDecided readiness => $"{who} ({readiness.Licence}) found the client {(readiness.Ready ? "ready" : "not ready yet")}: {readiness.Reason}",
        ClearanceDecided { AuthorisedDoses: > 0 } cleared => string.Create(CultureInfo.InvariantCulture, $"{who} ({cleared.Licence}) decided: {Plain(cleared.Outcome)}, {cleared.AuthorisedDoses} doses until {Day(cleared.ExpiresOn)}: {cleared.Reason}"),
        ClearanceDecided decided => $"{who} ({decided.Licence}) decided: {Plain(decided.Outcome)}{(decided.DeferredUntil is { } until ? $" until {Day(until)}" : "")}: {decided.Reason}",
        InformationRequested request => $"{who} asked for more information: {request.What}",
        InformationReceived => $"{who} recorded that the information came.",
        ClearanceSuspended { Trigger: { } trigger } rule when trigger != SuspensionTrigger.ByHand => $"The clearance is suspended: {rule.Reason}.",
        ClearanceSuspended suspended => $"{who} suspended the clearance: {suspended.Reason}",
        ClearanceReinstated reinstated => $"{who} ({reinstated.Licence}) reinstated the clearance: {reinstated.Reason}{(reinstated.Reviewed is { } reviewed ? $" Reviewed: {reviewed}" : "")}",
        AuthorisationExtended extended => string.Create(CultureInfo.InvariantCulture, $"{who} ({extended.Licence}) authorised {extended.Doses} more doses until {Day(extended.ExpiresOn)}."),
        PreparationCompleted => $"{who} found the preparation complete.",
        ReviewSigned { Review: ReviewKind.Mid } mid => $"{who} signed the mid-course review: {Plain(mid.Outcome)}. {mid.Reason}",
        ReviewSigned end => $"{who} signed the end review as {end.SignedAs.ToString().ToLowerInvariant()}.",
        CourseStopped stopped => $"{who} stopped the course: {stopped.Reason}",
        AftercarePlanned planned => $"{who} planned the aftercare; the client {(planned.FollowUpConsent ? "agreed to" : "does not want")} follow-up forms.",
        MaintenanceBegun begun => string.Create(CultureInfo.InvariantCulture, $"{who} began maintenance of {begun.Doses} sessions: {begun.Reason}"),
        CourseCompleted completed => $"{who} completed the course: {completed.Outcome}",
        _ => null,
    };

    private static string? InSession(Fact fact, string who, Clinic clinic) => fact switch
    {
        ClientCheckedIn arrival => $"{who} checked the client in{(Arrivals.IsInOrder(arrival) ? "" : ", not everything in order")}; risk screen: {Plain(arrival.Cssrs)}.{(arrival.LateBecause is null ? "" : $" The client came late; the session is held: {arrival.LateBecause}")}",
        VitalsTaken vitals => string.Create(CultureInfo.InvariantCulture, $"{who} took vitals: {vitals.Systolic}/{vitals.Diastolic} mmHg, pulse {vitals.Pulse}, oxygen {vitals.Spo2} %{(vitals.TemperatureTenths is { } tenths ? $", {tenths / 10}.{tenths % 10} °C" : "")}{(vitals.WithinLimits ? "" : ", outside the limits")}."),
        VitalsStruck struck => string.Create(CultureInfo.InvariantCulture, $"{who} struck reading {struck.Number}: {struck.Reason}"),
        SessionHeld => "The session is held: the prescriber decides.",
        HeldSessionDecided decided => $"{who} ({decided.Licence}) decided: {Plain(decided.Outcome)}: {decided.Reason}",
        DoseGiven given => $"{who} gave the dose of {Of(given.Which)} as prescribed, {Plain(given.Route)}; {Name(given.Therapist, clinic)} was in the room.",
        ClientDischarged => $"{who} discharged the client, with the escort.",
        CheckinResolved resolved => $"{who} settled the day-after check-in.{Note(resolved.Note)}",
        _ => null,
    };

    private static string? AtAnyTime(Fact fact, string who) => fact switch
    {
        AlertRaised raised => $"Safety alert: {AlertWords.Of(raised.Rule)} ({raised.Source}), {Plain(raised.Level)}.",
        AlertAcknowledged => $"{who} acknowledged the alert.",
        AlertResolved resolved => $"{who} resolved the alert{(resolved.WithoutContact is { } without ? $", without speaking with the client: {without}" : ".")}{Note(resolved.Note)}",
        SafetyContactRecorded contact => $"{who} {(contact.Reached ? "spoke with the client" : "tried to reach the client")} about the alert, {Plain(contact.How)}{(contact.Reached ? "" : ": not reached")}.{Note(contact.Note)}",
        WelfareDecided welfare => $"{who} decided, since the client was not reached: {Plain(welfare.Step)}. {welfare.Reason}",
        WorseningReviewed reviewed => $"{who} looked at the worsening as {reviewed.As.ToString().ToLowerInvariant()}.{Note(reviewed.Note)}",
        SafetyPlanWritten => $"{who} wrote the safety plan with the client.",
        MessageReceived received => $"The client texted: {Plain(received.Kind)}.",
        PutOnHold hold => $"{who} put the journey on hold: {hold.Reason}",
        HoldReleased released => $"{who} released the hold: {released.Reason}",
        JourneyWithdrawn => $"{who} withdrew.",
        JourneyClosed closed => $"{who} closed the journey: {Plain(closed.Because)}.{Note(closed.Note)}",
        DeathRetracted retracted => $"{who} took back the death that was recorded by mistake: {retracted.Reason}",
        EmailStopped stopped => $"E-mails stop: {Plain(stopped.Why)}.",
        EmailResumed resumed => $"{who} lets e-mails go out again.{Note(resumed.Why)}",
        JourneyReopened reopened => $"{who} reopened the journey: {reopened.Reason}",
        DeathRecorded => $"{who} recorded that the client has died. Everything stops.",
        _ => null,
    };

    private static string Title(TaskOpened task)
    {
        var title = TaskCatalogue.Of(task.Task).Title;
        return $"{char.ToLowerInvariant(title[0])}{title[1..]}";
    }

    private static string Title(Dictionary<string, TaskOpened> tasks, string key) => tasks.TryGetValue(key, out var task) ? Title(task) : "a task";

    internal static string Measure(FormKind measure) => measure switch
    {
        FormKind.Phq9 => "the PHQ-9",
        FormKind.Gad7 => "the GAD-7",
        FormKind.Pcl5 => "the PCL-5",
        FormKind.Urinary => "the questions about urinary symptoms",
        FormKind.Cssrs => "the risk screen",
        _ => FormLibrary.Of(measure).In("en"),
    };

    private static string Score(MeasureTaken measure) => measure switch
    {
        { Level: { } level } => Plain(level),
        { Total: { } total } => string.Create(CultureInfo.InvariantCulture, $"{total}, {measure.Band}"),
        _ => "not to the end",
    };

    private static string Note(string? note) => string.IsNullOrWhiteSpace(note) ? "" : $" {note}";
}
