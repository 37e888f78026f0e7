using NodaTime;

namespace KapWorkflow.Core.Tests;

public class A_form_that_is_filled_in_in_two_sittings
{
    private static readonly Dictionary<string, string> Half = new() { ["1"] = "2", ["2"] = "1" };

    private static AJourney Begun => AJourney.OnTheKapPath.Give(Author.Client, new SaveForm(FormKind.Gad7, "en", Half));

    [Fact]
    public void Is_kept_and_counts_as_nothing()
    {
        var journey = Begun;
        Assert.Equal(Half, Drafts.AnswersTo(journey.Journey, FormKind.Gad7, journey.Clinic, journey.Now));
        Assert.Equal((2, 7), Drafts.Progress(journey.Journey, FormKind.Gad7, journey.Clinic, journey.Now));
        Assert.Null(journey.Journey.Intake.Latest(FormKind.Gad7));
        Assert.Contains(FormKind.Gad7, ClientTodo.Forms(journey.Journey, journey.Clinic, journey.Now));
        Assert.Empty(journey.Journey.Alerts.All);
    }

    [Fact]
    public void Is_no_draft_any_more_once_it_is_sent()
    {
        var journey = Begun.Give(Author.Client, new SubmitForm(FormKind.Gad7, "en", Answers.To(FormKind.Gad7)));
        Assert.Empty(journey.Journey.Intake.Drafts);
        Assert.Equal(7, journey.Journey.Intake.Latest(FormKind.Gad7)!.Total);
    }

    [Fact]
    public void Can_be_kept_by_staff_too() => Assert.Contains(FormKind.Gad7, AJourney.OnTheKapPath.Do(AClinic.Ines, new SaveForm(FormKind.Gad7, "es", Half)).Journey.Intake.Drafts.Keys);

    [Fact]
    public void Is_not_kept_when_nothing_is_answered() => Assert.Equal(
        "form.empty", Assert.Single(Assert.IsType<Decision.Refused>(AJourney.OnTheKapPath.Try(Author.Client, new SaveForm(FormKind.Gad7, "en", new Dictionary<string, string> { ["1"] = " " }))).Reasons).Code);

    [Fact]
    public void Sent_half_filled_or_wrong_is_kept_rather_than_lost()
    {
        var wrong = new Dictionary<string, string>(Answers.To(FormKind.Gad7)) { ["3"] = "9", ["7"] = "" };
        var journey = AJourney.OnTheKapPath;
        var submit = new SubmitForm(FormKind.Gad7, "en", wrong);
        Assert.Equal(["form.3", "form.7"], Answering.Unmet(journey.Journey, submit, journey.Now).Unmet.Select(reason => reason.Code));
        journey.Give(Author.Client, submit);
        Assert.Empty(journey.Journey.Intake.Measures);
        Assert.Equal("9", journey.Journey.Intake.Drafts[FormKind.Gad7].Answers["3"]);
    }

    [Fact]
    public void That_nobody_asked_for_is_refused_and_not_kept() => Assert.Equal(
        "form.no-session", Assert.Single(Assert.IsType<Decision.Refused>(AJourney.OnTheKapPath.Try(Author.Client, new SaveForm(FormKind.Escort, "en", new Dictionary<string, string> { ["name"] = "Sam" }))).Reasons).Code);

    [Fact]
    public void Is_kept_once_for_one_page_sent_twice()
    {
        var journey = Begun;
        var facts = journey.Facts.Count;
        journey.After(Duration.FromMinutes(1)).Give(Author.Client, new SaveForm(FormKind.Gad7, "en", Half));
        Assert.Equal(facts, journey.Facts.Count);
    }

    [Fact]
    public void Is_begun_again_when_the_time_it_looks_back_on_has_moved_on()
    {
        var journey = Begun;
        Assert.NotNull(Drafts.Of(journey.Journey, FormKind.Gad7, journey.Clinic, journey.Now + Duration.FromHours(72)));
        Assert.Null(Drafts.Of(journey.Journey, FormKind.Gad7, journey.Clinic, journey.Now + Duration.FromHours(73)));
    }

    [Fact]
    public void Waits_as_long_as_it_takes_when_it_is_no_measure()
    {
        var journey = AJourney.OnTheKapPath.Give(Author.Client, new SaveForm(FormKind.HealthHistory, "en", new Dictionary<string, string> { [FormLibrary.Of(FormKind.HealthHistory).Questions[0].Id] = "yes" }));
        Assert.NotNull(Drafts.Of(journey.Journey, FormKind.HealthHistory, journey.Clinic, journey.Now + Duration.FromDays(20)));
    }

