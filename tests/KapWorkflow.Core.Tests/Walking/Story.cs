using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace KapWorkflow.Core.Tests;

/// <summary>
/// A client and a practice that do what they are asked, promptly and in order; each story overrides what is different in it.
/// </summary>
public class Story
{
    private static readonly LocalDateTimePattern Stamp = LocalDateTimePattern.Create("ddd uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public Story(Clinic? clinic = null)
    {
        Walk = new Walk(clinic ?? AClinic.Open, Start);
        Walk.WhenAsked = task => Walk.At(ActsAt(task), () => Act(task.Key));
        Walk.WhenTold = duty => Told(duty);
    }

    /// <summary>A Tuesday, 10:00 at the practice.</summary>
    public static Instant Start { get; } = PracticeTime.At(new LocalDateTime(2026, 11, 3, 10, 0), AClinic.Open.Zone);

    public Walk Walk { get; }

    protected Journey Journey => Walk.Journey;

    protected Instant Now => Walk.Now;

    protected Clinic Clinic => Walk.Clinic;

    public virtual InquiryDetails Details { get; } = AJourney.Details;

    public Story Run(int days)
    {
        Walk.Must(Author.Website, new ReceiveInquiry(Details));
        Walk.Until(Start + Duration.FromDays(days));
        return this;
    }

    public string Diary()
    {
        var diary = new StringBuilder();
        LocalDate? last = null;
        foreach (var line in Core.Diary.Of(Walk.Facts, Walk.Ledger, Clinic).Concat(TellsRefusals ? Refused() : []).OrderBy(line => line.At))
        {
            var local = PracticeTime.Local(line.At, Clinic.Zone);
            if (last is not null && local.Date != last)
                diary.Append('\n');
            last = local.Date;
            diary.Append(CultureInfo.InvariantCulture, $"{Stamp.Format(local)}  {line.Text}\n");
        }
        return diary.ToString();
    }

    /// <summary>Where a no is what the story is about: nothing is recorded of it.</summary>
    protected virtual bool TellsRefusals => false;

    private IEnumerable<DiaryLine> Refused() =>
        from given in Walk.Trace.Given
        where given is { By.Kind: AuthorKind.Staff, Answer: Decision.Refused }
        let reasons = string.Join(" ", ((Decision.Refused)given.Answer).Reasons.Select(reason => $"{reason.Text} {reason.NextStep}"))
        select new DiaryLine(given.At, $"{Clinic.Find(given.By.Staff)!.Name} may not \"{Commands.KindOf(given.Command).Title}\": {reasons}");

    protected virtual Instant ActsAt(StaffTask task) => task.Kind switch
    {
        TaskKind.AnswerAlert => Now + Duration.FromMinutes(4),
        TaskKind.CallInquirer => Clinic.Business.After(Now, Duration.FromMinutes(3)),
        TaskKind.GatherTests => Clinic.Business.After(Now, Duration.FromMinutes(10)),
        TaskKind.RunSession or TaskKind.BookIntegration or TaskKind.DecideHeldSession => Now + Duration.FromMinutes(5),
        _ => Clinic.Business.After(Now, Duration.FromMinutes(20)),
    };

    private void Act(string key)
    {
        if (Journey.Tasks.Find(key) is not { IsOpen: true } task || !Do(task))
            return;
        // Not finished: they look at it again the next business day.
        if (Journey.Tasks.Find(key) is { IsOpen: true } open && open.Kind != TaskKind.RunSession)
            Walk.At(Clinic.Business.After(Clinic.Business.EndOfDayAfter(Now, 0) + Duration.FromMinutes(1), Duration.FromMinutes(30)), () => Act(key));
    }

    protected virtual int DaysToASession => 9;

    /// <summary>False: nobody does it.</summary>
    protected virtual bool Do(StaffTask task)
    {
        switch (task.Kind)
        {
            case TaskKind.CallInquirer:
                Walk.MustDecide(AClinic.As(AClinic.Ines), task, new LogContactAttempt(ContactBy.Phone, Reached: true));
                break;
            case TaskKind.BookConsultation:
                Book(task, AppointmentPurpose.Consultation, days: 3, hour: 14, AClinic.Ines);
                break;
            case TaskKind.RecordAttendance:
                Walk.MustDecide(AClinic.As(AClinic.Ines), task, Came(AppointmentRef.Parse(task.About!)));
                break;
            case TaskKind.DecideCarePath:
                Walk.MustDecide(AClinic.As(AClinic.Theo), task, Path());
                break;
            case TaskKind.DecideReadiness:
                Walk.MustDecide(AClinic.As(AClinic.Theo), task, new DecideReadiness(true, "Stable, motivated, knows what to expect."));
                break;
            case TaskKind.GatherTests:
                foreach (var need in MedicalTests.ForDecision(Journey, Clinic, Now).Where(need => !need.IsMetOn(Today)).ToList())
                    Walk.MustDecide(AClinic.As(AClinic.Noel), task, Found(need.Kind, Today));
                Walk.MustDecide(AClinic.As(AClinic.Noel), task, new FinishTask(task.Key, "Everything is here."));
                break;
            case TaskKind.RenewTest:
                Walk.MustDecide(AClinic.As(AClinic.Noel), task, Found(MedicalDuties.KindOf(task)!.Value, Today));
                break;
            case TaskKind.TellOfSuspension:
                Walk.MustDecide(AClinic.As(AClinic.Theo), task, new RecordConversation(ConversationAbout.Suspension));
                break;
            case TaskKind.DecideClearance:
                Walk.MustDecide(AClinic.As(AClinic.Priya), task, Clear());
                break;
            case TaskKind.BookPreparation:
                Book(task, AppointmentPurpose.Preparation, days: 2, hour: 11, AClinic.Ines);
                break;
            case TaskKind.CompletePreparation:
                Walk.MustDecide(AClinic.As(AClinic.Theo), task, new CompletePreparation("Intentions and safety plan are written."));
                break;
            case TaskKind.DecideFee:
                Walk.MustDecide(AClinic.As(AClinic.Ines), task, new DecideFee(AppointmentRef.Parse(task.About!), FeeOutcome.None, "The first time."));
                break;
            case TaskKind.SignDoseOrder:
                Walk.MustDecide(AClinic.As(AClinic.Priya), task, new SignDoseOrder("one lozenge as dispensed", DoseRoute.Sublingual));
                break;
            case TaskKind.ConfirmMedicine:
                Walk.MustDecide(AClinic.As(AClinic.Noel), task, new ConfirmMedicineAvailable("Locked cabinet."));
                break;
            case TaskKind.BookSession:
                Book(task, AppointmentPurpose.Dosing, DaysToASession, hour: 10, AClinic.Ines);
                break;
            case TaskKind.BookIntegration:
                Book(task, AppointmentPurpose.Integration, days: 2, hour: 11, AClinic.Ines);
                break;
            case TaskKind.RunSession:
                RunSession(AppointmentRef.Parse(task.About!));
                break;
            case TaskKind.SignMidReview:
                Walk.MustDecide(AClinic.As(AClinic.Priya), task, new SignMidReview(ReviewOutcome.Continue, "Better sleep, no side effects."));
                break;
            case TaskKind.SignEndReview:
                Walk.MustDecide(AClinic.As(task.About == nameof(Role.Therapist) ? AClinic.Theo : AClinic.Priya), task, new SignEndReview("The goals of the course are reached."));
                break;
            case TaskKind.CompleteCourse:
                if (Journey.Reviews.Aftercare is null)
                    Walk.Must(AClinic.As(AClinic.Theo), new PlanAftercare("Monthly sessions, crisis plan at hand.", FollowUpConsent: true));
                Walk.Give(AClinic.As(AClinic.Theo), new CompleteCourse("Completed as planned."));
                break;
            case TaskKind.AnswerAlert:
                Walk.Must(AClinic.As(AClinic.Theo), new AcknowledgeAlert(task.About!));
                Answer(task.About!);
                break;
            case TaskKind.ResolveAlert:
                // Whoever answered it does so.
                break;
            case TaskKind.ReviewRisk:
                Answer(task.About!);
                break;
            case TaskKind.ReviewWorseningAsTherapist:
                Walk.MustDecide(AClinic.As(AClinic.Theo), task, new ReviewWorsening(task.About!, "A hard week at work; talked it through."));
                break;
            case TaskKind.ReviewWorseningAsPrescriber:
                Walk.MustDecide(AClinic.As(AClinic.Priya), task, new ReviewWorsening(task.About!, "No sign of a medical cause."));
                break;
            case TaskKind.WriteSafetyPlan:
                Walk.MustDecide(AClinic.As(AClinic.Theo), task, new RecordSafetyPlan("Signs, what helps, whom to call."));
                break;
            case TaskKind.HandOver:
                Walk.MustDecide(AClinic.As(AClinic.Theo), task, new RecordConversation(ConversationAbout.CarePath, Destination: "A therapist near them, first visit on Monday"));
                break;
            case TaskKind.TellInPerson:
                Walk.MustDecide(AClinic.As(AClinic.Theo), task, new RecordConversation(Journey.Clearance.Outcome == ClearanceOutcome.NotCleared ? ConversationAbout.NotCleared : ConversationAbout.Deferred));
                break;
            case TaskKind.ReviewHold:
                Walk.MustDecide(AClinic.As(AClinic.Priya), task, new ReleaseHold("The reason for the hold is gone."));
                break;
            default:
                if (!TaskCatalogue.Of(task.Kind).IsDoneByNote)
                    return false;
                var by = task.Roles.HasFlag(Role.Intake) ? AClinic.Ines : task.Roles.HasFlag(Role.Therapist) ? AClinic.Theo : AClinic.Priya;
                Walk.Must(AClinic.As(by), new FinishTask(task.Key, "Spoke with the client."));
                break;
        }
        return true;
    }

    /// <summary>A therapist speaks with the client, and then resolves the alert.</summary>
    protected void Answer(string alert)
    {
        Walk.At(Now + Duration.FromMinutes(20), () => Walk.Give(AClinic.As(AClinic.Theo), new RecordSafetyContact(alert, Reached: true, LiveContact.Telephone, "Reached at once; not alone tonight.")));
        Walk.At(Now + Duration.FromMinutes(30), () => Walk.Give(AClinic.As(AClinic.Theo), new ResolveAlert(alert, "Spoke with the client; the safety plan holds.")));
    }

    protected virtual Command Came(AppointmentRef which) => new RecordAttendance(which);

    protected virtual DecideCarePath Path() =>
        new(CarePathOutcome.Kap, "KAP, medication, therapy", "KAP", "KAP", "depression that other care did not help", ClientAgreed: true);

    protected virtual DecideClearance Clear() => new(ClearanceOutcome.Cleared, "No contraindications; blood pressure in range.", Evaluation: Modality.InPerson);

    protected virtual RecordTest Found(TestKind kind, LocalDate takenOn) => AJourney.Harmless(kind, takenOn);

    /// <summary>The client, told something, does it some time later; false: does not answer.</summary>
    protected virtual bool Answers(Text text) => true;

    private void Told(Duty duty)
    {
        if (duty.Action is not DutyAction.Tell { To: Audience.Client } tell || !Answers(tell.Text))
            return;
        var which = tell.About;
        if (tell.Text == Text.IntakeInvite && tell.Channel == Channel.Email)
            Walk.At(Now + Duration.FromHours(26), FillInIntake);
        else if (tell.Text == Text.SessionConfirm && tell.Channel == Channel.Sms)
            Walk.At(Now + Duration.FromMinutes(50), () => Walk.Must(Author.Provider, new ReceiveMessage(InboundKind.Confirm)));
        else if (tell.Text == Text.EscortNeeded && duty.Key.Contains(":escort:1:", StringComparison.Ordinal))
            Fill(FormKind.Escort, Duration.FromHours(2));
        else if (tell.Text == Text.SessionPrecheck && which is not null)
        {
            Fill(FormKind.Precheck, Duration.FromHours(3));
            Fill(FormKind.Phq9, Duration.FromHours(3) + Duration.FromMinutes(5));
            Fill(FormKind.Cssrs, Duration.FromHours(3) + Duration.FromMinutes(6));
        }
        else if (tell.Text == Text.Checkin && duty.Key.EndsWith(":1:email", StringComparison.Ordinal))
            Fill(FormKind.Checkin, Duration.FromHours(1));
        else if (tell.Text == Text.MeasuresDue && tell.Channel == Channel.Email && !duty.Key.Contains(":nudge:", StringComparison.Ordinal))
            Fill(duty.Key.Contains(":week:", StringComparison.Ordinal) ? [FormKind.Phq9, FormKind.Cssrs] : duty.Key.StartsWith("review", StringComparison.Ordinal) ? MeasureSchedule.ReviewForms : IntakePacket.BaselineMeasures, Duration.FromHours(5));
        else if (tell.Text == Text.ReviewInvite && tell.Channel == Channel.Email)
            Fill(MeasureSchedule.ReviewForms, Duration.FromHours(4));
        else if (tell.Text == Text.FollowUp && !duty.Key.Contains(":nudge:", StringComparison.Ordinal))
            Fill(MeasureSchedule.FollowUpForms, Duration.FromHours(30));
    }

    protected void Fill(FormKind form, Duration after) =>
        Walk.At(Now + after, () => Walk.Give(Author.Client, new SubmitForm(form, "en", Core.Tests.Answers.To(form))));

    private void Fill(IReadOnlyList<FormKind> forms, Duration after)
    {
        foreach (var form in forms)
            Fill(form, after);
    }

    private void FillInIntake()
    {
        foreach (var form in IntakePacket.RequiredForms.Concat(IntakePacket.BaselineMeasures))
            Walk.Must(Author.Client, new SubmitForm(form, "en", Core.Tests.Answers.To(form, points: 2)));
        foreach (var consent in Enum.GetValues<ConsentKind>())
            Walk.Must(Author.Client, new SignConsent(consent, "en", "Robin Example"));
    }

    private LocalDate Today => PracticeTime.Local(Now, Clinic.Zone).Date;

    private void Book(StaffTask task, AppointmentPurpose purpose, int days, int hour, StaffId by)
    {
        var day = PracticeTime.Local(Now, Clinic.Zone).Date.PlusDays(days);
        while (!Clinic.Business.IsBusinessDay(day))
            day = day.PlusDays(1);
        Walk.MustDecide(AClinic.As(by), task, new BookAppointment(
            purpose, day + new LocalTime(hour, 0), AClinic.Theo, purpose == AppointmentPurpose.Dosing ? AClinic.Priya : null, purpose == AppointmentPurpose.Dosing ? "garden" : null));
    }

    protected virtual void RunSession(AppointmentRef which)
    {
        Arrives(which);
        Walk.At(Now + Duration.FromMinutes(30), () => Walk.Must(AClinic.As(AClinic.Priya), new GiveDose(which, AClinic.Theo, PrescriberReachable: true)));
        GoesHome(which, after: 30);
    }

    protected void Arrives(AppointmentRef which)
    {
        Walk.Must(AClinic.As(AClinic.Noel), new CheckClientIn(
            which, EscortVerified: true, FastingKept: true, NothingNew: true, CssrsLevel.None, IdentityVerified: true, MedicinesAsPlanned: true, ConsentReaffirmed: true,
            PregnancyAnswer.NotPossible, "Sam Example", "+16175550123", WeightKg: 71));
        Walk.Must(AClinic.As(AClinic.Noel), new TakeVitals(which, 124, 78, 68, 98));
    }

    /// <param name="after">The minute of the dose.</param>
    protected void GoesHome(AppointmentRef which, int after)
    {
        var noel = AClinic.As(AClinic.Noel);
        Walk.At(Now + Duration.FromMinutes(after + 40), () => Walk.Must(noel, new TakeVitals(which, 138, 86, 84, 97)));
        Walk.At(Now + Duration.FromMinutes(after + 90), () => Walk.Must(noel, new TakeVitals(which, 131, 82, 76, 98)));
        Walk.At(Now + Duration.FromMinutes(after + 130), () =>
        {
            Walk.Must(noel, new TakeVitals(which, 128, 80, 70, 98));
            Walk.Must(noel, new DischargeClient(which, true, true, true, true, true, true));
        });
    }
}
