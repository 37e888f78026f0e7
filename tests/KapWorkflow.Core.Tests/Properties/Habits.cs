namespace KapWorkflow.Core.Tests;

/// <summary>How the people of a sequence go about things, so that each rule is needed in some of them.</summary>
/// <param name="IsHasty">The next dose first; alarms when there is nothing else to do, and check-ins and integrations never.</param>
/// <param name="LetsTheAppApprove">Somebody has taught the software to approve.</param>
/// <param name="IsDark">The client answers item 9 as one whose life is at risk.</param>
/// <param name="Points">What the client answers to each item of a measure.</param>
/// <param name="Doses">How many the prescriber authorises at a time; null: as many as the practice allows.</param>
/// <param name="Prescriber">Who prescribes.</param>
public sealed record Habits(bool IsHasty, bool LetsTheAppApprove, bool IsDark, int Points, int? Doses, StaffId Prescriber)
{
    public static Habits Good { get; } = new(false, false, false, 1, null, AClinic.Priya);

    public static Habits Of(Drawing temper) => new(
        temper.OneIn(4), temper.OneIn(8), temper.OneIn(8), temper.Of([0, 1, 1, 2, 3]), temper.OneIn(3) ? 1 : null, temper.OneIn(3) ? Crowd.Rosa : AClinic.Priya);
}
