namespace KapWorkflow.Core.Tests;

/// <summary>What is done about a course of sessions.</summary>
public sealed partial class Anybody
{
    private Command InTheCourse(Journey journey) => Draw(14) switch
    {
        0 => new SignDoseOrder(Usually() ? "as prescribed" : " ", Usually() ? DoseRoute.Sublingual : Any<DoseRoute>(), Yes() ? "swish" : null, Draw(10) == 0),
        1 => new ConfirmMedicineAvailable(),
        2 => new AllowShorterGap("the therapist agrees"),
        3 => new StrikeVitals(Session(journey), 1 + Draw(3), "mistyped"),
        4 => new ExceptDischargeItem(Session(journey), Any<DischargeItem>(), "seen"),
        5 => new InterruptSession(Session(journey), "panic"),
        6 => new TransferClient(Session(journey), "the general hospital"),
        7 => new ReportEscortMissing(Session(journey)),
        8 => new NameEscort(Session(journey), "Sam", "+16175550124"),
        9 => new RecordAdverseEvent(Session(journey), 3 + Draw(2), "fainted", Yes()),
        10 => new FileIncidentReport(Session(journey), "what happened"),
        11 => new ReleaseMessages("all is well"),
        12 => new TakeVitals(Session(journey), 118, 78, 70, 98),
        _ => new GiveDose(Session(journey), AClinic.Theo, Usually()),
    };

    private CheckClientIn Arriving(Journey journey) => new(
        Session(journey), Usually(), Usually(), Usually(), Usually() ? CssrsLevel.None : Any<CssrsLevel>(), Usually(), Usually(), Usually(),
        Usually() ? PregnancyAnswer.NotPregnant : Any<PregnancyAnswer>(), Usually() ? "Sam" : null, "+16175550123", null, Yes() ? "the train" : null);
}
