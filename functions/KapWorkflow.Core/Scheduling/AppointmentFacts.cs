using NodaTime;

namespace KapWorkflow.Core;

/// <summary>Version 1 of an appointment; each move makes the next.</summary>
public sealed record AppointmentBooked(AppointmentRef Which, Instant Start, Instant End, StaffId Therapist, StaffId? Prescriber, string? Room, Modality Modality) : Fact;

public sealed record AppointmentMoved(AppointmentRef Which, int Version, Instant Start, Instant End) : Fact;

public sealed record AppointmentConfirmed(AppointmentRef Which) : Fact;

public sealed record AppointmentCancelled(AppointmentRef Which, bool ByClient, bool Late, string? Why) : Fact;

public sealed record AppointmentAttended(AppointmentRef Which, string? Note = null) : Fact;

public sealed record AppointmentMissed(AppointmentRef Which) : Fact;

public sealed record AnotherTimeAsked(AppointmentRef Which) : Fact;

/// <param name="Start">Practice wall clock; the practice's rule settles skipped and doubled hours.</param>
[Command("book", "Book an appointment", Role.Intake | Role.Clinician)]
public sealed record BookAppointment(
    AppointmentPurpose Purpose,
    LocalDateTime Start,
    StaffId Therapist,
    StaffId? Prescriber = null,
    string? Room = null,
    Modality Modality = Modality.InPerson) : Command;

[Command("move", "Move an appointment", Role.Intake | Role.Clinician)]
public sealed record MoveAppointment(AppointmentRef Which, LocalDateTime Start) : Command;

[Command("confirm", "Confirm an appointment", Role.Intake | Role.Clinician, ByClient = true)]
public sealed record ConfirmAppointment(AppointmentRef Which) : Command;

[Command("ask-another-time", "Ask for another time", Role.Intake | Role.Clinician, ByClient = true, BySystem = true)]
public sealed record AskAnotherTime(AppointmentRef Which) : Command;

[Command("cancel", "Cancel an appointment", Role.Intake | Role.Clinician, ByClient = true)]
public sealed record CancelAppointment(AppointmentRef Which, string? Why = null, bool ForClient = false) : Command;

[Command("attended", "Record that the client came", Role.Intake | Role.Clinician)]
public sealed record RecordAttendance(AppointmentRef Which, string? Note = null) : Command;

[Command("missed", "Record that the client did not come", Role.Intake | Role.Clinician)]
public sealed record RecordNoShow(AppointmentRef Which) : Command;
