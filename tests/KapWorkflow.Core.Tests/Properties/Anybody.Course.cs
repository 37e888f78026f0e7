namespace KapWorkflow.Core.Tests;

/// <summary>What is done about a course of sessions.</summary>
public sealed partial class Anybody
{
    private Command InTheCourse(Journey journey) => Draw(4) switch
    {
        0 => new SignDoseOrder(Usually() ? "as prescribed" : " ", Usually() ? DoseRoute.Sublingual : Any<DoseRoute>(), Yes() ? "swish" : null, Draw(10) == 0),
        1 => new ConfirmMedicineAvailable(),
        2 => new AllowShorterGap("the therapist agrees"),
        _ => new GiveDose(Session(journey), AClinic.Theo, Usually()),
    };
}
