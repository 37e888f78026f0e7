namespace KapWorkflow.Core;

/// <summary>What is ordered, excepted and decided about a course.</summary>
public static partial class Diary
{
    private static string? OfTheCourse(Fact fact, string who) => fact switch
    {
        DoseOrderSigned order => $"{who} ({order.Licence}) signed the dose order: {order.Dose}, {Plain(order.Route)}{(order.BeyondPlan == true ? ", beyond the plan that was cleared" : "")}.{Note(order.Note)}",
        MedicineConfirmed confirmed => $"{who} confirmed that the medicine is here.{Note(confirmed.Note)}",
        ShorterGapAllowed allowed => $"{who} ({allowed.Licence}) allowed the next session to be booked sooner than usual: {allowed.Reason}",
        _ => null,
    };
}
