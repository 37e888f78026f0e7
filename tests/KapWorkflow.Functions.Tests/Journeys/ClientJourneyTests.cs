using Microsoft.DurableTask;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace KapWorkflow.Functions.Tests;

/// <summary>The orchestration by itself, on a substitute: what it asks, in which order, and when it begins again.</summary>
public class A_journeys_orchestration
{
    private static readonly DateTime Now = new(2026, 3, 10, 14, 0, 0, DateTimeKind.Utc);
    private static readonly DateTimeOffset Due = new(2026, 3, 10, 20, 0, 0, TimeSpan.Zero);
    private static readonly JourneyTurn Turn = new("jr_aaaaaaaaaaaaaaaaaaaaaaaaaa", Generation: 3);
    private readonly TaskOrchestrationContext _context = Substitute.For<TaskOrchestrationContext>();
    private readonly TaskCompletionSource<Nudge> _nudge = new();
    private readonly TaskCompletionSource _timer = new();

    public A_journeys_orchestration()
    {
        _context.InstanceId.Returns(Turn.JourneyId);
        _context.CurrentUtcDateTime.Returns(Now);
        _context.WaitForExternalEvent<Nudge>(Nudge.Event, Arg.Any<CancellationToken>()).Returns(_nudge.Task);
        _context.CreateTimer(Arg.Any<DateTime>(), Arg.Any<CancellationToken>()).Returns(_timer.Task);
    }

    [Fact]
    public async Task Waits_for_the_nudge_before_it_plans()
    {
        Plan(new TurnPlan(Done: true, "Completed", default, []));
        await ClientJourney.Run(_context, Turn);
        Received.InOrder(() =>
        {
            _ = _context.WaitForExternalEvent<Nudge>(Nudge.Event, Arg.Any<CancellationToken>());
            _ = _context.CallActivityAsync<TurnPlan>("PlanJourney", Arg.Any<object?>(), Arg.Any<TaskOptions?>());
        });
    }

    [Fact]
    public async Task Ends_when_nothing_is_owed_any_more()
    {
        Plan(new TurnPlan(Done: true, "Completed", default, []));
        Assert.Equal("Completed", await ClientJourney.Run(_context, Turn));
        _context.DidNotReceive().ContinueAsNew(Arg.Any<object?>(), Arg.Any<bool>());
        await _context.DidNotReceive().CreateTimer(Arg.Any<DateTime>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Plans_at_its_own_time_and_under_its_own_instance()
    {
        Plan(new TurnPlan(Done: true, "Completed", default, []));
        await ClientJourney.Run(_context, Turn);
        await _context.Received(1).CallActivityAsync<TurnPlan>("PlanJourney", new PlanRequest(Turn.JourneyId, Turn.JourneyId, new DateTimeOffset(Now, TimeSpan.Zero)), Arg.Any<TaskOptions?>());
    }

    [Fact]
    public async Task Performs_every_effect_by_its_activity_and_begins_again_at_once()
    {
        Plan(Open(new PlannedEffect("SendEmail", "inquiry:ack:email"), new PlannedEffect("AskStaff", "inquiry:call:1")));
        await ClientJourney.Run(_context, Turn);
        await _context.Received(1).CallActivityAsync("SendEmail", new EffectCall(Turn.JourneyId, "inquiry:ack:email"), Arg.Any<TaskOptions?>());
        await _context.Received(1).CallActivityAsync("AskStaff", new EffectCall(Turn.JourneyId, "inquiry:call:1"), Arg.Any<TaskOptions?>());
        await _context.DidNotReceive().CreateTimer(Arg.Any<DateTime>(), Arg.Any<CancellationToken>());
        _context.Received(1).ContinueAsNew(new JourneyTurn(Turn.JourneyId, 4, "inquiry:ack:email inquiry:call:1"), false);
    }

    [Fact]
    public async Task Sleeps_when_nothing_is_due_until_the_plan_says_so()
    {
        Plan(Open());
        var run = ClientJourney.Run(_context, Turn);
        Assert.False(run.IsCompleted);
        await _context.Received(1).CreateTimer(Now.AddHours(6), Arg.Any<CancellationToken>());
        _timer.SetResult();
        await run;
        _context.Received(1).ContinueAsNew(new JourneyTurn(Turn.JourneyId, 4), false);
    }

    [Fact]
    public async Task Wakes_at_a_nudge_and_cancels_the_timer_that_lost()
    {
        Plan(Open());
        var run = ClientJourney.Run(_context, Turn);
        var token = (CancellationToken)_context.ReceivedCalls().Single(call => call.GetMethodInfo().Name == "CreateTimer").GetArguments()[1]!;
        _nudge.SetResult(new Nudge());
        await run;
        Assert.True(token.IsCancellationRequested);
        _context.Received(1).ContinueAsNew(new JourneyTurn(Turn.JourneyId, 4), false);
    }

    [Fact]
    public async Task Sleeps_after_effects_that_change_nothing_instead_of_running_hot()
    {
        Plan(Open(new PlannedEffect("SendEmail", "inquiry:ack:email")));
        var run = ClientJourney.Run(_context, Turn with { Last = "inquiry:ack:email" });
        Assert.False(run.IsCompleted);
        _timer.SetResult();
        await run;
    }

    [Fact]
    public async Task Goes_on_with_the_others_when_one_effect_fails()
    {
        Plan(Open(new PlannedEffect("SendEmail", "a"), new PlannedEffect("SendSms", "b")));
        _context.CallActivityAsync("SendEmail", Arg.Any<object?>(), Arg.Any<TaskOptions?>()).ThrowsAsync(Failure());
        var run = ClientJourney.Run(_context, Turn);
        await _context.Received(1).CallActivityAsync("SendSms", new EffectCall(Turn.JourneyId, "b"), Arg.Any<TaskOptions?>());
        Assert.False(run.IsCompleted);
        _timer.SetResult();
        await run;
        _context.Received(1).ContinueAsNew(new JourneyTurn(Turn.JourneyId, 4, "a b"), false);
    }

    [Fact]
    public async Task Comes_back_in_five_minutes_when_the_plan_itself_fails()
    {
        _context.CallActivityAsync<TurnPlan>("PlanJourney", Arg.Any<object?>(), Arg.Any<TaskOptions?>()).ThrowsAsync(Failure());
        var run = ClientJourney.Run(_context, Turn);
        await _context.Received(1).CreateTimer(Now.AddMinutes(5), Arg.Any<CancellationToken>());
        _timer.SetResult();
        await run;
        _context.Received(1).ContinueAsNew(new JourneyTurn(Turn.JourneyId, 4), false);
    }

    [Fact]
    public async Task Shows_an_operator_a_stage_and_a_time_and_nothing_else()
    {
        Plan(Open());
        _nudge.SetResult(new Nudge());
        await ClientJourney.Run(_context, Turn);
        _context.Received(1).SetCustomStatus(new JourneyStatus("InquiryNew", Due));
    }

    private static TurnPlan Open(params PlannedEffect[] effects) => new(Done: false, "InquiryNew", Due, effects);

    private static TaskFailedException Failure() => new("any", 1, new InvalidOperationException("no answer"));

    private void Plan(TurnPlan plan) =>
        _context.CallActivityAsync<TurnPlan>("PlanJourney", Arg.Any<object?>(), Arg.Any<TaskOptions?>()).Returns(plan);
}
