using NodaTime;

namespace KapWorkflow.Core.Tests;

public class Completing_a_course
{
    [Fact]
    public void Names_everything_that_is_missing()
    {
        var journey = AJourney.AfterOneCycle.Do(AClinic.Theo, new StopCourse("enough"));
        Assert.Equal(
            ["G6.measures", "G6.therapist", "G6.prescriber", "G6.aftercare"],
            Assert.IsType<Decision.Refused>(journey.Try(AClinic.Theo, new CompleteCourse("done"))).Reasons.Select(reason => reason.Code));
    }

    [Fact]
    public void Asks_after_one_three_and_six_months_and_closes_the_journey()
    {
        var walk = Walk.From(AJourney.AtTheEnd.Do(AClinic.Theo, new CompleteCourse("well")));
        walk.Until(walk.Now + Duration.FromDays(230));
        Assert.Equal(3, walk.Sent.Count(sent => sent.Tell.Text == Text.FollowUp && !sent.Key.Contains(":nudge:", StringComparison.Ordinal)));
        Assert.Equal(ClosedBecause.Completed, walk.Journey.Standing.Because);
        Assert.True(walk.LastPlan.IsOver);
    }

    [Fact]
    public void Asks_nothing_of_somebody_who_wants_no_follow_up()
    {
        var walk = Walk.From(AJourney.AtTheEnd.Do(AClinic.Theo, new PlanAftercare("rest", FollowUpConsent: false)).Do(AClinic.Theo, new CompleteCourse("well")));
        walk.Until(walk.Now + Duration.FromDays(230));
        Assert.DoesNotContain(walk.Sent, sent => sent.Tell.Text == Text.FollowUp);
    }

    [Fact]
    public void Hears_who_wants_to_be_called()
    {
        var journey = AJourney.AtTheEnd.Do(AClinic.Theo, new CompleteCourse("well")).After(Duration.FromDays(30))
            .Give(Author.Client, new SubmitForm(FormKind.FollowUp, "en", Answers.To(FormKind.FollowUp, "call-me", "yes")));
        Assert.Equal(SafetyRule.CallWanted, Assert.Single(journey.Journey.Alerts.All).Rule);
    }

    [Fact]
    public void Is_a_mid_review_that_stops_and_cancels_what_was_booked()
    {
        var journey = AJourney.AfterOneCycle.Book(AppointmentPurpose.Dosing, 30, 10).After(Duration.FromDays(29));
        journey.Do(AClinic.Priya, new SignMidReview(ReviewOutcome.Stop, "no change"));
        Assert.Null(journey.Journey.Appointments.Next(AppointmentPurpose.Dosing));
        Assert.NotNull(journey.Journey.Reviews.EndDue(journey.Journey, journey.Clinic));
    }
}

public class A_course_of_six
{
    private static readonly Lazy<Story> Walked = new(() => new Story().Run(days: 340));

    [Fact]
    public void Gives_six_doses_and_ends_completed()
    {
        Assert.Equal(6, Walked.Value.Walk.Journey.Course.Given);
        Assert.Equal(ClosedBecause.Completed, Walked.Value.Walk.Journey.Standing.Because);
    }

    [Fact]
    public void Rings_once_a_day_at_most_and_five_times_in_the_week_of_a_session()
    {
        var texts = Walked.Value.Walk.Sent.Where(sent => sent.Tell.Channel == Channel.Sms).ToList();
        Assert.All(texts.GroupBy(sent => sent.At.Date), day => Assert.Single(day));
        Assert.All(texts, sent => Assert.InRange(texts.Count(other => other.At <= sent.At && other.At > sent.At.PlusDays(-7)), 1, 5));
    }

    [Fact]
    public void Says_each_thing_of_a_session_by_text_once_on_days_of_their_own()
    {
        var second = Walked.Value.Walk.Sent.Where(sent => sent.Tell.Channel == Channel.Sms && sent.At > new LocalDateTime(2026, 12, 1, 0, 0) && sent.At < new LocalDateTime(2026, 12, 7, 0, 0));
        Assert.Equal([Text.SessionConfirm, Text.SessionSteps, Text.Checkin, Text.IntegrationReminder], second.Select(sent => sent.Tell.Text));
    }

    [Fact]
    public void Tells_the_steps_the_evening_before_when_they_begin_at_night()
    {
        var steps = Walked.Value.Walk.Sent.Where(sent => sent.Tell.Text == Text.SessionSteps).ToList();
        Assert.Equal(6, steps.Count);
        Assert.All(steps, sent => Assert.Equal(new LocalTime(18, 0), sent.At.TimeOfDay));
    }

    [Fact]
    public void Leaves_no_task_open_and_nothing_owed()
    {
        Assert.Empty(Walked.Value.Walk.Journey.Tasks.Open);
        Assert.True(Walked.Value.Walk.LastPlan.IsOver);
    }

    [Fact]
    public void Never_had_a_task_opened_only_to_be_closed_at_once()
    {
        var opened = Walked.Value.Walk.Facts.Where(each => each.Fact is TaskOpened).ToDictionary(each => ((TaskOpened)each.Fact).Key, StringComparer.Ordinal);
        Assert.All(
            Walked.Value.Walk.Facts.Where(each => each.Fact is TaskClosed { How: TaskClosing.Settled }),
            closed => Assert.True(closed.Sequence > opened[((TaskClosed)closed.Fact).Key].Sequence + 1, ((TaskClosed)closed.Fact).Key));
    }
}

public class A_course_that_is_completed
{
    [Fact]
    public void Has_no_further_dose_although_some_were_authorised()
    {
        var journey = AJourney.AfterOneCycle.Under(AClinic.Open with { Dosing = AClinic.Open.Dosing with { Planned = 1 }, Review = AClinic.Open.Review with { MidDoses = 1 } });
        journey.Do(AClinic.Priya, new SignMidReview(ReviewOutcome.Continue, "well")).AnswerMeasures()
            .Do(AClinic.Theo, new SignEndReview("well")).Do(AClinic.Priya, new SignEndReview("well"))
            .Do(AClinic.Theo, new PlanAftercare("monthly sessions", FollowUpConsent: true)).Do(AClinic.Theo, new CompleteCourse("done"));
        Assert.Contains("G2.completed", Assert.IsType<Decision.Refused>(journey.Try(AClinic.Ines, journey.Booking(AppointmentPurpose.Dosing, 8, 10))).Reasons.Select(reason => reason.Code));
    }
}
