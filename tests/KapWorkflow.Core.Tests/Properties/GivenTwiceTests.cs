using System.Collections.Concurrent;
using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>A second click, an old page in another tab, two people at one time: over every command that anybody gave on many walks.</summary>
public class A_command_given_twice
{
    private const int Walks = 250;

    /// <summary>Most of all commands come up on so many walks; what a rule says of the rest is in tests of its own.</summary>
    private const int LeastKinds = 50;

    [Fact]
    public void Records_nothing_more_or_is_told_plainly_why_not()
    {
        var seen = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        Parallel.For(0, Walks, Strolls.EachCore, number =>
        {
            var trace = Sequence.Of(77, number).Run(Lens.None).Trace;
            foreach (var (after, given, now, clinic) in Accepted(trace))
            {
                seen.AddOrUpdate(Commands.KindOf(given.Command).Name, 1, (_, count) => count + 1);
                var again = Pathway.Decide(after, given.Command, new Moment(now, given.By, clinic));
                Assert.True(IsHarmless(again), $"{given.Command} by {given.By.Kind} twice: {(again is Decision.Accepted accepted ? string.Join(", ", accepted.Facts) : again)}");
            }
        });
        Assert.True(seen.Count >= LeastKinds, $"only {seen.Count} kinds of command were given: {string.Join(", ", seen.Keys.Order(StringComparer.Ordinal))}");
    }

    [Fact]
    public void By_two_people_is_decided_by_the_first()
    {
        var walk = Walk.From(AJourney.OnTheKapPath.Give(Author.Client, AScreen.With("1", "2", "4")));
        walk.Must(AClinic.As(AClinic.Theo), new AcknowledgeAlert("alert:1"));
        Assert.Equal(RefusalKind.Conflict, Assert.IsType<Decision.Refused>(walk.Give(AClinic.As(AClinic.Noel), new AcknowledgeAlert("alert:1"))).Kind);
    }

    [Fact]
    public void After_more_than_a_minute_is_something_new()
    {
        var journey = AJourney.Inquired.Do(AClinic.Ines, new LogContactAttempt(ContactBy.Phone, Reached: false)).Do(AClinic.Ines, new LogContactAttempt(ContactBy.Phone, Reached: false));
        Assert.Single(journey.Journey.Inquiry!.Attempts);
        journey.After(Duration.FromMinutes(1)).Do(AClinic.Ines, new LogContactAttempt(ContactBy.Phone, Reached: false));
        Assert.Equal(2, journey.Journey.Inquiry!.Attempts.Count);
    }

    [Fact]
    public void Books_no_second_visit_at_the_same_time()
    {
        var journey = AJourney.Cleared;
        var booking = journey.Booking(AppointmentPurpose.Preparation, 1, 11);
        journey.Do(AClinic.Ines, booking);
        Assert.Contains("booking.overlaps", Assert.IsType<Decision.Refused>(journey.Try(AClinic.Theo, booking)).Reasons.Select(reason => reason.Code));
    }

    private static bool IsHarmless(Decision again) => again switch
    {
        Decision.Accepted accepted => accepted.Facts.Count == 0,
        Decision.Refused refused => refused.Kind != RefusalKind.Forbidden && refused.Reasons.All(reason => reason.Text.Length > 0 && reason.NextStep.Length > 0),
        _ => false,
    };

    /// <summary>Each command of a person that was accepted, with the journey as it was right after it.</summary>
    private static IEnumerable<(Journey After, Given Given, Instant Now, Clinic Clinic)> Accepted(Trace trace)
    {
        var journey = new Journey(trace.Journey.Id);
        var given = trace.Given.Where(each => each is { By.Kind: AuthorKind.Staff or AuthorKind.Client, Answer: Decision.Accepted { Facts.Count: > 0 } }).ToDictionary(each => each.Sequence + ((Decision.Accepted)each.Answer).Facts.Count);
        foreach (var fact in trace.Facts)
        {
            journey = Pathway.Evolve(journey, fact);
            if (given.TryGetValue(fact.Sequence, out var last))
                yield return (journey, last, fact.At, trace.ClinicOf(fact));
        }
    }
}
