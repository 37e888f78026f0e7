using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>What a practice and a client who want to get on would do now.</summary>
public sealed class Willing(Walk walk, Habits habits)
{
    private static readonly Author Ines = AClinic.As(AClinic.Ines);
    private static readonly Author Theo = AClinic.As(AClinic.Theo);
    private static readonly Author Noel = AClinic.As(AClinic.Noel);
    private static readonly Author Dana = AClinic.As(AClinic.Dana);

    private Journey Journey => walk.Journey;

    private Author Priya { get; } = Author.Of(habits.Prescriber, Crowd.Clinic.Find(habits.Prescriber)!.Roles);

    /// <summary>The most pressing first. Each is worth a try; the rules say which of them may be done.</summary>
    public IEnumerable<(Author By, Command Command, string? Task)> Would()
    {
        var would = habits.IsHasty
            ? AtTheChair().Concat(Sessions()).Concat(OfTheClient()).Concat(AboutTheStanding()).Concat(Onwards()).Concat(OfTasks()).Concat(AboutAlerts())
            : AboutAlerts().Concat(AtTheChair()).Concat(AboutTheStanding()).Concat(OfTasks()).Concat(OfTheClient()).Concat(Onwards());
        if (habits.IsHasty)
            would = would.Where(each => !IsAftercare(each.Item2));
        return habits.LetsTheAppApprove ? would.SelectMany(each => new[] { each with { Item1 = Author.Website }, each }) : would;
    }

    /// <summary>What a dose asks for before the next.</summary>
    private static bool IsAftercare(Command command) => command is ResolveCheckin or SubmitForm { Form: FormKind.Checkin } or BookAppointment { Purpose: AppointmentPurpose.Integration } or RecordAttendance { Which.Purpose: AppointmentPurpose.Integration };

    private IEnumerable<(Author, Command, string?)> AboutAlerts() =>
        Journey.Alerts.Unresolved.SelectMany(alert => (IEnumerable<(Author, Command, string?)>)
        [
            (Theo, new ResolveAlert(alert.Key, Canary.Words), null),
            .. alert.Contact is null ? [(Theo, (Command)new RecordSafetyContact(alert.Key, Reached: true, LiveContact.Telephone, Canary.Words), (string?)null)] : Array.Empty<(Author, Command, string?)>(),
            (Theo, new ReviewWorsening(alert.Key, Canary.Words), null),
            (Priya, new ReviewWorsening(alert.Key, Canary.Words), null),
        ]);

    private IEnumerable<(Author, Command, string?)> AtTheChair()
    {
        foreach (var cycle in Journey.Course.Cycles.Values.Where(cycle => cycle.IsUnderWay))
        {
            var which = cycle.Which;
            if (cycle.AwaitsPrescriber || cycle is { Dosed: null, Arrival.EscortVerified: false })
                yield return (Priya, new DecideHeldSession(which, cycle.Arrival!.EscortVerified ? HeldSessionOutcome.Proceed : HeldSessionOutcome.Reschedule, Canary.Words), null);
            yield return (Noel, new GiveDose(which, AClinic.Theo, PrescriberReachable: true), null);
            if (!cycle.VitalsCleared || cycle is { Dosed: not null, LastAfterDose: null })
                yield return (Noel, new TakeVitals(which, 122, 78, 68, 98), null);
            if (cycle.EscortMissing is not null)
                yield return (Noel, new NameEscort(which, Canary.Words, Canary.Phone), null);
            yield return (Noel, Discharge(which), null);
            if (cycle.Dosed is not null)
                yield return (Noel, new TakeVitals(which, 122, 78, 68, 98), null);
            else if (!Arrivals.IsInOrder(cycle.Arrival!) || walk.Now - cycle.CheckedIn!.At > Duration.FromHours(12))
                yield return (Noel, Arrival(which), null);
            // What cannot be given today is given another day.
            yield return (Priya, new DecideHeldSession(which, HeldSessionOutcome.Reschedule, Canary.Words), null);
        }
    }

