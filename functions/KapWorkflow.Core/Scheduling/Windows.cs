using NodaTime;

namespace KapWorkflow.Core;

/// <summary>When a client may be written to, in the client's own time zone (care-pathway §8.3, §9).</summary>
public static class Windows
{
    /// <summary>Non-urgent messages move later, into the window of the day.</summary>
    public static Instant Later(Journey journey, Clinic clinic, Instant at) =>
        PracticeTime.Later(at, journey.Contact.Zone, day => day == IsoDayOfWeek.Sunday ? clinic.Messaging.SundayWindow : clinic.Messaging.WeekdayWindow);

    /// <summary>Pre-session messages move earlier: one that comes too late is worse than none.</summary>
    public static Instant Earlier(Journey journey, Clinic clinic, Instant at) =>
        PracticeTime.Earlier(at, journey.Contact.Zone, _ => clinic.Messaging.InfoWindow);

    /// <summary>So many calendar days before, at the same wall-clock time, moved earlier into the window.</summary>
    public static Instant DaysBefore(Journey journey, Clinic clinic, Instant start, int days) =>
        Earlier(journey, clinic, PracticeTime.DaysBefore(start, days, journey.Contact.Zone));

    /// <summary>Elapsed hours before, moved earlier into the window.</summary>
    public static Instant HoursBefore(Journey journey, Clinic clinic, Instant start, int hours) =>
        Earlier(journey, clinic, start - Duration.FromHours(hours));

    public static bool IsInside(Journey journey, Clinic clinic, Text text, Instant at) => text.Quiet switch
    {
        Quiet.Ignored => true,
        Quiet.Earlier => Earlier(journey, clinic, at) == at,
        _ => Later(journey, clinic, at) == at,
    };
}
