using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>
/// Performs a duty by its key. It computes the duty again, from the journey as it is or was a moment ago: one that has vanished meanwhile
/// is not performed, and one that is settled is not performed twice.
/// </summary>
public sealed class Effects(IJourneyStore store, Func<Clinic> clinic, IClock clock, Outbox outbox, OnCallPages pages, Board board)
{
    // An effect comes within milliseconds of its plan, or seconds later, when it is tried again: then it is read again.
    private static readonly Duration AMoment = Duration.FromSeconds(2);

    // Journeys share a few: an effect that records waits for another's at most.
    private readonly SemaphoreSlim[] _recording = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>The effects of one turn that record facts, one after the other, in their order: side by side they would only refuse each other.</summary>
    public async Task RecordAsync(JourneyId id, string key, CancellationToken cancellation)
    {
        var recording = _recording[(uint)id.GetHashCode() % _recording.Length];
        await recording.WaitAsync(cancellation);
        try
        {
            await PerformAsync(id, key, cancellation);
        }
        finally
        {
            recording.Release();
        }
    }

    public async Task PerformAsync(JourneyId id, string key, CancellationToken cancellation)
    {
        if (await store.LoadRecentAsync(id, AMoment, cancellation) is not { } read || read.Ledger.IsSettled(key))
            return;
        var now = clock.GetCurrentInstant();
        if (Planner.Find(read.Journey, read.Ledger, clinic(), now, key) is { } duty)
            await PerformAsync(read, duty, now, cancellation);
    }

    public Task PerformAsync(LoadedJourney read, Duty duty, Instant now, CancellationToken cancellation) => duty.Action switch
    {
        DutyAction.Tell tell => outbox.SendAsync(read, duty, tell, cancellation),
        DutyAction.Page page => pages.PageAsync(read, duty, page, cancellation),
        DutyAction.Ask ask => DecideAsync(read, duty.Key, new OpenTask(duty.Key, ask.Task, ask.DueBy, duty.About), now, cancellation),
        DutyAction.Record record => DecideAsync(read, duty.Key, record.Command, now, cancellation),
        _ => throw new InvalidOperationException($"Nobody performs {duty.Action.GetType().Name}."),
    };

    /// <summary>The facts and the key's ledger row go in together: once, whatever is repeated.</summary>
    private async Task DecideAsync(LoadedJourney read, string key, Command command, Instant now, CancellationToken cancellation)
    {
        var done = new LedgerEntry(key, EffectState.Done, now);
        var outcome = await store.DecideAsync(read, Author.System, (journey, moment) => Pathway.Decide(journey, command, moment), done, needsWake: null, cancellation);
        switch (outcome)
        {
            case CommitOutcome.Committed committed:
                await board.ProjectAsync(committed.Before, committed.After.Journey, cancellation);
                break;
            case CommitOutcome.Refused refused:
                // A gate says no, such as closing while the client is still in the practice: asked again later, and seen in the ledger.
                await store.RecordEffectAsync(read.Journey.Id, new LedgerEntry(key, EffectState.Postponed, now, Note: refused.Reasons[0].Code, Tries: 4), null, cancellation);
                break;
            default:
                throw new InvalidOperationException("The journey is busy; the retry policy comes back to it.");
        }
    }
}
