using NodaTime;

namespace KapWorkflow.Core.Tests;

public class Why_is_this_client_stuck
{
    [Fact]
    public void Names_who_is_to_call_since_when_and_what_comes_otherwise()
    {
        var (walk, why) = After(AJourney.Inquired);
        var call = Assert.Single(why.Awaits);
        Assert.Equal(("intake", "Call the person who inquired", (Instant?)Story.Start), (call.From, call.What, call.Since));
        Assert.Equal(walk.Journey.Tasks.Find(call.Task!)!.DueBy, call.Until);
        Assert.Equal("the task is handed on: Call the person who inquired", call.Otherwise!.What);
        // Whom nobody has tried to reach is not closed by the clock.
        Assert.Null(why.Ends);
    }

    [Fact]
    public void Says_when_the_clock_would_close_an_inquiry_that_was_not_answered()
    {
        var (_, why) = After(AJourney.Inquired.Do(AClinic.Ines, new LogContactAttempt(ContactBy.Phone, Reached: false)));
        Assert.Equal("the journey is closed: no response", why.Ends!.What);
        Assert.Equal(Story.Start + Duration.FromDays(AClinic.Open.Inquiry.CloseDays), why.Ends.At);
    }

    [Fact]
    public void Names_whoever_has_taken_the_task()
    {
        var walk = Walk.From(AJourney.Inquired);
        walk.Must(AClinic.As(AClinic.Ines), new ClaimTask("inquiry:call:1"));
        Assert.Equal("Ines Romero", Assert.Single(Why(walk).Awaits).From);
    }

    [Fact]
    public void Names_the_client_for_forms_that_are_not_filled_in_and_the_message_that_asks_again()
    {
        var (_, why) = After(AJourney.OnTheKapPath);
        var papers = Assert.Single(why.Awaits, each => each.From == "the client");
        Assert.Contains("Your health", papers.What, StringComparison.Ordinal);
        Assert.Contains("documents to sign", papers.What, StringComparison.Ordinal);
        Assert.Contains("to the client", papers.Otherwise!.What, StringComparison.Ordinal);
        Assert.StartsWith("the journey is closed", why.Ends!.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_the_next_page_for_an_alert_that_nobody_has_acknowledged()
    {
        var (walk, why) = After(AJourney.InquiredWith(details => details with { Question = "I want to kill myself" }));
        var alert = Assert.Single(why.Awaits, each => each.What == "Answer the safety alert");
        Assert.Equal("the on-call contact is paged (page 2)", alert.Otherwise!.What);
        Assert.Equal(walk.Now + Duration.FromMinutes(walk.Clinic.Safety.AckMinutes), alert.Otherwise.At);
    }

    [Fact]
    public void Names_the_hold_and_who_may_release_it()
    {
        var (_, why) = After(AJourney.Prepared.Do(AClinic.Priya, new HoldJourney("a new medicine")));
        Assert.Contains(why.Awaits, each => each is { What: "the hold to be released" } && each.From.StartsWith("prescriber", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_the_information_that_was_asked_for_and_the_next_nudge()
    {
        var (_, why) = After(AJourney.WithIntakeDone.Do(AClinic.Priya, new RequestInformation("an ECG")));
        var awaited = Assert.Single(why.Awaits, each => each.What == "the information that was asked for");
        Assert.Contains("we need one more thing", awaited.Otherwise!.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_the_day_and_the_word_of_the_client_before_a_session()
    {
        var (walk, why) = After(AJourney.WithASessionBooked);
        var session = walk.Journey.Appointments.Next(AppointmentPurpose.Dosing)!;
        Assert.Contains(why.Awaits, each => each.From == "the day" && each.Until == session.Start);
        Assert.Contains(why.Awaits, each => each.From == "the client" && each.What.StartsWith("a word that they come", StringComparison.Ordinal));
    }

    [Fact]
    public void Says_what_comes_by_itself_when_nobody_is_asked()
    {
        var (_, why) = After(AJourney.AtTheEnd.Do(AClinic.Theo, new CompleteCourse("well")));
        Assert.Empty(why.Awaits);
        Assert.Contains("to the client", why.Next!.What, StringComparison.Ordinal);
        Assert.Equal("the journey is closed: completed", why.Ends!.What);
    }

    [Fact]
    public void Has_an_answer_at_every_moment_of_a_whole_way()
    {
        var story = new Story();
        var asked = 0;
        var told = story.Walk.WhenAsked;
        story.Walk.WhenAsked = task =>
        {
            Answers(story.Walk);
            asked++;
            told(task);
        };
        story.Run(days: 340);
        Assert.True(asked > 30);
    }

    private static void Answers(Walk walk)
    {
        var why = Why(walk);
        Assert.True(why.Awaits.Count > 0 || why.Next is not null, $"nobody is awaited at {walk.Now}");
        Assert.All(why.Awaits, each => Assert.True(each.From.Length > 0 && each.What.Length > 0 && !(each.Since > walk.Now)));
        Assert.True(why.Next is null || why.Next.At > walk.Now);
    }

    private static (Walk Walk, Standstill Why) After(AJourney made)
    {
        var walk = Walk.From(made);
        return (walk, Why(walk));
    }

    private static Standstill Why(Walk walk) => Standstill.Of(walk.Journey, walk.Ledger, walk.Clinic, walk.Now);
}
