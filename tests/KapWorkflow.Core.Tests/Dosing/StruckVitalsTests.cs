using NodaTime;

namespace KapWorkflow.Core.Tests;

public class A_high_reading_that_was_struck
{
    [Fact]
    public void Is_followed_by_another_only_after_ten_minutes()
    {
        var journey = AJourney.WithASessionBooked.ToTheSession().Do(AClinic.Noel, AJourney.WithASessionBooked.ToTheSession().TheArrival).Do(AClinic.Noel, new TakeVitals(new AppointmentRef(AppointmentPurpose.Dosing, 1), 150, 80, 70, 98));
        journey.Do(AClinic.Noel, new StrikeVitals(journey.Session, 1, "the wrong cuff"));
        Assert.Equal(["vitals.too-soon"], Assert.IsType<Decision.Refused>(journey.Try(AClinic.Noel, new TakeVitals(journey.Session, 130, 80, 70, 98))).Reasons.Select(reason => reason.Code));
        journey.After(Duration.FromMinutes(10)).Do(AClinic.Noel, new TakeVitals(journey.Session, 130, 80, 70, 98));
    }
}
