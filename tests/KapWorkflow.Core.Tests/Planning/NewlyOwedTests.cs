using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>Whether the journey's clock has to be woken for what a person records. Every walk of the other tests checks that it never sleeps too long.</summary>
public class What_a_person_records
{
    [Fact]
    public void Wakes_nobody_when_it_only_takes_something_off_the_list()
    {
        var walk = Walk.From(AJourney.Cleared);
        var task = walk.Journey.Tasks.Open.First(task => task.ClaimedBy is null);
        Assert.False(Sooner(walk, new ClaimTask(task.Key), AClinic.As(AClinic.Theo)));
    }

    [Fact]
    public void Wakes_the_clock_when_something_is_owed_at_once()
    {
        var walk = Walk.From(AJourney.OnTheKapPath);
        Assert.True(Sooner(walk, new SubmitForm(FormKind.Cssrs, "en", Answers.To(FormKind.Cssrs).ToDictionary(each => each.Key, _ => "yes")), Author.Client));
    }

    [Fact]
    public void Wakes_the_clock_when_something_is_owed_before_it_would_look_again()
    {
        var walk = Walk.From(AJourney.Inquired);
        Assert.True(Sooner(walk, new BookAppointment(AppointmentPurpose.Consultation, PracticeTime.Local(walk.Now, walk.Clinic.Zone).Date.PlusDays(2) + new LocalTime(14, 0), AClinic.Theo, null), AClinic.As(AClinic.Ines)));
    }

    private static bool Sooner(Walk walk, Command command, Author by)
    {
        var decided = Assert.IsType<Decision.Accepted>(Pathway.Decide(walk.Journey, command, new Moment(walk.Now, by, walk.Clinic)));
        var after = decided.Facts.Aggregate(walk.Journey, (so, fact) => Pathway.Evolve(so, new Recorded(so.Sequence + 1, walk.Now, by, walk.Clinic.Version, "at_test", fact)));
        return NewlyOwed.Sooner(walk.Journey, after, walk.Ledger, walk.Clinic, walk.Now);
    }
}
