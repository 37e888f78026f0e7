namespace KapWorkflow.Core.Tests;

/// <summary>How the people of a sequence go about things, so that each rule is needed in some of them.</summary>
/// <param name="IsHasty">The next dose first; alarms, check-ins and integrations when there is nothing else to do.</param>
/// <param name="LetsTheClockApprove">Somebody has taught the software to approve.</param>
/// <param name="Points">What the client answers to each item of a measure.</param>
/// <param name="Doses">How many the prescriber authorises at a time; null: as many as the practice allows.</param>
/// <param name="Prescriber">Who prescribes.</param>
public sealed record Habits(bool IsHasty, bool LetsTheClockApprove, int Points, int? Doses, StaffId Prescriber)
{
    public static Habits Good { get; } = new(false, false, 1, null, AClinic.Priya);

    public static Habits Of(Drawing temper) => new(
        temper.OneIn(3), temper.OneIn(8), temper.Of([0, 1, 1, 2, 3]), temper.OneIn(3) ? 1 : null, temper.OneIn(3) ? Crowd.Rosa : AClinic.Priya);
}
