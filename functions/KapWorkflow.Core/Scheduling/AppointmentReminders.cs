using NodaTime;

namespace KapWorkflow.Core;

/// <summary>72 h and 24 h before (care-pathway §8.6): 4.4 % missed with both, 5.3 % with the last alone.</summary>
public static class AppointmentReminders
{
    /// <summary>So soon after the booking was confirmed, nobody needs reminding.</summary>
    private static readonly Duration JustBooked = Duration.FromHours(12);

    /// <summary>An appointment booked inside an offset skips it: a reminder is early or not at all.</summary>
    public static IEnumerable<Duty> For(Journey journey, Clinic clinic, Appointment appointment, Text text) => clinic.Scheduling.ReminderDays
        .Select((days, index) => (due: Windows.DaysBefore(journey, clinic, appointment.Start, days), index))
        .Where(each => each.due > appointment.Since.At + JustBooked)
        .SelectMany(each => Owe
            .Tell($"{appointment.Key}:reminder:{each.index + 1}", text, each.due, appointment.Since, appointment.Which, LinkPurpose.Appointment)
            .NotAfter(appointment.Start - Duration.FromHours(2)));
}