    private IEnumerable<(Author, Command, string?)> AboutTheStanding()
    {
        if (Journey.Standing.IsOnHold)
            yield return (Dana, new ReleaseHold(Canary.Words), null);
        if (Journey.Clearance.Suspended is not null)
        {
            foreach (var (by, command) in Evaluate())
                yield return (by, command, null);
            yield return (Priya, new ReinstateClearance(Canary.Words, Canary.Words), null);
        }
        if (Journey.Clearance.AwaitsInformation)
            yield return (Ines, new ReceiveInformation(Canary.Words), null);
    }

    private IEnumerable<(Author, Command, string?)> OfTasks()
    {
        foreach (var task in Journey.Tasks.Open)
        {
            foreach (var (by, command) in For(task))
            {
                yield return (by, command, task.Key);
                // Somebody else has taken it: done without the list.
                yield return (by, command, null);
            }
            if (task.ClaimedBy is { } holder && walk.Clinic.Find(holder) is { } member)
                yield return (Author.Of(holder, member.Roles), new ReleaseTask(task.Key), null);
        }
    }

    private IEnumerable<(Author, Command)> For(StaffTask task) => task.Kind switch
    {
        TaskKind.CallInquirer => [(Ines, new LogContactAttempt(ContactBy.Phone, Reached: true))],
        TaskKind.RecordAttendance => [(Ines, new RecordAttendance(AppointmentRef.Parse(task.About!)))],
        TaskKind.OfferAnotherTime => [(Ines, new MoveAppointment(AppointmentRef.Parse(task.About!), In(3, 10))), (Ines, new CancelAppointment(AppointmentRef.Parse(task.About!)))],
        TaskKind.DecideCarePath => [(Theo, Kap)],
        TaskKind.HandOver => [(Theo, new RecordConversation(ConversationAbout.CarePath, Destination: Canary.Words))],
        TaskKind.DecideReadiness => [(Theo, new DecideReadiness(true, Canary.Words)), (Prescribes(AClinic.Theo), new DecideReadiness(true, Canary.Words))],
        TaskKind.DecideClearance or TaskKind.RenewClearance => [.. Evaluate(), (Priya, Clear)],
        TaskKind.GatherTests => Evaluate(),
        TaskKind.RenewTest => [(Noel, AJourney.Harmless(MedicalDuties.KindOf(task)!.Value, Today))],
        TaskKind.SignMedicationPlan => [(Priya, new SignMedicationPlan())],
        TaskKind.TellInPerson => [(Theo, new RecordConversation(ConversationAbout.NotCleared)), (Theo, new RecordConversation(ConversationAbout.Deferred))],
        TaskKind.CompletePreparation => [(Theo, new CompletePreparation(Canary.Words))],
        TaskKind.ReviewPrecheck or TaskKind.DecideHeldSession => [(Priya, new DecideHeldSession(AppointmentRef.Parse(task.About!), HeldSessionOutcome.Proceed, Canary.Words))],
        TaskKind.CallAboutAbsence => [(Noel, new RecordNoShow(AppointmentRef.Parse(task.About!)))],
        TaskKind.CallAboutCheckin or TaskKind.ReviewCheckin => [(Theo, new ResolveCheckin(AppointmentRef.Parse(task.About!), Canary.Words))],
        TaskKind.SignMidReview => [(Priya, new SignMidReview(ReviewOutcome.Continue, Canary.Words)), (Priya, new SignMidReview(ReviewOutcome.Stop, Canary.Words))],
        TaskKind.SignEndReview => [(Theo, new SignEndReview(Canary.Words)), (Priya, new SignEndReview(Canary.Words))],
        TaskKind.CompleteCourse when Journey.Reviews.Aftercare is null => [(Theo, new PlanAftercare(Canary.Words, FollowUpConsent: true))],
        TaskKind.CompleteCourse => [(Theo, new CompleteCourse(Canary.Words))],
        TaskKind.SignDoseOrder => [(Priya, AJourney.TheOrder)],
        TaskKind.ReviewStoppedMessages => [(Theo, new ReleaseMessages(Canary.Words))],
        _ when TaskCatalogue.Of(task.Kind).IsDoneByNote => [(Crowd.Staff.First(author => author.Has(task.Roles)), new FinishTask(task.Key, Canary.Words))],
        TaskKind.RunSession => [],
        _ => TaskCatalogue.Of(task.Kind).Commands.Take(1).Select(name => Commands.Find(name)!)
            .Select(kind => (Anybody(task.Roles & kind.Roles), Kindly.Decide(task, kind, walk))),
    };

