using KapWorkflow.Core;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>
/// Sends a text once. The order is the whole point: decide, write everything a crash would need, claim the key, ask the provider, record.
/// A crash between the provider's answer and our record leaves a claim; whoever takes it over asks the provider before sending again.
/// </summary>
public sealed partial class Outbox(
    IJourneyStore store, Func<Clinic> clinic, MessageComposer composer, IEmailSender email, ISmsSender sms, OptOuts optOuts, ProviderCodes codes,
    MessageLinks links, KeyedHashes hashes, IClock clock, ILogger<Outbox> log)
{
    // A mailer cannot be asked what it did: its event has this long to come before the e-mail is taken up again.
    private static readonly Duration EmailLease = Duration.FromMinutes(5);
    private static readonly Duration SmsLease = Duration.FromMinutes(1);

    public async Task SendAsync(LoadedJourney read, Duty duty, DutyAction.Tell tell, CancellationToken cancellation)
    {
        for (LoadedJourney? now = read; now is not null; now = await store.LoadAsync(read.Journey.Id, cancellation))
        {
            if (now.Ledger.IsSettled(duty.Key) || await TryAsync(now, duty, tell, cancellation))
                return;
        }
    }

    /// <returns>False when another text was claimed meanwhile and the caps must be counted again.</returns>
    private async Task<bool> TryAsync(LoadedJourney read, Duty duty, DutyAction.Tell tell, CancellationToken cancellation)
    {
        var id = read.Journey.Id;
        var now = clock.GetCurrentInstant();
        var entry = new LedgerEntry(duty.Key, EffectState.Claimed, now, tell.Channel, tell.Text.Id, Tries: read.Ledger.Find(duty.Key)?.Tries ?? 0);
        if (await WithheldAsync(read, duty.Key, tell, now, cancellation) is { } withheld)
        {
            if (withheld is SendDecision.Suppress suppress)
                await store.RecordEffectAsync(id, entry with { State = EffectState.Suppressed, Note = suppress.Why }, null, cancellation);
            return true;
        }

        if (await WriteAsync(read, duty, tell, cancellation) is not { } letter)
        {
            // It would break a rule of content: another channel or a person, never the text.
            await store.RecordEffectAsync(id, entry with { State = EffectState.Failed, Note = "unsafe-text" }, null, cancellation);
            return true;
        }
        await codes.RememberAsync(letter.Code, new CodedMessage(id, duty.Key), cancellation);
        var claim = new EffectClaim(entry, tell.Channel == Channel.Sms ? SmsLease : EmailLease)
        {
            Fingerprint = letter.Fingerprint,
            Counts = tell is { Channel: Channel.Sms, Text.Counted: true },
        };
        switch (await store.ClaimAsync(read, claim, cancellation))
        {
            case ClaimOutcome.BudgetChanged:
                return false;
            case ClaimOutcome.Claimed { Held: var held }:
                await RecordAsync(held, entry, await letter.SendAsync(cancellation), cancellation);
                return true;
            case ClaimOutcome.TakenOver before:
                if (tell.Channel != Channel.Sms || !await WasTakenAsync(entry, letter, before, cancellation))
                    await RecordAsync(before.Held, entry, await letter.SendAsync(cancellation), cancellation);
                return true;
            default:
                return true;
        }
    }

    private async Task<SendDecision?> WithheldAsync(LoadedJourney read, string key, DutyAction.Tell tell, Instant now, CancellationToken cancellation)
    {
        var decision = MessagePolicy.Decide(tell, read.Journey, read.Ledger, clinic(), now, key);
        if (decision is not SendDecision.Send)
            return decision;
        // STOP is kept by number, whoever shares it, and read last.
        return tell is { To: Audience.Client, Channel: Channel.Sms } && await optOuts.IsStoppedAsync(hashes.OfPhone(read.Journey.Contact.Phone!), cancellation)
            ? new SendDecision.Suppress("opted-out")
            : null;
    }

    /// <summary>
    /// Twilio is asked for what a sender that never came back may have sent. A mailer cannot be asked: that its event has not come within
    /// the lease means that it never took the message.
    /// </summary>
    private async Task<bool> WasTakenAsync(LedgerEntry entry, Letter letter, ClaimOutcome.TakenOver before, CancellationToken cancellation)
    {
        foreach (var fingerprint in before.Fingerprints)
        {
            if (await sms.FindAsync(letter.To[0], fingerprint, before.ClaimedAt, cancellation) is not { } found)
                continue;
            await store.RecordEffectAsync(before.Held, entry with { State = EffectState.Accepted }, found, cancellation);
            return true;
        }
        return false;
    }

    private Task RecordAsync(HeldClaim held, LedgerEntry entry, SendOutcome outcome, CancellationToken cancellation) => outcome switch
    {
        SendOutcome.Accepted accepted => store.RecordEffectAsync(held, entry with { State = EffectState.Accepted }, accepted.ProviderId, cancellation),
        SendOutcome.Refused refused => store.RecordEffectAsync(held, entry with { State = EffectState.Failed, Note = refused.Code }, null, cancellation),
        SendOutcome.NotNow notNow => store.RecordEffectAsync(held, entry with { State = EffectState.Postponed, Note = notNow.Code, Tries = entry.Tries + 1 }, null, cancellation),
        // The claim stands until its lease ends; then the provider is asked.
        _ => Task.CompletedTask,
    };

    private async Task<Letter?> WriteAsync(LoadedJourney read, Duty duty, DutyAction.Tell tell, CancellationToken cancellation)
    {
        var code = hashes.MessageCode(read.Journey.Id, duty.Key);
        var link = await links.ForAsync(read.Journey, tell, cancellation);
        switch (Compose(tell, read.Journey, link))
        {
            case null:
                return null;
            case Composed.Sms composed:
                var text = new SmsMessage(read.Journey.Contact.Phone!, composed.Body, code);
                return new Letter(code, [text.To], composed.Fingerprint, stop => sms.SendAsync(text, stop));
            case Composed.Mail composed:
                var mail = new EmailMessage(RecipientsOf(read, tell), composed.Subject, composed.Text, composed.Html, code);
                return new Letter(code, mail.To, null, stop => email.SendAsync(mail, stop));
            default:
                throw new InvalidOperationException("A message is a text or a mail.");
        }
    }

    private Composed? Compose(DutyAction.Tell tell, Journey journey, Uri link)
    {
        try
        {
            return composer.Compose(tell, journey, clinic(), link);
        }
        catch (UnsafeTextException broken)
        {
            HeldBack(log, journey.Id.Value, broken.Message);
            return null;
        }
    }

    private IReadOnlyList<string> RecipientsOf(LoadedJourney read, DutyAction.Tell tell) => tell.To is Audience.StaffOf staff
        ? [.. clinic().Staff.Where(member => member.Roles.HasFlag(staff.Role)).Select(member => member.Email).OfType<string>()]
        : [read.Journey.Contact.Email!];

    [LoggerMessage(LogLevel.Error, "Journey {Journey}: a text was held back: {Rule}")]
    private static partial void HeldBack(ILogger log, string journey, string rule);

    private sealed record Letter(string Code, IReadOnlyList<string> To, string? Fingerprint, Func<CancellationToken, Task<SendOutcome>> SendAsync);
}