    [Fact]
    public void Belongs_to_its_session_and_not_to_the_next()
    {
        var journey = AJourney.WithASessionBooked.Give(Author.Client, new SaveForm(FormKind.Escort, "en", new Dictionary<string, string> { ["name"] = "Sam" }));
        Assert.NotNull(Drafts.Of(journey.Journey, FormKind.Escort, journey.Clinic, journey.Now));
        journey.Give(Author.Client, new CancelAppointment(journey.Session));
        Assert.Null(Drafts.Of(journey.Journey, FormKind.Escort, journey.Clinic, journey.Now));
    }

    [Fact]
    public void Keeps_every_answer_that_still_fits_when_the_form_changed_meanwhile()
    {
        var asked = FormLibrary.Of(FormKind.Gad7) with { Hash = "0123456789abcdef", Questions = [.. FormLibrary.Of(FormKind.Gad7).Questions.Skip(1)] };
        var draft = new Draft(FormLibrary.Of(FormKind.Gad7).Hash, "en", new Dictionary<string, string> { ["1"] = "2", ["2"] = "1", ["3"] = "7" }, null, new Stamp(1, Story.Start));
        Assert.Equal(new Dictionary<string, string> { ["2"] = "1" }, Drafts.Carried(draft, asked));
    }

    [Fact]
    public void About_a_month_is_not_gone_on_with_as_one_since_the_last_visit()
    {
        var recent = FormLibrary.Of(FormKind.Cssrs);
        var journey = AJourney.Dosed.Give(Author.Client, new SaveForm(FormKind.Cssrs, "en", new Dictionary<string, string> { ["1"] = "no" }, recent.Hash));
        Assert.Equal(recent.Hash, journey.Journey.Intake.Drafts[FormKind.Cssrs].DefinitionHash);
        Assert.Null(Drafts.Of(journey.Journey, FormKind.Cssrs, journey.Clinic, journey.Now));
        Assert.Equal(FormVariant.SinceLast, FormLibrary.For(journey.Journey, FormKind.Cssrs).Variant);
    }
}

public class A_half_filled_form_that_alarms
{
    private static SaveForm Item9(string points) => new(FormKind.Phq9, "en", new Dictionary<string, string> { ["9"] = points });

    [Fact]
    public void Is_heard_at_once_and_not_again_for_the_same_answers()
    {
        var journey = AJourney.OnTheKapPath.Give(Author.Client, Item9("2"));
        Assert.Equal(SafetyRule.Item9Urgent, Assert.Single(journey.Journey.Alerts.All).Rule);
        journey.After(Duration.FromMinutes(1)).Give(Author.Client, new SaveForm(FormKind.Phq9, "en", new Dictionary<string, string> { ["9"] = "2", ["1"] = "1" }));
        journey.After(Duration.FromMinutes(1)).Give(Author.Client, new SubmitForm(FormKind.Phq9, "en", Answers.To(FormKind.Phq9, "9", "2")));
        Assert.Single(journey.Journey.Alerts.All);
        Assert.NotNull(journey.Journey.Intake.Latest(FormKind.Phq9));
    }

    [Fact]
    public void Is_heard_again_when_the_answer_is_another_one()
    {
        var journey = AJourney.OnTheKapPath.Give(Author.Client, Item9("1")).Give(Author.Client, Item9("2")).Give(Author.Client, Item9("3"));
        Assert.Equal([SafetyRule.Item9Positive, SafetyRule.Item9Urgent, SafetyRule.Item9Urgent], journey.Journey.Alerts.All.Select(alert => alert.Rule));
    }

    [Fact]
    public void Is_heard_again_a_day_later()
    {
        var journey = AJourney.OnTheKapPath.Give(Author.Client, Item9("2")).After(Duration.FromHours(25)).Give(Author.Client, Item9("2"));
        Assert.Equal(2, journey.Journey.Alerts.All.Count);
    }