    /// <summary>Licensed where the client is, and of one role where that can be had.</summary>
    private Author Anybody(Role roles) => new[] { Theo, Priya, Noel, Ines, Dana }.FirstOrDefault(author => author.Has(roles)) ?? Author.System;

    private static DischargeClient Discharge(AppointmentRef which) => new(which, true, true, true, true, true, true);

    private static CheckClientIn Arrival(AppointmentRef which) =>
        new(which, true, true, true, CssrsLevel.None, true, true, true, PregnancyAnswer.NotPossible, "Sam", "+16175550123", WhyLate: Canary.Words);

    private static DecideCarePath Kap => new(CarePathOutcome.Kap, Canary.Words, Canary.Words, Canary.Words, Canary.Words, ClientAgreed: true);

    private DecideClearance Clear => new(ClearanceOutcome.Cleared, Canary.Words, AuthorisedDoses: habits.Doses, Evaluation: Modality.InPerson);

    /// <summary>The tests that are missing, and what was raised and nobody has looked at.</summary>
    private IEnumerable<(Author, Command)> Evaluate() =>
        MedicalTests.ForDecision(Journey, walk.Clinic, walk.Now).Where(need => !need.IsMetOn(Today)).Select(need => (Noel, (Command)AJourney.Harmless(need.Kind, Today)))
            .Concat(Conditions.Of(Journey, walk.Clinic, walk.Now).Where(flag => !flag.IsSettled).Select(flag => (Priya, (Command)new ReviewCondition(flag.Code, ConditionFinding.NotPresent, Canary.Words))));

    /// <summary>Rosa, who may be either; with her the two keys still need two people.</summary>
    private static Author Prescribes(StaffId other) => other == AClinic.Theo ? AClinic.As(AClinic.Thandi) : Theo;

    private IEnumerable<(Author, Command, string?)> OfTheClient()
    {
        foreach (var form in ClientTodo.Forms(Journey, walk.Clinic, walk.Now))
            yield return (Author.Client, new SubmitForm(form, "en", AnswersTo(form)), null);
        foreach (var consent in ClientTodo.Consents(Journey, walk.Clinic))
            yield return (Author.Client, new SignConsent(consent, "en", Canary.Name), null);
        // Measures grow too old between one visit and the next: a willing client answers them again on the day.
        if (Journey.Course.Cycles.Values.Any(cycle => cycle is { IsUnderWay: true, Dosed: null }))
        {
            foreach (var measure in IntakePacket.BaselineMeasures.Where(measure => !Journey.Intake.IsFresh(measure, walk.Now, Duration.FromHours(12))))
                yield return (Author.Client, new SubmitForm(measure, "en", AnswersTo(measure)), null);
        }
    }

    private Dictionary<string, string> AnswersTo(FormKind form)
    {
        var answers = Answers.To(form, habits.Points);
        if (habits.IsDark && form == FormKind.Phq9)
            answers["9"] = "3";
        return answers;
    }

