using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>Makes the link that a message carries: the client's own, random and expiring, or the staff page of the journey.</summary>
public sealed class MessageLinks(ClientLinks links, MessagingOptions options, Func<Clinic> clinic, IClock clock)
{
    public async Task<Uri> ForAsync(Journey journey, DutyAction.Tell tell, CancellationToken cancellation)
    {
        if (tell.To is not Audience.Client)
            return ToJourney(journey.Id);
        var expires = clock.GetCurrentInstant() + Duration.FromHours(clinic().Messaging.LinkHours);
        // An appointment's link must live until the appointment, or the reminder's own button is dead before it.
        if (tell.About is { } which && journey.Appointments.Find(which) is { IsAhead: true } ahead)
            expires = Instant.Max(expires, ahead.End);
        return new Uri(options.Site!, $"c/{await links.CreateAsync(journey.Id, PurposeOf(tell), expires, cancellation)}");
    }

    public Uri ToJourney(JourneyId journey) => new(options.Site!, $"staff/journeys/{journey}");

    private static string PurposeOf(DutyAction.Tell tell) => (tell.Link, tell.About) switch
    {
        (LinkPurpose.Appointment, { } which) => $"appointment:{which}",
        (LinkPurpose.Forms, _) => "forms",
        _ => "overview",
    };
}
