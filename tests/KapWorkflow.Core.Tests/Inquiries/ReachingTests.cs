using NodaTime;

namespace KapWorkflow.Core.Tests;

public class Whoever_has_to_be_reached
{
    [Fact]
    public void Is_called_by_one_person_once_the_inquiry_is_opened_again()
    {
        var walk = new Walk(AClinic.Open, Story.Start);
        walk.WhenAsked = task =>
        {
            if (task.Kind == TaskKind.CallInquirer)
                walk.At(walk.Now + Duration.FromMinutes(3), () => walk.MustDecide(AClinic.As(AClinic.Ines), task, new LogContactAttempt(ContactBy.Phone, Reached: false)));
        };
        walk.Must(Author.Website, new ReceiveInquiry(AJourney.Details));
        walk.Until(Story.Start + Duration.FromDays(15));
        Assert.Equal(ClosedBecause.NoResponse, walk.Journey.Standing.Because);
        walk.WhenAsked = _ => { };
        walk.Must(AClinic.As(AClinic.Ines), new ReopenJourney("wrote back"));
        walk.Until(walk.Now + Duration.FromMinutes(5));
        Assert.Equal([TaskKind.CallInquirer], walk.Journey.Tasks.Open.Select(task => task.Kind));
        walk.Must(AClinic.As(AClinic.Ines), new LogContactAttempt(ContactBy.Phone, Reached: true));
        walk.Until(walk.Now + Duration.FromMinutes(5));
        Assert.Equal([TaskKind.BookConsultation], walk.Journey.Tasks.Open.Select(task => task.Kind));
    }

    [Fact]
    public void Is_called_by_one_person_when_nobody_had_taken_the_first_task()
    {
        var walk = Walk.From(AJourney.Inquired.After(Duration.FromHours(1)).Do(AClinic.Ines, new LogContactAttempt(ContactBy.Phone, Reached: false)));
        walk.Until(Story.Start + Duration.FromDays(15));
        Assert.Equal(ClosedBecause.NoResponse, walk.Journey.Standing.Because);
        walk.Must(AClinic.As(AClinic.Ines), new ReopenJourney("wrote back"));
        walk.Until(walk.Now + Duration.FromDays(1));
        Assert.Equal([TaskKind.CallInquirer], walk.Journey.Tasks.Open.Select(task => task.Kind));
    }

    [Fact]
    public void Is_looked_for_by_nobody_any_more_once_text_messages_are_wanted_again()
    {
        var walk = Walk.From(AJourney.OnTheKapPath);
        Say(walk, InboundKind.Stop);
        Assert.Single(Finding(walk));
        Say(walk, InboundKind.Start);
        Assert.Empty(Finding(walk));
        Say(walk, InboundKind.Stop);
        Assert.Single(Finding(walk));
    }

    [Fact]
    public void Is_looked_for_once_however_often_they_say_stop()
    {
        var walk = Walk.From(AJourney.OnTheKapPath);
        for (var time = 0; time < 3; time++)
            Say(walk, InboundKind.Stop);
        Assert.Single(Finding(walk));
        walk.MustDecide(AClinic.As(AClinic.Ines), Finding(walk).Single(), new FinishTask(Finding(walk).Single().Key, "by e-mail"));
        Say(walk, InboundKind.Stop);
        Assert.Empty(Finding(walk));
    }

    [Fact]
    public void Is_looked_for_by_nobody_any_more_once_e_mails_are_wanted_again()
    {
        var walk = Walk.From(AJourney.OnTheKapPath);
        walk.Must(Author.Client, new StopEmail(EmailStop.OptedOut));
        walk.Until(walk.Now);
        Assert.Single(Finding(walk));
        walk.Must(AClinic.As(AClinic.Ines), new ResumeEmail("asked on the telephone"));
        Assert.Empty(Finding(walk));
    }

    private static List<StaffTask> Finding(Walk walk) => [.. walk.Journey.Tasks.Open.Where(task => task.Kind == TaskKind.FindAnotherChannel)];

    private static void Say(Walk walk, InboundKind kind)
    {
        walk.Must(Author.Provider, new ReceiveMessage(kind));
        walk.Until(walk.Now + Duration.FromMinutes(1));
    }
}

public class Messages_that_come_one_after_the_other
{
    [Fact]
    public void Are_one_task_that_names_how_many()
    {
        var walk = Written(6);
        var task = Assert.Single(Reading(walk));
        Assert.Equal("Read 6 messages from the client", TaskCatalogue.Of(task.Kind).TitleOf(walk.Journey, task));
    }

