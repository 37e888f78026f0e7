namespace KapWorkflow.Core.Tests;

/// <summary>What is done about a course of sessions.</summary>
public sealed partial class Anybody
{
    private Command InTheCourse(Journey journey) => Draw(5) switch
    {
        0 => new SignDoseOrder(Usually() ? "as prescribed" : " ", Usually() ? DoseRoute.Sublingual : Any<DoseRoute>(), Yes() ? "swish" : null, Draw(10) == 0),
        1 => new ConfirmMedicineAvailable(),
        2 => new AllowShorterGap("the therapist agrees"),
        3 => new StrikeVitals(Session(journey), 1 + Draw(3), "mistyped"),
        _ => new GiveDose(Session(journey), AClinic.Theo, Usually()),
    };

    private CheckClientIn Arriving(Journey journey) => new(
        Session(journey), Usually(), Usually(), Usually(), Usually() ? CssrsLevel.None : Any<CssrsLevel>(), Usually(), Usually(), Usually(),
        Usually() ? PregnancyAnswer.NotPregnant : Any<PregnancyAnswer>(), Usually() ? "Sam" : null, "+16175550123", null, Yes() ? "the train" : null);
}
