namespace KapWorkflow.Core;

/// <summary>Doses as they stand authorised, given, booked and left.</summary>
public sealed record DoseLedger(int Authorised, int Given, int Booked)
{
    public int Left => Math.Max(0, Authorised - Given - Booked);

    public static DoseLedger Of(Journey journey) =>
        new(journey.Clearance.AuthorisedDoses, journey.Course.Given, journey.Appointments.For(AppointmentPurpose.Dosing).Count(each => each.IsAhead));
}
