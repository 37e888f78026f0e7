using NodaTime;

namespace KapWorkflow.Core;

/// <summary>Whether a message goes out now. The answer with its reason is kept in the ledger.</summary>
public abstract record SendDecision
{
    private SendDecision()
    {
    }

    public sealed record Send : SendDecision;

    /// <param name="Until">The opening of the window it falls into.</param>
    public sealed record Hold(Instant Until) : SendDecision;

    /// <param name="Why">A word for the ledger, never content: <c>no-consent</c>, <c>sms-off</c>, <c>cap</c>.</param>
    public sealed record Suppress(string Why) : SendDecision;

    public static SendDecision Now { get; } = new Send();
}

/// <summary>Consent, opt-out, quiet hours and budget, decided again at the moment of sending (architecture §6).</summary>
public static class MessagePolicy
{
    /// <param name="key">Of the duty asked about: a claim of its own, left by a crash, must not use up the budget that it was given.</param>
    public static SendDecision Decide(DutyAction.Tell tell, Journey journey, Ledger ledger, Clinic clinic, Instant now, string? key = null)
    {
        if (tell.To is not Audience.Client)
            return SendDecision.Now;
        var contact = journey.Contact;
        if (journey.Standing.Kind == StandingKind.Deceased)
            return new SendDecision.Suppress("deceased");
        if (!contact.IsClients && !tell.Text.ToInquirer)
            return new SendDecision.Suppress("not-the-client");
        if (tell.Channel == Channel.Email && !contact.MayBeMailed)
            return new SendDecision.Suppress(contact.Email is null ? "no-address" : contact.EmailStop == EmailStop.HardBounce ? "bounced" : "opted-out");
        if (tell.Channel == Channel.Sms)
        {
            if (!clinic.Messaging.SmsEnabled)
                return new SendDecision.Suppress("sms-off");
            if (!contact.MayBeTexted)
                return new SendDecision.Suppress(contact.SmsStopped is not null ? "opted-out" : contact.Phone is null ? "no-number" : "no-consent");
        }
        // Quiet hours are about what rings at night: an e-mail that is late goes out, a text waits for the morning.
        if (tell.Channel == Channel.Sms && !Windows.IsInside(journey, clinic, tell.Text, now))
            return new SendDecision.Hold(Windows.Later(journey, clinic, now));
        return tell.Channel == Channel.Sms && tell.Text.Counted && OverBudget(tell.Text, journey, ledger, clinic, now, key)
            ? new SendDecision.Suppress("cap")
            : SendDecision.Now;
    }

    /// <summary>Never dropped for the budget: the steps of the day and the check-in (care-pathway §9).</summary>
    private static bool OverBudget(Text text, Journey journey, Ledger ledger, Clinic clinic, Instant now, string? key)
    {
        if (text == Text.SessionSteps || text == Text.Checkin)
            return false;
        var sent = ledger.Entries.Values
            .Where(entry => entry.Key != key && entry.Channel == Channel.Sms && (entry.WentOut || entry.State is EffectState.Claimed or EffectState.Unknown) && Text.Find(entry.TextId ?? "") is { Counted: true })
            .Select(entry => entry.At)
            .ToList();
        var today = PracticeTime.Local(now, journey.Contact.Zone).Date;
        var inDosingWeek = journey.Appointments.For(AppointmentPurpose.Dosing).Any(each => each.State != AppointmentState.Cancelled && (each.Start - now < Duration.FromDays(7) && now - each.Start < Duration.FromDays(7)));
        var week = inDosingWeek ? clinic.Messaging.DosingWeekCap : clinic.Messaging.SmsWeeklyCap;
        return sent.Count(at => PracticeTime.Local(at, journey.Contact.Zone).Date == today) >= clinic.Messaging.SmsDailyCap
            || sent.Count(at => now - at < Duration.FromDays(7)) >= week;
    }
}
