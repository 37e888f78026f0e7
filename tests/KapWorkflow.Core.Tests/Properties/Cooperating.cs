using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>Client and practice who want to come to an end together: what <see cref="Willing"/> people do, and what is wanted of them on the rarer ways.</summary>
public sealed class Cooperating(Walk walk)
{
    /// <summary>So many turns are more than the longest course takes.</summary>
    private const int Turns = 1_200;

    /// <summary>Longer than a whole course, its breaks and its review.</summary>
    private static readonly Duration Patience = Duration.FromDays(400);

    private static readonly Author Ines = AClinic.As(AClinic.Ines);
    private static readonly Author Theo = AClinic.As(AClinic.Theo);
    private static readonly Author Priya = AClinic.As(AClinic.Priya);
    private static readonly Author Noel = AClinic.As(AClinic.Noel);

    private readonly Willing _willing = new(walk, Habits.Good);
    private readonly Instant _from = walk.Now;
    private readonly int _facts = walk.Facts.Count;

    /// <summary>Completed, or over.</summary>
    public bool IsAtItsEnd => walk.Journey.Standing.IsClosed || walk.Journey.Reviews.Completed is not null;

    /// <summary>By time alone, while somebody would have done something: no way out, but a door that falls shut.</summary>
    public bool WasLeftToTheClock => walk.Facts.Skip(_facts).Any(each => each is { By.Kind: AuthorKind.System, Fact: JourneyClosed });

    /// <summary>What keeps them from an end; null when they come to one. Whoever wants to leave meanwhile may.</summary>
    public string? Stuck()
    {
        for (var turn = 0; turn < Turns && !IsAtItsEnd && walk.Now - _from < Patience; turn++)
        {
            if (walk.Ask(Author.Client, new Withdraw()) is not Decision.Accepted { Facts: var left } || !left.Any(fact => fact is JourneyWithdrawn))
                return $"the client may not leave at {walk.Now}";
            if (!Does())
                Stroller.Wait(walk);
        }
        return IsAtItsEnd ? null : $"no end by {walk.Now} at {walk.Journey.Stage}: {string.Join("; ", Refusals())}";
    }

    private bool Does()
    {
        foreach (var (by, command, task) in AtTheChair().Concat(_willing.Would()).Concat(Otherwise()))
        {
            if (walk.Give(by, command, task) is Decision.Accepted { Facts.Count: > 0 })
            {
                walk.Until(walk.Now);
                return true;
            }
        }
        return false;
    }

    /// <summary>Whom the client's own limits keep out whatever is measured, the prescriber lets go on.</summary>
    private IEnumerable<(Author By, Command Command, string? Task)> AtTheChair() => walk.Journey.Course.Cycles.Values
        .Where(cycle => cycle is { IsUnderWay: true, Dosed: null, VitalsCleared: false, Vitals: [.., { Taken.WithinLimits: false }] })
        .Select(cycle => (Priya, (Command)new DecideHeldSession(cycle.Which, HeldSessionOutcome.Proceed, Canary.Words), (string?)null));

    private IEnumerable<(Author By, Command Command, string? Task)> Otherwise() => Ways().Select(way => (way.By, way.Command, (string?)null));

    private IEnumerable<(Author By, Command Command)> Ways()
    {
        var journey = walk.Journey;
        if (!journey.Contact.IsClients)
            yield return (Ines, new RecordCameForward("Zebulon", "Quark", Canary.Email, Canary.Phone, true, "en", "America/New_York", "MA", true));
        yield return (Theo, new RecordConversation(ConversationAbout.Guardian, Destination: Canary.Words));
        if (walk.Clinic.Find(AClinic.Theo)!.LicenceFor(journey.Inquiry!.Details.State, PracticeTime.Local(walk.Now, walk.Clinic.Zone).Date) is null)
            yield return journey.CarePath is null ? (Theo, new RecordConversation(ConversationAbout.NotLicensedHere, Destination: Canary.Words)) : (Theo, new ReferOut(Canary.Words, Canary.Words));
        foreach (var cycle in journey.Course.Cycles.Values)
        {
            yield return (Noel, new FileIncidentReport(cycle.Which, Canary.Words));
            if (cycle is { Discharged: not null, IsIntegrated: false })
                yield return (Priya, new ExceptIntegration(cycle.Which, Canary.Words));
        }
        // The end review is on the journey's page also where a change of settings made it due and nobody was asked.
        if (journey.Course.Given > 0)
        {
            yield return (Theo, new SignEndReview(Canary.Words));
            yield return (Priya, new SignEndReview(Canary.Words));
            if (journey.Reviews.Aftercare is null)
                yield return (Theo, new PlanAftercare(Canary.Words, FollowUpConsent: true));
        }
        // A course that has not gone on for weeks is brought to its end.
        if (journey.Course.Given > 0 && walk.Now - journey.Course.Last!.Dosed!.At > Duration.FromDays(45))
        {
            yield return (Theo, new StopCourse(Canary.Words));
            yield return (Priya, new SignMidReview(ReviewOutcome.Stop, Canary.Words));
        }
    }

    /// <summary>What each of them hears who would do something now.</summary>
    private IEnumerable<string> Refusals() => _willing.Would().Concat(Otherwise())
        .Select(each => (each.Command, Answer: walk.Ask(each.By, each.Command, each.Task)))
        .Where(each => each.Answer is Decision.Refused)
        .Select(each => $"{each.Command.GetType().Name} {string.Join(",", ((Decision.Refused)each.Answer).Reasons.Select(reason => reason.Code))}").Distinct();
}
