namespace KapWorkflow.Core.Tests;

/// <summary>
/// Thousands of journeys on which anybody does anything at any time, from any point of the way, each checked against the fourteen invariants.
/// The sequences of the test command are always the same, so that what fails for one fails for all; KAP_LONG=1 walks 100,000 others.
/// </summary>
public class Whatever_anybody_does
{
    /// <summary>Of fewer walks nothing is asked but that they break nothing.</summary>
    private const int Enough = 5_000;

    private static Coverage Covered => Strolls.Covered;

    [Fact]
    public void The_fourteen_invariants_hold() => Assert.NotEmpty(Covered.Stages);

    [Fact]
    public void Every_stage_is_reached_by_many()
    {
        Assert.SkipUnless(Strolls.Count >= Enough, "Too few walks.");
        Assert.All(Enum.GetValues<Stage>(), stage => Assert.True(Covered.Stages.GetValueOrDefault(stage) >= Strolls.Count / 2000, $"{stage}: {Covered.Stages.GetValueOrDefault(stage)}"));
        Assert.True(Covered.WithDoses(1) > Strolls.Count / 5, $"{Covered.WithDoses(1)} walks with a dose");
        Assert.True(Covered.WithDoses(2) > Strolls.Count / 25, $"{Covered.WithDoses(2)} walks with two doses");
        Assert.True(Covered.WithDoses(3) > Strolls.Count / 1000, $"{Covered.WithDoses(3)} walks with three doses");
    }

    /// <summary>The rarest have tests of their own: which those are changes with every rule.</summary>
    [Fact]
    public void Nearly_every_command_is_accepted_and_nearly_every_fact_recorded()
    {
        Assert.SkipUnless(Strolls.Count >= Enough, "Too few walks.");
        string[] never = [.. Commands.All.Select(kind => kind.Name).Except(Covered.Accepted.Keys, StringComparer.Ordinal), .. FactJson.FactTypes.Select(type => type.Name).Except(Covered.Facts.Keys, StringComparer.Ordinal)];
        Assert.True(never.Length < (Commands.All.Count + FactJson.FactTypes.Count) / 20, string.Join(", ", never));
    }

    [Fact]
    public void Most_reasons_to_refuse_are_met()
    {
        Assert.SkipUnless(Strolls.Count >= Enough, "Too few walks.");
        string[] never = [.. ReasonCodes.All.Except(Covered.Refusals.Keys, StringComparer.Ordinal)];
        Assert.True(ReasonCodes.All.Count > 200 && never.Length < ReasonCodes.All.Count / 6, string.Join(", ", never));
    }
}
