using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>What somebody does next: a command on a task, or waiting until it is time for it.</summary>
public abstract record NextStep
{
    private NextStep()
    {
    }

    /// <param name="Task">The task's key, or null for a command that needs none.</param>
    public sealed record Do(Author By, Command Command, string? Task = null) : NextStep;

    public sealed record Wait(Instant Until) : NextStep;
}

/// <summary>The practice's people, who do each task as it opens, in opening hours.</summary>
public sealed class ScriptedStaff(Clinic clinic, Scenario scenario)
{
    private static readonly NodaTime.LocalTime Morning = new(10, 0);
    private static readonly NodaTime.LocalTime Afternoon = new(14, 0);

    // Urgent ones are done at any hour.
    private static readonly HashSet<TaskKind> AnyHour = [TaskKind.AnswerAlert, TaskKind.ResolveAlert, TaskKind.SpeakWithClient, TaskKind.RunSession, TaskKind.DecideHeldSession, TaskKind.BookIntegration, TaskKind.CallAboutCheckin];

    public NextStep? Next(Journey journey, Instant now)
    {
        Instant? wait = null;
        foreach (var task in journey.Tasks.Open.Where(task => !scenario.Leaves(journey, task.Kind)))
        {
            var step = !AnyHour.Contains(task.Kind) && !clinic.Business.IsOpen(now)
                ? new NextStep.Wait(clinic.Business.NextOpen(now))
                : Do(journey, task, now);
            if (step is NextStep.Do)
                return step;
            if (step is NextStep.Wait { Until: var until } && (wait is null || until < wait))
                wait = until;
        }
        return wait is { } at ? new NextStep.Wait(at) : null;
    }

    private NextStep? Do(Journey journey, StaffTask task, Instant now) => task.Kind switch
    {
        TaskKind.CallInquirer => By(Role.Intake, new LogContactAttempt(ContactBy.Phone, scenario.Answers, scenario.Answers ? "Spoke on the telephone." : "No answer."), task),
        TaskKind.BookConsultation => Book(task, AppointmentPurpose.Consultation, Day(now, 2) + Morning, Modality.Telehealth),
        TaskKind.RecordAttendance => By(Role.Therapist, new RecordAttendance(AppointmentRef.Parse(task.About!)), task),
        TaskKind.DecideCarePath => By(Role.Therapist, CarePath(), task),
        TaskKind.HandOver => By(Role.Therapist, new RecordConversation(ConversationAbout.CarePath, "Agreed on the telephone.", "A therapist near them, first visit on Monday"), task),
        TaskKind.DecideReadiness => By(Role.Therapist, new DecideReadiness(Ready: true, "Stable, well supported, clear intentions."), task),
        TaskKind.GatherTests => Gather(journey, task, now),
        TaskKind.RenewTest => By(Role.Nurse, Found(MedicalDuties.KindOf(task)!.Value, Today(now)), task),
        TaskKind.DecideClearance => scenario.Clearance == ClearanceOutcome.Cleared ? Clear(journey, task, now) : By(Role.Prescriber, new DecideClearance(scenario.Clearance, "Uncontrolled blood pressure."), task),
        TaskKind.ReviewSuspension => By(Role.Prescriber, new ReinstateClearance("Nothing that stands in the way.", "Spoke with the client about each of the reasons."), task),
        TaskKind.TellOfSuspension => By(Role.Therapist, new RecordConversation(ConversationAbout.Suspension, "Told on the telephone that things wait."), task),
        TaskKind.SignMedicationPlan => By(Role.Prescriber, new SignMedicationPlan(), task),
        TaskKind.TellInPerson => By(Role.Prescriber, new RecordConversation(ConversationAbout.NotCleared, "Explained by telephone; other options discussed."), task),
        TaskKind.BookPreparation => Book(task, AppointmentPurpose.Preparation, Day(now, 2) + Afternoon, Modality.InPerson),
        TaskKind.CompletePreparation => By(Role.Therapist, new CompletePreparation("Intentions, safety and escort discussed."), task),
        TaskKind.SignDoseOrder => By(Role.Prescriber, new SignDoseOrder("one lozenge as dispensed", DoseRoute.Sublingual), task),
        TaskKind.ConfirmMedicine => By(Role.Nurse, new ConfirmMedicineAvailable(), task),
        TaskKind.BookSession => Book(task, AppointmentPurpose.Dosing, SessionDay(journey, now) + Morning, Modality.InPerson),
        TaskKind.BookIntegration => Book(task, AppointmentPurpose.Integration, Day(now, 2) + Afternoon, Modality.InPerson),
        TaskKind.RunSession => Session(journey, task, now),
        TaskKind.SignMidReview => journey.Course.LastIsClosed ? By(Role.Prescriber, new SignMidReview(ReviewOutcome.Continue, "Better, and well tolerated."), task) : null,
        TaskKind.SignEndReview => By(task.About == nameof(Role.Therapist) ? Role.Therapist : Role.Prescriber, new SignEndReview("The aims of the course are reached."), task),
        TaskKind.CompleteCourse => Complete(journey, task),
        TaskKind.AnswerAlert or TaskKind.ResolveAlert or TaskKind.SpeakWithClient or TaskKind.ReviewRisk => journey.Alerts.Find(task.About!) is { NeedsContact: true, Contact: null }
            ? By(Role.Therapist, new RecordSafetyContact(task.About!, Reached: true, LiveContact.Telephone, "Spoke with the client; safe."), task)
            : By(Role.Therapist, new ResolveAlert(task.About!, "Spoke with the client; safe."), task),
        TaskKind.ReviewWorseningAsTherapist => By(Role.Therapist, new ReviewWorsening(task.About!, "Talked it through."), task),
        TaskKind.ReviewWorseningAsPrescriber => By(Role.Prescriber, new ReviewWorsening(task.About!, "Nothing medical behind it."), task),
        TaskKind.WriteSafetyPlan => By(Role.Therapist, new RecordSafetyPlan("Signs, what helps, whom to call."), task),
        TaskKind.DecideFee => By(Role.Intake, new DecideFee(AppointmentRef.Parse(task.About!), FeeOutcome.None, "The first time."), task),
        TaskKind.CallAboutCheckin or TaskKind.DecideSilence or TaskKind.ReviewCheckin => By(Role.Therapist, new ResolveCheckin(AppointmentRef.Parse(task.About!), "Spoke with the client."), task),
        TaskKind.IntegrationOverdue or TaskKind.RecheckSession or TaskKind.AuthoriseMore or TaskKind.ChaseInformation or TaskKind.ReviewHold or TaskKind.OfferAnotherTime => null,
        _ => By(Role.Intake, new FinishTask(task.Key, "Done."), task, Role.Therapist),
    };

