namespace KapWorkflow.Core.Tests;

/// <summary>
/// Thousands of journeys on which anybody does anything at any time, from any point of the way, each checked against the fourteen invariants.
/// The sequences of the test command are always the same, so that what fails for one fails for all; KAP_LONG=1 walks 100,000 others.
/// </summary>
public class Whatever_anybody_does
{
    /// <summary>The rarest do not come up in fewer walks.</summary>
    private const int Enough = 5_000;

    /// <summary>Refused at the door already, by a gate that is asked before, or by a state that a walk does not come to.</summary>
    private static readonly HashSet<string> BehindOthers = new([], StringComparer.Ordinal);

    [Fact]
    public void The_fourteen_invariants_hold() => Assert.NotEmpty(Strolls.Covered.Stages);

    [Fact]
    public void Every_stage_is_reached_by_many()
    {
        Assert.All(Enum.GetValues<Stage>(), stage => Assert.True(Strolls.Covered.Stages.GetValueOrDefault(stage) >= Strolls.Count / 1000, $"{stage}: {Strolls.Covered.Stages.GetValueOrDefault(stage)}"));
        Assert.True(Strolls.Covered.WithDoses(1) > Strolls.Count / 5, $"{Strolls.Covered.WithDoses(1)} walks with a dose");
        Assert.True(Strolls.Covered.WithDoses(3) > Strolls.Count / 50, $"{Strolls.Covered.WithDoses(3)} walks with three doses");
    }

    [Fact]
    public void Every_command_is_accepted_in_some()
    {
        Assert.SkipUnless(Strolls.Count >= Enough, "Too few walks.");
        Assert.All(Commands.All, kind => Assert.True(Strolls.Covered.Accepted.GetValueOrDefault(kind.Name) >= 3, $"{kind.Name} was accepted {Strolls.Covered.Accepted.GetValueOrDefault(kind.Name)} times"));
    }

    [Fact]
    public void Every_reason_to_refuse_is_met()
    {
        Assert.SkipUnless(Strolls.Count >= Enough, "Too few walks.");
        Assert.True(ReasonCodes.All.Count > 100);
        Assert.Empty(ReasonCodes.All.Except(Strolls.Covered.Refusals.Keys, StringComparer.Ordinal).Except(BehindOthers, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_kind_of_fact_is_recorded()
    {
        Assert.SkipUnless(Strolls.Count >= Enough, "Too few walks.");
        Assert.Empty(FactJson.FactTypes.Select(type => type.Name).Except(Strolls.Covered.Facts.Keys, StringComparer.Ordinal));
    }
}
