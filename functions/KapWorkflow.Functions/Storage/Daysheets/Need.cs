using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>One resource for one stretch of time, the end not included.</summary>
/// <param name="Resource">`st_…` a person, `room-…` a room, `jr_…` the client, who is in one place at a time too.</param>
public sealed record Need(string Resource, Instant From, Instant To);

/// <summary>What an appointment takes: its people and the client for its time, its room until it has been made ready again.</summary>
public static class Needs
{
    public static IReadOnlyList<Need> Of(JourneyId client, AppointmentBooked booked, Clinic clinic) =>
        Of(client, booked.Which.Purpose, new Interval(booked.Start, booked.End), booked.Therapist, booked.Prescriber, booked.Room, clinic);

    public static IReadOnlyList<Need> Of(JourneyId client, Appointment appointment, Clinic clinic) =>
        Of(client, appointment.Which.Purpose, new Interval(appointment.Start, appointment.End), appointment.Therapist, appointment.Prescriber, appointment.Room, clinic);

    public static string ResourceOf(Room room) => ResourceOfRoom(room.Id);

    private static string ResourceOfRoom(string room) => "room-" + room;

    private static List<Need> Of(
        JourneyId client, AppointmentPurpose purpose, Interval time, StaffId therapist, StaffId? prescriber, string? room, Clinic clinic)
    {
        var buffer = Duration.FromMinutes(purpose == AppointmentPurpose.Dosing ? clinic.Dosing.BufferMinutes : 0);
        List<Need> needs = [new(therapist.Value, time.Start, time.End), new(client.Value, time.Start, time.End)];
        // One person may be both, where the practice allows it.
        if (prescriber is not null && prescriber != therapist) needs.Add(new(prescriber.Value, time.Start, time.End));
        if (room is not null) needs.Add(new(ResourceOfRoom(room), time.Start, time.End + buffer));
        return needs;
    }
}
