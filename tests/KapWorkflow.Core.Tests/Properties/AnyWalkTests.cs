namespace KapWorkflow.Core.Tests;

/// <summary>
/// Thousands of journeys on which anybody does anything at any time, from any point of the way, each checked against the fourteen invariants.
/// The sequences of the test command are always the same, so that what fails for one fails for all; KAP_LONG=1 walks 100,000 others.
/// </summary>
public class Whatever_anybody_does
{
    [Fact]
    public void The_fourteen_invariants_hold() => Strolls.Check();
}
