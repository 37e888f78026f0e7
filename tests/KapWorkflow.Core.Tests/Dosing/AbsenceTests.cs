using NodaTime;

namespace KapWorkflow.Core.Tests;

public class A_client_who_does_not_come_to_a_session
{
    [Fact]
    public void Is_called_at_once_and_written_to_kindly_when_they_did_not_come()
    {
        var made = AJourney.WithASessionBooked;
        var session = made.Journey.Appointments.Next(AppointmentPurpose.Dosing)!;
        var walk = Walk.From(made);
        walk.Until(session.Start + Duration.FromMinutes(made.Clinic.Scheduling.LateGraceMinutes));
        var task = Assert.Single(walk.Journey.Tasks.Open, each => each.Kind == TaskKind.CallAboutAbsence);
        Assert.True(task.KindRoles.HasFlag(Role.Therapist));
        Assert.DoesNotContain(walk.Journey.Tasks.Open, each => each.Kind == TaskKind.DecideFee);
        walk.MustDecide(AClinic.As(AClinic.Theo), task, new RecordNoShow(session.Which));
        walk.Until(walk.Now + Duration.FromMinutes(16));
        Assert.Single(walk.Sent, sent => sent.Tell.Text == Text.VisitNoShow);
    }
}
