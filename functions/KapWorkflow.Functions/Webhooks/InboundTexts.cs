using KapWorkflow.Core;
using Microsoft.DurableTask.Client;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>A text from a client, or from anybody who has the number.</summary>
public sealed class InboundTexts(
    IJourneyStore store, KnownPeople people, InboundMessages inbound, OptOuts optOuts, KeyedHashes hashes, Commits commits, Reception reception, OnCallPages pages, MessagingOptions options, Func<Clinic> clinic, IClock clock)
{
    private const string Provider = "twilio";

    /// <returns>What to answer at once, or null. STOP is answered by the carrier.</returns>
    public async Task<string?> ReceiveAsync(string sid, string from, string body, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (await inbound.TakeAsync(Provider, sid, cancellation) == InboundState.Handled)
            return null;
        var kind = InboundWords.KindOf(body);
        var phone = hashes.OfPhone(from);
        var now = clock.GetCurrentInstant();
        if (kind == InboundKind.Stop)
            await optOuts.StopAsync(phone, now, cancellation);
        else if (kind == InboundKind.Start)
            await optOuts.StartAsync(phone, now, cancellation);

        var senders = await SendersAsync(phone, cancellation);
        // §8.3: a crisis is answered in the language it came in.
        var language = senders.Count == 0 || (kind == InboundKind.Crisis && InboundWords.LanguageOf(body) == "es") ? InboundWords.LanguageOf(body) : senders[^1].Journey.Contact.Language;
        // A telephone that several share says C for one of them: a person finds out for whom.
        var ambiguous = kind is InboundKind.Confirm or InboundKind.AnotherTime && senders.Count(each => each.Journey.Appointments.Ahead.Any()) > 1;
        foreach (var sender in senders)
            await ReceiveAsync(sender.Journey.Id, new ReceiveMessage(ambiguous ? InboundKind.Other : kind, body), new LedgerEntry($"inbound:{sid}", EffectState.Done, now), durable, cancellation);
        if (senders.Count == 0 && kind == InboundKind.Crisis)
            await AlarmAsync(sid, from, body, durable, cancellation);

        await inbound.HandledAsync(Provider, sid, cancellation);
        return kind switch
        {
            InboundKind.Help => Replies.Help(clinic(), language).Body,
            InboundKind.Crisis when senders.Count == 0 => Replies.CrisisOfStranger(clinic(), language).Body,
            InboundKind.Crisis => Replies.Crisis(clinic(), language).Body,
            _ => null,
        };
    }

    /// <summary>
    /// Somebody whom nobody knows, in danger: it becomes an inquiry that is not finished, so that the alarm has the number and the words, and
    /// goes round until a person has answered it. A number that no telephone has pages once.
    /// </summary>
    private async Task AlarmAsync(string sid, string from, string body, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (!Inputs.TryPhone(from, out var phone))
        {
            await pages.PageAboutStrangerAsync(new Uri(options.Site!, "staff"), hashes.MessageCode(hashes.JourneyIdFrom(sid), Provider), cancellation);
            return;
        }
        var practice = clinic();
        await reception.AlarmAsync(
            new InquiryDetails(InquiringFor.Self, "", null, phone, ContactBy.Phone, SmsConsent: false, InboundWords.LanguageOf(body), practice.TimeZone, "", IsAdult: false)
            {
                Interest = body.Length > InquiryReader.TextLength ? body[..InquiryReader.TextLength] : body,
                Unfinished = true,
            },
            $"{Provider}:{sid}", durable, cancellation);
    }

    /// <summary>The open journeys of the number; when none is open, the latest, so that no word is lost.</summary>
    private async Task<IReadOnlyList<LoadedJourney>> SendersAsync(string phone, CancellationToken cancellation)
    {
        List<LoadedJourney> known = [];
        foreach (var id in await people.JourneysOfAsync(phone, cancellation))
        {
            // The number of somebody who has died may be somebody else's by now: their words are not put into that journey, and an alarm is still one.
            if (await store.LoadAsync(id, cancellation) is { Journey.Standing.Kind: not StandingKind.Deceased } read)
                known.Add(read);
        }
        var open = known.Where(read => !read.Journey.Standing.IsClosed).ToList();
        return open.Count > 0 ? open : [.. known.TakeLast(1)];
    }

    /// <param name="once">Goes in with the facts, so that a text whose handling was cut short is not recorded twice.</param>
    private async Task ReceiveAsync(JourneyId id, ReceiveMessage message, LedgerEntry once, DurableTaskClient durable, CancellationToken cancellation)
    {
        var outcome = await store.DecideAsync(id, Author.Provider, (journey, moment) => Pathway.Decide(journey, message, moment), once, wake: true, cancellation);
        if (outcome is CommitOutcome.Committed committed)
            await commits.FollowAsync(committed, isNew: false, durable, cancellation);
        else if (outcome is CommitOutcome.Busy)
            throw new InvalidOperationException("The journey is busy: the provider delivers again.");
    }
}
