using KapWorkflow.Core;
using Microsoft.DurableTask.Client;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>
/// Takes an inquiry in: of many that are the same, one begins a journey and all hear one answer. The journey's id is drawn from the
/// idempotency key and the person reserved for it before it exists, so a retry finishes what a crash left half done.
/// </summary>
public sealed class Reception(
    IJourneyStore store, KnownPeople people, IdempotencyKeys requests, KeyedHashes hashes, Commits commits, IClock clock)
{
    private static readonly Duration SameInquiry = Duration.FromDays(1);

    public async Task<InquiryAnswer> ReceiveAsync(InquirySubmission submission, DurableTaskClient durable, CancellationToken cancellation)
    {
        var details = submission.Details;
        var crisis = details.OwnWords.Any(CrisisWords.Appear);
        var key = submission.IdempotencyKey ?? Attempt.New();
        var request = hashes.OfIdempotencyKey(key);
        switch (await requests.TakeAsync(request, submission.BodyHash, cancellation))
        {
            case KeyAnswer.OtherBody:
                return new InquiryAnswer.OtherBody();
            case KeyAnswer.Repeat { Reference: { } reference }:
                return new InquiryAnswer.Received(reference, First: false, crisis);
        }

        var (journey, first) = await BeginAsync(hashes.JourneyIdFrom(key), details, durable, cancellation);
        await NoteAddressesAsync(details, journey, cancellation);
        return new InquiryAnswer.Received(await requests.AnswerAsync(request, InquiryReference.Of(journey), cancellation), first, crisis);
    }

    /// <summary>
    /// An inquiry that is not right yet, whose words cannot wait: it begins a journey as it is, and the alarm with it. What is sent next under
    /// the same key, or by the same person, finishes it.
    /// </summary>
    /// <param name="key">As the sender gave it.</param>
    public async Task AlarmAsync(InquiryDetails unfinished, string? key, DurableTaskClient durable, CancellationToken cancellation)
    {
        var (journey, _) = await BeginAsync(hashes.JourneyIdFrom(key ?? Attempt.New()), unfinished, durable, cancellation);
        await NoteAddressesAsync(unfinished, journey, cancellation);
    }

    private async Task<(JourneyId Journey, bool First)> BeginAsync(JourneyId drawn, InquiryDetails details, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (ContactHashes(details) is not [var contact, ..])
            return (drawn, await CreateAsync(drawn, details, null, durable, cancellation));
        var person = hashes.OfPerson(details.FirstName, details.LastName ?? "", details.InquiringFor.ToString());
        while (true)
        {
            if (await people.ReserveAsync(contact, person, drawn, cancellation) is not ReserveAnswer.Taken { By: var by })
                return (drawn, await CreateAsync(drawn, details, null, durable, cancellation));

            // Whoever reserved may have died before creating the journey: then this submission creates it, under that id.
            if (await store.LoadAsync(by.Journey, cancellation) is not { } earlier)
                return (by.Journey, await CreateAsync(by.Journey, details, null, durable, cancellation));
            if (!earlier.Journey.Standing.IsClosed)
            {
                await RepeatAsync(earlier, details, durable, cancellation);
                return (by.Journey, false);
            }
            if (await people.PassOnAsync(by, contact, person, drawn, cancellation))
                return (drawn, await CreateAsync(drawn, details, by.Journey, durable, cancellation));
        }
    }

    private async Task<bool> CreateAsync(JourneyId id, InquiryDetails details, JourneyId? earlier, DurableTaskClient durable, CancellationToken cancellation)
    {
        var outcome = await store.CreateAsync(id, new ReceiveInquiry(details), Author.Website, cancellation);
        if (outcome is not CommitOutcome.Committed created)
            return await FinishAsync(id, details, durable, cancellation);
        await commits.FollowAsync(created, isNew: true, durable, cancellation);
        if (earlier is not null)
            await DecideAsync(id, new NotePossibleDuplicate(earlier), durable, cancellation);
        return true;
    }

    /// <returns>False when there was nothing to finish: the same inquiry was taken in already.</returns>
    private async Task<bool> FinishAsync(JourneyId id, InquiryDetails details, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (await store.LoadAsync(id, cancellation) is not { Journey.Inquiry.Details.Unfinished: true } begun)
            return false;
        await RepeatAsync(begun, details, durable, cancellation);
        return true;
    }

    /// <summary>The same words again within a day, a double click or a reload, are kept already; other words are a fact and a task.</summary>
    private async Task RepeatAsync(LoadedJourney earlier, InquiryDetails details, DurableTaskClient durable, CancellationToken cancellation)
    {
        var known = earlier.Facts
            .Where(fact => clock.GetCurrentInstant() - fact.At < SameInquiry)
            .Select(fact => fact.Fact switch { InquiryReceived received => received.Details, InquiryRepeated repeated => repeated.Details, _ => null });
        if (!known.Contains(details))
            await DecideAsync(earlier.Journey.Id, new RepeatInquiry(details), durable, cancellation);
    }

    private async Task DecideAsync(JourneyId id, Command command, DurableTaskClient durable, CancellationToken cancellation)
    {
        var outcome = await store.DecideAsync(id, Author.Website, (journey, moment) => Pathway.Decide(journey, command, moment), null, wake: true, cancellation);
        if (outcome is CommitOutcome.Committed committed)
            await commits.FollowAsync(committed, isNew: false, durable, cancellation);
        else if (outcome is CommitOutcome.Busy)
            throw new InvalidOperationException("The journey is busy: the person is asked to send the form again.");
    }

    private async Task NoteAddressesAsync(InquiryDetails details, JourneyId journey, CancellationToken cancellation)
    {
        foreach (var contact in ContactHashes(details).Skip(1))
            await people.NoteAsync(contact, journey, cancellation);
    }

    private List<string> ContactHashes(InquiryDetails details) =>
    [
        .. details.Email is { } email ? [hashes.OfEmail(email)] : Array.Empty<string>(),
        .. details.Phone is { } phone ? [hashes.OfPhone(phone)] : Array.Empty<string>(),
    ];
}
