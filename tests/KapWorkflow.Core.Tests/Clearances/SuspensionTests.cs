using NodaTime;

namespace KapWorkflow.Core.Tests;

public class A_clearance
{
    public static TheoryData<FormKind, string, string, SuspensionTrigger> Suspending()
    {
        var data = new TheoryData<FormKind, string, string, SuspensionTrigger>();
        foreach (var (form, question, answer, trigger) in SuspensionRules.Answers)
            data.Add(form, question, answer, trigger);
        return data;
    }

    [Theory]
    [MemberData(nameof(Suspending))]
    public void Is_suspended_by_an_answer(FormKind form, string question, string answer, SuspensionTrigger trigger)
    {
        var journey = form == FormKind.Checkin ? AJourney.Discharged.After(Duration.FromHours(20)) : AJourney.WithASessionBooked;
        journey.Give(Author.Client, A_condition.Form(form, question, answer));
        Assert.Equal([trigger], Triggers(journey));
    }

    [Fact]
    public void Is_suspended_by_no_harmless_answer()
    {
        var journey = AJourney.WithASessionBooked;
        foreach (var form in new[] { FormKind.Precheck, FormKind.Urinary, FormKind.Phq9, FormKind.Cssrs, FormKind.HealthHistory, FormKind.Medicines })
            journey.Give(Author.Client, new SubmitForm(form, "en", Answers.To(form)));
        Assert.Null(journey.Journey.Clearance.Suspended);
    }

    [Theory]
    [InlineData(ReportedChange.NewDiagnosis, SuspensionTrigger.NewDiagnosis)]
    [InlineData(ReportedChange.MedicineChanged, SuspensionTrigger.MedicineChanged)]
    [InlineData(ReportedChange.Pregnancy, SuspensionTrigger.PossiblePregnancy)]
    [InlineData(ReportedChange.HospitalVisit, SuspensionTrigger.HospitalVisit)]
    [InlineData(ReportedChange.Surgery, SuspensionTrigger.Surgery)]
    [InlineData(ReportedChange.HeadInjury, SuspensionTrigger.HeadInjury)]
    [InlineData(ReportedChange.PsychosisOrMania, SuspensionTrigger.PsychosisOrMania)]
    [InlineData(ReportedChange.SubstanceRelapse, SuspensionTrigger.SubstanceRelapse)]
    [InlineData(ReportedChange.UrinarySymptoms, SuspensionTrigger.UrinarySymptoms)]
    [InlineData(ReportedChange.SafetyBreach, SuspensionTrigger.SafetyBreach)]
    [InlineData(ReportedChange.Other, SuspensionTrigger.StaffReport)]
    public void Is_suspended_by_what_staff_report(ReportedChange change, SuspensionTrigger trigger) =>
        Assert.Equal([trigger], Triggers(AJourney.WithASessionBooked.Do(AClinic.Ines, new ReportChange(change, "told on the telephone"))));

    [Fact]
    public void Is_suspended_by_measures_that_worsen()
    {
        Assert.Equal([SuspensionTrigger.Item9Rising], Triggers(AJourney.Cleared.Give(Author.Client, new SubmitForm(FormKind.Phq9, "en", Answers.To(FormKind.Phq9, "9", "1")))));
        Assert.Equal([SuspensionTrigger.MoodWorse], Triggers(AJourney.Cleared.Give(Author.Client, new SubmitForm(FormKind.Phq9, "en", Answers.To(FormKind.Phq9, points: 2)))));
        Assert.Equal([SuspensionTrigger.RiskScreen], Triggers(AJourney.Cleared.Give(Author.Client, new SubmitForm(FormKind.Cssrs, "en", new Dictionary<string, string> { ["1"] = "yes", ["2"] = "yes", ["3"] = "yes", ["4"] = "no", ["5"] = "no", ["6"] = "no" }))));
    }

    [Fact]
    public void Is_suspended_when_what_it_was_built_on_changes()
    {
        Assert.Equal([SuspensionTrigger.HealthHistoryChanged], Triggers(AJourney.Cleared.Give(Author.Client, A_condition.Form(FormKind.HealthHistory, "weight", "155"))));
        Assert.Equal([SuspensionTrigger.MedicineChanged], Triggers(AJourney.Cleared.Give(Author.Client, A_condition.Form(FormKind.Medicines, "lamotrigine", "yes"))));
        Assert.Equal([SuspensionTrigger.ReadinessWithdrawn], Triggers(AJourney.Cleared.Do(AClinic.Theo, new DecideReadiness(false, "not this month"))));
        Assert.Equal([SuspensionTrigger.ConditionRaised], Triggers(AJourney.Cleared.Do(AClinic.Theo, new NoteCondition("NE2", "a seizure as a child"))));
        var tested = AJourney.Cleared;
        Assert.Equal([SuspensionTrigger.PositivePregnancyTest, SuspensionTrigger.ConditionRaised], Triggers(tested.Do(AClinic.Noel, new RecordTest(TestKind.Pregnancy, tested.Today, TestResult.Positive))));
        Assert.Equal([SuspensionTrigger.SeriousAdverseEvent], Triggers(AJourney.Dosed.Do(AClinic.Noel, new RecordAdverseEvent(new AppointmentRef(AppointmentPurpose.Dosing, 1), 3, "fainted"))));
    }