    private NextStep.Do Gather(Journey journey, StaffTask task, Instant now) => Missing(journey, now) is { } need
        ? By(Role.Nurse, Found(need.Kind, Today(now)), task)
        : By(Role.Nurse, new FinishTask(task.Key, "Everything is here."), task);

    /// <summary>The prescriber looks at what was raised, one after the other, and decides once the tests are there.</summary>
    private NextStep.Do? Clear(Journey journey, StaffTask task, Instant now) =>
        Missing(journey, now) is not null ? null
        : Conditions.Of(journey, clinic, now).FirstOrDefault(flag => !flag.IsSettled) is { } flag ? By(Role.Prescriber, new ReviewCondition(flag.Code, ConditionFinding.AcceptedWithReason, "Seen, and discussed with the client."), task)
        : By(Role.Prescriber, new DecideClearance(scenario.Clearance, "Evaluated today; no contraindication found.", Evaluation: Modality.InPerson), task);

    private TestNeed? Missing(Journey journey, Instant now) => MedicalTests.ForDecision(journey, clinic, now).FirstOrDefault(need => !need.IsMetOn(Today(now)));

    private LocalDate Today(Instant now) => PracticeTime.Local(now, clinic.Zone).Date;

    private RecordTest Found(TestKind kind, LocalDate takenOn) => kind switch
    {
        TestKind.BloodPressure when scenario.Clearance == ClearanceOutcome.NotCleared => new(kind, takenOn, TestResult.Abnormal, Systolic: 172, Diastolic: 104),
        TestKind.BloodPressure => new(kind, takenOn, TestResult.Normal, Systolic: 122, Diastolic: 78),
        TestKind.Pregnancy or TestKind.DrugScreen => new(kind, takenOn, TestResult.Negative),
        _ => new(kind, takenOn, TestResult.Normal),
    };

