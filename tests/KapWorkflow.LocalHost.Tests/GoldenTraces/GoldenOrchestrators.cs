// The recorded code as it was recorded: the traces beside it hold for these bodies, so they are not restyled.
#pragma warning disable IDE0005, MA0015
#nullable enable
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.DurableTask;

namespace GoldenTraces;

/// <summary>
/// Orchestrator bodies behind golden-traces.json. Every method is named by one or more cases of that file.
/// They use only members of <see cref="TaskOrchestrationContext"/>, so they run on any implementation of it.
/// </summary>
public static class GoldenOrchestrators
{
    // ---------------------------------------------------------------- timers

    public static Task<object?> OpenTimerKeepsInstanceRunning(TaskOrchestrationContext context)
    {
        CancellationTokenSource cancellation = new();
        _ = context.CreateTimer(TimeSpan.FromDays(1), cancellation.Token);
        return Task.FromResult<object?>("done");
    }

    public static Task<object?> CancelledTimerLetsItComplete(TaskOrchestrationContext context)
    {
        CancellationTokenSource cancellation = new();
        _ = context.CreateTimer(TimeSpan.FromDays(1), cancellation.Token);
        cancellation.Cancel();
        return Task.FromResult<object?>("done");
    }

    public static async Task<object?> LongTimerIsChunked(TaskOrchestrationContext context)
    {
        await context.CreateTimer(TimeSpan.FromDays(7), CancellationToken.None);
        return context.CurrentUtcDateTime.ToString("o", CultureInfo.InvariantCulture);
    }

