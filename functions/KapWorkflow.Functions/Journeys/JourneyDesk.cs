using KapWorkflow.Core;
using Microsoft.DurableTask.Client;

namespace KapWorkflow.Functions;

public sealed class JourneyDesk(IJourneyStore store, Bookings bookings, Commits commits, Reception reception, Addresses addresses) : IJourneyDesk
{
    public async Task<CommitOutcome> GiveAsync(LoadedJourney read, Command command, Author by, DurableTaskClient durable, CancellationToken cancellation)
    {
        await addresses.NoteAsync(read, command, by, cancellation);
        var outcome = await bookings.CommitAsync(read, command, by, (journey, moment) => Pathway.Decide(journey, command, moment), cancellation);
        return await FollowAsync(outcome, durable, cancellation);
    }

    public async Task<CommitOutcome> DecideTaskAsync(LoadedJourney read, string task, Command decision, Author by, DurableTaskClient durable, CancellationToken cancellation)
    {
        await addresses.NoteAsync(read, decision, by, cancellation);
        var outcome = await bookings.CommitAsync(read, decision, by, (journey, moment) => Pathway.DecideTask(journey, task, decision, moment), cancellation);
        return await FollowAsync(outcome, durable, cancellation);
    }

    public Task<InquiryAnswer> ReceiveAsync(InquirySubmission submission, DurableTaskClient durable, CancellationToken cancellation) =>
        reception.ReceiveAsync(submission, durable, cancellation);

    public Task AlarmAsync(InquiryDetails unfinished, string? key, DurableTaskClient durable, CancellationToken cancellation) =>
        reception.AlarmAsync(unfinished, key, durable, cancellation);

    public Task<LoadedJourney?> LoadAsync(JourneyId id, CancellationToken cancellation) => store.LoadAsync(id, cancellation);

    private async Task<CommitOutcome> FollowAsync(CommitOutcome outcome, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (outcome is CommitOutcome.Committed committed)
            await commits.FollowAsync(committed, isNew: false, durable, cancellation);
        return outcome;
    }
}
