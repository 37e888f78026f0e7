using NodaTime;

namespace KapWorkflow.Core.Tests;

public class An_inquiry
{
    [Fact]
    public void Is_answered_at_once_and_calls_for_a_person_in_five_minutes()
    {
        var plan = Planner.Make(AJourney.Inquired.Journey, Ledger.Empty, AClinic.Open, Story.Start);
        Assert.Equal(["inquiry:ack:email", "inquiry:ack:sms", "inquiry:call:1", "inquiry:new:staff"], plan.DueNow.Select(duty => duty.Key).Order(StringComparer.Ordinal));
        Assert.All(plan.DueNow.Where(duty => duty.Key.StartsWith("inquiry:ack", StringComparison.Ordinal)), duty => Assert.True(duty.AtOnce));
        Assert.Equal(Story.Start + Duration.FromMinutes(5), ((DutyAction.Ask)plan.DueNow.Single(duty => duty.Key == "inquiry:call:1").Action).DueBy);
    }

    [Fact]
    public void That_nobody_called_about_is_the_directors_after_half_an_hour_of_opening_time()
    {
        var walk = Walk.From(AJourney.Inquired);
        walk.Until(Story.Start + Duration.FromMinutes(29));
        Assert.Null(walk.Journey.Tasks.Find("inquiry:call:1")!.Escalated);
        walk.Until(Story.Start + Duration.FromMinutes(30));
        Assert.NotNull(walk.Journey.Tasks.Find("inquiry:call:1")!.Escalated);
    }

    [Fact]
    public void In_the_evening_waits_for_the_morning_with_call_and_text_but_not_with_the_mail()
    {
        var evening = Story.Start + Duration.FromHours(12);
        var walk = new Walk(AClinic.Open, evening);
        walk.Must(Author.Website, new ReceiveInquiry(AJourney.Details));
        walk.Until(evening + Duration.FromHours(13));
        Assert.Equal(22, walk.Sent.Single(sent => sent.Key == "inquiry:ack:email").At.Hour);
        Assert.Equal(new LocalTime(9, 0), walk.Sent.Single(sent => sent.Key == "inquiry:ack:sms").At.TimeOfDay);
        Assert.Equal(new LocalTime(9, 5), PracticeTime.Local(walk.Journey.Tasks.Find("inquiry:call:1")!.DueBy, AClinic.Open.Zone).TimeOfDay);
    }

    [Fact]
    public void That_was_answered_is_chased_no_more()
    {
        var walk = Walk.From(AJourney.Inquired.Do(AClinic.Ines, new LogContactAttempt(ContactBy.Phone, Reached: false)).Do(AClinic.Ines, new LogContactAttempt(ContactBy.Phone, Reached: true)));
        walk.Until(walk.Now + Duration.FromDays(13));
        Assert.DoesNotContain(walk.Sent, sent => sent.Tell.Text == Text.InquiryRetry);
        Assert.Single(walk.Facts, each => each.Fact is TaskOpened { Task: TaskKind.CallInquirer });
    }

    [Fact]
    public void For_somebody_else_tells_only_how_that_person_can_reach_us()
    {
        var walk = Walk.From(AJourney.InquiredWith(details => details with { InquiringFor = InquiringFor.SomeoneElse }));
        walk.Until(walk.Now + Duration.FromDays(5));
        Assert.Equal([Text.InquiryThirdParty], walk.Sent.Where(sent => sent.Tell.To is Audience.Client).Select(sent => sent.Tell.Text));
    }

    [Fact]
    public void That_comes_again_is_kept_and_read()
    {
        var journey = AJourney.Inquired.Give(Author.Website, new RepeatInquiry(AJourney.Details with { Question = "Hello?" }));
        Assert.Contains(Pathway.Duties(journey.Journey, Ledger.Empty, AClinic.Open, Owe.Never), duty => duty.Action is DutyAction.Ask { Task: TaskKind.ReadRepeatedInquiry });
    }

    [Fact]
    public void Keeps_two_messages_to_read_when_the_same_comes_twice_in_one_minute()
    {
        var journey = AJourney.Inquired.Give(Author.Provider, new ReceiveMessage(InboundKind.Other, "hello")).Give(Author.Provider, new ReceiveMessage(InboundKind.Other, "hello"));
        Assert.Single(Pathway.Duties(journey.Journey, Ledger.Empty, AClinic.Open, Owe.Never), duty => duty.Action is DutyAction.Ask { Task: TaskKind.ReadMessage });
        Assert.Equal(2, Assert.Single(journey.Journey.MessagesToRead).Messages.Count);
    }

    [Fact]
    public void With_a_C_and_nothing_to_confirm_is_read_by_a_person() =>
        Assert.Single(AJourney.Inquired.Give(Author.Provider, new ReceiveMessage(InboundKind.Confirm)).Journey.MessagesToRead);
}
