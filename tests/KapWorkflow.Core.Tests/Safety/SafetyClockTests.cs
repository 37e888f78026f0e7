using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>Care-pathway §7, each rule by its clock.</summary>
public class A_client_at_risk
{
    private static readonly Author Theo = AClinic.As(AClinic.Theo);

    [Theory]
    [InlineData(SafetyRule.CssrsHigh, 30)]
    [InlineData(SafetyRule.Item9Urgent, 60)]
    [InlineData(SafetyRule.CrisisWords, 30)]
    public void Is_spoken_with_by_a_clinician_in_time(SafetyRule rule, int minutes)
    {
        var walk = At(rule);
        var raised = walk.Journey.Alerts.All.Single().Raised.At;
        Assert.Equal(raised + Duration.FromMinutes(10), Task(walk, TaskKind.AnswerAlert).DueBy);
        Assert.Equal(raised + Duration.FromMinutes(minutes), Task(walk, TaskKind.SpeakWithClient).DueBy);
        walk.Must(Theo, new RecordSafetyContact("alert:1", Reached: true, LiveContact.Telephone, "safe, not alone"));
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.SpeakWithClient);
        Assert.NotNull(walk.Journey.Alerts.All.Single().Acknowledged);
    }

    [Theory]
    [InlineData(SafetyRule.Item9Positive, 0)]
    [InlineData(SafetyRule.CssrsModerate, 0)]
    [InlineData(SafetyRule.CssrsLow, 1)]
    public void Less_urgently_is_looked_at_by_a_therapist_in_the_practices_hours(SafetyRule rule, int businessDays)
    {
        var walk = At(rule);
        var task = Task(walk, TaskKind.ReviewRisk);
        Assert.Equal(walk.Clinic.Business.EndOfDayAfter(task.Opened.At, businessDays), task.DueBy);
        Assert.Equal(Role.Therapist, TaskCatalogue.Of(task.Kind).Roles);
        Assert.DoesNotContain(walk.Ledger.Entries.Keys, key => key.Contains(":page:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SafetyRule.CssrsHigh, true)]
    [InlineData(SafetyRule.Item9Urgent, true)]
    [InlineData(SafetyRule.CssrsModerate, true)]
    [InlineData(SafetyRule.Item9Positive, false)]
    [InlineData(SafetyRule.CssrsLow, false)]
    public void Has_scheduling_held_by_the_rule(SafetyRule rule, bool holds) => Assert.Equal(holds, At(rule).Journey.Alerts.Block);

    [Fact]
    public void Who_is_not_reached_has_a_person_decide_what_that_means_again_and_again()
    {
        var walk = At(SafetyRule.CssrsHigh);
        walk.Must(Theo, new RecordSafetyContact("alert:1", Reached: false, LiveContact.Telephone, "voicemail"));
        walk.Until(walk.Now);
        var first = Task(walk, TaskKind.DecideWelfare);
        walk.Must(Theo, new DecideWelfare("alert:1", WelfareStep.CallEmergencyContact, "three calls, no answer"));
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.DecideWelfare);
        walk.Until(walk.Now + Duration.FromMinutes(30));
        Assert.NotEqual(first.Key, Task(walk, TaskKind.DecideWelfare).Key);
        walk.Must(AClinic.As(AClinic.Dana), new DecideWelfare("alert:1", WelfareStep.WelfareCheck, "nobody has seen them today"));
        walk.Must(Theo, new RecordSafetyContact("alert:1", Reached: true, LiveContact.InPerson, "with the police at home; safe"));
        walk.Until(walk.Now + Duration.FromHours(3));
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.DecideWelfare);
    }

    [Fact]
    public void Whom_nobody_even_tried_to_reach_is_decided_about_when_the_clock_has_run_out()
    {
        var walk = At(SafetyRule.Item9Urgent);
        walk.Until(walk.Now + Duration.FromMinutes(59));
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.DecideWelfare);
        walk.Until(walk.Now + Duration.FromMinutes(1));
        Assert.Equal(Role.Therapist | Role.Prescriber | Role.Director, TaskCatalogue.Of(Task(walk, TaskKind.DecideWelfare).Kind).Roles);
        Assert.DoesNotContain(walk.Facts, each => each.Fact is WelfareDecided);
    }

    [Fact]
    public void Is_not_written_off_without_a_live_contact_or_a_reason_for_none()
    {
        var journey = Made(SafetyRule.CrisisWords);
        Assert.Equal("alert.contact", Assert.Single(Refused(journey.Try(AClinic.Theo, new ResolveAlert("alert:1", "fine"))).Reasons).Code);
        journey.Do(AClinic.Theo, new ResolveAlert("alert:1", "read it", WithoutContact: "It is the title of a song they quoted."));
        Assert.False(journey.Journey.Alerts.Block);
    }

    [Fact]
    public void Is_not_written_off_by_a_nurse_and_not_by_the_director()
    {
        var journey = Made(SafetyRule.CssrsHigh).Do(AClinic.Noel, new RecordSafetyContact("alert:1", Reached: true, LiveContact.Telephone, "spoke"));
        Assert.Equal("alert.role", Assert.Single(Refused(journey.Try(AClinic.Noel, new ResolveAlert("alert:1", "fine"))).Reasons).Code);
        Assert.Equal(RefusalKind.Forbidden, Refused(journey.Try(AClinic.Dana, new ResolveAlert("alert:1", "fine"))).Kind);
        journey.Do(AClinic.Priya, new ResolveAlert("alert:1", "fine"));
    }

    [Fact]
    public void Is_not_dealt_with_when_somebody_has_only_answered()
    {
        var walk = At(SafetyRule.CssrsHigh);
        walk.Must(AClinic.As(AClinic.Ines), new AcknowledgeAlert("alert:1"));
        walk.Until(walk.Now);
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.AnswerAlert);
        Assert.Equal(walk.Clinic.Business.EndOfDayAfter(walk.Now, 0), Task(walk, TaskKind.ResolveAlert).DueBy);
        walk.Until(walk.Now + Duration.FromMinutes(20));
        Assert.Null(Task(walk, TaskKind.ResolveAlert).Escalated);
    }

    [Fact]
    public void Whom_nobody_answers_for_a_day_is_the_directors_too_and_is_paged_on()
    {
        var walk = At(SafetyRule.CssrsHigh);
        walk.Until(walk.Now + Duration.FromHours(23));
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.UnansweredAlert);
        walk.Until(walk.Now + Duration.FromHours(1));
        Assert.Equal(Role.Director, TaskCatalogue.Of(Task(walk, TaskKind.UnansweredAlert).Kind).Roles);
        var pages = Pages(walk);
        walk.Until(walk.Now + Duration.FromHours(5));
        Assert.Equal(pages + 5, Pages(walk));
    }

    [Fact]
    public void Is_paged_for_every_two_minutes_while_every_channel_fails()
    {
        var walk = new Walk(AClinic.Open, Story.Start) { Fails = duty => duty.Action is DutyAction.Page ? EffectState.Failed : null };
        walk.Must(Author.Website, new ReceiveInquiry(AJourney.Details with { Question = "I want to die" }));
        walk.Until(walk.Now + Duration.FromMinutes(20));
        Assert.Equal(11, Pages(walk));
        Assert.Contains(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.AnswerAlert);
    }

    [Fact]
    public void With_item_9_and_a_worse_score_in_one_measure_is_two_alerts()
    {
        var journey = AJourney.WithIntakeDone;
        journey.Give(Author.Client, new SubmitForm(FormKind.Phq9, "en", new Dictionary<string, string>(Answers.To(FormKind.Phq9, points: 3)) { ["9"] = "2" }));
        Assert.Equal([("alert:1", SafetyRule.Item9Urgent), ("alert:2", SafetyRule.ReliableWorsening)], journey.Journey.Alerts.All.Select(alert => (alert.Key, alert.Rule)));
    }

    [Fact]
    public void Says_so_at_the_practice_and_is_screened_there_like_on_a_form()
    {
        var journey = AJourney.WithASessionBooked.ToTheSession();
        journey.Do(AClinic.Noel, new CheckClientIn(journey.Session, true, true, true, CssrsLevel.Moderate));
        Assert.Equal((SafetyRule.CssrsModerate, "visit"), journey.Journey.Alerts.All.Select(alert => (alert.Rule, alert.Source)).Single());
    }

    [Fact]
    public void Is_heard_in_the_reason_for_a_cancellation_or_a_withdrawal()
    {
        var cancels = AJourney.WithASessionBooked;
        cancels.Give(Author.Client, new CancelAppointment(cancels.Session, "there is no reason to live"));
        Assert.Equal(SafetyRule.CrisisWords, Assert.Single(cancels.Journey.Alerts.All).Rule);
        var withdraws = AJourney.Cleared.Give(Author.Client, new Withdraw("I want to end it all"));
        Assert.Equal(SafetyRule.CrisisWords, Assert.Single(withdraws.Journey.Alerts.All).Rule);
        withdraws.After(Duration.FromMinutes(2)).Give(Author.Client, new Withdraw("I said I want to die"));
        Assert.Equal(2, withdraws.Journey.Alerts.All.Count);
    }

    [Fact]
    public void Is_heard_in_a_form_that_a_closed_journey_no_longer_takes()
    {
        var journey = AJourney.WithIntakeDone.Give(Author.Client, new Withdraw());
        Assert.Equal("journey.closed", Refused(journey.Try(Author.Client, new SubmitForm(FormKind.Gad7, "en", Answers.To(FormKind.Gad7)))).Reasons[0].Code);
        journey.Give(Author.Client, new SubmitForm(FormKind.Phq9, "en", Answers.To(FormKind.Phq9, "9", "3")));
        Assert.Equal(SafetyRule.Item9Urgent, Assert.Single(journey.Journey.Alerts.All).Rule);
        Assert.Contains(Pathway.Duties(journey.Journey, Ledger.Empty, journey.Clinic, Owe.Never), duty => duty.Action is DutyAction.Page);
    }

    [Fact]
    public void Is_not_forgotten_on_hold_closed_or_reopened()
    {
        var journey = Made(SafetyRule.CssrsHigh);
        Owed();
        journey.Do(AClinic.Theo, new HoldJourney("first we speak"));
        Owed();
        journey.Do(AClinic.Theo, new ReleaseHold("go on")).Do(AClinic.Ines, new CloseJourney(ClosedBecause.LostToFollowUp));
        Owed();
        journey.Do(AClinic.Ines, new ReopenJourney("back"));
        Owed();

        void Owed() => Assert.Superset(
            new HashSet<string>(["alert:1:answer", "alert:1:contact", "alert:1:page:1", "alert:1:welfare:1", "alert:1:director"], StringComparer.Ordinal),
            Pathway.Duties(journey.Journey, Ledger.Empty, journey.Clinic, Owe.Never).Select(duty => duty.Key).ToHashSet(StringComparer.Ordinal));
    }

    private static StaffTask Task(Walk walk, TaskKind kind) => walk.Journey.Tasks.Open.Single(task => task.Kind == kind);

    private static int Pages(Walk walk) => walk.Ledger.Entries.Keys.Count(key => key.Contains(":page:", StringComparison.Ordinal));

    private static Walk At(SafetyRule rule)
    {
        var walk = Walk.From(Made(rule));
        Assert.Equal(rule, walk.Journey.Alerts.All.Single().Rule);
        return walk;
    }

    private static AJourney Made(SafetyRule rule) => rule switch
    {
        SafetyRule.Item9Urgent => AJourney.OnTheKapPath.Give(Author.Client, new SubmitForm(FormKind.Phq9, "en", Answers.To(FormKind.Phq9, "9", "2"))),
        SafetyRule.Item9Positive => AJourney.OnTheKapPath.Give(Author.Client, new SubmitForm(FormKind.Phq9, "en", Answers.To(FormKind.Phq9, "9", "1"))),
        SafetyRule.CssrsHigh => Screened("1", "2", "4"),
        SafetyRule.CssrsModerate => Screened("1", "2", "3"),
        SafetyRule.CssrsLow => Screened("1"),
        _ => AJourney.OnTheKapPath.Give(Author.Provider, new ReceiveMessage(InboundKind.Other, "no quiero vivir")),
    };

    private static AJourney Screened(params string[] yes) => AJourney.OnTheKapPath.Give(Author.Client, AScreen.With(yes));

    private static Decision.Refused Refused(Decision decision) => Assert.IsType<Decision.Refused>(decision);
}

