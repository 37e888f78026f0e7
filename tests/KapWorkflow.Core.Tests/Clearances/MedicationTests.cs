using NodaTime;

namespace KapWorkflow.Core.Tests;

public class A_medicine_plan
{
    private static readonly PlanMedicine Hold72 = new("lorazepam 1 mg", MedicineClass.Benzodiazepines, MedicineInstruction.HoldFrom, 72);

    [Fact]
    public void Is_signed_by_a_prescriber_and_unsigned_by_whatever_is_added_or_answered_later()
    {
        var journey = AJourney.WithIntakeDone.Do(AClinic.Noel, Hold72);
        Assert.Empty(journey.Journey.Medical.Plan.ForClient);
        Assert.Equal(RefusalKind.Forbidden, Assert.IsType<Decision.Refused>(journey.Try(AClinic.Noel, new SignMedicationPlan())).Kind);
        journey.Do(AClinic.Priya, new SignMedicationPlan());
        Assert.Single(journey.Journey.Medical.Plan.ForClient);
        journey.Do(AClinic.Priya, new PlanMedicine("vitamin D", MedicineClass.Other, MedicineInstruction.Take));
        Assert.Empty(journey.Journey.Medical.Plan.ForClient);
        journey.Do(AClinic.Priya, new SignMedicationPlan()).Give(Author.Client, A_condition.Form(FormKind.Medicines, "lamotrigine", "yes"));
        Assert.False(journey.Journey.Medical.Plan.IsSigned);
    }

    [Fact]
    public void Stays_signed_when_the_same_is_answered_again()
    {
        var journey = Planned().Give(Author.Client, A_condition.Form(FormKind.Medicines, "benzodiazepines", "yes"));
        Assert.True(journey.Journey.Medical.Plan.IsSigned);
    }

    [Fact]
    public void That_is_not_signed_lets_nobody_book()
    {
        var journey = Prepared(Planned()).Do(AClinic.Noel, new PlanMedicine("ibuprofen", MedicineClass.DecongestantsPainkillers, MedicineInstruction.Ask));
        Assert.Equal(["G1.plan-unsigned"], Codes(journey.Try(AClinic.Ines, journey.Booking(AppointmentPurpose.Dosing, 8, 10))));
    }

    [Fact]
    public void Allows_no_session_sooner_than_its_longest_hold_and_a_day_unless_the_prescriber_says_so()
    {
        var journey = Prepared(Planned());
        Assert.Equal(["G2.hold-time"], Codes(journey.Try(AClinic.Ines, journey.Booking(AppointmentPurpose.Dosing, 3, 10))));
        journey.Do(AClinic.Priya, new WaiveHoldTime("half the dose this once")).Book(AppointmentPurpose.Dosing, 3, 10);
        Assert.Null(journey.Journey.Medical.Plan.HoldTimeWaived);
    }

    [Fact]
    public void Counts_elapsed_hours_when_the_clocks_change_and_shows_the_hour_of_that_day()
    {
        var journey = Planned(hours: 24);
        Instant At(int day, int hour) => PracticeTime.At(new LocalDateTime(2027, 3, day, hour, 0), AClinic.Open.Zone);
        var friday = new Moment(At(12, 10), AClinic.As(AClinic.Ines), AClinic.Open);
        Assert.Equal(["G2.hold-time"], Medication.LeavesTime(journey.Journey, At(14, 10), friday).Unmet.Select(reason => reason.Code));
        Assert.True(Medication.LeavesTime(journey.Journey, At(14, 11), friday).IsOpen);
        var session = new Appointment(new AppointmentRef(AppointmentPurpose.Dosing, 1), 1, At(14, 12), At(14, 15), AClinic.Theo) { Since = new Stamp(1, At(1, 9)), StateSince = new Stamp(1, At(1, 9)) };
        Assert.Empty(Medication.ForClient(Planned().Do(AClinic.Ines, new ReportChange(ReportedChange.Surgery, "next week")).Journey, session));
        Assert.Equal(new LocalDateTime(2027, 3, 13, 11, 0), PracticeTime.Local(Assert.Single(Medication.ForClient(journey.Journey, session)).From!.Value, AClinic.Open.Zone));
    }

    [Fact]
    public void Is_told_of_before_its_first_hold_and_by_the_prescriber_when_there_is_no_time_for_a_message()
    {
        var early = Walk.From(Prepared(Planned()).Book(AppointmentPurpose.Dosing, 12, 10));
        var session = early.Journey.Appointments.Next(AppointmentPurpose.Dosing)!;
        early.Until(session.Start - Duration.FromHours(72));
        var notice = Assert.Single(early.Sent, sent => sent.Tell.Text == Text.PlanNotice);
        Assert.True(PracticeTime.At(notice.At, early.Journey.Contact.Zone) <= session.Start - Duration.FromHours(96));
        Assert.DoesNotContain(early.Journey.Tasks.Open, task => task.Kind == TaskKind.TellAboutMedicines);

        var late = Walk.From(Prepared(Planned()).Do(AClinic.Priya, new WaiveHoldTime("soon")).Book(AppointmentPurpose.Dosing, 3, 10));
        late.Until(late.Now);
        Assert.Contains(late.Journey.Tasks.Open, task => task.Kind == TaskKind.TellAboutMedicines);
        late.Until(late.Now + Duration.FromDays(3));
        Assert.DoesNotContain(late.Sent, sent => sent.Tell.Text == Text.PlanNotice);
    }

    /// <summary>Cleared, taking a benzodiazepine that is held by a signed plan.</summary>
    private static AJourney Planned(int hours = 72) => AJourney.WithIntakeDone.Give(Author.Client, A_condition.Form(FormKind.Medicines, "benzodiazepines", "yes"))
        .Do(AClinic.Priya, Hold72 with { Hours = hours }).Do(AClinic.Priya, new SignMedicationPlan())
        .Do(AClinic.Priya, new ReviewCondition("DR-benzodiazepines", ConditionFinding.AcceptedWithReason, "a low dose, held"))
        .Do(AClinic.Theo, new DecideReadiness(true, "ready")).RecordTests().Do(AClinic.Priya, AJourney.TheClearance);

    private static AJourney Prepared(AJourney cleared) => cleared.Do(AClinic.Priya, AJourney.TheOrder).Do(AClinic.Noel, new ConfirmMedicineAvailable())
        .Book(AppointmentPurpose.Preparation, 1, 11).Hold(AppointmentPurpose.Preparation)
        .Book(AppointmentPurpose.Preparation, 1, 11).Hold(AppointmentPurpose.Preparation)
        .Do(AClinic.Theo, new CompletePreparation("done"));

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}
