namespace KapWorkflow.Core.Tests;

/// <summary>
/// A random sequence of commands and time, as numbers: where it begins, its temper, and a seed for each step. A step draws from its own
/// seed, so that leaving one out leaves the others what they were: that is how a failing sequence is made short.
/// </summary>
public sealed record Sequence(int Beginning, ulong Temper, IReadOnlyList<ulong> Steps)
{
    public static Sequence Of(ulong run, int number)
    {
        var draw = new Drawing(run * 0x1000_0000 + (ulong)number);
        var length = 12 + draw.Below(48);
        return new(draw.Below(Beginnings.All.Count), draw.Next(), [.. Enumerable.Range(0, length).Select(_ => (ulong)draw.Next())]);
    }

    public Walk Run(Lens lens)
    {
        var temper = new Drawing(Temper);
        var walk = Beginnings.All[Beginning].Value.Branch(lens);
        var stroller = new Stroller(walk, temper);
        foreach (var step in Steps)
            stroller.Step(new Drawing(step));
        stroller.End(new Drawing(Temper + 1));
        return walk;
    }

    /// <summary>The shortest sequence found that still goes wrong in the same way.</summary>
    public Sequence Shrunk(Func<Sequence, bool> isWrong)
    {
        var shortest = this;
        for (var size = Steps.Count / 2; size > 0; size /= 2)
        {
            for (var from = 0; from + size <= shortest.Steps.Count;)
            {
                var shorter = shortest with { Steps = [.. shortest.Steps.Take(from), .. shortest.Steps.Skip(from + size)] };
                if (isWrong(shorter))
                    shortest = shorter;
                else
                    from += size;
            }
        }
        return shortest;
    }

    public override string ToString() => $"beginning {Beginning}, temper {Temper}, steps [{string.Join(", ", Steps)}]";
}

/// <summary>Points of the way from which sequences begin, lived through once.</summary>
public static class Beginnings
{
    public static IReadOnlyList<Lazy<Walk>> All { get; } =
    [
        At(() => AJourney.InquiredWith(_ => Canary.Details)),
        At(() => AJourney.InquiredWith(_ => Canary.Inquiries[3])),
        At(() => AJourney.Consulted),
        At(() => AJourney.OnTheKapPath),
        At(() => AJourney.WithIntakeDone),
        At(() => AJourney.Cleared),
        At(() => AJourney.Prepared),
        At(() => AJourney.WithASessionBooked),
        At(() => AJourney.CheckedIn),
        At(() => AJourney.Dosed),
        At(() => AJourney.Discharged),
        At(() => AJourney.AfterOneCycle),
        At(() => AJourney.AfterOneCycle.Cycle()),
        At(() => AJourney.AfterOneCycle.Cycle().Do(AClinic.Priya, new SignMidReview(ReviewOutcome.Continue, "well"))),
        At(() => AJourney.AtTheEnd),
        At(() => AJourney.AtTheEnd.Do(AClinic.Theo, new CompleteCourse("well"))),
    ];

    private static Lazy<Walk> At(Func<AJourney> made) => new(() =>
    {
        var walk = Walk.From(made());
        walk.Clinic = Crowd.Clinic;
        return walk.Until(walk.Now);
    });
}