    [Fact]
    public void Of_the_risk_screen_counts_every_yes()
    {
        var journey = AJourney.OnTheKapPath.Give(Author.Client, new SaveForm(FormKind.Cssrs, "en", new Dictionary<string, string> { ["1"] = "yes" }));
        journey.Give(Author.Client, new SaveForm(FormKind.Cssrs, "en", new Dictionary<string, string> { ["1"] = "yes", ["2"] = "yes", ["4"] = "yes" }));
        Assert.Equal([SafetyRule.CssrsLow, SafetyRule.CssrsHigh], journey.Journey.Alerts.All.Select(alert => alert.Rule));
    }

    [Fact]
    public void Is_heard_where_a_plan_is_told_after_no_thoughts()
    {
        var answers = Answers.To(FormKind.Cssrs, "5", "yes");
        var journey = AJourney.OnTheKapPath.Give(Author.Client, new SubmitForm(FormKind.Cssrs, "en", answers));
        Assert.Equal(CssrsLevel.High, journey.Journey.Intake.Latest(FormKind.Cssrs)!.Level);
        Assert.Equal(1, journey.Journey.Intake.Latest(FormKind.Cssrs)!.Items["5"]);
    }

    [Fact]
    public void Is_heard_in_words_that_answer_what_is_not_asked_though_they_are_not_kept()
    {
        var answers = Answers.To(FormKind.Medicines);
        answers["changes"] = "I want to end my life";
        var journey = AJourney.OnTheKapPath.Give(Author.Client, new SubmitForm(FormKind.Medicines, "en", answers));
        Assert.Equal(SafetyRule.CrisisWords, Assert.Single(journey.Journey.Alerts.All).Rule);
        Assert.DoesNotContain("changes", journey.Journey.Intake.AnswersTo(FormKind.Medicines).Keys);
    }
}

public class A_form_that_is_sent_twice
{
    private static readonly SubmitForm Mood = new(FormKind.Phq9, "en", Answers.To(FormKind.Phq9, "9", "1"));

    [Fact]
    public void Is_recorded_once_and_alarms_once()
    {
        var journey = AJourney.OnTheKapPath.Give(Author.Client, Mood).After(Duration.FromMinutes(59)).Give(Author.Client, Mood);
        Assert.Single(journey.Journey.Intake.Measures);
        Assert.Single(journey.Journey.Alerts.All);
    }

    [Fact]
    public void Is_a_new_measurement_an_hour_later()
    {
        var journey = AJourney.OnTheKapPath.Give(Author.Client, Mood).After(Duration.FromMinutes(61)).Give(Author.Client, Mood);
        Assert.Equal(2, journey.Journey.Intake.Measures.Count);
        Assert.Equal(2, journey.Journey.Alerts.All.Count);
    }

    [Fact]
    public void Is_a_new_answer_when_something_else_was_answered_between()
    {
        var screen = new SubmitForm(FormKind.Cssrs, "en", Answers.To(FormKind.Cssrs));
        var journey = AJourney.OnTheKapPath.Give(Author.Client, screen).Give(Author.Client, Mood).Give(Author.Client, screen);
        Assert.DoesNotContain(FormKind.Cssrs, ClientTodo.Forms(journey.Journey, journey.Clinic, journey.Now));
        Assert.Equal(3, journey.Journey.Intake.Measures.Count);
    }

    [Fact]
    public void Is_recorded_once_when_it_is_no_measure()
    {
        var contact = new SubmitForm(FormKind.EmergencyContact, "en", Answers.To(FormKind.EmergencyContact));
        var journey = AJourney.OnTheKapPath.Give(Author.Client, contact);
        var facts = journey.Facts.Count;
        Assert.Equal(facts, journey.Give(Author.Client, contact).Facts.Count);
        Assert.Equal(facts + 1, journey.Give(Author.Client, new SubmitForm(FormKind.EmergencyContact, "en", Answers.To(FormKind.EmergencyContact, "relation", "A friend"))).Facts.Count);
    }

    [Fact]
    public void Is_recorded_again_for_a_session_that_moved_meanwhile()
    {
        var precheck = new SubmitForm(FormKind.Precheck, "en", Answers.To(FormKind.Precheck));
        var journey = AJourney.WithASessionBooked.Give(Author.Client, precheck);
        var session = journey.Journey.Appointments.Find(journey.Session)!;
        journey.Do(AClinic.Ines, new MoveAppointment(journey.Session, PracticeTime.Local(session.Start, journey.Clinic.Zone).PlusDays(1))).Give(Author.Client, precheck);
        Assert.NotNull(journey.Journey.Course.Find(journey.Session)!.Precheck);
    }
}
