using NodaTime;

namespace KapWorkflow.Core.Tests;

public class A_condition
{
    /// <summary>Every answer that raises something, with the code that it raises.</summary>
    public static TheoryData<string, FormKind, string, string> Raising()
    {
        var data = new TheoryData<string, FormKind, string, string>();
        foreach (var row in Contraindications.All)
        {
            foreach (var by in row.RaisedBy.Where(by => by.Form is not null))
            {
                foreach (var answer in by.Is!)
                    data.Add(row.Code, by.Form!.Value, by.Question!, answer);
            }
        }
        return data;
    }

    [Fact]
    public void Is_raised_by_no_harmless_answer() => Assert.Empty(Codes(AJourney.WithIntakeDone));

    [Theory]
    [MemberData(nameof(Raising))]
    public void Is_raised_by_its_answer_and_by_no_other(string code, FormKind form, string question, string answer)
    {
        var journey = With(form, question, answer);
        var companions = question switch
        {
            // A heart history is one whatever it was; and what is drunk is a medicine's matter, too.
            "heart-attack" or "chest-pain" or "heart-failure" or "heartbeat" or "heart-doctor" => ["CV5"],
            "alcohol-cannabis" => ["DR-alcoholCannabis"],
            _ => (string[])[],
        };
        Assert.Equal(companions.Append(code).Order(StringComparer.Ordinal), Codes(journey).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(FormKind.AuditC, "SU3")]
    [InlineData(FormKind.StopBang, "RE2")]
    public void Is_raised_by_a_screener_of_three_or_more(FormKind screener, string code)
    {
        var three = screener == FormKind.AuditC ? new Dictionary<string, string>(Answers.To(screener)) { ["often"] = "3", ["many"] = "0", ["six"] = "0", ["limits"] = "women" } : new(Answers.To(screener)) { ["snoring"] = "yes", ["tired"] = "yes", ["male"] = "yes" };
        var two = screener == FormKind.AuditC ? new Dictionary<string, string>(three) { ["often"] = "2" } : new(three) { ["male"] = "no" };
        Assert.Equal([code], Codes(AJourney.WithIntakeDone.Give(Author.Client, new SubmitForm(screener, "en", three))));
        Assert.Empty(Codes(AJourney.WithIntakeDone.Give(Author.Client, new SubmitForm(screener, "en", two))));
    }

    [Fact]
    public void Is_raised_by_one_drink_more_where_the_limits_are_those_for_men()
    {
        var three = new Dictionary<string, string>(Answers.To(FormKind.AuditC)) { ["often"] = "3", ["many"] = "0", ["six"] = "0", ["limits"] = "men" };
        Assert.Empty(Codes(AJourney.WithIntakeDone.Give(Author.Client, new SubmitForm(FormKind.AuditC, "en", three))));
        Assert.Equal(["SU3"], Codes(AJourney.WithIntakeDone.Give(Author.Client, new SubmitForm(FormKind.AuditC, "en", new Dictionary<string, string>(three) { ["many"] = "1" }))));
    }

    [Fact]
    public void Is_raised_by_a_high_risk_screen() => Assert.Equal(["PS6"], Codes(AJourney.WithIntakeDone.Give(Author.Client, new SubmitForm(FormKind.Cssrs, "en", new Dictionary<string, string> { ["1"] = "yes", ["2"] = "yes", ["3"] = "no", ["4"] = "yes", ["5"] = "no", ["6"] = "no" }))));

    [Theory]
    [InlineData("birth-date", "2009-01-01", "AG1")]
    [InlineData("birth-date", "1960-11-01", "AG2")]
    [InlineData("birth-date", "1961-12-01", null)]
    [InlineData("weight", "230", "BM1")]
    [InlineData("weight", "180", null)]
    public void Is_computed_from_age_and_body_mass(string question, string answer, string? code) =>
        Assert.Equal(code is null ? [] : [code], Codes(With(FormKind.HealthHistory, question, answer)));

    [Theory]
    [InlineData(TestKind.Liver, TestResult.Abnormal, "HE1", Severity.Review)]
    [InlineData(TestKind.Renal, TestResult.Abnormal, "RE3", Severity.Review)]
    [InlineData(TestKind.Ecg, TestResult.Abnormal, "CV5", Severity.Review)]
    [InlineData(TestKind.Urinalysis, TestResult.Abnormal, "GU1", Severity.Review)]
    [InlineData(TestKind.Pregnancy, TestResult.Positive, "OB1", Severity.NoException)]
    [InlineData(TestKind.DrugScreen, TestResult.Positive, "SU1", Severity.Blocks)]
    [InlineData(TestKind.Liver, TestResult.Normal, null, Severity.Informs)]
    [InlineData(TestKind.Pregnancy, TestResult.Negative, null, Severity.Informs)]
    public void Is_raised_by_the_result_of_a_test(TestKind test, TestResult result, string? code, Severity severity)
    {
        var journey = AJourney.WithIntakeDone;
        journey.Do(AClinic.Noel, new RecordTest(test, journey.Today, result));
        Assert.Equal(code is null ? [] : [code], Codes(journey));
        Assert.All(Flags(journey), flag => Assert.Equal(severity, flag.Severity));
    }

    [Fact]
    public void Is_raised_by_a_blood_pressure_above_the_limit_of_this_client_and_gone_with_the_next_reading()
    {
        var journey = AJourney.WithIntakeDone;
        Assert.Equal(["test.above"], Reasons(journey.Try(AClinic.Noel, new RecordTest(TestKind.BloodPressure, journey.Today, TestResult.Normal, Systolic: 146, Diastolic: 80))));
        journey.Do(AClinic.Noel, new RecordTest(TestKind.BloodPressure, journey.Today, TestResult.Abnormal, Systolic: 146, Diastolic: 80));
        Assert.Equal(["CV1"], Codes(journey));
        journey.Do(AClinic.Noel, new RecordTest(TestKind.BloodPressure, journey.Today, TestResult.Normal, Systolic: 132, Diastolic: 80));
        Assert.Empty(Codes(journey));
    }

    [Fact]
    public void Is_that_nobody_is_the_therapist()
    {
        var journey = AJourney.Inquired.Do(AClinic.Ines, new BookAppointment(AppointmentPurpose.Consultation, new LocalDateTime(2026, 11, 5, 14, 0), AClinic.Priya)).Hold(AppointmentPurpose.Consultation)
            .Do(AClinic.Theo, new DecideCarePath(CarePathOutcome.Kap, "all", "KAP", "KAP", "depression", ClientAgreed: true)).FillInIntake();
        Assert.Equal(["LO2"], Codes(journey));
        Assert.Empty(Codes(journey.Do(AClinic.Theo, new DecideReadiness(true, "ready"))));
    }

    [Fact]
    public void Is_noted_by_a_clinician_by_its_code_and_kept()
    {
        var journey = AJourney.WithIntakeDone;
        Assert.Equal(["condition.unknown"], Reasons(journey.Try(AClinic.Theo, new NoteCondition("XX9", "seen"))));
        journey.Do(AClinic.Theo, new NoteCondition("PS8", "the brother answers for her"));
        var flag = Assert.Single(Flags(journey));
        Assert.Equal(("PS8", Severity.NoException), (flag.Code, flag.Severity));
        Assert.Contains("the brother answers for her", Assert.Single(flag.Because), StringComparison.Ordinal);
    }

    [Fact]
    public void Weighs_by_the_answer_where_the_table_tells_two_apart()
    {
        Assert.Equal(Severity.Blocks, Assert.Single(Flags(With(FormKind.HealthHistory, "liver", "severe"))).Severity);
        Assert.Equal(Severity.Review, Assert.Single(Flags(With(FormKind.HealthHistory, "liver", "other"))).Severity);
        Assert.Equal(Severity.Informs, Assert.Single(Flags(With(FormKind.HealthHistory, "sleep-apnea", "cpap"))).Severity);
    }

    [Fact]
    public void Of_dissociation_blocks_where_the_director_says_so()
    {
        var journey = With(FormKind.HealthHistory, "dissociation", "yes");
        Assert.Equal(Severity.Review, Assert.Single(Flags(journey)).Severity);
        journey.Do(AClinic.Priya, new ReviewCondition("PS7", ConditionFinding.Confirmed, "grounded, in therapy"));
        Assert.True(Assert.Single(Flags(journey)).IsSettled);
        journey.Under(AClinic.Open with { Clearance = AClinic.Open.Clearance with { DissociationBlocks = true } });
        var flag = Assert.Single(Flags(journey));
        Assert.Equal((Severity.Blocks, false, true), (flag.Severity, flag.IsSettled, flag.AsksAgain));
    }

    [Theory]
    [InlineData("aneurysm", "yes", "CV3", ConditionFinding.NotPresent, true)]
    [InlineData("aneurysm", "yes", "CV3", ConditionFinding.AcceptedWithReason, null)]
    [InlineData("aneurysm", "yes", "CV3", ConditionFinding.Confirmed, false)]
    [InlineData("stroke", "yes", "CV4", ConditionFinding.NotPresent, true)]
    [InlineData("stroke", "yes", "CV4", ConditionFinding.AcceptedWithReason, true)]
    [InlineData("stroke", "yes", "CV4", ConditionFinding.Confirmed, false)]
    [InlineData("seizures", "yes", "NE2", ConditionFinding.NotPresent, true)]
    [InlineData("seizures", "yes", "NE2", ConditionFinding.AcceptedWithReason, true)]
    [InlineData("seizures", "yes", "NE2", ConditionFinding.Confirmed, true)]
    public void Is_dealt_with_by_its_severity(string question, string answer, string code, ConditionFinding finding, bool? settles)
    {
        var journey = With(FormKind.HealthHistory, question, answer).RecordTests();
        Assert.Equal([$"condition.{code}"], Reasons(journey.Try(AClinic.Priya, AJourney.TheClearance)));
        var review = journey.Try(AClinic.Priya, new ReviewCondition(code, finding, "seen today"));
        if (settles is null)
        {
            Assert.Equal(["condition.no-exception"], Reasons(review));
            return;
        }
        var decided = journey.Try(AClinic.Priya, AJourney.TheClearance);
        Assert.Equal(settles, decided is Decision.Accepted);
        if (settles == false)
            Assert.Contains("confirmed", Assert.Single(((Decision.Refused)decided).Reasons).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void That_only_informs_stands_in_nobodys_way()
    {
        var journey = With(FormKind.HealthHistory, "sleep-apnea", "cpap").RecordTests();
        Assert.Equal(["RE2"], Codes(journey));
        journey.Do(AClinic.Priya, AJourney.TheClearance);
    }

    [Fact]
    public void Is_reviewed_by_a_licensed_prescriber_with_a_reason_and_only_when_raised()
    {
        var journey = With(FormKind.HealthHistory, "stroke", "yes");
        Assert.Equal(RefusalKind.Forbidden, Assert.IsType<Decision.Refused>(journey.Try(AClinic.Theo, new ReviewCondition("CV4", ConditionFinding.NotPresent, "no"))).Kind);
        Assert.Equal(["condition.reason"], Reasons(journey.Try(AClinic.Priya, new ReviewCondition("CV4", ConditionFinding.NotPresent, " "))));
        Assert.Equal(["condition.not-raised"], Reasons(journey.Try(AClinic.Priya, new ReviewCondition("NE2", ConditionFinding.NotPresent, "no"))));
        Assert.Contains("clearance.licence", Reasons(Elsewhere(journey).Try(AClinic.Priya, new ReviewCondition("CV4", ConditionFinding.NotPresent, "no"))));
    }

    [Fact]
    public void Asks_again_when_the_answers_change_and_is_remembered_when_they_change_back()
    {
        var journey = With(FormKind.HealthHistory, "substances", "past").Do(AClinic.Priya, new ReviewCondition("SU3", ConditionFinding.Confirmed, "ten years sober"));
        Assert.True(Assert.Single(Flags(journey)).IsSettled);
        journey.Give(Author.Client, Form(FormKind.HealthHistory, "substances", "year"));
        var flag = Assert.Single(Flags(journey));
        Assert.Equal((false, true), (flag.IsSettled, flag.AsksAgain));
        journey.Give(Author.Client, Form(FormKind.HealthHistory, "substances", "past"));
        Assert.True(Assert.Single(Flags(journey)).IsSettled);
    }

    [Fact]
    public void Is_named_one_by_one_when_a_clearance_is_refused()
    {
        var journey = AJourney.OnTheKapPath.FillInIntake();
        var answers = new Dictionary<string, string>(Answers.To(FormKind.HealthHistory)) { ["stroke"] = "yes", ["bipolar"] = "yes", ["breathing"] = "yes", ["glaucoma"] = "controlled" };
        journey.Give(Author.Client, new SubmitForm(FormKind.HealthHistory, "en", answers)).RecordTests();
        Assert.Equal(["condition.CV4", "condition.PS4", "condition.RE1"], Reasons(journey.Try(AClinic.Priya, AJourney.TheClearance)));
        journey.Do(AClinic.Priya, new DecideClearance(ClearanceOutcome.NotCleared, "too much at once"));
    }

    [Fact]
    public void Is_not_found_absent_while_numbers_say_it_is_there_and_no_note_is_quoted()
    {
        var journey = AJourney.WithIntakeDone
            .Do(AClinic.Noel, new RecordTest(TestKind.BloodPressure, AJourney.WithIntakeDone.Today, TestResult.Abnormal, Systolic: 172, Diastolic: 104))
            .Do(AClinic.Noel, new NoteCondition("CV1", Canary.Words));
        var refused = Assert.IsType<Decision.Refused>(journey.Try(AClinic.Priya, new ReviewCondition("CV1", ConditionFinding.NotPresent, "looked again")));
        var reason = Assert.Single(refused.Reasons);
        Assert.Equal("condition.computed", reason.Code);
        Assert.Contains("172/104", reason.Text, StringComparison.Ordinal);
        Assert.Null(Canary.In(reason.Text));
    }

    [Fact]
    public void Takes_a_liver_test_for_a_year_and_in_a_course_for_half_a_year_or_so_many_doses()
    {
        var taken = AJourney.Cleared.Today;
        Assert.Equal((true, false), CountsUntil(AJourney.Cleared, TestKind.Liver, taken.PlusMonths(12)));
        Assert.Equal((true, false), CountsUntil(AJourney.AfterOneCycle, TestKind.Liver, taken.PlusMonths(6)));
        var few = AClinic.Open with { Clearance = AClinic.Open.Clearance with { LiverDoses = 1 } };
        Assert.Equal((false, false), CountsUntil(AJourney.AfterOneCycle.Under(few), TestKind.Liver, taken));
    }

    [Fact]
    public void Takes_an_ECG_for_a_year()
    {
        var young = AClinic.Open with { Clearance = AClinic.Open.Clearance with { EcgAge = 18 } };
        var journey = AJourney.WithIntakeDone.Under(young);
        Assert.Equal((true, false), CountsUntil(journey.Do(AClinic.Noel, AJourney.Harmless(TestKind.Ecg, journey.Today)), TestKind.Ecg, journey.Today.PlusMonths(12)));
    }

    private static (bool OnTheDay, bool TheDayAfter) CountsUntil(AJourney journey, TestKind kind, LocalDate day)
    {
        var need = MedicalTests.ForSession(journey.Journey, journey.Clinic, journey.Now).Single(each => each.Kind == kind);
        return (need.IsMetOn(day), need.IsMetOn(day.PlusDays(1)));
    }

    internal static AJourney With(FormKind form, string question, string answer) => AJourney.WithIntakeDone.Give(Author.Client, Form(form, question, answer));

    /// <summary>With the answers above it that make it asked.</summary>
    internal static SubmitForm Form(FormKind form, string question, string answer)
    {
        var definition = FormLibrary.Of(form);
        var answers = new Dictionary<string, string>(Answers.To(form));
        for (var asked = definition.Find(question)!; asked.When is { } when; asked = definition.Find(when.Question)!)
            answers[when.Question] = when.Is[0];
        foreach (var each in definition.Questions.Where(each => each.Required && each.When is { } when && when.IsMet(answers.GetValueOrDefault(when.Question)) && !answers.ContainsKey(each.Id)))
            answers[each.Id] = each.Kind switch { AnswerKind.YesNo => "no", AnswerKind.Choice => each.Choices[0].Value, _ => "none" };
        answers[question] = answer;
        foreach (var each in definition.Questions.Where(each => each.Required && each.When?.Question == question && each.When.IsMet(answer)))
            answers[each.Id] = each.Kind switch { AnswerKind.YesNo => "no", AnswerKind.Choice => each.Choices[0].Value, _ => "some" };
        return new SubmitForm(form, "en", answers);
    }

    private static AJourney Elsewhere(AJourney journey) => journey.Under(AClinic.Open with { Staff = [.. AClinic.Open.Staff.Select(member => member with { Licences = null })] });

    internal static IReadOnlyList<Flag> Flags(AJourney journey) => Conditions.Of(journey.Journey, journey.Clinic, journey.Now);

    private static IEnumerable<string> Codes(AJourney journey) => Flags(journey).Select(flag => flag.Code);

    private static IEnumerable<string> Reasons(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}
