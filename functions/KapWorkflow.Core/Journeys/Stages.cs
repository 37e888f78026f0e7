namespace KapWorkflow.Core;

/// <summary>Which stage a journey has reached: read from its facts, the furthest first.</summary>
public static class Stages
{
    public static Stage Of(Journey journey) => journey switch
    {
        { Reviews.Completed: not null } => Stage.Completed,
        { Course.Given: > 0 } => Reached(journey),
        { CarePath: null, CarePathReopened: not null } => Stage.ConsultDone,
        { CarePath.IsKap: false, CarePathReopened: not null } => Stage.CarePathDecided,
        { Preparation.Completed: not null } => journey.Appointments.Next(AppointmentPurpose.Dosing) is null ? Stage.ReadyForDosing : Stage.InCourse,
        { Clearance.HasBothKeys: true } => journey.Appointments.For(AppointmentPurpose.Preparation).Any() ? Stage.Preparation : Stage.Cleared,
        { Clearance.Outcome: ClearanceOutcome.NotCleared } => Stage.NotCleared,
        { Clearance.Outcome: ClearanceOutcome.Deferred } => Stage.ClearanceDeferred,
        { Clearance.AwaitsInformation: true } => Stage.ClearanceInfoNeeded,
        { Intake.Completed: not null } => Stage.ClearanceReview,
        { CarePath.IsKap: true } => Stage.IntakeOpen,
        { CarePath: not null } => Stage.CarePathDecided,
        _ when journey.Appointments.Attended(AppointmentPurpose.Consultation) > 0 => Stage.ConsultDone,
        _ when journey.Appointments.Next(AppointmentPurpose.Consultation) is not null => Stage.ConsultScheduled,
        { Inquiry.Attempts.Count: > 0 } => Stage.InquiryContacting,
        _ => Stage.InquiryNew,
    };

    private static Stage Reached(Journey journey)
    {
        if (journey.Reviews.EndTherapist is not null || journey.Reviews.EndPrescriber is not null || journey.Reviews.Aftercare is not null || Reviews.Stopped(journey))
            return Stage.EndReview;
        var open = journey.Tasks.Open.Select(task => task.Kind).ToHashSet();
        return open.Contains(TaskKind.CompleteCourse) ? Stage.EndReview
            : journey.Reviews.Maintenance is not null ? Stage.Maintenance
            : open.Contains(TaskKind.SignMidReview) ? Stage.MidReview
            : Stage.InCourse;
    }
}
