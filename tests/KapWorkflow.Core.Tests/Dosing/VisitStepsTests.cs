using NodaTime;

namespace KapWorkflow.Core.Tests;

public class The_steps_around_a_session
{
    [Fact]
    public void Begin_so_long_before_it_as_the_practice_says_and_move_with_it()
    {
        var journey = AJourney.WithASessionBooked;
        var session = journey.Journey.Appointments.Next(AppointmentPurpose.Dosing)!;
        var steps = VisitSteps.Before(session, journey.Clinic).ToDictionary(step => step.Step, step => step.At);
        Assert.Equal(session.Start - Duration.FromHours(48), steps[VisitStep.NoAlcohol]);
        Assert.Equal(session.Start - Duration.FromHours(6), steps[VisitStep.NoSolids]);
        Assert.Equal(session.Start - Duration.FromHours(2), steps[VisitStep.NoDrinks]);
        Assert.Contains(VisitStep.Escort, steps.Keys);
        var later = session with { Start = session.Start + Duration.FromDays(2) };
        Assert.Equal(later.Start - Duration.FromHours(6), VisitSteps.Before(later, journey.Clinic).Single(step => step.Step == VisitStep.NoSolids).At);
    }

    [Fact]
    public void Are_for_nobody_whose_session_is_cancelled_or_who_comes_to_talk()
    {
        var journey = AJourney.WithASessionBooked;
        var session = journey.Journey.Appointments.Next(AppointmentPurpose.Dosing)!;
        Assert.Empty(VisitSteps.Before(session with { State = AppointmentState.Cancelled }, journey.Clinic));
        Assert.Empty(VisitSteps.Before(session with { Which = new AppointmentRef(AppointmentPurpose.Integration, 1) }, journey.Clinic));
    }

    [Fact]
    public void Afterwards_keep_from_driving_until_the_next_morning_and_a_whole_day_whichever_is_later()
    {
        var journey = AJourney.Discharged;
        var discharged = journey.Journey.Course.Last!.Discharged!.At;
        Assert.Equal(discharged + Duration.FromHours(24), VisitSteps.After(journey.Journey, journey.Clinic, journey.Now).Single(step => step.Step == VisitStep.NoDriving).At);
        var brief = journey.Clinic with { Dosing = journey.Clinic.Dosing with { NoDriveHours = 12 } };
        Assert.Equal(
            PracticeTime.Local(discharged, journey.Journey.Contact.Zone).Date.PlusDays(1) + new LocalTime(7, 0),
            PracticeTime.Local(VisitSteps.After(journey.Journey, brief, journey.Now).Single(step => step.Step == VisitStep.NoDriving).At!.Value, journey.Journey.Contact.Zone));
    }

    [Fact]
    public void Afterwards_count_from_the_discharge_not_from_the_dose()
    {
        var journey = AJourney.Dosed.After(Duration.FromHours(4)).Discharge();
        Assert.Equal(journey.Journey.Course.Last!.Discharged!.At + Duration.FromHours(24), VisitSteps.After(journey.Journey, AClinic.Open, journey.Now).Single(step => step.Step == VisitStep.NoDriving).At);
    }

    [Fact]
    public void Afterwards_are_shown_for_two_days() => Assert.Empty(VisitSteps.After(AJourney.Discharged.Journey, AClinic.Open, AJourney.Discharged.Now + Duration.FromDays(3)));
}
