using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>How the client may be reached, as the facts up to some point say.</summary>
public sealed record Reached(bool SmsConsent, bool Stopped, bool IsTheClients, string? Phone, DateTimeZone Zone)
{
    public string? Email { get; init; }

    /// <summary>The client wants no e-mails, or the address takes none.</summary>
    public bool MailStopped { get; init; }

    public static Reached After(IReadOnlyList<Recorded> facts, int sequence)
    {
        var known = new Reached(false, false, true, null, DateTimeZone.Utc);
        foreach (var fact in facts.Take(sequence).Select(each => each.Fact))
        {
            known = fact switch
            {
                InquiryReceived { Details: var details } => new(
                    details.SmsConsent && details.IsAdult && details.InquiringFor == InquiringFor.Self, false, details.InquiringFor == InquiringFor.Self, details.Phone, DateTimeZoneProviders.Tzdb[details.TimeZone])
                { Email = details.Email },
                ContactCorrected corrected => new(
                    corrected.SmsConsent, known.Stopped && corrected.Phone == known.Phone, corrected.OfInquirer != true, corrected.Phone, DateTimeZoneProviders.Tzdb[corrected.TimeZone])
                { MailStopped = known.MailStopped && corrected.Email == known.Email, Email = corrected.Email },
                ClientCameForward forward => new(forward.SmsConsent, false, true, forward.Phone, DateTimeZoneProviders.Tzdb[forward.TimeZone]) { Email = forward.Email },
                EmailStopped => known with { MailStopped = true },
                EmailResumed => known with { MailStopped = false },
                MessageReceived { Kind: InboundKind.Stop } => known with { Stopped = true },
                MessageReceived { Kind: InboundKind.Start } => known with { Stopped = false },
                _ => known,
            };
        }
        return known;
    }
}

/// <summary>Appointments, as the facts up to some point say.</summary>
public static class Visits
{
    public static Instant? StartOf(IReadOnlyList<Recorded> facts, AppointmentRef which, int sequence) => facts.Take(sequence).Reverse().Select(each => each.Fact switch
    {
        AppointmentMoved moved when moved.Which == which => moved.Start,
        AppointmentBooked booked when booked.Which == which => booked.Start,
        _ => (Instant?)null,
    }).FirstOrDefault(start => start is not null);
}
