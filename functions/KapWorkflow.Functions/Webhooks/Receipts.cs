using KapWorkflow.Core;
using Microsoft.DurableTask.Client;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>What a provider says became of a message, by our code for it. Late, repeated and shuffled receipts do no harm: the ledger only moves forward.</summary>
public sealed class Receipts(IJourneyStore store, ProviderCodes codes, Bell bell, Commits commits, IClock clock)
{
    public async Task RecordAsync(string code, Channel channel, EffectState state, string? note, string? providerId, DurableTaskClient durable, CancellationToken cancellation)
    {
        // A code that nobody gave out is some other application's, or an attacker's: not an error worth a retry.
        if (await codes.FindAsync(code, cancellation) is not { } message)
            return;
        var entry = new LedgerEntry(message.Key, state, clock.GetCurrentInstant(), channel, Note: note);
        await store.RecordEffectAsync(message.Journey, entry, providerId, cancellation);
        // What did not arrive owes something new: the other channel, a task.
        if (entry.FailedToReach && await store.LoadAsync(message.Journey, cancellation) is { } read)
            await bell.RingAsync(durable, read, isNew: false, cancellation);
    }

    /// <summary>An address that takes no mail, or a client who wants none: a fact of the journey. Told twice, it is recorded once.</summary>
    public async Task StopMailAsync(string code, EmailStop why, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (await codes.FindAsync(code, cancellation) is not { } message || await store.LoadAsync(message.Journey, cancellation) is not { } read)
            return;
        // A page to somebody on call bounces too: that is not the client's address.
        if (read.Ledger.Find(message.Key) is not { Channel: Channel.Email, TextId: { } text } sent || text == Text.PageOnCall.Id || text == Text.StaffTask.Id)
            return;
        var outcome = await store.DecideAsync(message.Journey, Author.Provider, (journey, moment) => Pathway.Decide(journey, new StopEmail(why, sent.At), moment), null, wake: true, cancellation);
        if (outcome is CommitOutcome.Committed committed)
            await commits.FollowAsync(committed, isNew: false, durable, cancellation);
        else if (outcome is CommitOutcome.Busy)
            throw new InvalidOperationException("The journey is busy: the provider delivers again.");
    }
}
