using NodaTime;

namespace KapWorkflow.Core;

/// <summary>Whether a decision makes the practice owe something sooner than whoever was told of the journey before it would look.</summary>
public static class NewlyOwed
{
    /// <summary>
    /// False only where the journey's clock, which knows the journey as it was before, looks again in time by itself. It sleeps until the
    /// first duty that it knew, so a new one that falls due no earlier than a known one which still stands is found then. What is due
    /// already, or was begun, is not reasoned about.
    /// </summary>
    public static bool Sooner(Journey before, Journey after, Ledger ledger, Clinic clinic, Instant now)
    {
        var known = Open(before, ledger, clinic).ToDictionary(duty => duty.Key, duty => duty.Due, StringComparer.Ordinal);
        var open = Open(after, ledger, clinic);
        if (open.Any(duty => duty.Due <= now || duty.Deadline < duty.Due))
            return true;
        var looksAgain = open.Where(duty => IsKnown(duty) && ledger.Find(duty.Key) is null).Select(duty => duty.Due).DefaultIfEmpty(Instant.MinValue).Min();
        return open.Any(duty => !IsKnown(duty) && (looksAgain == Instant.MinValue || duty.Due < looksAgain));

        bool IsKnown(Duty duty) => known.TryGetValue(duty.Key, out var due) && due == duty.Due;
    }

    private static List<Duty> Open(Journey journey, Ledger ledger, Clinic clinic) =>
        [.. Pathway.Duties(journey, ledger, clinic, Owe.Never).Where(duty => !Planner.IsDone(duty, journey, ledger))];
}
