using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using NodaTime;
using NodaTime.Extensions;

namespace KapWorkflow.LocalHost.Tests;

public sealed class A_client_of_the_engine : IAsyncDisposable
{
    private readonly AnEngine _engine = new(new AnApp()
        .Echo("Echo")
        .Orchestrator("Echoes", async context => await context.CallActivityAsync<string>("Echo", context.GetInput<string>()))
        .Orchestrator("Waits", async context => await context.WaitForExternalEvent<string>("word"))
        .Orchestrator("Fails", _ => throw new InvalidOperationException("no"))
        .Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>("Waits", options: new SubOrchestrationOptions(instanceId: "child"))));

    private DurableTaskClient Client => _engine.Client;

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task Starts_an_orchestration_and_reads_what_it_made()
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("echoes", "hello");
        var done = await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, done.RuntimeStatus);
        Assert.Equal("hello", done.ReadOutputAs<string>());
        Assert.Equal("hello", done.ReadInputAs<string>());
        Assert.Equal(AnEngine.Start, done.CreatedAt.ToInstant());
        Assert.True(Guid.TryParseExact(id, "N", out _));
    }

    [Fact]
    public async Task Cannot_read_what_it_did_not_ask_for()
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Echoes", "hello");
        var done = await Client.WaitForInstanceCompletionAsync(id);
        Assert.Throws<InvalidOperationException>(() => done.ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("@entity")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    public async Task Is_refused_an_id_that_the_deployed_host_refuses(string id) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Start("Waits", id));

    [Fact]
    public async Task Is_refused_an_id_of_257_characters() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Start("Waits", new string('a', 257)));

    [Fact]
    public async Task Cannot_start_an_id_that_is_under_way()
    {
        await Start("Waits", "one");
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => Start("Waits", "one"));
    }

    [Fact]
    public async Task Replaces_an_id_that_has_ended()
    {
        await Start("Echoes", "one");
        await _engine.WhenStill;
        await Start("Waits", "one");
        await _engine.WhenStill;
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await _engine.LookAt("one")).RuntimeStatus);
    }

    [Fact]
    public async Task Starts_an_id_once_and_never_again_when_every_status_blocks()
    {
        await Start("Echoes", "one");
        await _engine.WhenStill;
        var once = new StartOrchestrationOptions("one").WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => Client.ScheduleNewOrchestrationInstanceAsync("Echoes", once));
    }

    [Fact]
    public async Task Has_one_winner_among_racers_for_an_id()
    {
        var racers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            try
            {
                return await Start("Waits", "one") == "one";
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return false;
            }
        })));
        Assert.Single(racers, won => won);
    }

    [Fact]
    public async Task Starts_later_when_asked_to_and_what_comes_earlier_waits()
    {
        var noon = AnEngine.Start + Duration.FromHours(2);
        await Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("late", noon.ToDateTimeOffset()));
        await Client.RaiseEventAsync("late", "word", "early");
        await _engine.WhenStill;
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await _engine.LookAt("late")).RuntimeStatus);
        Assert.Equal(noon, await _engine.Travel.NextAsync());
        Assert.Equal("early", (await _engine.LookAt("late")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Raises_an_event_to_what_is_under_way_only()
    {
        await Start("Waits", "one");
        await Client.RaiseEventAsync("one", "WORD", "yes");
        Assert.Equal("yes", (await Client.WaitForInstanceCompletionAsync("one", getInputsAndOutputs: true)).ReadOutputAs<string>());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.RaiseEventAsync("one", "word", "again"));
        await Assert.ThrowsAsync<ArgumentException>(() => Client.RaiseEventAsync("nobody", "word", "yes"));
    }

    [Fact]
    public async Task Terminates_with_an_output()
    {
        await Start("Waits", "one");
        await Client.TerminateInstanceAsync("one", "enough");
        var done = await Client.WaitForInstanceCompletionAsync("one", getInputsAndOutputs: true);
        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "enough"), (done.RuntimeStatus, done.ReadOutputAs<string>()));
    }

    [Fact]
    public async Task Leaves_children_alone_unless_it_terminates_them_too()
    {
        await Start("Parent", "parent");
        await _engine.WhenStill;
        await Client.TerminateInstanceAsync("parent");
        await _engine.WhenStill;
        Assert.True((await _engine.LookAt("child")).IsRunning);
        await Start("Parent", "parent");
        await _engine.WhenStill;
        await Client.TerminateInstanceAsync("child");
        await _engine.WhenStill;
        await Start("Parent", "parent");
        await _engine.WhenStill;
        await Client.TerminateInstanceAsync("parent", new TerminateInstanceOptions(Recursive: true));
        await _engine.WhenStill;
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await _engine.LookAt("child")).RuntimeStatus);
    }

    [Fact]
    public async Task Suspends_and_resumes_without_losing_an_event()
    {
        await Start("Waits", "one");
        await Client.SuspendInstanceAsync("one", "hold");
        await Client.RaiseEventAsync("one", "word", "kept");
        await _engine.WhenStill;
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await _engine.LookAt("one")).RuntimeStatus);
        await Client.ResumeInstanceAsync("one", "go");
        Assert.Equal("kept", (await Client.WaitForInstanceCompletionAsync("one", getInputsAndOutputs: true)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Reads_why_an_orchestration_failed()
    {
        await Start("Fails", "one");
        var done = await Client.WaitForInstanceCompletionAsync("one");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
        Assert.True(done.FailureDetails!.IsCausedBy<InvalidOperationException>());
    }

    [Fact]
    public async Task Sees_an_orchestrator_that_the_app_does_not_have_fail()
    {
        await Start("Nobody", "one");
        Assert.Equal("OrchestratorTaskNotFound", (await Client.WaitForInstanceCompletionAsync("one")).FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Waits_for_a_start_and_is_told_that_nobody_is_there()
    {
        await Start("Waits", "one");
        Assert.True((await Client.WaitForInstanceStartAsync("one")).IsRunning);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.WaitForInstanceCompletionAsync("nobody"));
        Assert.Null(await Client.GetInstanceAsync("nobody"));
    }

    [Fact]
    public async Task Purges_what_has_ended_and_nothing_else()
    {
        await Start("Waits", "running");
        await Start("Echoes", "done-1");
        await Start("Echoes", "done-2");
        await Start("Fails", "failed");
        await _engine.WhenStill;
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.PurgeInstanceAsync("running"));
        Assert.Equal(0, (await Client.PurgeInstanceAsync("nobody")).PurgedInstanceCount);
        Assert.Equal(1, (await Client.PurgeInstanceAsync("done-1")).PurgedInstanceCount);
        Assert.Equal(1, (await Client.PurgeInstancesAsync(null, null, [OrchestrationRuntimeStatus.Completed])).PurgedInstanceCount);
        Assert.Equal(1, (await Client.PurgeInstancesAsync(null, null)).PurgedInstanceCount);
        Assert.NotNull(await Client.GetInstanceAsync("running"));
    }

    [Fact]
    public async Task Pages_through_what_it_asks_for()
    {
        for (var i = 0; i < 7; i++) await Start("Waits", $"jr_{i}");
        await Start("Waits", "other");
        await _engine.WhenStill;
        List<int> pages = [];
        await foreach (var page in Client.GetAllInstancesAsync(new(InstanceIdPrefix: "jr_", PageSize: 3)).AsPages())
            pages.Add(page.Values.Count);
        Assert.Equal([3, 3, 1], pages);
        var failed = new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Failed]);
        Assert.Empty(await Client.GetAllInstancesAsync(failed).ToArrayAsync());
        Assert.Empty(await Client.GetAllInstancesAsync(new(CreatedFrom: (AnEngine.Start + Duration.FromSeconds(1)).ToDateTimeOffset())).ToArrayAsync());
    }

    [Fact]
    public async Task Restarts_with_the_first_input()
    {
        await Client.ScheduleNewOrchestrationInstanceAsync("Echoes", "hello", new StartOrchestrationOptions("one"));
        await _engine.WhenStill;
        var second = await Client.RestartAsync("one", restartWithNewInstanceId: true);
        Assert.NotEqual("one", second);
        Assert.Equal("hello", (await Client.WaitForInstanceCompletionAsync(second, getInputsAndOutputs: true)).ReadOutputAs<string>());
        Assert.Equal("one", await Client.RestartAsync("one"));
        await Assert.ThrowsAsync<ArgumentException>(() => Client.RestartAsync("nobody"));
    }

    [Fact]
    public async Task Lists_the_ids_of_what_has_ended()
    {
        await Start("Echoes", "a");
        await Start("Echoes", "b");
        await Start("Waits", "c");
        await _engine.WhenStill;
        var first = await Client.ListInstanceIdsAsync(pageSize: 1);
        Assert.Equal("a", Assert.Single(first.Values));
        Assert.Equal("b", Assert.Single((await Client.ListInstanceIdsAsync(pageSize: 1, lastInstanceKey: first.ContinuationToken)).Values));
    }

    private Task<string> Start(string orchestrator, string id) =>
        Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, new StartOrchestrationOptions(id));
}
