using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace KapWorkflow.LocalHost.Tests;

public class An_orchestration
{
    [Fact]
    public async Task Waits_ninety_days_in_no_time_at_all()
    {
        await using var engine = new AnEngine(new AnApp().Orchestrator("Patient", async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(90), CancellationToken.None);
            return context.CurrentUtcDateTime;
        }));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Patient", new StartOrchestrationOptions("one"));
        await engine.Travel.AdvanceByAsync(Duration.FromDays(90));
        var done = await engine.LookAt("one");
        Assert.Equal((AnEngine.Start + Duration.FromDays(90)).ToDateTimeUtc(), done.ReadOutputAs<DateTime>());
        Assert.Equal(30, engine.Engine.History("one")!.Episodes.SelectMany(episode => episode.Actions).Count(action => action is CreateTimer));
    }

    [Fact]
    public async Task Takes_a_timer_of_the_past_as_due()
    {
        await using var engine = new AnEngine(new AnApp().Orchestrator("Late", async context =>
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddDays(-1), CancellationToken.None);
            return "done";
        }));
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Late");
        Assert.Equal("done", (await engine.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Continues_as_new_with_every_event_and_its_status()
    {
        await using var engine = new AnEngine(new AnApp().Echo("Save").Orchestrator("Adds", async context =>
        {
            var (generation, sum) = context.GetInput<int[]>() is [var g, var s] ? (g, s) : (0, 0);
            if (generation == 0) context.SetCustomStatus("first");
            sum += await context.WaitForExternalEvent<int>("add");
            await context.CallActivityAsync("Save", sum);
            if (generation == 4) return sum;
            context.ContinueAsNew(new[] { generation + 1, sum });
            return null;
        }));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Adds", new StartOrchestrationOptions("one"));
        for (var i = 1; i <= 5; i++) await engine.Client.RaiseEventAsync("one", "add", i);
        var done = await engine.Client.WaitForInstanceCompletionAsync("one", getInputsAndOutputs: true);
        Assert.Equal(15, done.ReadOutputAs<int>());
        Assert.Equal("first", done.ReadCustomStatusAs<string>());
    }

    [Fact]
    public async Task Hears_from_its_children_and_hears_of_their_failures()
    {
        await using var engine = new AnEngine(new AnApp()
            .Activity("Breaks", _ => throw new FormatException("broken"))
            .Orchestrator("Child", context => Task.FromResult<object?>(context.Parent!.InstanceId + context.GetInput<int>()))
            .Orchestrator("Sick", async context => await context.CallActivityAsync<string>("Breaks"))
            .Orchestrator("Parent", async context =>
            {
                var said = await Task.WhenAll(Enumerable.Range(1, 3).Select(i => context.CallSubOrchestratorAsync<string>("Child", i)));
                try
                {
                    await context.CallSubOrchestratorAsync("Sick");
                    return "well";
                }
                catch (TaskFailedException exception)
                {
                    return string.Join(' ', said) + " " + exception.FailureDetails.InnerFailure!.ErrorType;
                }
            }));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Parent", new StartOrchestrationOptions("p"));
        Assert.Equal("p1 p2 p3 System.FormatException", (await engine.Client.WaitForInstanceCompletionAsync("p", getInputsAndOutputs: true)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Retries_an_activity_when_its_pause_is_over()
    {
        List<Instant> tries = [];
        AnEngine? running = null;
        var app = new AnApp()
            .Activity("Flaky", _ =>
            {
                tries.Add(running!.Clock.GetCurrentInstant());
                return tries.Count < 3 ? throw new TimeoutException() : Task.FromResult<string?>("\"ok\"");
            })
            .Orchestrator("Retries", async context =>
                await context.CallActivityAsync<string>("Flaky", TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMinutes(1), 2))));
        await using var engine = running = new AnEngine(app);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Retries", new StartOrchestrationOptions("one"));
        await engine.Travel.AdvanceByAsync(Duration.FromMinutes(10));
        Assert.Equal([0, 1, 3], tries.Select(at => (at - AnEngine.Start).TotalMinutes));
        Assert.Equal("ok", (await engine.LookAt("one")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Does_not_retry_an_activity_that_the_app_does_not_have()
    {
        await using var engine = new AnEngine(new AnApp().Orchestrator("Asks", async context =>
            await context.CallActivityAsync<string>("Nobody", TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMinutes(1))))));
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Asks");
        Assert.Equal("ActivityTaskNotFound", (await engine.Client.WaitForInstanceCompletionAsync(id)).FailureDetails!.InnerFailure!.ErrorType);
    }

    [Fact]
    public async Task Dies_of_a_payload_that_it_cannot_read()
    {
        await using var engine = new AnEngine(new AnApp().Orchestrator("Counts", async context => await context.WaitForExternalEvent<int>("number")));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Counts", new StartOrchestrationOptions("one"));
        await engine.WhenStill;
        await engine.Client.RaiseEventAsync("one", "number", "five");
        Assert.True((await engine.Client.WaitForInstanceCompletionAsync("one")).FailureDetails!.IsCausedBy<JsonException>());
    }

    [Fact]
    public async Task Fails_loudly_when_a_new_build_no_longer_repeats_its_history()
    {
        var app = new AnApp().Echo("Old").Echo("New").Orchestrator("Changes", Calls("Old"));
        await using var engine = new AnEngine(app);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Changes", new StartOrchestrationOptions("one"));
        await engine.WhenStill;
        app.Orchestrator("Changes", Calls("New"));
        await engine.Client.RaiseEventAsync("one", "go");
        var failure = (await engine.Client.WaitForInstanceCompletionAsync("one")).FailureDetails!;
        Assert.Equal("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException", failure.ErrorType);
        Assert.Contains("in episode 1 the history has #0 ScheduleTask 'Old', but the code now makes #0 ScheduleTask 'New'", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fails_loudly_when_it_awaits_a_delay()
    {
        await using var engine = new AnEngine(new AnApp().Echo("A").Orchestrator("Sleeps", async context =>
        {
            await context.CallActivityAsync("A");
            await Task.Delay(TimeSpan.FromHours(1));
            return "awake";
        }));
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Sleeps");
        var failure = (await engine.Client.WaitForInstanceCompletionAsync(id)).FailureDetails!;
        Assert.True(failure.IsCausedBy<InvalidOperationException>());
        Assert.Contains("It stands in episode 2, after its durable call #0 (ScheduleTask 'A').", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fails_loudly_when_foreign_work_wakes_it_although_a_durable_timer_is_open()
    {
        var foreign = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var engine = new AnEngine(new AnApp().Orchestrator("Strays", async context =>
        {
            _ = context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            await foreign.Task;
            return "strayed";
        }));
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Strays");
        await engine.WhenStill;
        Assert.True((await engine.LookAt(id)).IsRunning);
        foreign.SetResult();
        var failure = (await engine.Client.WaitForInstanceCompletionAsync(id)).FailureDetails!;
        Assert.Contains("after its durable call #0 (CreateTimer)", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_at_most_ten_activities_at_a_time()
    {
        var running = 0;
        var most = 0;
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ten = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var engine = new AnEngine(new AnApp()
            .Activity("Work", async _ =>
            {
                var now = Interlocked.Increment(ref running);
                most = Math.Max(most, now);
                if (now == 10) ten.TrySetResult();
                await open.Task;
                Interlocked.Decrement(ref running);
                return null;
            })
            .Orchestrator("Fans", async context =>
            {
                await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => context.CallActivityAsync("Work")));
                return null;
            }));
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Fans");
        await ten.Task;
        Assert.False(engine.Stillness.IsStill);
        open.SetResult();
        await engine.Client.WaitForInstanceCompletionAsync(id);
        Assert.Equal(10, most);
    }

    [Fact]
    public async Task Logs_once_although_it_is_replayed()
    {
        var logs = new CountingLogs();
        await using var engine = new DurableEngine(
            new AnApp().Echo("A").Orchestrator("Logs", async context =>
            {
                var logger = context.CreateReplaySafeLogger("Logs");
                logger.Log(LogLevel.Information, "first");
                await context.CallActivityAsync("A");
                logger.Log(LogLevel.Information, "second");
                return null;
            }),
            LocalClock.PausedAt(AnEngine.Start),
            new Stillness(),
            new EngineOptions(),
            logs);
        await engine.Client.WaitForInstanceCompletionAsync(await engine.Client.ScheduleNewOrchestrationInstanceAsync("Logs"));
        Assert.Equal(["first", "second"], logs.Lines);
    }

    private static Func<TaskOrchestrationContext, Task<object?>> Calls(string activity) => async context =>
    {
        await context.CallActivityAsync(activity);
        return await context.WaitForExternalEvent<string?>("go");
    };

    private sealed class CountingLogs : ILoggerFactory, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
