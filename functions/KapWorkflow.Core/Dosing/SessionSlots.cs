using NodaTime;

namespace KapWorkflow.Core;

/// <summary>When a dosing session is to be, with whom, and where.</summary>
public sealed record SessionSlot(Instant Start, Instant End, StaffId Therapist, StaffId? Prescriber, string? Room)
{
    public static SessionSlot Of(Appointment appointment) =>
        new(appointment.Start, appointment.End, appointment.Therapist, appointment.Prescriber, appointment.Room);
}

/// <summary>The part of G2 that is about people, room and hours. Whether they are free is the daysheets' to say.</summary>
public static class SessionSlots
{
    public static Gate MayTake(Journey journey, SessionSlot slot, Clinic clinic) => Gate.Of(
        "G2",
        Gate.Unless(slot.Prescriber is not null, "G2.prescriber", "No prescriber is named.", "Name the prescriber who can be reached during the session."),
        Gate.Unless(clinic.Clearance.AllowDualRole || slot.Therapist != slot.Prescriber, "G2.pair", "Therapist and prescriber are one person.", "Name two people."),
        Gate.Unless(clinic.Find(slot.Therapist) is null || IsLicensed(journey, slot.Therapist, slot.Start, clinic), "G2.therapist-licence", "The therapist holds no licence for the client's state on that day.", "Choose a therapist licensed there."),
        Gate.Unless(clinic.Find(slot.Prescriber) is null || IsLicensed(journey, slot.Prescriber!, slot.Start, clinic), "G2.prescriber-licence", "The prescriber holds no licence for the client's state on that day.", "Choose a prescriber licensed there."),
        Gate.Unless(slot.Room is not null, "G2.room", "No room is named.", "Choose the room."),
        VisitHours.Unmet("G2.hours", slot.Start, slot.End, clinic));

    /// <summary>For a session that is booked already: nobody it names has left, and the room is still one of the practice's.</summary>
    public static Gate AreStillHere(SessionSlot slot, Clinic clinic) => Gate.Of(
        "G2",
        Gate.Unless(clinic.Find(slot.Therapist)?.Roles.HasFlag(Role.Therapist) == true, "G2.therapist-left", "The therapist of the session is not at the practice any more.", "Cancel it, and book it with another therapist."),
        Gate.Unless(slot.Prescriber is null || clinic.Find(slot.Prescriber)?.Roles.HasFlag(Role.Prescriber) == true, "G2.prescriber-left", "The prescriber of the session is not at the practice any more.", "Cancel it, and book it with another prescriber."),
        Gate.Unless(slot.Room is null || clinic.Rooms.Any(room => room.Id == slot.Room), "G2.room-gone", "The room of the session is not one of the practice's any more.", "Cancel it, and book it in another room."));

    public static bool IsLicensed(Journey journey, StaffId who, Instant session, Clinic clinic) =>
        clinic.Find(who)?.LicenceFor(journey.Inquiry?.Details.State ?? "", PracticeTime.Local(session, clinic.Zone).Date) is not null;
}