public class A_score_that_grew_worse
{
    [Fact]
    public void Is_looked_at_by_a_therapist_and_by_a_prescriber_and_then_resolved()
    {
        var walk = Walk.From(AJourney.WithIntakeDone);
        walk.Must(Author.Client, new SubmitForm(FormKind.Gad7, "en", Answers.To(FormKind.Gad7, points: 3)));
        walk.Until(walk.Now);
        var due = walk.Clinic.Business.EndOfDayAfter(walk.Now, 1);
        var tasks = walk.Journey.Tasks.Open.Where(task => task.About == "alert:1").ToList();
        Assert.Equal([TaskKind.ReviewWorseningAsTherapist, TaskKind.ReviewWorseningAsPrescriber], tasks.Select(task => task.Kind).Order());
        Assert.All(tasks, task => Assert.Equal(due, task.DueBy));
        walk.Must(AClinic.As(AClinic.Theo), new ReviewWorsening("alert:1", "a hard week"));
        Assert.Equal("worsening.reviewed", Assert.Single(Assert.IsType<Decision.Refused>(walk.Give(AClinic.As(AClinic.Thandi), new ReviewWorsening("alert:1", "same"))).Reasons).Code);
        Assert.NotNull(Assert.Single(walk.Journey.Alerts.Unresolved));
        walk.Must(AClinic.As(AClinic.Priya), new ReviewWorsening("alert:1", "nothing medical"));
        Assert.Empty(walk.Journey.Alerts.Unresolved);
    }

