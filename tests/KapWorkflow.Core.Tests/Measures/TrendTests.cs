using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core.Tests;

public class A_measure_over_time
{
    private static readonly SafetySettings Settings = new();

    private static AJourney Took(AJourney journey, FormKind measure, params int[] totals) => totals.Aggregate(journey, (so, total) =>
        so.After(Duration.FromDays(1)).Give(Author.Client, new SubmitForm(measure, "en", Spread(measure, total))));

    /// <summary>Answers of that total, item 9 of the PHQ-9 left at 0.</summary>
    private static Dictionary<string, string> Spread(FormKind measure, int total)
    {
        var answers = new Dictionary<string, string>();
        foreach (var question in FormLibrary.Of(measure).Questions)
        {
            var points = measure == FormKind.Phq9 && question.Id == "9" ? 0 : Math.Min(question.Highest!.Value, total);
            answers[question.Id] = points.ToString(CultureInfo.InvariantCulture);
            total -= points;
        }
        return answers;
    }

    [Fact]
    public void Has_no_trend_before_the_first_score() => Assert.Null(Trend.Of(AJourney.OnTheKapPath.Journey, FormKind.Phq9, Settings));

    [Fact]
    public void Is_held_against_the_baseline_and_against_the_last()
    {
        var trend = Trend.Of(Took(AJourney.OnTheKapPath, FormKind.Phq9, 20, 14, 9, 16).Journey, FormKind.Phq9, Settings)!;
        Assert.Equal([20, 14, 9, 16], trend.Points.Select(point => point.Total));
        Assert.Equal([null, -6, -11, -4], trend.Points.Select(point => point.SinceBaseline?.Points));
        Assert.Equal([null, -6, -5, 7], trend.Points.Select(point => point.SinceLast?.Points));
        Assert.True(trend.Last.SinceLast is { IsReliablyWorse: true, IsNotablyWorse: true });
        Assert.True(trend.Last.SinceBaseline is { IsReliablyWorse: false, IsReliablyBetter: false });
    }

