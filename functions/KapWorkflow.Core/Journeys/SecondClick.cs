using System.Collections.Immutable;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>What a person last recorded, in one commit.</summary>
public sealed record LastGiven(Author By, Instant At, string Attempt, ImmutableList<Fact> Facts);

/// <summary>
/// A button pressed twice, a page sent again: the same person recording the very same within a minute, with nothing recorded by a
/// person in between, has said nothing new. What providers deliver twice is told apart by the provider's own ids, not here.
/// </summary>
public static class SecondClick
{
    private static readonly Duration Within = Duration.FromMinutes(1);

    public static Journey Evolve(Journey journey, Recorded recorded)
    {
        if (recorded.By.Kind is not (AuthorKind.Staff or AuthorKind.Client) || recorded.Fact is TaskClosed)
            return journey;
        var last = journey.LastGiven is { } given && given.Attempt == recorded.Attempt && given.By == recorded.By && given.At == recorded.At
            ? given with { Facts = given.Facts.Add(recorded.Fact) }
            : new LastGiven(recorded.By, recorded.At, recorded.Attempt, [recorded.Fact]);
        return journey with { LastGiven = last };
    }

    public static bool Is(Journey journey, IReadOnlyList<Fact> facts, Moment moment)
    {
        if (journey.LastGiven is not { } last || last.By != moment.By || moment.Now - last.At >= Within || facts.Count == 0)
            return false;
        var known = last.Facts.Select(Said).ToHashSet(StringComparer.Ordinal);
        return facts.All(fact => known.Contains(Said(fact)));
    }

    /// <summary>What a fact says, without the number that it got.</summary>
    private static string Said(Fact fact) => FactJson.TypeOf(fact) + FactJson.Write(fact switch
    {
        AlertRaised alert => alert with { Key = "" },
        AppointmentBooked booked => booked with { Which = booked.Which with { Number = 1 } },
        ReadinessDecided readiness => readiness with { Snapshot = "" },
        ClearanceDecided clearance => clearance with { Snapshot = "" },
        _ => fact,
    });
}
