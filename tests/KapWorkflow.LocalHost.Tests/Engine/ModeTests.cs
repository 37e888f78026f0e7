using System.Text.Json;
using Microsoft.DurableTask;
using NodaTime;

namespace KapWorkflow.LocalHost.Tests;

public class The_engine_on_request
{
    [Fact]
    public async Task Runs_every_activity_twice_and_answers_with_the_second_run()
    {
        var runs = 0;
        await using var engine = new AnEngine(
            new AnApp()
                .Activity("Count", _ => Task.FromResult<string?>(Interlocked.Increment(ref runs).ToString(System.Globalization.CultureInfo.InvariantCulture)))
                .Orchestrator("Counts", async context => await context.CallActivityAsync<int>("Count")),
            new() { RunActivitiesTwice = true });
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Counts");
        Assert.Equal(2, (await engine.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true)).ReadOutputAs<int>());
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task Delivers_events_twice()
    {
        await using var engine = new AnEngine(Listener, new() { DeliverEventsTwice = true });
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Listens", 4, new StartOrchestrationOptions("one"));
        await engine.Client.RaiseEventAsync("one", "word", "a");
        await engine.Client.RaiseEventAsync("one", "word", "b");
        Assert.Equal("aabb", (await engine.Client.WaitForInstanceCompletionAsync("one", getInputsAndOutputs: true)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Delivers_events_late_and_loses_none()
    {
        await using var engine = new AnEngine(Listener, new() { EventLateness = Duration.FromHours(1), Seed = 7 });
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Listens", 3, new StartOrchestrationOptions("one"));
        foreach (var word in new[] { "a", "b", "c" }) await engine.Client.RaiseEventAsync("one", "word", word);
        await engine.WhenStill;
        Assert.True((await engine.LookAt("one")).IsRunning);
        await engine.Travel.AdvanceByAsync(Duration.FromHours(1));
        Assert.Equal("abc", string.Concat((await engine.LookAt("one")).ReadOutputAs<string>()!.Order()));
    }

    [Fact]
    public async Task Shuffles_what_waits_together()
    {
        HashSet<string> orders = new(StringComparer.Ordinal);
        for (var seed = 0; seed < 8; seed++)
        {
            await using var engine = new AnEngine(Listener, new() { ShuffleDeliveries = true, Seed = seed });
            var later = (AnEngine.Start + Duration.FromHours(1)).ToDateTimeOffset();
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("Listens", 5, new StartOrchestrationOptions("one", later));
            foreach (var word in new[] { "a", "b", "c", "d", "e" }) await engine.Client.RaiseEventAsync("one", "word", word);
            await engine.Travel.NextAsync();
            orders.Add((await engine.LookAt("one")).ReadOutputAs<string>()!);
        }
        Assert.True(orders.Count > 1);
        Assert.All(orders, order => Assert.Equal("abcde", string.Concat(order.Order())));
    }

    [Theory]
    [InlineData(false, "got late")]
    [InlineData(true, "lost")]
    public async Task Has_the_cancelled_waiter_of_old_releases(bool legacy, string said)
    {
        await using var engine = new AnEngine(
            new AnApp().Echo("Pause").Orchestrator("Waits", async context =>
            {
                try
                {
                    await context.WaitForExternalEvent<string>("reply", TimeSpan.FromHours(1));
                }
                catch (OperationCanceledException)
                {
                    await context.WaitForExternalEvent<string>("more");
                }
                using var stop = new CancellationTokenSource();
                var reply = context.WaitForExternalEvent<string>("reply");
                var end = context.CreateTimer(TimeSpan.FromHours(1), stop.Token);
                if (await Task.WhenAny(reply, end) == end) return "lost";
                stop.Cancel();
                return "got " + reply.Result;
            }),
            new() { LegacyEvents = legacy });
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("one"));
        await engine.Travel.AdvanceByAsync(Duration.FromHours(1));
        await engine.Client.RaiseEventAsync("one", "reply", "late");
        await engine.Client.RaiseEventAsync("one", "more", "");
        await engine.Travel.AdvanceByAsync(Duration.FromHours(2));
        Assert.Equal(said, (await engine.LookAt("one")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Stops_dead_at_a_simulated_crash_and_writes_nothing_of_it()
    {
        var reached = false;
        await using var engine = new AnEngine(new AnApp()
            .Activity("Crashes", _ => throw new IOException("while storing", new SimulatedCrashException(3)))
            .Orchestrator("Tries", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Crashes", TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMinutes(1))));
                }
                catch (TaskFailedException)
                {
                    reached = true;
                }
                return null;
            }));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Tries", new StartOrchestrationOptions("one"));
        Assert.Contains("storage call 3", (await engine.Engine.Died).Message, StringComparison.Ordinal);
        await engine.WhenStill;
        Assert.False(reached);
        Assert.Null(engine.Engine.NextDue);
        Assert.Single(engine.Engine.History("one")!.Episodes);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => engine.Client.GetInstanceAsync("one"));
    }

    [Fact]
    public async Task Records_histories_that_the_next_build_must_repeat()
    {
        var folder = Directory.CreateTempSubdirectory("histories-");
        try
        {
            var app = new AnApp().Echo("Plan").Echo("Send").Orchestrator("Journey", Journey("Plan", "Send"));
            await using (var engine = new AnEngine(app, new() { Record = HistoryFiles.Into(folder.FullName) }))
            {
                await engine.Client.ScheduleNewOrchestrationInstanceAsync("Journey", new StartOrchestrationOptions("one"));
                await engine.Travel.AdvanceByAsync(Duration.FromDays(30));
                Assert.True((await engine.LookAt("one")).IsCompleted);
            }

            var recorded = HistoryFiles.Read(folder.FullName);
            Assert.Equal(3, recorded.Count);
            foreach (var history in recorded)
            {
                HistoryReplay.Check(history, app);
                HistoryReplay.Check(history, new AnApp().Orchestrator("journey", Journey("PLAN", "Send")));
                var mismatch = Assert.Throws<HistoryMismatchException>(
                    () => HistoryReplay.Check(history, new AnApp().Orchestrator("Journey", Journey("Plan", "Print"))));
                Assert.Contains("in episode 2 the history has #1 ScheduleTask 'Send', but the code now makes #1 ScheduleTask 'Print'", mismatch.Message, StringComparison.Ordinal);
                Assert.Throws<HistoryMismatchException>(() => HistoryReplay.Check(history, new AnApp()));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static AnApp Listener => new AnApp().Orchestrator("Listens", async context =>
    {
        var heard = "";
        while (heard.Length < context.GetInput<int>()) heard += await context.WaitForExternalEvent<string>("word");
        return heard;
    });

    /// <summary>The app's own shape: one wait a generation, a plan, its effects, a timer.</summary>
    private static Func<TaskOrchestrationContext, Task<object?>> Journey(string plan, string send) => async context =>
    {
        var nudge = context.WaitForExternalEvent<JsonElement>("nudge");
        var generation = context.GetInput<int>();
        await context.CallActivityAsync(plan, generation);
        await context.CallActivityAsync(send, generation);
        if (generation == 2) return "done";
        using var stop = new CancellationTokenSource();
        var due = context.CreateTimer(TimeSpan.FromDays(10), stop.Token);
        if (await Task.WhenAny(nudge, due) == nudge) stop.Cancel();
        context.ContinueAsNew(generation + 1);
        return null;
    };
}
