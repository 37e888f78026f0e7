using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>How the client may be reached, as the facts up to some point say.</summary>
public sealed record Reached(bool SmsConsent, bool Stopped, bool IsTheClients, string? Phone, DateTimeZone Zone)
{
    public static Reached After(IReadOnlyList<Recorded> facts, int sequence)
    {
        var known = new Reached(false, false, true, null, DateTimeZone.Utc);
        foreach (var fact in facts.Take(sequence).Select(each => each.Fact))
        {
            known = fact switch
            {
                InquiryReceived { Details: var details } => new(
                    details.SmsConsent && details.InquiringFor == InquiringFor.Self, false, details.InquiringFor == InquiringFor.Self, details.Phone, DateTimeZoneProviders.Tzdb[details.TimeZone]),
                ContactCorrected corrected => new(corrected.SmsConsent, known.Stopped && corrected.Phone == known.Phone, true, corrected.Phone, DateTimeZoneProviders.Tzdb[corrected.TimeZone]),
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
