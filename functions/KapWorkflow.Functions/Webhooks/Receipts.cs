using KapWorkflow.Core;
using Microsoft.DurableTask.Client;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>What a provider says became of a message, by our code for it. Late, repeated and shuffled receipts do no harm: the ledger only moves forward.</summary>
public sealed class Receipts(IJourneyStore store, ProviderCodes codes, Bell bell, IClock clock)
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
}