    [Fact]
    public void Are_read_with_it_and_the_next_one_is_a_task_of_its_own()
    {
        var walk = Written(3);
        Read(walk);
        walk.Until(walk.Now + Duration.FromDays(1));
        Assert.Empty(Reading(walk));
        walk.Must(Author.Provider, new ReceiveMessage(InboundKind.Other, "one more thing"));
        walk.Until(walk.Now + Duration.FromMinutes(1));
        Assert.Equal("Read a message from the client", TaskCatalogue.Of(TaskKind.ReadMessage).TitleOf(walk.Journey, Assert.Single(Reading(walk))));
    }

    [Fact]
    public void Wait_no_longer_than_the_first_of_them()
    {
        var walk = Written(1);
        var due = Assert.Single(Reading(walk)).DueBy;
        walk.Until(walk.Now + Duration.FromDays(2));
        walk.Must(Author.Provider, new ReceiveMessage(InboundKind.Other, "hello?"));
        walk.Until(walk.Now + Duration.FromMinutes(1));
        Assert.Equal(due, Assert.Single(Reading(walk)).DueBy);
    }

    [Fact]
    public void Are_not_read_by_whoever_saw_only_the_first_of_them()
    {
        var walk = Written(2);
        var (task, unread) = (Assert.Single(Reading(walk)), Assert.Single(walk.Journey.MessagesToRead));
        var refused = Assert.IsType<Decision.Refused>(walk.Give(AClinic.As(AClinic.Ines), new FinishTask(task.Key, "read", unread.First.Sequence), task.Key));
        Assert.Equal("message.more", Assert.Single(refused.Reasons).Code);
        walk.MustDecide(AClinic.As(AClinic.Ines), task, new FinishTask(task.Key, "read", unread.Last.Sequence));
        Assert.Empty(Reading(walk));
    }

    [Fact]
    public void Do_not_sleep_with_a_task_that_was_put_off()
    {
        var walk = Written(1);
        walk.Must(AClinic.As(AClinic.Ines), new FollowUpTask(Assert.Single(Reading(walk)).Key, PracticeTime.Local(walk.Now, walk.Clinic.Zone).Date.PlusDays(1), "waits for the therapist"));
        walk.Must(Author.Provider, new ReceiveMessage(InboundKind.Other, "hello?"));
        walk.Until(walk.Now + Duration.FromMinutes(1));
        Assert.Equal(2, Reading(walk).Count);
    }

    private static Walk Written(int times)
    {
        var walk = Walk.From(AJourney.OnTheKapPath);
        for (var time = 0; time < times; time++)
        {
            walk.Must(Author.Provider, new ReceiveMessage(InboundKind.Other, $"message {time}"));
            walk.Until(walk.Now + Duration.FromMinutes(1));
        }
        return walk;
    }

    private static void Read(Walk walk)
    {
        var task = Assert.Single(Reading(walk));
        walk.MustDecide(AClinic.As(AClinic.Ines), task, new FinishTask(task.Key, "read"));
    }

    private static List<StaffTask> Reading(Walk walk) => [.. walk.Journey.Tasks.Open.Where(task => task.Kind == TaskKind.ReadMessage)];
}

public class Whoever_left_no_telephone_number
{
    [Fact]
    public void Is_written_to_and_intake_is_asked_to_write()
    {
        var walk = Walk.From(AJourney.InquiredWith(details => details with { Phone = null, SmsConsent = false }));
        var task = Assert.Single(walk.Journey.Tasks.Open);
        Assert.Equal(TaskKind.CallInquirer, task.Kind);
        Assert.StartsWith("Write to ", TaskCatalogue.Of(task.Kind).TitleOf(walk.Journey, task), StringComparison.Ordinal);
        walk.Must(AClinic.As(AClinic.Ines), new CorrectContact("robin@example.test", "+16175550142", SmsConsent: false, "en", "America/New_York"));
        Assert.StartsWith("Call ", TaskCatalogue.Of(task.Kind).TitleOf(walk.Journey, task), StringComparison.Ordinal);
    }

    /// <summary>A title that tells to call says what else to do where there is no number.</summary>
    [Fact]
    public void Is_called_by_no_task()
    {
        var journey = AJourney.InquiredWith(details => details with { Phone = null, SmsConsent = false }).Journey;
        // The escort is somebody else, and has a number.
        Assert.DoesNotContain(TaskCatalogue.All, form => form.Kind != TaskKind.FindEscort && form.TitleOf(journey).Split(' ').Any(word => word.Trim(':', ',') is "Call" or "call"));
    }
}
