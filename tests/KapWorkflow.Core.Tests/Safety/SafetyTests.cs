using NodaTime;

namespace KapWorkflow.Core.Tests;

public class A_measure
{
    [Theory]
    [InlineData("0", null, null)]
    [InlineData("1", SafetyRule.Item9Positive, AlertLevel.SameDay)]
    [InlineData("2", SafetyRule.Item9Urgent, AlertLevel.Page)]
    [InlineData("3", SafetyRule.Item9Urgent, AlertLevel.Page)]
    public void Of_mood_raises_by_item_9(string item9, SafetyRule? rule, AlertLevel? level) =>
        Raises(new SubmitForm(FormKind.Phq9, "en", Answers.To(FormKind.Phq9, "9", item9)), rule, level);

    [Theory]
    [InlineData(SafetyRule.CssrsLow, AlertLevel.NextBusinessDay, "1")]
    [InlineData(SafetyRule.CssrsLow, AlertLevel.NextBusinessDay, "2")]
    [InlineData(SafetyRule.CssrsModerate, AlertLevel.SameDay, "2", "3")]
    [InlineData(SafetyRule.CssrsModerate, AlertLevel.SameDay, "6")]
    [InlineData(SafetyRule.CssrsHigh, AlertLevel.Page, "2", "4")]
    [InlineData(SafetyRule.CssrsHigh, AlertLevel.Page, "2", "5")]
    [InlineData(SafetyRule.CssrsHigh, AlertLevel.Page, "6", "6-recent")]
    public void Of_risk_raises_by_its_level(SafetyRule rule, AlertLevel level, params string[] yes)
    {
        var answers = Answers.To(FormKind.Cssrs);
        foreach (var item in yes)
            answers[item] = "yes";
        Raises(new SubmitForm(FormKind.Cssrs, "en", answers), rule, level);
    }

    [Theory]
    [InlineData(FormKind.Phq9, 5, false)]
    [InlineData(FormKind.Phq9, 6, true)]
    [InlineData(FormKind.Gad7, 3, false)]
    [InlineData(FormKind.Gad7, 4, true)]
    [InlineData(FormKind.Pcl5, 9, false)]
    [InlineData(FormKind.Pcl5, 10, true)]
    public void That_grew_reliably_worse_is_looked_at(FormKind measure, int worse, bool raises)
    {
        var journey = AJourney.WithIntakeDone;
        var answers = Answers.To(measure);
        for (var item = 1; worse > 0; item++)
        {
            var step = Math.Min(worse, 2);
            answers[item.ToString(System.Globalization.CultureInfo.InvariantCulture)] = (1 + step).ToString(System.Globalization.CultureInfo.InvariantCulture);
            worse -= step;
        }
        journey.Give(Author.Client, new SubmitForm(measure, "en", answers));
        Assert.Equal(raises, journey.Journey.Alerts.All.Exists(alert => alert.Rule == SafetyRule.ReliableWorsening));
    }

    [Fact]
    public void Half_answered_with_item_9_is_acted_on_and_still_to_be_filled_in()
    {
        var journey = AJourney.OnTheKapPath.Give(Author.Client, new SubmitForm(FormKind.Phq9, "en", new Dictionary<string, string> { ["1"] = "2", ["9"] = "3", ["2"] = "17" }));
        Assert.Equal(SafetyRule.Item9Urgent, Assert.Single(journey.Journey.Alerts.All).Rule);
        Assert.Null(journey.Journey.Intake.Latest(FormKind.Phq9));
    }

    [Fact]
    public void Half_answered_without_alarm_is_not_recorded_and_every_missing_question_is_named()
    {
        var journey = AJourney.OnTheKapPath;
        var half = new SubmitForm(FormKind.Phq9, "en", new Dictionary<string, string> { ["1"] = "2" });
        Assert.Equal(8, Answering.Unmet(journey.Journey, half, journey.Now).Unmet.Count);
        Assert.Empty(journey.Give(Author.Client, half).Journey.Intake.Measures);
    }

    [Fact]
    public void With_crisis_words_in_a_form_that_cannot_be_recorded_still_raises()
    {
        var journey = AJourney.OnTheKapPath.Give(Author.Client, new SubmitForm(FormKind.Precheck, "en", Answers.To(FormKind.Precheck, "question", "I want to die")));
        Assert.Equal(SafetyRule.CrisisWords, Assert.Single(journey.Journey.Alerts.All).Rule);
    }

