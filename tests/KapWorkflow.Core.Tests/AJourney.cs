using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>A journey at a point of the way, made by the same commands that staff and clients give. Valid by default.</summary>
public sealed class AJourney
{
    private readonly List<Recorded> _facts = [];
    private readonly List<(Instant At, Author By, Command Command)> _given = [];

    private AJourney(InquiryDetails details) => Give(Author.Website, new ReceiveInquiry(details));

    public static InquiryDetails Details { get; } = new(
        InquiringFor.Self, "Robin", "robin@example.test", "+16175550142", ContactBy.Email, SmsConsent: true, "en", "America/New_York", "MA", IsAdult: true);

    public static AJourney Inquired => new(Details);

    public Clinic Clinic { get; private set; } = AClinic.Open;
    public Instant Now { get; private set; } = Story.Start;
    public Journey Journey { get; private set; } = new(Walk.Id);
    public IReadOnlyList<Recorded> Facts => _facts;

    /// <summary>What was asked of the journey, by whom and when.</summary>
    public IReadOnlyList<(Instant At, Author By, Command Command)> Given => _given;

    /// <summary>The number of the session that was booked last.</summary>
    public AppointmentRef Session => Journey.Appointments.For(AppointmentPurpose.Dosing).Last().Which;

    public static AJourney InquiredWith(Func<InquiryDetails, InquiryDetails> change) => new(change(Details));

    public static AJourney Consulted => Inquired.Book(AppointmentPurpose.Consultation, 1, 14).Hold(AppointmentPurpose.Consultation);

    public static AJourney OnTheKapPath => Consulted.Do(AClinic.Theo, new DecideCarePath(CarePathOutcome.Kap, "all", "KAP", "KAP", "depression", ClientAgreed: true));

    public static AJourney WithIntakeDone => OnTheKapPath.FillInIntake();

    public static AJourney Cleared => WithIntakeDone
        .Do(AClinic.Theo, new DecideReadiness(true, "ready"))
        .RecordTests().Do(AClinic.Priya, TheClearance);

    public static AJourney Prepared => Cleared
        .Do(AClinic.Priya, TheOrder).Do(AClinic.Noel, new ConfirmMedicineAvailable())
        .Book(AppointmentPurpose.Preparation, 1, 11).Hold(AppointmentPurpose.Preparation)
        .Book(AppointmentPurpose.Preparation, 1, 11).Hold(AppointmentPurpose.Preparation)
        .Do(AClinic.Theo, new CompletePreparation("done"));

    public static AJourney WithASessionBooked => Prepared.Book(AppointmentPurpose.Dosing, 3, 10);

    public static AJourney CheckedIn => WithASessionBooked.ToTheSession().CheckIn();

    public static AJourney Dosed => CheckedIn.GiveDose();

    public static AJourney Discharged => Dosed.Discharge();

    public static AJourney AfterOneCycle => Discharged.CloseCycle();

    /// <summary>Stopped after one cycle, everything done but the completion itself.</summary>
    public static AJourney AtTheEnd => AfterOneCycle
        .Do(AClinic.Theo, new StopCourse("one was enough")).AnswerMeasures()
        .Do(AClinic.Theo, new SignEndReview("well")).Do(AClinic.Priya, new SignEndReview("well"))
        .Do(AClinic.Theo, new PlanAftercare("monthly sessions", FollowUpConsent: true));

    /// <summary>Completed, and going on with two sessions more; nothing is cleared for them yet.</summary>
    public static AJourney InMaintenance => AtTheEnd.Do(AClinic.Theo, new CompleteCourse("well")).Under(AClinic.WithMaintenance).Do(AClinic.Priya, new BeginMaintenance(2, "it holds for a month each time"));

    public AJourney Under(Clinic clinic)
    {
        Clinic = clinic;
        return this;
    }

    public Decision Try(Author by, Command command)
    {
        var decision = Pathway.Decide(Journey, command, new Moment(Now, by, Clinic));
        if (decision is Decision.Accepted accepted)
        {
            _given.Add((Now, by, command));
            var attempt = $"at_{_given.Count}";
            foreach (var fact in accepted.Facts)
            {
                var recorded = new Recorded(Journey.Sequence + 1, Now, by, Clinic.Version, attempt, fact);
                _facts.Add(recorded);
                Journey = Pathway.Evolve(Journey, recorded);
            }
        }
        return decision;
    }

    public Decision Try(StaffId by, Command command) => Try(AClinic.As(by), command);

    public AJourney Give(Author by, Command command) => Try(by, command) is Decision.Refused refused
        ? throw new InvalidOperationException($"{command.GetType().Name}: {string.Join("; ", refused.Reasons.Select(reason => $"{reason.Code} {reason.Text}"))}")
        : this;

    public AJourney Do(StaffId by, Command command) => Give(AClinic.As(by), command);

    public AJourney After(Duration time) => At(Now + time);

    public AJourney At(Instant now)
    {
        Now = now;
        return this;
    }