    [Fact]
    public void Is_not_resolved_by_one_alone()
    {
        var journey = AJourney.WithIntakeDone.Give(Author.Client, new SubmitForm(FormKind.Gad7, "en", Answers.To(FormKind.Gad7, points: 3)));
        Assert.Equal("alert.two-reviews", Assert.Single(Assert.IsType<Decision.Refused>(journey.Try(AClinic.Theo, new ResolveAlert("alert:1", "fine"))).Reasons).Code);
    }
}

public class A_safety_plan
{
    [Theory]
    [InlineData("1")]
    [InlineData("2", "3")]
    public void Is_wanted_before_the_next_dose_when_any_answer_of_the_risk_screen_was_positive(params string[] yes)
    {
        var journey = AJourney.Prepared.Give(Author.Client, AScreen.With(yes));
        Assert.Contains("G1.safety-plan", Unmet(journey));
        journey.Do(AClinic.Theo, new RecordSafetyPlan("signs, what helps, whom to call"));
        Assert.DoesNotContain("G1.safety-plan", Unmet(journey));
    }

    [Fact]
    public void Is_wanted_for_a_yes_at_the_door_although_it_is_a_no_when_asked_again()
    {
        var journey = AJourney.WithASessionBooked.ToTheSession();
        journey.Do(AClinic.Noel, journey.TheArrival with { Cssrs = CssrsLevel.Moderate }).Do(AClinic.Noel, journey.TheArrival);
        Assert.Equal("G1.safety-plan", SafetyPlans.Unmet(journey.Journey)?.Code);
        Assert.Null(SafetyPlans.Unmet(journey.Do(AClinic.Theo, new RecordSafetyPlan("signs, what helps, whom to call")).Journey));
    }