    private static void Raises(SubmitForm form, SafetyRule? rule, AlertLevel? level)
    {
        var alert = AJourney.OnTheKapPath.Give(Author.Client, form).Journey.Alerts.All.SingleOrDefault();
        Assert.Equal(rule, alert?.Rule);
        Assert.Equal(level, alert?.Level);
    }
}

public class A_safety_alert
{
    [Fact]
    public void In_an_inquiry_is_paged_at_once()
    {
        var journey = AJourney.InquiredWith(details => details with { Question = "I want to kill myself" });
        var plan = Planner.Make(journey.Journey, Ledger.Empty, journey.Clinic, journey.Now);
        Assert.Contains(plan.DueNow, duty => duty.Action is DutyAction.Page { Rung: 1 });
        Assert.True(plan.DueNow[0].Safety);
    }

    [Fact]
    public void Is_heard_from_a_text_message_that_was_taken_for_something_else()
    {
        var journey = AJourney.Inquired.Give(Author.Provider, new ReceiveMessage(InboundKind.Other, "no quiero vivir"));
        Assert.Equal(AlertLevel.Page, Assert.Single(journey.Journey.Alerts.All).Level);
    }

    [Fact]
    public void Says_who_acknowledged_it_and_when_to_whoever_does_so_again()
    {
        var walk = AlarmedWalk();
        walk.Must(AClinic.As(AClinic.Dana), new AcknowledgeAlert("alert:1"));
        var at = NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("ddd d MMM uuuu, HH:mm").Format(PracticeTime.Local(walk.Now, walk.Clinic.Zone));
        walk.Until(walk.Now + Duration.FromMinutes(5));
        Assert.Equal($"You did, at {at}.", Assert.Single(Assert.IsType<Decision.Refused>(walk.Give(AClinic.As(AClinic.Dana), new AcknowledgeAlert("alert:1"))).Reasons).Text);
        Assert.Equal($"Dana Whitfield acknowledged it meanwhile, at {at}.", Assert.Single(Assert.IsType<Decision.Refused>(walk.Give(AClinic.As(AClinic.Theo), new AcknowledgeAlert("alert:1"))).Reasons).Text);
    }

    [Fact]
    public void Pages_contact_after_contact_until_somebody_acknowledges()
    {
        var walk = AlarmedWalk();
        walk.Until(walk.Now + Duration.FromMinutes(35));
        Assert.Equal(4, Pages(walk));
        walk.Must(AClinic.As(AClinic.Dana), new AcknowledgeAlert("alert:1"));
        walk.Must(AClinic.As(AClinic.Theo), new RecordSafetyContact("alert:1", Reached: true, LiveContact.Telephone, "at home, not alone"));
        walk.Until(walk.Now + Duration.FromHours(5));
        Assert.Equal(4, Pages(walk));
    }

    [Fact]
    public void Is_paged_again_each_day_until_somebody_has_spoken_with_the_client_although_it_was_acknowledged()
    {
        var walk = AlarmedWalk();
        walk.Must(AClinic.As(AClinic.Priya), new RecordSafetyContact("alert:1", Reached: false, LiveContact.Telephone, "no answer"));
        var before = Pages(walk);
        walk.Until(walk.Now + Duration.FromMinutes(walk.Clinic.Safety.CrisisWordsMinutes) + Duration.FromMinutes(1));
        Assert.Equal(before + 1, Pages(walk));
        walk.Until(walk.Now + Duration.FromDays(10));
        Assert.InRange(Pages(walk), before + 10, before + 12);
        walk.Must(AClinic.As(AClinic.Theo), new RecordSafetyContact("alert:1", Reached: true, LiveContact.Telephone, "safe, at a friend's"));
        var after = Pages(walk);
        walk.Until(walk.Now + Duration.FromDays(3));
        Assert.Equal(after, Pages(walk));
    }

    [Fact]
    public void Goes_to_the_next_contact_within_two_minutes_when_a_page_fails()
    {
        var walk = AlarmedWalk(duty => duty.Action is DutyAction.Page { Rung: 1 } ? EffectState.Failed : null);
        walk.Until(walk.Now + Duration.FromMinutes(2));
        Assert.Equal(2, Pages(walk));
    }