    public AJourney Book(AppointmentPurpose purpose, int days, int hour) => Do(AClinic.Ines, Booking(purpose, days, hour));

    public BookAppointment Booking(AppointmentPurpose purpose, int days, int hour) => new(
        purpose, Day(days) + new LocalTime(hour, 0), AClinic.Theo,
        purpose == AppointmentPurpose.Dosing ? AClinic.Priya : null, purpose == AppointmentPurpose.Dosing ? "garden" : null);

    /// <summary>A visit is booked on a business day.</summary>
    private LocalDate Day(int days)
    {
        var day = PracticeTime.Local(Now, Clinic.Zone).Date.PlusDays(days);
        while (!Clinic.Business.IsBusinessDay(day))
            day = day.PlusDays(1);
        return day;
    }

    /// <summary>Goes to the end of the next appointment of that kind, which is held.</summary>
    public AJourney Hold(AppointmentPurpose purpose)
    {
        var next = Journey.Appointments.Next(purpose)!;
        return At(next.End).Do(AClinic.Theo, new RecordAttendance(next.Which));
    }

    public AJourney FillInIntake()
    {
        foreach (var form in IntakePacket.RequiredForms.Concat(IntakePacket.BaselineMeasures))
            Give(Author.Client, new SubmitForm(form, "en", Answers.To(form)));
        foreach (var consent in Enum.GetValues<ConsentKind>())
            Give(Author.Client, new SignConsent(consent, "en", "Robin Example"));
        return this;
    }

    public static DecideClearance TheClearance { get; } = new(ClearanceOutcome.Cleared, "no contraindications", Evaluation: Modality.InPerson);

    /// <summary>Every test that a clearance needs and that is missing or too old, with a harmless result.</summary>
    public AJourney RecordTests() => MedicalTests.ForDecision(Journey, Clinic, Now).Where(need => !need.IsMetOn(Today)).ToList()
        .Aggregate(this, (so, need) => so.Do(AClinic.Noel, Harmless(need.Kind, Today)));

    public static RecordTest Harmless(TestKind kind, LocalDate takenOn) => kind switch
    {
        TestKind.BloodPressure => new(kind, takenOn, TestResult.Normal, Systolic: 122, Diastolic: 78),
        TestKind.Pregnancy or TestKind.DrugScreen => new(kind, takenOn, TestResult.Negative),
        _ => new(kind, takenOn, TestResult.Normal),
    };

    public LocalDate Today => PracticeTime.Local(Now, Clinic.Zone).Date;

    public AJourney AnswerMeasures() => MeasureSchedule.ReviewForms.Aggregate(this, (so, measure) => so.Give(Author.Client, new SubmitForm(measure, "en", Answers.To(measure))));

    /// <summary>A quarter of an hour before the next session begins.</summary>
    public AJourney ToTheSession() => At(Journey.Appointments.Next(AppointmentPurpose.Dosing)!.Start - Duration.FromMinutes(15));

    public AJourney CheckIn(bool escort = true, bool fasting = true, bool nothingNew = true, CssrsLevel cssrs = CssrsLevel.None) =>
        Do(AClinic.Noel, TheArrival with { EscortVerified = escort, FastingKept = fasting, NothingNew = nothingNew, Cssrs = cssrs }).Do(AClinic.Noel, new TakeVitals(Session, 120, 80, 70, 98));

    public CheckClientIn TheArrival => new(
        Session, EscortVerified: true, FastingKept: true, NothingNew: true, CssrsLevel.None, IdentityVerified: true, MedicinesAsPlanned: true, ConsentReaffirmed: true,
        PregnancyAnswer.NotPossible, "Sam Example", "+16175550123");

    public static SignDoseOrder TheOrder { get; } = new("as prescribed", DoseRoute.Sublingual);

    public GiveDose TheDose => new(Session, AClinic.Theo, PrescriberReachable: true);

    public AJourney GiveDose() => After(Duration.FromMinutes(20)).Do(AClinic.Noel, TheDose);

    public DischargeClient TheDischarge => new(Session, true, true, true, true, true, true);

    public AJourney Discharge() => Book(AppointmentPurpose.Integration, 2, 11).After(Duration.FromMinutes(125)).Do(AClinic.Noel, new TakeVitals(Session, 124, 81, 72, 98)).Do(AClinic.Noel, TheDischarge);

    /// <summary>Checked in after a day, integrated after two.</summary>
    public AJourney CloseCycle() => After(Duration.FromHours(25))
        .Give(Author.Client, new SubmitForm(FormKind.Checkin, "en", Answers.To(FormKind.Checkin)))
        .Hold(AppointmentPurpose.Integration);

    /// <summary>One more session from booking to integration, with the measures it needs.</summary>
    public AJourney Cycle(int days = 8) => Book(AppointmentPurpose.Dosing, days, 10).ToTheSession()
        .AnswerMeasures().CheckIn().GiveDose().Discharge().CloseCycle();
}
