namespace KapWorkflow.Core.Tests;

public class A_clients_own_vitals_limits
{
    [Fact]
    public void Are_the_practices_until_a_prescriber_sets_others()
    {
        var journey = AJourney.WithASessionBooked;
        Assert.Equal(new VitalsLimits(140, 90, 50, 110, 94, 380), VitalsLimits.Of(journey.Journey, journey.Clinic));
        journey.Do(AClinic.Priya, new SetVitalsLimits("treated, cardiologist agrees", Systolic: 150, PulseMin: 45));
        Assert.Equal(new VitalsLimits(150, 90, 45, 110, 94, 380), VitalsLimits.Of(journey.Journey, journey.Clinic));
        Assert.Equal(RefusalKind.Forbidden, Assert.IsType<Decision.Refused>(journey.Try(AClinic.Noel, new SetVitalsLimits("busy day", Systolic: 170))).Kind);
    }

    [Theory]
    [InlineData(145, true)]
    [InlineData(151, false)]
    public void Decide_whether_a_reading_holds_the_session(int systolic, bool within)
    {
        var journey = AJourney.WithASessionBooked.Do(AClinic.Priya, new SetVitalsLimits("treated", Systolic: 150)).ToTheSession()
            .Do(AClinic.Noel, new CheckClientIn(new AppointmentRef(AppointmentPurpose.Dosing, 1), true, true, true, CssrsLevel.None));
        journey.Do(AClinic.Noel, new TakeVitals(journey.Session, systolic, 80, 70, 98));
        Assert.Equal(within, journey.Journey.Course.Find(journey.Session)!.VitalsCleared);
    }

    [Fact]
    public void Hold_at_the_values_the_pathway_names()
    {
        var limits = VitalsLimits.Of(AJourney.Inquired.Journey, AClinic.Open);
        Assert.True(limits.Allow(140, 90, 50, 94));
        Assert.True(limits.Allow(140, 90, 110, 94, 379));
        Assert.False(limits.Allow(141, 90, 70, 98));
        Assert.False(limits.Allow(140, 91, 70, 98));
        Assert.False(limits.Allow(120, 80, 49, 98));
        Assert.False(limits.Allow(120, 80, 111, 98));
        Assert.False(limits.Allow(120, 80, 70, 93));
        Assert.False(limits.Allow(120, 80, 70, 98, 380));
    }

    [Fact]
    public void Stay_below_the_emergency_and_need_a_reason()
    {
        var journey = AJourney.Cleared;
        Assert.Equal(["limits.systolic"], Codes(journey.Try(AClinic.Priya, new SetVitalsLimits("high", Systolic: 180))));
        Assert.Equal(["limits.reason", "limits.diastolic", "limits.spo2"], Codes(journey.Try(AClinic.Priya, new SetVitalsLimits(" ", Diastolic: 120, Spo2Min: 80))));
    }

    private static IEnumerable<string> Codes(Decision decision) => Assert.IsType<Decision.Refused>(decision).Reasons.Select(reason => reason.Code);
}