    [Theory]
    [InlineData(EffectState.Postponed)]
    [InlineData(EffectState.Claimed)]
    public void Is_not_stopped_by_a_page_that_hangs(EffectState hangs)
    {
        var journey = AJourney.InquiredWith(details => details with { Question = "I want to die" });
        var ledger = Ledger.Empty.With(new LedgerEntry("alert:1:page:1", hangs, journey.Now, Channel.Pager, Tries: 1));
        var plan = Planner.Make(journey.Journey, ledger, journey.Clinic, journey.Now + Duration.FromMinutes(2));
        Assert.Contains(plan.DueNow, duty => duty.Key == "alert:1:page:2");
    }

    [Fact]
    public void Is_paged_once_and_not_a_hundred_times_after_an_outage()
    {
        var journey = AJourney.InquiredWith(details => details with { Question = "I want to die" });
        var plan = Planner.Make(journey.Journey, Ledger.Empty, journey.Clinic, journey.Now + Duration.FromHours(20));
        Assert.Single(plan.DueNow, duty => duty.Action is DutyAction.Page);
    }

    [Fact]
    public void Blocks_booking_and_reminders_until_it_is_resolved()
    {
        var journey = AJourney.Prepared.Give(Author.Client, new SubmitForm(FormKind.Phq9, "en", Answers.To(FormKind.Phq9, "9", "2")));
        Assert.Equal(["safety.unresolved", "G1.suspended"], Assert.IsType<Decision.Refused>(journey.Try(AClinic.Ines, journey.Booking(AppointmentPurpose.Dosing, 8, 10))).Reasons.Select(reason => reason.Code));
        journey.Do(AClinic.Theo, new RecordSafetyContact("alert:1", Reached: true, LiveContact.Telephone, "safe")).Do(AClinic.Theo, new ResolveAlert("alert:1", "spoke with the client"))
            .Do(AClinic.Priya, new ReinstateClearance("safe, and wants to go on", "the thoughts, with client and therapist")).Book(AppointmentPurpose.Dosing, 8, 10);
    }

    [Fact]
    public void Goes_on_after_the_journey_was_closed_and_stops_at_death()
    {
        var journey = AJourney.InquiredWith(details => details with { Question = "I want to die" }).Give(Author.Client, new Withdraw());
        Assert.Contains(Pathway.Duties(journey.Journey, Ledger.Empty, journey.Clinic, Owe.Never), duty => duty.Action is DutyAction.Page);
        journey.Do(AClinic.Dana, new RecordDeath());
        Assert.Empty(Pathway.Duties(journey.Journey, Ledger.Empty, journey.Clinic, Owe.Never));
    }

    [Fact]
    public void Of_vitals_in_the_emergency_range_pages_and_holds_the_session()
    {
        var journey = AJourney.WithASessionBooked.ToTheSession().CheckIn();
        journey.Do(AClinic.Noel, new TakeVitals(journey.Session, 185, 95, 80, 98));
        Assert.Equal(SafetyRule.VitalsEmergency, Assert.Single(journey.Journey.Alerts.All).Rule);
        Assert.True(journey.Journey.Course.Find(journey.Session)!.AwaitsPrescriber);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, AlertLevel.SameDay)]
    [InlineData(3, AlertLevel.Page)]
    [InlineData(4, AlertLevel.Page)]
    public void Follows_an_adverse_event_by_its_grade(int grade, AlertLevel? level)
    {
        var journey = AJourney.Dosed;
        journey.Do(AClinic.Noel, new RecordAdverseEvent(journey.Session, grade, "seen"));
        Assert.Equal(level, journey.Journey.Alerts.All.SingleOrDefault()?.Level);
        Assert.Equal(grade >= 3, journey.Journey.Clearance.Suspended is not null);
    }

    private static Walk AlarmedWalk(Func<Duty, EffectState?>? fails = null)
    {
        var walk = new Walk(AClinic.Open, Story.Start) { Fails = fails ?? (_ => null) };
        walk.Must(Author.Website, new ReceiveInquiry(AJourney.Details with { Question = "I want to die" }));
        return walk;
    }

    private static int Pages(Walk walk) => walk.Ledger.Entries.Keys.Count(key => key.Contains(":page:", StringComparison.Ordinal));
}
