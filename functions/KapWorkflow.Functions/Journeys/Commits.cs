using KapWorkflow.Core;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>
/// What follows a commit: what cannot wait is done, the board is told, the journey's orchestration is rung. All of it may fail: the
/// facts are kept, and the wake row stands until somebody has seen to the rest.
/// </summary>
public sealed partial class Commits(
    IJourneyStore store, Board board, Func<Clinic> clinic, Bell bell, Attention attention, Effects effects, IClock clock, TimeProvider time, ILogger<Commits> log)
{
    /// <summary>A person is waiting on the page.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task FollowAsync(CommitOutcome.Committed committed, bool isNew, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (committed.Facts.Count == 0)
            return;
        var id = committed.After.Journey.Id;
        try
        {
            await AtOnceAsync(committed.After, cancellation);
            await board.ProjectAsync(committed.Before, committed.After.Journey, cancellation);
            var rings = attention.Rings(committed.Before, committed.After.Journey, committed.After.Ledger);
            var seen = !rings || (await bell.RingAsync(durable, committed.After, isNew, cancellation) && !MayBeEnding(committed));
            if (seen && committed.Wake is { } wake)
                await store.SeenAsync(id, wake, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LeftToTheWatchdog(log, id.Value, failure.GetType().Name);
        }
    }

    /// <summary>Alarms, and the answer to an inquiry: in the request itself, for so long as a person may wait; the ledger keeps it from happening twice.</summary>
    public async Task AtOnceAsync(LoadedJourney read, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var due = Turn.Of(read, clinic(), now, Instant.FromDateTimeOffset(time.GetUtcNow())).DueNow.Where(duty => duty.AtOnce).ToList();
        if (due.Count == 0)
            return;
        var all = Task.WhenAll(due.Select(duty => OneAsync(read, duty, now)));
        try
        {
            await all.WaitAsync(Patience, time, cancellation);
        }
        catch (TimeoutException)
        {
            // It goes on by itself; if this instance stops meanwhile, the lease runs out and the orchestration takes it up.
            StillSending(log, read.Journey.Id.Value);
        }
    }

    /// <summary>
    /// Nothing was owed before: the orchestration may be on the point of ending, and then it takes the ring without a word. The wake row
    /// stays for the sweep, which by then can tell.
    /// </summary>
    private bool MayBeEnding(CommitOutcome.Committed committed) => committed.Before.Exists
        && Planner.Make(committed.Before, committed.After.Ledger, clinic(), clock.GetCurrentInstant()) is { DueNow.Count: 0, NextDue: null };

    private async Task OneAsync(LoadedJourney read, Duty duty, Instant now)
    {
        try
        {
            await effects.PerformAsync(read, duty, now, CancellationToken.None);
        }
        catch (Exception failure)
        {
            LeftToTheWatchdog(log, read.Journey.Id.Value, failure.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Journey {Journey}: what follows its commit is left to the watchdog ({Failure}).")]
    private static partial void LeftToTheWatchdog(ILogger log, string journey, string failure);

    [LoggerMessage(LogLevel.Warning, "Journey {Journey}: a provider is slow; the answer does not wait for it.")]
    private static partial void StillSending(ILogger log, string journey);
}