    [Fact]
    public void Is_gone_through_again_after_a_moderate_answer_and_not_after_a_low_one()
    {
        var journey = AJourney.Prepared.Give(Author.Client, AScreen.With("1")).Do(AClinic.Theo, new RecordSafetyPlan("plan")).Give(Author.Client, AScreen.With("1"));
        Assert.DoesNotContain("G1.safety-plan", Unmet(journey));
        journey.Give(Author.Client, AScreen.With("2", "3"));
        Assert.Contains("G1.safety-plan", Unmet(journey));
    }

    [Fact]
    public void Is_asked_of_the_therapist()
    {
        var walk = Walk.From(AJourney.Prepared.Give(Author.Client, AScreen.With("1")));
        Assert.Equal(Role.Therapist, TaskCatalogue.Of(walk.Journey.Tasks.Open.Single(task => task.Kind == TaskKind.WriteSafetyPlan).Kind).Roles);
        walk.Must(AClinic.As(AClinic.Theo), new RecordSafetyPlan("plan"));
        Assert.DoesNotContain(walk.Journey.Tasks.Open, task => task.Kind == TaskKind.WriteSafetyPlan);
    }

    private static IEnumerable<string> Unmet(AJourney journey) =>
        SessionGates.First(journey.Journey, journey.Now + Duration.FromDays(7), new Moment(journey.Now, AClinic.As(AClinic.Ines), journey.Clinic)).Unmet.Select(reason => reason.Code);
}

/// <summary>The risk screen with yes to some of its questions.</summary>
public static class AScreen
{
    public static SubmitForm With(params string[] yes)
    {
        var answers = Answers.To(FormKind.Cssrs);
        foreach (var item in yes)
            answers[item] = "yes";
        foreach (var question in FormLibrary.Of(FormKind.Cssrs).Asked(answers))
            answers.TryAdd(question.Id, "no");
        return new SubmitForm(FormKind.Cssrs, "en", answers);
    }
}
