using System.Globalization;

namespace KapWorkflow.Core;

/// <summary>Staff found that both journeys are one person's: this one ends, and the other goes on.</summary>
public sealed record DuplicateMerged(JourneyId Into, string Why) : Fact;

/// <summary>Staff found that the two are different people, or that both journeys shall stand.</summary>
public sealed record DuplicateKeptApart(JourneyId Other, string Why) : Fact;

[Command("merge-duplicate", "Go on with the other journey", Role.Intake | Role.Therapist | Role.Prescriber)]
public sealed record MergeDuplicate(JourneyId Other, string Why) : Command;

[Command("keep-apart", "Keep the two journeys apart", Role.Intake | Role.Therapist | Role.Prescriber)]
public sealed record KeepApart(JourneyId Other, string Why) : Command;

/// <summary>Two journeys of one person are brought together by people, never by the software, and nothing that keeps the person safe is left behind.</summary>
public static class Duplicates
{
    public static Decision Decide(Journey journey, Command command) => command switch
    {
        MergeDuplicate merge => Decision.When(
            MayDecide(journey, merge.Other, merge.Why).And(NothingLeft(journey)),
            new DuplicateMerged(merge.Other, merge.Why), new JourneyClosed(ClosedBecause.Duplicate, merge.Why)),
        KeepApart apart => Decision.When(MayDecide(journey, apart.Other, apart.Why), new DuplicateKeptApart(apart.Other, apart.Why)),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    public static Journey Evolve(Journey journey, Recorded recorded) => (recorded.Fact, journey.Inquiry) switch
    {
        (DuplicateMerged merged, { } inquiry) => journey with { Inquiry = inquiry with { Compared = inquiry.Compared.Add(merged.Into), MergedInto = (merged.Into, recorded.Stamp) } },
        (DuplicateKeptApart apart, { } inquiry) => journey with { Inquiry = inquiry with { Compared = inquiry.Compared.Add(apart.Other) } },
        (JourneyReopened, { MergedInto: not null } inquiry) => journey with { Inquiry = inquiry with { MergedInto = null } },
        _ => journey,
    };

    public static IEnumerable<Duty> Duties(Inquiry inquiry, Clinic clinic)
    {
        foreach (var (twin, index) in inquiry.Duplicates.Select((twin, index) => (twin, index)).Where(each => !inquiry.Compared.Contains(each.twin.Other)))
        {
            yield return Owe.Ask(string.Create(CultureInfo.InvariantCulture, $"inquiry:duplicate:{index + 1}"), TaskKind.CompareDuplicate, twin.Since.At, clinic.Business.EndOfDayAfter(twin.Since.At, 1), twin.Since)
                with
            { About = twin.Other.Value };
        }
        // Whoever wrote here waits for an answer there.
        if (inquiry.MergedInto is { } merged)
        {
            yield return Owe.Ask(string.Create(CultureInfo.InvariantCulture, $"inquiry:merged:{merged.Since.Sequence}"), TaskKind.GoOnElsewhere, merged.Since.At, clinic.Business.EndOfDayAfter(merged.Since.At, 0), merged.Since)
                with
            { About = merged.Into.Value, Always = true };
        }
    }

    private static Gate MayDecide(Journey journey, JourneyId other, string why) => Gate.Of(
        "duplicate",
        Gate.Unless(other != journey.Id, "duplicate.self", "That is this journey.", "Choose the other one."),
        Gate.Unless(journey.Inquiry?.Duplicates.Exists(twin => twin.Other == other) == true, "duplicate.not-noted", "That journey is not noted as possibly the same person's.", "Note the possible duplicate first, and compare the two."),
        Gate.Unless(journey.Inquiry?.Compared.Contains(other) != true, "duplicate.compared", "Somebody has decided about these two meanwhile.", "Read on the journey's page what was decided; reopen it to go on here."),
        Gate.Unless(!string.IsNullOrWhiteSpace(why), "duplicate.why", "The reason is missing.", "Write down how you know."));

    private static Gate NothingLeft(Journey journey) => Gate.Of(
        "merge",
        Gate.Unless(!journey.Standing.IsClosed, "standing.closed", "This journey is already closed.", "Go on with the other one, or reopen this one."),
        Gate.Unless(!journey.Alerts.Unresolved.Any(), "duplicate.alert", "A safety alert of this journey is not resolved.", "Answer and resolve it here first."),
        Gate.Unless(journey.Course.Given == 0, "duplicate.dosed", "Doses were given on this journey.", "Merge the other journey into this one."),
        Gate.Unless(!journey.Appointments.Ahead.Any(), "duplicate.booked", "An appointment of this journey is ahead.", "Book it on the other journey, and cancel it here."));
}
