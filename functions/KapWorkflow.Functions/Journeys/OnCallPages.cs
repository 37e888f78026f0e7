using KapWorkflow.Core;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>
/// Pages one on-call contact about an alert: pager, text, e-mail, until one of them accepts. Each is tried once and has five seconds; when
/// none accepts, the ladder goes on to the next contact (care-pathway S9).
/// </summary>
public sealed partial class OnCallPages(
    IJourneyStore store, Func<Clinic> clinic, IPager pager, ISmsSender sms, IEmailSender email, MessageLinks links,
    ProviderCodes codes, KeyedHashes hashes, IClock clock, TimeProvider time, ILogger<OnCallPages> log)
{
    private static readonly Duration Lease = Duration.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task PageAsync(LoadedJourney read, Duty duty, DutyAction.Page page, CancellationToken cancellation)
    {
        var id = read.Journey.Id;
        var entry = new LedgerEntry(duty.Key, EffectState.Claimed, clock.GetCurrentInstant(), Channel.Pager, Text.PageOnCall.Id);
        var code = hashes.MessageCode(id, duty.Key);
        await codes.RememberAsync(code, new CodedMessage(id, duty.Key), cancellation);
        // An alarm that may or may not have gone out is sent again.
        var claim = await store.ClaimAsync(read, new EffectClaim(entry, Lease), cancellation);
        if ((claim as ClaimOutcome.Claimed)?.Held is not { } held)
        {
            if (claim is not ClaimOutcome.TakenOver before)
                return;
            held = before.Held;
        }

        var contacts = clinic().OnCall;
        var contact = contacts[(page.Rung - 1) % contacts.Count];
        var (accepted, by) = await TryAsync(contact, links.ToJourney(id), code, cancellation);
        var record = accepted is null
            ? entry with { State = EffectState.Failed, Note = "nobody-reached" }
            : entry with { State = EffectState.Accepted, Channel = by };
        await store.RecordEffectAsync(held, record, accepted, cancellation);
        if (accepted is null)
            NobodyReached(log, id.Value, page.Rung);
    }

    /// <summary>Pages the contacts in turn about something that belongs to no journey, until one accepts.</summary>
    public async Task<bool> PageAboutStrangerAsync(Uri link, string code, CancellationToken cancellation)
    {
        foreach (var contact in clinic().OnCall)
        {
            if ((await TryAsync(contact, link, code, cancellation)).Accepted is not null)
                return true;
        }
        return false;
    }

    private async Task<(string? Accepted, Channel By)> TryAsync(OnCallContact contact, Uri link, string code, CancellationToken cancellation)
    {
        var settings = clinic();
        if (contact.PagerId is { } pagerId && await AskAsync(stop => pager.PageAsync(new PageMessage(pagerId, link.AbsoluteUri, code), stop), cancellation) is { } paged)
            return (paged, Channel.Pager);
        if (contact.Phone is { } phone && settings.Messaging.SmsEnabled && MessageComposer.ComposePage(Channel.Sms, settings, link) is Composed.Sms text
            && await AskAsync(stop => sms.SendAsync(new SmsMessage(phone, text.Body, code), stop), cancellation) is { } texted)
            return (texted, Channel.Sms);
        if (contact.Email is { } address && MessageComposer.ComposePage(Channel.Email, settings, link) is Composed.Mail mail
            && await AskAsync(stop => email.SendAsync(new EmailMessage([address], mail.Subject, mail.Text, mail.Html, code), stop), cancellation) is { } mailed)
            return (mailed, Channel.Email);
        return (null, Channel.Pager);
    }

    private async Task<string?> AskAsync(Func<CancellationToken, Task<SendOutcome>> send, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            return await send(both.Token) is SendOutcome.Accepted accepted ? accepted.ProviderId : null;
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            PathFailed(log, failure.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "Journey {Journey}: page {Rung} reached nobody; the next contact follows.")]
    private static partial void NobodyReached(ILogger log, string journey, int rung);

    [LoggerMessage(LogLevel.Warning, "A way to the on-call contact failed ({Failure}); trying the next.")]
    private static partial void PathFailed(ILogger log, string failure);
}