    [Theory]
    [InlineData(FormKind.Phq9, 20, 10, true, true)]
    [InlineData(FormKind.Phq9, 20, 11, false, true)]
    [InlineData(FormKind.Phq9, 20, 15, false, false)]
    [InlineData(FormKind.Phq9, 20, 14, false, true)]
    [InlineData(FormKind.Phq9, 0, 0, false, false)]
    [InlineData(FormKind.Gad7, 12, 9, false, false)]
    [InlineData(FormKind.Gad7, 12, 8, false, true)]
    [InlineData(FormKind.Gad7, 12, 6, true, true)]
    [InlineData(FormKind.Pcl5, 60, 51, false, false)]
    [InlineData(FormKind.Pcl5, 60, 50, false, true)]
    [InlineData(FormKind.Pcl5, 60, 30, true, true)]
    public void Responds_at_half_the_points_and_changes_reliably_by_more_than_it_varies(FormKind measure, int from, int to, bool response, bool reliable)
    {
        var better = Trend.Of(Took(AJourney.OnTheKapPath, measure, from, to).Journey, measure, Settings)!.Last.SinceBaseline!;
        Assert.Equal((response, reliable, false), (better.IsResponse, better.IsReliablyBetter, better.IsReliablyWorse));
        var worse = Trend.Of(Took(AJourney.OnTheKapPath, measure, to, from).Journey, measure, Settings)!.Last.SinceBaseline!;
        Assert.Equal((false, reliable), (worse.IsReliablyBetter, worse.IsReliablyWorse));
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void Of_the_PHQ9_is_notably_worse_before_it_is_reliably_so(int worse, bool notable)
    {
        var change = Trend.Of(Took(AJourney.OnTheKapPath, FormKind.Phq9, 8, 8 + worse).Journey, FormKind.Phq9, Settings)!.Last.SinceLast!;
        Assert.Equal((notable, false), (change.IsNotablyWorse, change.IsReliablyWorse));
    }

    [Theory]
    [InlineData(FormKind.Phq9, 20, 4, true)]
    [InlineData(FormKind.Phq9, 20, 5, false)]
    [InlineData(FormKind.Phq9, 4, 3, false)]
    [InlineData(FormKind.Gad7, 12, 7, true)]
    [InlineData(FormKind.Gad7, 12, 8, false)]
    [InlineData(FormKind.Pcl5, 40, 0, false)]
    public void Remits_below_its_number_when_it_was_not_there_at_baseline(FormKind measure, int from, int to, bool remission) =>
        Assert.Equal(remission, Trend.Of(Took(AJourney.OnTheKapPath, measure, from, to).Journey, measure, Settings)!.Last.IsRemission);

    [Fact]
    public void Begins_at_the_last_score_before_the_first_dose()
    {
        var journey = Took(AJourney.WithASessionBooked, FormKind.Gad7, 15).ToTheSession().CheckIn().GiveDose();
        var trend = Trend.Of(Took(journey, FormKind.Gad7, 5).Journey, FormKind.Gad7, Settings)!;
        Assert.Equal(15, trend.Baseline.Total);
        Assert.Equal(-10, trend.Last.SinceBaseline!.Points);
        Assert.Null(trend.Points[0].SinceBaseline);
    }

    [Fact]
    public void Never_mixes_a_week_with_a_month()
    {
        var weekly = FormLibrary.Of(FormKind.Pcl5, FormVariant.Weekly);
        var journey = Took(AJourney.OnTheKapPath, FormKind.Pcl5, 60, 50).After(Duration.FromDays(1)).Give(Author.Client, new SubmitForm(FormKind.Pcl5, "en", Spread(FormKind.Pcl5, 10), weekly.Hash));
        var trends = Trend.All(journey.Journey, Settings);
        Assert.Equal([2, 1], trends.Select(trend => trend.Points.Count));
        Assert.Equal(weekly.Hash, Trend.Of(journey.Journey, FormKind.Pcl5, Settings)!.DefinitionHash);
        Assert.Null(trends[1].Last.SinceLast);
        Assert.DoesNotContain(journey.Journey.Alerts.All, alert => alert.Rule == SafetyRule.ReliableWorsening);
    }

    [Fact]
    public void Leaves_out_what_has_no_score()
    {
        var journey = Took(AJourney.OnTheKapPath, FormKind.Gad7, 10).After(Duration.FromDays(1))
            .Give(Author.Client, new SubmitForm(FormKind.Gad7, "en", new Dictionary<string, string>(Answers.To(FormKind.Gad7)) { ["1"] = Question.Skip, ["2"] = Question.Skip }));
        Assert.Single(Trend.Of(journey.Journey, FormKind.Gad7, Settings)!.Points);
        Assert.Equal(2, journey.Journey.Intake.Measures.Count(measure => measure.Measure == FormKind.Gad7));
        Assert.Equal(10, journey.Journey.Intake.Latest(FormKind.Gad7)!.Total);
    }

    [Fact]
    public void That_rose_reliably_since_the_last_time_is_looked_at_although_it_is_below_the_baseline()
    {
        var journey = Took(AJourney.OnTheKapPath, FormKind.Phq9, 24, 6, 12);
        Assert.Equal(SafetyRule.ReliableWorsening, Assert.Single(journey.Journey.Alerts.All).Rule);
    }
}

public class The_schedule_of_measures
{
    private static IReadOnlyList<FormKind> Asked(AJourney journey) => ClientTodo.Forms(journey.Journey, journey.Clinic, journey.Now);

    private static IEnumerable<Duty> Week(AJourney journey) =>
        Pathway.Duties(journey.Journey, Ledger.Empty, journey.Clinic, journey.Now + Duration.FromDays(30)).Where(duty => duty.Key.Contains(":week:measures", StringComparison.Ordinal));

    [Fact]
    public void Takes_the_whole_baseline_at_intake_with_the_bladder() => Assert.Superset(
        new HashSet<FormKind> { FormKind.Phq9, FormKind.Gad7, FormKind.Pcl5, FormKind.Cssrs, FormKind.Urinary }, Asked(AJourney.OnTheKapPath).ToHashSet());

