using KapWorkflow.Core;
using KapWorkflow.LocalHost;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

/// <summary>
/// The app without HTTP, in a process that may die in the middle of each step. Then another is started over the same tables, the
/// watchdog looks round, and whoever was asking asks again.
/// </summary>
internal sealed class DirectGround(AWorld world, CancellationToken stop) : IWalkGround, IAsyncDisposable
{
    private const int MostTries = 100;

    // Past every lease and hold: the longest is a quarter of an hour.
    private static readonly Duration Restart = Duration.FromMinutes(20);

    // Past the time that a commit's own request has to ring.
    private static readonly Duration Unseen = Duration.FromMinutes(2);

    private OneProcess? _process;
    private int _steps;
    private JourneyId? _journey;

    /// <summary>Called at the start of each try of a step, with the numbers of step and try from 1, to plan what fails.</summary>
    public Action<FaultyTables, int, int> Arm { get; init; } = static (tables, _, _) => tables.Restart();

    /// <summary>After each step, when all is still: where a test interferes.</summary>
    public Func<OneProcess, Task> Between { get; init; } = static _ => Task.CompletedTask;

    /// <summary>Replaces what the walk's client writes.</summary>
    public Func<InquiryDetails, InquiryDetails> Inquires { get; init; } = static details => details;

    public Instant Now => world.Clock.GetCurrentInstant();

    public Instant? NextStop => _process?.Engine.NextDue;

    public int Crashes { get; private set; }

    /// <summary>Of any one try of a step.</summary>
    public int MostCalls { get; private set; }

    public HashSet<(string Table, string Operation)> CallSites { get; } = [];

    /// <summary>Reads past the process's own tables: looking is no storage call of the app.</summary>
    private JourneyStore Store => new(world.Tables, AKeyRing.New, () => world.Clinic, world.Clock, world.Time);

    public Task SubmitAsync(InquiryDetails details)
    {
        var submission = new InquirySubmission(Inquires(details), "one-key", "one-body");
        return StepAsync(async (process, _) =>
        {
            var answer = await process.Get<IJourneyDesk>().ReceiveAsync(submission, process.Durable, stop);
            Assert.IsType<InquiryAnswer.Received>(answer);
            return true;
        });
    }

    public async Task<LoadedJourney?> LookAsync()
    {
        if (_journey is null)
        {
            await foreach (var glance in Store.GlanceAsync(stop))
                _journey = glance.Id;
        }
        return _journey is null ? null : await Store.LoadAsync(_journey, stop);
    }

    public Task<IReadOnlyList<Reason>> DoAsync(LoadedJourney read, NextStep.Do step) => StepAsync<IReadOnlyList<Reason>>(async (process, again) =>
    {
        // Who saw an error looks at the page again, and does not do twice what is there already. Where the task is closed the page is
        // taken for stale and sent again: the task itself must refuse.
        if (again && await IsThereAsync(read, step.By) && (step.Task is null || await IsOpenAsync(read, step.Task)))
            return [];
        var desk = process.Get<IJourneyDesk>();
        var outcome = step.Task is { } task
            ? await desk.DecideTaskAsync(read, task, step.Command, step.By, process.Durable, stop)
            : await desk.GiveAsync(read, step.Command, step.By, process.Durable, stop);
        return outcome switch
        {
            CommitOutcome.Committed => [],
            CommitOutcome.Refused when again && await IsThereAsync(read, step.By) => [],
            CommitOutcome.Refused refused => refused.Reasons,
            _ => [new Reason(outcome.GetType().Name, outcome.GetType().Name, "")],
        };
    });

    public Task AdvanceToAsync(Instant to) => StepAsync(async (process, _) =>
    {
        await process.Travel.AdvanceToAsync(to, stop);
        return true;
    });

    /// <summary>The process, for a test that interferes; begun when there is none.</summary>
    public async Task<OneProcess> ProcessAsync() => _process ??= await OneProcess.StartAsync(world, stop);

    /// <summary>Another process goes on where this one stands.</summary>
    public async Task RestartAsync()
    {
        await EndAsync();
        await RecoverAsync(await ProcessAsync());
    }

    public async ValueTask DisposeAsync() => await EndAsync();

    /// <param name="act">Told whether it is tried again.</param>
    public async Task<T> StepAsync<T>(Func<OneProcess, bool, Task<T>> act)
    {
        _steps++;
        for (var tries = 1; tries <= MostTries; tries++)
        {
            var isNew = _process is null && Crashes > 0;
            var process = await ProcessAsync();
            Arm(process.Tables, _steps, tries);
            try
            {
                if (isNew)
                    await RecoverAsync(process);
                var answer = await act(process, tries > 1);
                await process.SettleAsync(null, stop);
                Count(process.Tables);
                if (!process.IsDead)
                {
                    if (tries > 1 || process.Tables.Struck > 0)
                        await LookRoundAsync(process);
                    await Between(process);
                    return answer;
                }
            }
            catch (Exception failure) when (process.IsDead || failure is StorageUnreachableException)
            {
                Count(process.Tables);
            }
            if (process.IsDead)
            {
                Crashes++;
                await EndAsync();
            }
        }
        throw new WalkStoppedException($"A step did not come through in {MostTries} tries.");
    }

    /// <summary>E-mail events that came while nobody listened are told first, as SendGrid has the whole lease for them; texts' are told late, so that Twilio's list is asked.</summary>
    private async Task RecoverAsync(OneProcess process)
    {
        world.Time.Skip(Restart);
        await process.SettleAsync(Channel.Email, stop);
        await process.SweepAsync(stop);
        await process.SettleAsync(Channel.Email, stop);
        await process.SettleAsync(null, stop);
    }

    /// <summary>A bell that was not rung because storage did not answer is rung by the sweep of the next minutes, long before the walk's next hour.</summary>
    private async Task LookRoundAsync(OneProcess process)
    {
        process.Tables.Restart();
        world.Time.Skip(Unseen);
        await process.SweepAsync(stop);
        await process.SettleAsync(null, stop);
    }

    private async Task EndAsync()
    {
        if (_process is { } ended)
            await ended.DisposeAsync();
        _process = null;
    }

    private async Task<bool> IsOpenAsync(LoadedJourney read, string task) =>
        (await Store.LoadAsync(read.Journey.Id, stop))!.Journey.Tasks.Open.Any(each => each.Key == task);

    private async Task<bool> IsThereAsync(LoadedJourney read, Author by) =>
        (await Store.LoadAsync(read.Journey.Id, stop))!.Facts.Any(fact => fact.Sequence > read.Journey.Sequence && fact.By == by);

    private void Count(FaultyTables tables)
    {
        MostCalls = Math.Max(MostCalls, tables.Calls.Count);
        CallSites.UnionWith(tables.Calls.Select(call => (call.Table, call.Operation)));
    }
}