    public static async Task<object?> TimerInThePast(TaskOrchestrationContext context)
    {
        await context.CreateTimer(new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc), CancellationToken.None);
        return "x";
    }

    public static async Task<object?> UnspecifiedKindMeansHostLocalTime(TaskOrchestrationContext context)
    {
        await context.CreateTimer(new DateTime(2026, 1, 2, 8, 0, 0, DateTimeKind.Unspecified), CancellationToken.None);
        return "x";
    }

    public static async Task<object?> LateFireOfCancelledTimerIsIgnored(TaskOrchestrationContext context)
    {
        using CancellationTokenSource cancellation = new();
        Task timer = context.CreateTimer(TimeSpan.FromDays(1), cancellation.Token);
        cancellation.Cancel();
        try
        {
            await timer;
        }
        catch (OperationCanceledException exception)
        {
            context.SetCustomStatus(exception.GetType().Name);
        }

        await context.WaitForExternalEvent<string>("go");
        return "x";
    }

    public static async Task<object?> TimerOfExactlyThreeDays(TaskOrchestrationContext context)
    {
        await context.CreateTimer(TimeSpan.FromDays(3), CancellationToken.None);
        return context.CurrentUtcDateTime;
    }

    public static async Task<object?> TimerOfNinetyDays(TaskOrchestrationContext context)
    {
        await context.CreateTimer(context.CurrentUtcDateTime.AddDays(90), CancellationToken.None);
        return context.CurrentUtcDateTime;
    }

    public static async Task<object?> CancelSecondChunkOfLongTimer(TaskOrchestrationContext context)
    {
        Task<string> stop = context.WaitForExternalEvent<string>("stop");
        using CancellationTokenSource cancellation = new();
        Task timer = context.CreateTimer(TimeSpan.FromDays(8), cancellation.Token);
        if (await Task.WhenAny(stop, timer) == stop)
        {
            cancellation.Cancel();
        }

        await context.CallActivityAsync("CleanUp", timer.Status.ToString());
        return timer.IsCanceled ? "cancelled" : "elapsed";
    }

    public static async Task<object?> TwoTimersWithTheSameDueTime(TaskOrchestrationContext context)
    {
        DateTime due = context.CurrentUtcDateTime.AddHours(1);
        Task first = context.CreateTimer(due, CancellationToken.None);
        Task second = context.CreateTimer(due, CancellationToken.None);
        Task winner = await Task.WhenAny(first, second);
        string name = winner == first ? "first" : "second";
        await Task.WhenAll(first, second);
        return name;
    }

    public static async Task<object?> TokenCancelledBeforeCreateTimer(TaskOrchestrationContext context)
    {
        using CancellationTokenSource cancellation = new();
        cancellation.Cancel();
        try
        {
            await context.CreateTimer(TimeSpan.FromHours(1), cancellation.Token);
            return "elapsed";
        }
        catch (TaskCanceledException)
        {
            await context.CallActivityAsync("AfterCancel");
            return "cancelled";
        }
    }

    // ---------------------------------------------------------------- external events

    public static async Task<object?> EventAfterTimedOutWait(TaskOrchestrationContext context)
    {
        try
        {
            await context.WaitForExternalEvent<string>("E", TimeSpan.FromHours(1));
        }
        catch (OperationCanceledException)
        {
            // timed out
        }

        await context.CallActivityAsync("A");
        Task<string> wait = context.WaitForExternalEvent<string>("e");
        Task timer = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
        return await Task.WhenAny(wait, timer) == wait ? "got " + wait.Result : "LOST";
    }

    public static async Task<object?> EventAfterSecondWaitGoesToNewestWaiter(TaskOrchestrationContext context)
    {
        try
        {
            await context.WaitForExternalEvent<string>("E", TimeSpan.FromHours(1));
        }
        catch (OperationCanceledException)
        {
            // timed out
        }

        Task<string> wait = context.WaitForExternalEvent<string>("e");
        Task timer = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
        return await Task.WhenAny(wait, timer) == wait ? "got " + wait.Result : "LOST";
    }

    public static async Task<object?> BufferedEventsAreFifoAndCaseInsensitive(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("A");
        int first = await context.WaitForExternalEvent<int>("x");
        int second = await context.WaitForExternalEvent<int>("X");
        return $"{first},{second}";
    }

    public static async Task<object?> NewestOfTwoWaitersGetsTheEvent(TaskOrchestrationContext context)
    {
        Task<int> older = context.WaitForExternalEvent<int>("x");
        Task<int> newer = context.WaitForExternalEvent<int>("x");
        await Task.WhenAll(older, newer);
        return $"a={older.Result},b={newer.Result}";
    }

    public static async Task<object?> SameEventNameWithDifferentTypes(TaskOrchestrationContext context)
    {
        Task<int> number = context.WaitForExternalEvent<int>("x");
        Task<string> text = context.WaitForExternalEvent<string>("x");
        await Task.WhenAll(number, text);
        return "";
    }

    public static async Task<object?> BadPayloadForLiveWaiter(TaskOrchestrationContext context)
    {
        int value = await context.WaitForExternalEvent<int>("x");
        return "v" + value;
    }

    public static async Task<object?> BadPayloadBufferedThenAwaited(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("A");
        int value = await context.WaitForExternalEvent<int>("x");
        return "v" + value;
    }

    public static async Task<object?> CancelledTokenStillTakesBufferedEvent(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("A");
        CancellationToken cancelled = new(canceled: true);
        try
        {
            return "got " + await context.WaitForExternalEvent<string>("x", cancelled);
        }
        catch (OperationCanceledException)
        {
            return "cancelled";
        }
    }

    public static async Task<object?> OneWaiterReusedAcrossRounds(TaskOrchestrationContext context)
    {
        Task<string> wait = context.WaitForExternalEvent<string>("x");
        for (int round = 0; round < 3; round++)
        {
            using CancellationTokenSource cancellation = new();
            Task timer = context.CreateTimer(TimeSpan.FromDays(1), cancellation.Token);
            if (await Task.WhenAny(wait, timer) == wait)
            {
                cancellation.Cancel();
                return "got " + wait.Result + " in round " + round;
            }

            await context.CallActivityAsync("Remind" + round);
        }

        return "none";
    }

    public static async Task<object?> TimerFirstInSameBatch(TaskOrchestrationContext context)
    {
        using CancellationTokenSource cancellation = new();
        Task<string> wait = context.WaitForExternalEvent<string>("x");
        Task timer = context.CreateTimer(TimeSpan.FromDays(1), cancellation.Token);
        return await Task.WhenAny(wait, timer) == wait ? "event" : "timer";
    }

    public static async Task<object?> EventDeliveredTogetherWithStart(TaskOrchestrationContext context)
    {
        string value = await context.WaitForExternalEvent<string>("early");
        return "got " + value;
    }

    public static async Task<object?> SeveralEventsInOneBatch(TaskOrchestrationContext context)
    {
        List<string> seen = [];
        while (seen.Count < 4)
        {
            seen.Add(await context.WaitForExternalEvent<string>("item"));
        }

        await context.CallActivityAsync("Process", seen);
        return seen.Count;
    }

    public static async Task<object?> WaiterCancelledLaterSwallowsOneEvent(TaskOrchestrationContext context)
    {
        using CancellationTokenSource cancellation = new();
        Task<string> abandoned = context.WaitForExternalEvent<string>("reply", cancellation.Token);
        await context.CallActivityAsync("Work");
        cancellation.Cancel();
        context.SetCustomStatus(abandoned.Status.ToString());
        await context.CallActivityAsync("MoreWork");
        return "got " + await context.WaitForExternalEvent<string>("reply");
    }

    public static async Task<object?> CancelledWaiterLosesEventAcrossContinueAsNew(TaskOrchestrationContext context)
    {
        using CancellationTokenSource cancellation = new();
        Task<int> left = context.WaitForExternalEvent<int>("left", cancellation.Token);
        Task<int> right = context.WaitForExternalEvent<int>("right", cancellation.Token);
        Task<int> winner = await Task.WhenAny(left, right);
        cancellation.Cancel();
        await context.CallActivityAsync("Handle", winner.Result);
        context.ContinueAsNew();
        return null;
    }

    public static async Task<object?> WaitWithTimeoutEventWins(TaskOrchestrationContext context)
    {
        int value = await context.WaitForExternalEvent<int>("approve", TimeSpan.FromDays(2));
        await context.CallActivityAsync("Approved", value);
        return value;
    }

    // ---------------------------------------------------------------- activities and retries

    public static async Task<object?> RetryPolicyThreeAttempts(TaskOrchestrationContext context)
    {
        TaskOptions options = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(10), 2));
        try
        {
            await context.CallActivityAsync("A", null, options);
            return "ok";
        }
        catch (TaskFailedException exception)
        {
            return "failed:" + exception.FailureDetails.ErrorType + "/" + exception.Message;
        }
    }

    public static async Task<object?> HandleFailureFalseStopsRetries(TaskOrchestrationContext context)
    {
        RetryPolicy policy = new(3, TimeSpan.FromSeconds(10))
        {
            HandleFailure = failure => !failure.IsCausedBy<ArgumentException>(),
        };
        try
        {
            await context.CallActivityAsync("A", null, new TaskOptions(policy));
            return "ok";
        }
        catch (TaskFailedException exception)
        {
            return "failed:" + exception.FailureDetails.IsCausedBy<ArgumentException>();
        }
    }

    public static async Task<object?> LosingActivityKeepsInstanceRunning(TaskOrchestrationContext context)
    {
        using CancellationTokenSource cancellation = new();
        Task<int> slow = context.CallActivityAsync<int>("Slow");
        Task timer = context.CreateTimer(TimeSpan.FromMinutes(5), cancellation.Token);
        await Task.WhenAny(slow, timer);
        return "timeout";
    }

    public static async Task<object?> BadActivityResultShape(TaskOrchestrationContext context)
    {
        int value = await context.CallActivityAsync<int>("A");
        return "v" + value;
    }

    public static async Task<object?> MissingActivityResultIsDefault(TaskOrchestrationContext context)
    {
        int number = await context.CallActivityAsync<int>("A");
        string? text = await context.CallActivityAsync<string?>("B");
        return $"{number},{text is null}";
    }

    public static async Task<object?> FanOutOneFails(TaskOrchestrationContext context)
    {
        try
        {
            await Task.WhenAll(context.CallActivityAsync("A"), context.CallActivityAsync("B"), context.CallActivityAsync("C"));
            return "ok";
        }
        catch (TaskFailedException exception)
        {
            return "failed " + exception.TaskName;
        }
    }

    public static async Task<object?> DuplicateCompletionIsIgnored(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("A");
        await context.CallActivityAsync("B");
        return "x";
    }

    public static async Task<object?> ParallelActivitiesCompleteOutOfOrder(TaskOrchestrationContext context)
    {
        List<Task<int>> tasks = [];
        for (int i = 0; i < 4; i++)
        {
            tasks.Add(context.CallActivityAsync<int>("Square", i));
        }

        int[] results = await Task.WhenAll(tasks);
        await context.CallActivityAsync("Store", results);
        return results.Sum();
    }

    public static async Task<object?> WhenAnyOfTwoActivities(TaskOrchestrationContext context)
    {
        Task<string> left = context.CallActivityAsync<string>("Left");
        Task<string> right = context.CallActivityAsync<string>("Right");
        Task<string> winner = await Task.WhenAny(left, right);
        string next = await context.CallActivityAsync<string>("Next", winner.Result);
        return winner.Result + "/" + next;
    }

    public static async Task<object?> ThirtySequentialActivities(TaskOrchestrationContext context)
    {
        int value = 0;
        for (int i = 0; i < 30; i++)
        {
            value = await context.CallActivityAsync<int>("Increment", value);
            context.SetCustomStatus(new { Step = i + 1 });
        }

        return value;
    }

    public static async Task<object?> RetryBackoffIsCappedByMaxInterval(TaskOrchestrationContext context)
    {
        RetryPolicy policy = new(
            maxNumberOfAttempts: 6,
            firstRetryInterval: TimeSpan.FromSeconds(5),
            backoffCoefficient: 3,
            maxRetryInterval: TimeSpan.FromMinutes(1));
        return await context.CallActivityAsync<string>("Flaky", "in", TaskOptions.FromRetryPolicy(policy));
    }

    public static async Task<object?> RetryTimeoutStopsRetries(TaskOrchestrationContext context)
    {
        RetryPolicy policy = new(
            maxNumberOfAttempts: 10,
            firstRetryInterval: TimeSpan.FromSeconds(30),
            backoffCoefficient: 2,
            retryTimeout: TimeSpan.FromMinutes(2));
        try
        {
            await context.CallActivityAsync("Flaky", options: TaskOptions.FromRetryPolicy(policy));
            return "ok";
        }
        catch (TaskFailedException exception)
        {
            return exception.TaskName + "#" + exception.TaskId;
        }
    }

    public static async Task<object?> RetryHandlerRetriesWithoutDelay(TaskOrchestrationContext context)
    {
        RetryHandler handler = retry => retry.LastAttemptNumber < 3;
        try
        {
            await context.CallActivityAsync("Flaky", 7, TaskOptions.FromRetryHandler(handler));
            return "ok";
        }
        catch (TaskFailedException exception)
        {
            return exception.TaskId + ":" + exception.FailureDetails.ErrorMessage;
        }
    }

    public static async Task<object?> AsyncRetryHandlerWithDurableDelay(TaskOrchestrationContext context)
    {
        AsyncRetryHandler handler = async retry =>
        {
            TimeSpan delay = TimeSpan.FromMinutes(retry.LastAttemptNumber);
            await retry.OrchestrationContext.CreateTimer(delay, CancellationToken.None);
            return !retry.LastFailure.IsCausedBy<FormatException>();
        };
        return await context.CallActivityAsync<string>("Flaky", null, TaskOptions.FromRetryHandler(handler));
    }

    public static async Task<object?> CompensateAfterActivityFailure(TaskOrchestrationContext context)
    {
        Stack<string> compensations = new();
        try
        {
            await context.CallActivityAsync("BookRoom", "r1");
            compensations.Push("CancelRoom");
            await context.CallActivityAsync("BookTrainer", "t1");
            compensations.Push("CancelTrainer");
            await context.CallActivityAsync("Charge", 25.50m);
            return "booked";
        }
        catch (TaskFailedException exception)
        {
            while (compensations.TryPop(out string? compensation))
            {
                await context.CallActivityAsync(compensation);
            }

            return $"undone after {exception.TaskName}: {exception.FailureDetails.ErrorMessage}";
        }
    }

    // ---------------------------------------------------------------- failures of the orchestrator itself

    public static Task<object?> ThrowWithOpenTimer(TaskOrchestrationContext context)
    {
        _ = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
        return Task.FromException<object?>(new InvalidOperationException("bad"));
    }

    public static async Task<object?> ThrowBeforeFirstAwait(TaskOrchestrationContext context)
    {
        if (context.GetInput<string>() is null)
        {
            throw new InvalidOperationException("no input");
        }

        await context.CallActivityAsync("Never");
        return "x";
    }

    public static async Task<object?> ThrowAfterFirstAwait(TaskOrchestrationContext context)
    {
        int value = await context.CallActivityAsync<int>("A");
        throw new ArgumentException("outer " + value, new FormatException("inner"));
    }

    public static async Task<object?> UnhandledActivityFailure(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("A", "in");
        return "x";
    }

    // ---------------------------------------------------------------- ContinueAsNew

    public static async Task<object?> ContinueAsNewWithBufferedEventAndOpenTimer(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("A");
        _ = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
        context.ContinueAsNew(new { n = 2 });
        return "x";
    }

    public static async Task<object?> ContinueAsNewDroppingEvents(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("A");
        context.ContinueAsNew(1, preserveUnprocessedEvents: false);
        return "x";
    }

    public static Task<object?> ContinueAsNewThenThrow(TaskOrchestrationContext context)
    {
        context.ContinueAsNew(1);
        return Task.FromException<object?>(new InvalidOperationException("after"));
    }

    public static async Task<object?> CallsAfterContinueAsNewStillRun(TaskOrchestrationContext context)
    {
        context.ContinueAsNew(1);
        await context.CallActivityAsync("AfterCan");
        return "x";
    }

    public static async Task<object?> ContinueAsNewThreeTimesWithEvents(TaskOrchestrationContext context)
    {
        Tally tally = context.GetInput<Tally>() ?? new Tally(1, 0);
        int amount = await context.WaitForExternalEvent<int>("add");
        await context.CallActivityAsync("Save", amount);
        Tally next = new(tally.Generation + 1, tally.Sum + amount);
        if (tally.Generation == 4)
        {
            return next.Sum;
        }

        context.ContinueAsNew(next);
        return null;
    }

    public static Task<object?> ContinueAsNewInFirstEpisode(TaskOrchestrationContext context)
    {
        int round = context.GetInput<int>();
        if (round == 0)
        {
            context.ContinueAsNew(round + 1);
        }

        return Task.FromResult<object?>("round " + round);
    }

    public static async Task<object?> CustomStatusAcrossContinueAsNew(TaskOrchestrationContext context)
    {
        int generation = context.GetInput<int>();
        if (generation == 0)
        {
            context.SetCustomStatus("first generation");
            await context.CallActivityAsync("A");
            context.ContinueAsNew(1);
            return null;
        }

        await context.CallActivityAsync("B");
        context.SetCustomStatus(new { Generation = generation });
        await context.CallActivityAsync("C");
        context.SetCustomStatus(null);
        return "end";
    }

    public static async Task<object?> RecommendedGeneration(TaskOrchestrationContext context)
    {
        Task<JsonElement> nudge = context.WaitForExternalEvent<JsonElement>("nudge");
        await context.CallActivityAsync("PlanStep");
        using CancellationTokenSource stopTimer = new();
        Task due = context.CreateTimer(context.CurrentUtcDateTime.AddDays(20), stopTimer.Token);
        await Task.WhenAny(nudge, due);
        if (!due.IsCompleted)
        {
            stopTimer.Cancel();
        }

        context.ContinueAsNew(new { Generation = 1 });
        return "continued";
    }

    // ---------------------------------------------------------------- suspend, resume, terminate

    public static async Task<object?> SuspendBuffersAndResumeReplays(TaskOrchestrationContext context)
    {
        int value = await context.WaitForExternalEvent<int>("x");
        await context.CallActivityAsync("A" + value);
        return "x";
    }

    public static async Task<object?> TimerFiresWhileSuspended(TaskOrchestrationContext context)
    {
        using CancellationTokenSource cancellation = new();
        Task<string> wait = context.WaitForExternalEvent<string>("x");
        Task timer = context.CreateTimer(TimeSpan.FromHours(1), cancellation.Token);
        Task winner = await Task.WhenAny(wait, timer);
        await context.CallActivityAsync("Decided", winner == timer ? "timer" : "event");
        return context.CurrentUtcDateTime;
    }

    public static async Task<object?> TerminateRunsNoUserCode(TaskOrchestrationContext context)
    {
        try
        {
            await context.WaitForExternalEvent<int>("x");
        }
        finally
        {
            context.SetCustomStatus("finally ran");
        }

        return "x";
    }

    public static async Task<object?> TerminateWithPendingActivities(TaskOrchestrationContext context)
    {
        using CancellationTokenSource cancellation = new();
        _ = context.CreateTimer(TimeSpan.FromDays(1), cancellation.Token);
        await Task.WhenAll(context.CallActivityAsync("A"), context.CallActivityAsync("B"));
        return "x";
    }

    // ---------------------------------------------------------------- sub-orchestrations, SendEvent, ids, clock

    public static async Task<object?> SubOrchestrationDefaultIdGuidSendEventStatus(TaskOrchestrationContext context)
    {
        context.SetCustomStatus(new { Step = 1, At = TimeSpan.FromMinutes(5) });
        context.SendEvent("other", "Ping", new { A = 1 });
        Guid id = context.NewGuid();
        await context.CallSubOrchestratorAsync<string>("Child", id);
        return "x";
    }

    public static async Task<object?> SubOrchestrationFailureSurface(TaskOrchestrationContext context)
    {
        try
        {
            await context.CallSubOrchestratorAsync<string>("Child", null, new SubOrchestrationOptions(instanceId: "kid"));
            return "";
        }
        catch (TaskFailedException exception)
        {
            return string.Join(
                '|',
                exception.TaskName,
                exception.TaskId,
                exception.FailureDetails.ErrorType,
                exception.FailureDetails.InnerFailure?.ErrorType);
        }
    }

    public static async Task<object?> SubOrchestrationSucceedsWithExplicitId(TaskOrchestrationContext context)
    {
        Tally result = await context.CallSubOrchestratorAsync<Tally>(
            "Child",
            new Tally(1, 2),
            new SubOrchestrationOptions(instanceId: context.InstanceId + "-child"));
        return result with { Sum = result.Sum * 2 };
    }

    public static async Task<object?> ParallelSubOrchestrations(TaskOrchestrationContext context)
    {
        Task<int>[] children =
        [
            context.CallSubOrchestratorAsync<int>("Child", 1),
            context.CallSubOrchestratorAsync<int>("Child", 2, new TaskOptions().WithInstanceId("second")),
            context.CallSubOrchestratorAsync<int>("Child", 3),
        ];
        int[] results = await Task.WhenAll(children);
        return string.Join(',', results);
    }

    public static async Task<object?> NewGuidIsStableAcrossReplays(TaskOrchestrationContext context)
    {
        Guid first = context.NewGuid();
        Guid second = context.NewGuid();
        await context.CallActivityAsync("Use", first);
        Guid third = context.NewGuid();
        await context.CallActivityAsync("Use", third);
        return new[] { first, second, third };
    }

    public static async Task<object?> ReplayFlagAndClockTrace(TaskOrchestrationContext context)
    {
        List<string> trace = [];
        void Mark(string point)
        {
            string time = context.CurrentUtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
            trace.Add($"{point}:{(context.IsReplaying ? "R" : "L")}:{time}");
        }

        Mark("a");
        await context.CallActivityAsync("A");
        Mark("b");
        await context.CallActivityAsync("B");
        Mark("c");
        return string.Join(' ', trace);
    }

    public static async Task<object?> SendEventToSelf(TaskOrchestrationContext context)
    {
        Task<string> wait = context.WaitForExternalEvent<string>("note");
        context.SendEvent(context.InstanceId, "note", "to myself");
        return await wait;
    }

    public static async Task<object?> AwaitOfNonDurableTask(TaskOrchestrationContext context)
    {
        await Task.Delay(TimeSpan.FromMinutes(10));
        await context.CallActivityAsync("A");
        return "x";
    }

    // ---------------------------------------------------------------- data

    public static async Task<object?> NullInputsAndOutputs(TaskOrchestrationContext context)
    {
        string? input = context.GetInput<string>();
        string? fromActivity = await context.CallActivityAsync<string?>("A", input: null);
        string? fromChild = await context.CallSubOrchestratorAsync<string?>("Child", input: null, new TaskOptions().WithInstanceId("kid"));
        context.SendEvent("other", "Nothing", null!);
        context.SetCustomStatus(null);
        return input ?? fromActivity ?? fromChild;
    }

    public static async Task<object?> RichRecordRoundTrip(TaskOrchestrationContext context)
    {
        Booking booking = context.GetInput<Booking>()!;
        Booking confirmed = await context.CallActivityAsync<Booking>("Confirm", booking with { Level = Level.High });
        context.SetCustomStatus(confirmed.Labels);
        return confirmed with
        {
            Sessions = [.. confirmed.Sessions, new Session(confirmed.Sessions[0].Start.AddDays(7), TimeSpan.FromMinutes(45), null)],
        };
    }

    public static async Task<object?> InputOfSeveralTypes(TaskOrchestrationContext context)
    {
        Tally typed = context.GetInput<Tally>()!;
        JsonElement raw = context.GetInput<JsonElement>();
        Dictionary<string, int> map = context.GetInput<Dictionary<string, int>>()!;
        await context.CallActivityAsync("A", typed);
        return $"{context.Name.Name} {context.InstanceId} {typed.Sum} {raw.EnumerateObject().Count()} {string.Join(',', map.Keys)}";
    }

    public static async Task<object?> VersionIsReportedAndCompared(TaskOrchestrationContext context)
    {
        int[] comparisons =
        [
            context.CompareVersionTo(""),
            context.CompareVersionTo("1.9"),
            context.CompareVersionTo("1.10"),
            context.CompareVersionTo("1.10.1"),
            context.CompareVersionTo("banana"),
        ];
        string signs = string.Join(',', comparisons.Select(c => Math.Sign(c).ToString(CultureInfo.InvariantCulture)));
        await context.CallActivityAsync("Inherits");
        await context.CallActivityAsync("Explicit", null, new TaskOptions { Version = "9.0" });
        await context.CallSubOrchestratorAsync("Child", null, new SubOrchestrationOptions(instanceId: "kid"));
        return context.Version + " " + signs;
    }

    // ---------------------------------------------------------------- changed code under a running instance

    public static async Task<object?> NonDeterminismOriginal(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("A");
        return "x";
    }

    public static async Task<object?> NonDeterminismActivityRenamed(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("B");
        return "x";
    }

    public static async Task<object?> NonDeterminismActionMissing(TaskOrchestrationContext context)
    {
        await context.WaitForExternalEvent<string>("something else");
        return "x";
    }

    public static async Task<object?> NonDeterminismExtraActionInFront(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("New");
        await context.CallActivityAsync("A");
        return "x";
    }

    public static async Task<object?> NonDeterminismTimerInsteadOfActivity(TaskOrchestrationContext context)
    {
        await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
        return "x";
    }

    public static async Task<object?> HarmlessChangeExtraActionAtTheEnd(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("a", "another input is not compared");
        await context.CallActivityAsync("Appended");
        return "x";
    }

    // ---------------------------------------------------------------- payload types

    public enum Level
    {
        Low,
        Middle,
        High,
    }

    public record Tally(int Generation, int Sum);

    public record Session(DateTimeOffset Start, TimeSpan Length, string? Room);

    public record Booking(
        string Client,
        Level Level,
        IReadOnlyList<Session> Sessions,
        Dictionary<string, string[]> Labels,
        decimal? Price = null,
        DateOnly? Born = null);
}