    private IEnumerable<(Author, Command, string?)> Sessions()
    {
        if (Journey.Appointments.Next(AppointmentPurpose.Dosing) is null)
            yield return (Ines, new BookAppointment(AppointmentPurpose.Dosing, In(8, 10), AClinic.Theo, habits.Prescriber, "garden"), null);
        if (Journey.Appointments.Next(AppointmentPurpose.Dosing) is { } session && session.Start - walk.Now < Duration.FromHours(2))
            yield return (Noel, Arrival(session.Which), null);
    }

    /// <summary>What nobody has been asked for yet.</summary>
    private IEnumerable<(Author, Command, string?)> Onwards()
    {
        if (Journey.Appointments.Next(AppointmentPurpose.Dosing) is { } session && session.Start - walk.Now < Duration.FromHours(2))
            yield return (Noel, Arrival(session.Which), null);
        foreach (var gone in Journey.Appointments.Ahead.Where(each => each.Which.Purpose == AppointmentPurpose.Dosing && each.End < walk.Now))
            yield return (Noel, new RecordNoShow(gone.Which), null);
        foreach (var held in Journey.Appointments.Ahead.Where(each => each.Which.Purpose != AppointmentPurpose.Dosing && each.End < walk.Now))
            yield return (Ines, new RecordAttendance(held.Which), null);
        if (Journey.Course.Last is { Discharged: not null, CheckinSettled: false } last)
            yield return (Theo, new ResolveCheckin(last.Which, Canary.Words), null);
        foreach (var (purpose, days) in new[] { (AppointmentPurpose.Integration, 2), (AppointmentPurpose.Dosing, 9), (AppointmentPurpose.Preparation, 2), (AppointmentPurpose.Consultation, 2) })
        {
            if (Journey.Appointments.Next(purpose) is null)
                yield return (Ines, new BookAppointment(purpose, In(days, 10), AClinic.Theo, purpose == AppointmentPurpose.Dosing ? habits.Prescriber : null, purpose == AppointmentPurpose.Dosing ? "garden" : null), null);
        }
        // Somebody else had inquired for them, and they have come themselves.
        if (!Journey.Contact.IsClients && Journey.Appointments.Attended(AppointmentPurpose.Consultation) > 0)
            yield return (Ines, new RecordCameForward("Zebulon", "Quark", Canary.Email, Canary.Phone, SmsConsent: true, "en", "America/New_York", "MA", IsAdult: true), null);
        if (Journey.Prescription.Order is null)
            yield return (Priya, AJourney.TheOrder, null);
        yield return (Noel, new ConfirmMedicineAvailable(), null);
        if (Journey.CarePath is null or { IsFinal: false })
            yield return (Theo, Kap, null);
        if (Journey.Clearance.Readiness is not { Ready: true })
            yield return (Theo, new DecideReadiness(true, Canary.Words), null);
        if (!Journey.Clearance.IsCleared || (!habits.IsHasty && (Journey.Clearance.AuthorisedDoses <= Journey.Course.Given || Journey.Clearance.ExpiresOn < Today.PlusDays(8))))
        {
            foreach (var (by, command) in Evaluate())
                yield return (by, command, null);
            yield return (Priya, Clear, null);
        }
        yield return (Theo, new CompletePreparation(Canary.Words), null);
        yield return (Priya, new SignMidReview(ReviewOutcome.Continue, Canary.Words), null);
        if (Journey.Course.Given >= walk.Clinic.Dosing.Max)
            yield return (Theo, new StopCourse(Canary.Words), null);
        yield return (Theo, new CompleteCourse(Canary.Words), null);
    }

    private LocalDate Today => PracticeTime.Local(walk.Now, walk.Clinic.Zone).Date;

    private LocalDateTime In(int days, int hour)
    {
        var day = Today.PlusDays(days);
        while (!walk.Clinic.Business.IsBusinessDay(day))
            day = day.PlusDays(1);
        return day + new LocalTime(hour, 0);
    }
}
