using NodaTime;

namespace KapWorkflow.Core.Tests;

public class A_client_in_danger
{
    [Fact]
    public void Keeps_needing_a_safety_plan_although_a_second_check_in_says_that_all_is_well()
    {
        var journey = AJourney.WithASessionBooked.ToTheSession().CheckIn(cssrs: CssrsLevel.Moderate);
        journey.After(Duration.FromMinutes(2)).CheckIn(cssrs: CssrsLevel.None);
        Assert.Contains("G1.safety-plan", SessionGates.First(journey.Journey, journey.Now, new Moment(journey.Now, Author.System, journey.Clinic)).Unmet.Select(reason => reason.Code));
    }

    [Theory]
    [InlineData("chest-pain")]
    [InlineData("breathing")]
    [InlineData("fainting")]
    [InlineData("confusion")]
    public void Who_reports_a_symptom_that_cannot_wait_pages_on_call_and_is_shown_where_help_is(string symptom)
    {
        var answers = Answers.To(FormKind.Checkin, "symptoms", symptom);
        Assert.True(SafetyRules.CallForHelp(FormKind.Checkin, answers));
        var journey = AJourney.Discharged.After(Duration.FromHours(25)).Give(Author.Client, new SubmitForm(FormKind.Checkin, "en", answers));
        Assert.Contains(journey.Journey.Alerts.All, alert => alert is { Rule: SafetyRule.EmergencySymptom, Level: AlertLevel.Page });
    }

    [Fact]
    public void Who_reports_a_headache_pages_nobody()
    {
        var journey = AJourney.Discharged.After(Duration.FromHours(25)).Give(Author.Client, new SubmitForm(FormKind.Checkin, "en", Answers.To(FormKind.Checkin, "symptoms", "headache")));
        Assert.DoesNotContain(journey.Journey.Alerts.All, alert => alert.Level == AlertLevel.Page);
    }

    [Fact]
    public void Does_not_go_home_while_an_alarm_of_the_day_is_not_answered()
    {
        var journey = AJourney.Dosed.Book(AppointmentPurpose.Integration, 2, 11);
        journey.Do(AClinic.Noel, new RecordAdverseEvent(journey.Session, 3, "fainted")).After(Duration.FromMinutes(125)).Do(AClinic.Noel, new TakeVitals(journey.Session, 120, 80, 70, 98));
        Assert.Contains("G4.safety", Codes(journey.Try(AClinic.Noel, journey.TheDischarge)));
        journey.Do(AClinic.Theo, new AcknowledgeAlert("alert:1"));
        Assert.DoesNotContain("G4.safety", journey.Try(AClinic.Noel, journey.TheDischarge) is Decision.Refused refused ? refused.Reasons.Select(reason => reason.Code) : []);
    }

    [Fact]
    public void Is_heard_where_only_a_name_was_asked_for()
    {
        var journey = AJourney.OnTheKapPath.Give(Author.Client, new SignConsent(ConsentKind.Telehealth, "en", "I want to die"));
        Assert.Equal(SafetyRule.CrisisWords, Assert.Single(journey.Journey.Alerts.All).Rule);
        Assert.False(journey.Journey.Intake.IsSigned(ConsentKind.Telehealth, journey.Clinic));
    }

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}

public class What_the_data_say
{
    [Fact]
    public void Is_not_reviewed_away_while_it_stands()
    {
        var journey = AJourney.WithIntakeDone;
        journey.Give(Author.Client, new SubmitForm(FormKind.HealthHistory, "en", Answers.To(FormKind.HealthHistory, "birth-date", "2012-05-05")));
        Assert.Equal(["condition.computed"], Codes(journey.Try(AClinic.Priya, new ReviewCondition("AG1", ConditionFinding.NotPresent, "looks older"))));
        journey.Give(Author.Client, new SubmitForm(FormKind.HealthHistory, "en", Answers.To(FormKind.HealthHistory, "birth-date", "1982-05-05")));
        Assert.DoesNotContain(Conditions.Of(journey.Journey, journey.Clinic, journey.Now), flag => flag.Code == "AG1");
    }

    [Fact]
    public void Of_a_signed_hold_does_not_undo_a_session_that_was_booked_in_time()
    {
        var journey = AJourney.Prepared.Do(AClinic.Priya, new PlanMedicine("alprazolam", MedicineClass.Benzodiazepines, MedicineInstruction.HoldFrom, 12)).Do(AClinic.Priya, new SignMedicationPlan())
            .Book(AppointmentPurpose.Dosing, 8, 10);
        Assert.True(SessionGates.Recheck(journey.Journey, journey.Journey.Appointments.Next(AppointmentPurpose.Dosing)!, journey.Clinic).IsOpen);
    }

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}

public class A_visit_that_the_practice_cancels
{
    [Fact]
    public void Is_told_to_the_client_also_when_the_journey_is_closed_with_it()
    {
        var walk = Walk.From(AJourney.WithASessionBooked.Do(AClinic.Ines, new CloseJourney(ClosedBecause.Declined, "said so on the telephone")));
        walk.Until(walk.Now + Duration.FromHours(20));
        Assert.Contains(walk.Sent, sent => sent.Tell.Text == Text.AppointmentCancelled && sent.Tell.Channel == Channel.Email);
    }

    [Fact]
    public void Is_not_told_to_whoever_cancelled_it_or_withdrew()
    {
        foreach (var made in new[] { AJourney.WithASessionBooked.Give(Author.Client, new CancelAppointment(new AppointmentRef(AppointmentPurpose.Dosing, 1))), AJourney.WithASessionBooked.Give(Author.Client, new Withdraw()) })
        {
            var walk = Walk.From(made);
            walk.Until(walk.Now + Duration.FromHours(20));
            Assert.DoesNotContain(walk.Sent, sent => sent.Tell.Text == Text.AppointmentCancelled);
        }
    }
}

public class An_inquirer_whom_nobody_has_tried_to_reach
{
    [Fact]
    public void Is_not_closed_as_if_they_had_not_answered()
    {
        var walk = Walk.From(AJourney.Inquired);
        walk.Until(walk.Now + Duration.FromDays(30));
        Assert.False(walk.Journey.Standing.IsClosed);
        Assert.Contains(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.InquiryNotTried);
    }

    [Fact]
    public void Was_reached_when_somebody_spoke_with_them_about_an_alarm()
    {
        var journey = AJourney.InquiredWith(details => details with { Question = "I want to die" }).Do(AClinic.Priya, new RecordSafetyContact("alert:1", Reached: true, LiveContact.Telephone, "safe now"));
        Assert.NotNull(journey.Journey.Inquiry!.Reached);
    }
}