    [Fact]
    public void Is_suspended_by_the_second_session_that_is_held_for_blood_pressure()
    {
        var journey = AJourney.Prepared;
        for (var day = 1; day <= 2; day++)
        {
            journey.Book(AppointmentPurpose.Dosing, 3, 10).ToTheSession().CheckIn();
            for (var reading = 0; reading < 3; reading++)
                journey.After(Duration.FromMinutes(11)).Do(AClinic.Noel, new TakeVitals(journey.Session, 152 + reading, 96, 80, 98));
            Assert.Equal(day == 2 ? [SuspensionTrigger.HeldTwice] : [], Triggers(journey));
            journey.Do(AClinic.Priya, new DecideHeldSession(journey.Session, HeldSessionOutcome.Reschedule, "another day"));
        }
    }

    [Fact]
    public void That_is_suspended_asks_the_prescriber_and_a_person_tells_the_client()
    {
        var walk = Walk.From(AJourney.Prepared.Book(AppointmentPurpose.Dosing, 9, 10));
        walk.Must(AClinic.As(AClinic.Ines), new ReportChange(ReportedChange.HospitalVisit, "a night in the hospital"));
        walk.Until(walk.Now);
        Assert.Equal(
            [TaskKind.ReviewSuspension, TaskKind.TellOfSuspension, TaskKind.ReviewBookedSession],
            walk.Journey.Tasks.Open.Select(task => task.Kind).Where(kind => kind is TaskKind.ReviewSuspension or TaskKind.TellOfSuspension or TaskKind.ReviewBookedSession).Order());
        Assert.NotNull(walk.Journey.Appointments.Next(AppointmentPurpose.Dosing));
        walk.Must(AClinic.As(AClinic.Theo), new RecordConversation(ConversationAbout.Suspension));
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.TellOfSuspension);
    }

    [Fact]
    public void Is_reinstated_by_a_prescriber_who_names_what_was_reviewed_and_settles_what_was_raised()
    {
        var journey = AJourney.Cleared.Do(AClinic.Theo, new NoteCondition("NE2", "a seizure as a child"));
        Assert.Equal(RefusalKind.Forbidden, Assert.IsType<Decision.Refused>(journey.Try(AClinic.Theo, new ReinstateClearance("fine", "all"))).Kind);
        Assert.Equal(["clearance.reviewed", "condition.NE2"], Codes(journey.Try(AClinic.Priya, new ReinstateClearance("fine"))));
        journey.Do(AClinic.Priya, new ReviewCondition("NE2", ConditionFinding.Confirmed, "febrile, once, at two")).Do(AClinic.Priya, new ReinstateClearance("fine", "the seizure"));
        Assert.Null(journey.Journey.Clearance.Suspended);
        Assert.Empty(Triggers(journey));
    }

    [Fact]
    public void Says_on_what_other_data_it_was_decided()
    {
        var journey = AJourney.Cleared;
        Assert.Empty(Changed(journey));
        journey.Give(Author.Client, A_condition.Form(FormKind.HealthHistory, "seizures", "yes")).Do(AClinic.Noel, AJourney.Harmless(TestKind.Ecg, journey.Today));
        Assert.Equal(["answers", "flags", "tests"], Changed(journey));
    }

    [Fact]
    public void Takes_an_evaluation_in_person_where_and_from_when_that_is_asked_for()
    {
        var journey = AJourney.WithIntakeDone.RecordTests();
        var rule = AClinic.Open with { Clearance = AClinic.Open.Clearance with { InPersonEvaluation = [new(journey.Today, ["MA"])] } };
        Assert.Equal(["clearance.evaluation"], Codes(journey.Try(AClinic.Priya, AJourney.TheClearance with { Evaluation = null })));
        Assert.Equal(["clearance.in-person"], Codes(journey.Under(rule).Try(AClinic.Priya, AJourney.TheClearance with { Evaluation = Modality.Telehealth })));
        journey.Under(AClinic.Open).Do(AClinic.Priya, AJourney.TheClearance with { Evaluation = Modality.Telehealth });
    }

    [Fact]
    public void Needs_the_tests_that_the_answers_ask_for_and_takes_a_waiver_for_one()
    {
        var journey = AJourney.WithIntakeDone.Give(Author.Client, A_condition.Form(FormKind.HealthHistory, "pregnancy", "contraception"));
        Assert.Equal(["test.BloodPressure", "test.Pdmp", "test.Liver", "test.Pregnancy"], Codes(journey.Try(AClinic.Priya, AJourney.TheClearance)));
        journey.RecordTests().After(Duration.FromDays(8));
        Assert.Equal(["test.Pregnancy"], Codes(journey.Try(AClinic.Priya, AJourney.TheClearance)));
        journey.Do(AClinic.Priya, new WaiveTest(TestKind.Pregnancy, "surgery last year, seen in the record")).Do(AClinic.Priya, AJourney.TheClearance);
        var older = AJourney.WithIntakeDone.Give(Author.Client, A_condition.Form(FormKind.HealthHistory, "birth-date", "1970-01-01"));
        Assert.Contains("test.Ecg", Codes(older.Try(AClinic.Priya, AJourney.TheClearance)));
    }

    private static IReadOnlyList<string> Changed(AJourney journey) => DecisionData.ChangedSince(journey.Journey.Clearance.Snapshot, journey.Journey, new Moment(journey.Now, Author.System, journey.Clinic));

    private static IEnumerable<SuspensionTrigger> Triggers(AJourney journey) => journey.Journey.Clearance.Suspensions.Select(each => each.Trigger);

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}