    private DecideCarePath CarePath() => scenario.CarePath == CarePathOutcome.Kap
        ? new DecideCarePath(CarePathOutcome.Kap, "KAP, medication, therapy", "KAP", "KAP", "Depression not helped before", ClientAgreed: true)
        : new DecideCarePath(scenario.CarePath, "KAP, medication, therapy", "Therapy first", "Therapy", ClientAgreed: true);

    private NextStep.Do Book(StaffTask task, AppointmentPurpose purpose, LocalDateTime start, Modality modality)
    {
        var dosing = purpose == AppointmentPurpose.Dosing;
        var book = new BookAppointment(purpose, start, One(Role.Therapist).Id, dosing ? One(Role.Prescriber).Id : null, modality == Modality.InPerson ? clinic.Rooms[0].Id : null, modality);
        return By(Role.Therapist, book, task);
    }

    /// <summary>A week after the last dose, and not before the client had time to prepare.</summary>
    private LocalDate SessionDay(Journey journey, Instant now)
    {
        var soonest = Day(now, 5);
        return journey.Course.Last?.Dosed is { } last
            ? LocalDate.Max(soonest, BusinessDay(PracticeTime.Local(last.At, clinic.Zone).Date.PlusDays(8)))
            : soonest;
    }

    private NextStep? Session(Journey journey, StaffTask task, Instant now)
    {
        var which = AppointmentRef.Parse(task.About!);
        if (journey.Appointments.Find(which) is not { } appointment || journey.Course.Find(which) is not { } cycle)
            return null;
        return cycle switch
        {
            { CheckedIn: null } => By(Role.Nurse, new CheckClientIn(
                which, EscortVerified: true, FastingKept: true, NothingNew: true, CssrsLevel.None, IdentityVerified: true, MedicinesAsPlanned: true, ConsentReaffirmed: true,
                PregnancyAnswer.NotPossible, "Sam Hale", "+16175550143"), task),
            { Vitals.Count: 0 } => By(Role.Nurse, new TakeVitals(which, 122, 78, 68, 98), task),
            { Dosed: null } => now < appointment.Start ? new NextStep.Wait(appointment.Start) : By(Role.Prescriber, new GiveDose(which, appointment.Therapist, PrescriberReachable: true), task),
            { Dosed: { } dosed } => Home(journey, cycle, dosed, task, now),
        };
    }

    private NextStep? Home(Journey journey, Cycle cycle, Stamp dosed, StaffTask task, Instant now)
    {
        var which = cycle.Which;
        var observed = dosed.At + Duration.FromMinutes(clinic.Dosing.ObservationMinutes);
        if (now < observed)
            return new NextStep.Wait(observed);
        return journey.Appointments.Next(AppointmentPurpose.Integration) is null
            ? null
            : cycle.LastAfterDose is null
                ? By(Role.Nurse, new TakeVitals(which, 124, 79, 70, 98), task)
                : By(Role.Nurse, new DischargeClient(which, true, true, true, true, true, true), task);
    }

    private NextStep.Do? Complete(Journey journey, StaffTask task) => journey.Reviews switch
    {
        { Aftercare: null } => By(Role.Therapist, new PlanAftercare("Therapy every two weeks; a group for integration.", FollowUpConsent: true), null),
        _ when Reviews.MayComplete(journey, clinic).IsOpen => By(Role.Therapist, new CompleteCourse("Much better than at the start."), task),
        _ => null,
    };

    private NextStep.Do By(Role role, Command command, StaffTask? task, Role otherwise = Role.None)
    {
        var roles = task is null ? role : TaskCatalogue.Of(task.Kind).Roles;
        var member = roles.HasFlag(role) || task is null ? One(role) : otherwise != Role.None && roles.HasFlag(otherwise) ? One(otherwise) : clinic.Staff.First(each => (each.Roles & roles) != Role.None);
        return new NextStep.Do(Author.Of(member.Id, member.Roles), command, task?.Key);
    }

    private StaffMember One(Role role) => clinic.Staff.First(member => member.Roles.HasFlag(role));

    private LocalDate Day(Instant now, int daysOn) => BusinessDay(PracticeTime.Local(now, clinic.Zone).Date.PlusDays(daysOn));

    private LocalDate BusinessDay(LocalDate from)
    {
        while (!clinic.Business.IsBusinessDay(from))
            from = from.PlusDays(1);
        return from;
    }
}
