using NodaTime;

namespace KapWorkflow.Core.Tests;

public class A_task
{
    [Fact]
    public void Is_decided_by_the_first_and_everybody_else_is_told_so()
    {
        var walk = Walk.From(AJourney.Inquired);
        var moment = new Moment(walk.Now, AClinic.As(AClinic.Ines), walk.Clinic);
        var accepted = Assert.IsType<Decision.Accepted>(Pathway.DecideTask(walk.Journey, "inquiry:call:1", new LogContactAttempt(ContactBy.Phone, true), moment));
        Assert.Contains(accepted.Facts, fact => fact is TaskClosed { How: TaskClosing.Decided });
        walk.Must(AClinic.As(AClinic.Ines), new LogContactAttempt(ContactBy.Phone, true));
        Assert.Equal(RefusalKind.Conflict, Assert.IsType<Decision.Refused>(Pathway.DecideTask(walk.Journey, "inquiry:call:1", new LogContactAttempt(ContactBy.Phone, true), moment)).Kind);
    }

    [Fact]
    public void That_somebody_took_is_theirs_until_it_is_late_for_the_director()
    {
        var walk = Walk.From(AJourney.Inquired.Give(Author.Provider, new ReceiveMessage(InboundKind.Other, "hello")));
        var key = walk.Journey.Tasks.Open.Single(task => task.Kind == TaskKind.ReadMessage).Key;
        walk.Must(AClinic.As(AClinic.Ines), new ClaimTask(key));
        Assert.IsType<Decision.Refused>(walk.Give(AClinic.As(AClinic.Theo), new FinishTask(key, "read")));
        Assert.IsType<Decision.Refused>(walk.Give(AClinic.As(AClinic.Dana), new FinishTask(key, "read")));
        walk.Until(walk.Now + Duration.FromDays(1));
        walk.Must(AClinic.As(AClinic.Dana), new FinishTask(key, "read"));
    }

    [Fact]
    public void Is_refused_to_another_role()
    {
        var walk = Walk.From(AJourney.WithIntakeDone);
        var task = walk.Journey.Tasks.Open.Single(each => each.Kind == TaskKind.DecideClearance);
        Assert.Equal(RefusalKind.Forbidden, Assert.IsType<Decision.Refused>(walk.Give(AClinic.As(AClinic.Ines), new FinishTask(task.Key, "fine"))).Kind);
    }
}