    [Fact]
    public void Asks_a_week_after_a_dose()
    {
        var journey = AJourney.AfterOneCycle;
        var due = Week(journey).Min(duty => duty.Due);
        Assert.Equal(Duration.FromDays(7), due - journey.Journey.Course.Last!.Dosed!.At);
        Assert.DoesNotContain(FormKind.Phq9, Asked(journey));
        Assert.Superset(new HashSet<FormKind> { FormKind.Phq9, FormKind.Cssrs }, Asked(journey.At(due)).ToHashSet());
        Assert.DoesNotContain(FormKind.Pcl5, Asked(journey));
        Assert.DoesNotContain(FormKind.Phq9, Asked(journey.At(due + Duration.FromDays(6))));
    }

    [Fact]
    public void Nudges_three_times_a_day_apart_while_it_still_says_something_about_that_week()
    {
        var asked = Week(AJourney.AfterOneCycle).Select(duty => duty.Due).Order().ToList();
        Assert.Equal(4, asked.Count);
        Assert.All(asked.Zip(asked.Skip(1)), pair => Assert.Equal(Duration.FromDays(1), pair.Second - pair.First));
    }

    [Fact]
    public void Asks_no_second_time_when_it_was_answered_or_the_next_session_is_near()
    {
        Assert.Empty(Week(AJourney.AfterOneCycle.Book(AppointmentPurpose.Dosing, 7, 10)));
        Assert.NotEmpty(Week(AJourney.AfterOneCycle.Book(AppointmentPurpose.Dosing, 12, 10)));
        var journey = AJourney.AfterOneCycle;
        journey.At(Week(journey).Min(duty => duty.Due) - Duration.FromHours(20)).AnswerMeasures();
        Assert.Empty(Week(journey));
    }

    [Fact]
    public void Asks_everything_at_the_end_and_completes_only_then()
    {
        var journey = AJourney.AfterOneCycle.Do(AClinic.Theo, new StopCourse("one was enough"));
        Assert.Superset(MeasureSchedule.ReviewForms.ToHashSet(), Asked(journey).ToHashSet());
        foreach (var measure in IntakePacket.BaselineMeasures)
            journey.Give(Author.Client, new SubmitForm(measure, "en", Answers.To(measure)));
        Assert.Contains("urinary symptoms", Reviews.MayComplete(journey.Journey, journey.Clinic).Unmet.Single(reason => reason.Code == "G6.measures").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Asks_how_it_is_and_every_measure_one_three_and_six_months_after_and_nudges_three_times()
    {
        var journey = AJourney.AtTheEnd.Do(AClinic.Theo, new CompleteCourse("done"));
        var first = MeasureSchedule.FollowUps(journey.Journey, journey.Clinic)[0];
        journey.At(first + Duration.FromHours(1)).Give(Author.Client, new SubmitForm(FormKind.FollowUp, "en", Answers.To(FormKind.FollowUp)));
        Assert.Equal(IntakePacket.BaselineMeasures, Asked(journey));
        Assert.Equal(3, Nudges(journey));
        foreach (var measure in IntakePacket.BaselineMeasures)
            journey.Give(Author.Client, new SubmitForm(measure, "en", Answers.To(measure)));
        Assert.Empty(Asked(journey));
        Assert.Equal(0, Nudges(journey));

        static int Nudges(AJourney journey) => Pathway.Duties(journey.Journey, Ledger.Empty, journey.Clinic, journey.Now + Duration.FromDays(7)).Count(duty => duty.Key.StartsWith("follow-up:1:nudge:", StringComparison.Ordinal));
    }

    [Fact]
    public void Asks_the_risk_screen_since_the_last_contact_once_a_dose_was_given()
    {
        Assert.Equal(FormVariant.Standard, FormLibrary.For(AJourney.CheckedIn.Journey, FormKind.Cssrs).Variant);
        var journey = AJourney.Dosed.Give(Author.Client, new SubmitForm(FormKind.Cssrs, "en", Answers.To(FormKind.Cssrs, "6", "yes")));
        Assert.Equal(CssrsLevel.High, journey.Journey.Intake.Latest(FormKind.Cssrs)!.Level);
        Assert.Equal(FormLibrary.Of(FormKind.Cssrs, FormVariant.SinceLast).Hash, journey.Journey.Intake.Latest(FormKind.Cssrs)!.DefinitionHash);
    }
}
