namespace KapWorkflow.Core;

/// <summary>It was written down wrongly whether the client came.</summary>
public sealed record AttendanceCorrected(AppointmentRef Which, bool Came, string Why) : Fact;

[Command("correct-attendance", "Correct whether the client came", Role.Intake | Role.Clinician)]
public sealed record CorrectAttendance(AppointmentRef Which, bool Came, string Why) : Command;

/// <summary>A wrong entry about a visit, put right as a new fact: what counted it counts again.</summary>
public static class Attendance
{
    public static Decision Decide(Journey journey, CorrectAttendance correct, Moment moment)
    {
        if (journey.Appointments.Find(correct.Which) is not { } appointment)
            return Decision.Refuse("appointment.unknown", "There is no such appointment.", "Open the journey and choose one.");
        var dosing = correct.Which.Purpose == AppointmentPurpose.Dosing;
        return Decision.When(
            Gate.Of(
                "attendance",
                Gate.Unless(appointment.State is AppointmentState.Attended or AppointmentState.Missed, "attendance.open", "Nobody has recorded yet whether the client came.", "Record it."),
                Gate.Unless(!string.IsNullOrWhiteSpace(correct.Why), "details.why", "The reason is missing.", "Write down how you know."),
                Gate.Unless(
                    appointment.State is not (AppointmentState.Attended or AppointmentState.Missed) || correct.Came == (appointment.State == AppointmentState.Missed),
                    "details.same", "It already says so.", "Change what is wrong, or leave it."),
                Gate.Unless(
                    !dosing || correct.Came, "attendance.dosed", "A dose was given in this session: it was held.", "Record what happened as an adverse event, or ask the prescriber."),
                Gate.Unless(
                    !dosing || !correct.Came || PracticeTime.Local(moment.Now, moment.Clinic.Zone).Date == PracticeTime.Local(appointment.Start, moment.Clinic.Zone).Date,
                    "attendance.day", "That session was on another day.", "Book another session."),
                Gate.Unless(
                    correct.Came || correct.Which.Purpose != AppointmentPurpose.Consultation || journey.CarePath is null || journey.Appointments.Attended(AppointmentPurpose.Consultation) > 1,
                    "attendance.care-path", "The care path was decided on this consultation.", "Reopen the care path first.")),
            new AttendanceCorrected(correct.Which, correct.Came, correct.Why));
    }

    /// <summary>Before the parts that count visits: they see the appointment as corrected, and the cycle whose integration it was.</summary>
    public static Journey Evolve(Journey journey, Recorded recorded)
    {
        if (recorded.Fact is not AttendanceCorrected corrected || journey.Appointments.Find(corrected.Which) is not { } appointment)
            return journey;
        var dosing = corrected.Which.Purpose == AppointmentPurpose.Dosing;
        var after = journey with
        {
            Appointments = journey.Appointments.With(appointment with
            {
                // Whoever comes late to a session that was given up is there for it after all.
                State = !corrected.Came ? AppointmentState.Missed : dosing ? AppointmentState.Booked : AppointmentState.Attended,
                StateSince = recorded.Stamp,
            }),
        };
        return corrected.Which.Purpose switch
        {
            AppointmentPurpose.Dosing when journey.Course.Find(corrected.Which) is { } cycle => after with { Course = journey.Course.With(cycle with { Ended = null }) },
            AppointmentPurpose.Integration when corrected.Came => Aftermath.Integrate(after, corrected.Which, recorded.Stamp),
            AppointmentPurpose.Integration => journey.Course.Cycles.Values.FirstOrDefault(cycle => cycle.Integrated?.Sequence == appointment.StateSince.Sequence) is { } counted
                ? after with { Course = journey.Course.With(counted with { Integrated = null }) }
                : after,
            _ => after,
        };
    }
}
