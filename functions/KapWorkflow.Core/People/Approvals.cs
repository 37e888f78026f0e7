namespace KapWorkflow.Core;

/// <summary>Who decides what only a licensed person may, and on which licence (care-pathway §2.3, invariant 8).</summary>
public static class Approvals
{
    /// <summary>Type and number of the licence held today for the client's state; empty for whoever holds none.</summary>
    public static string LicenceOf(Journey journey, Moment moment) =>
        moment.Clinic.Find(moment.By.Staff)?.LicenceFor(journey.Inquiry?.Details.State ?? "", PracticeTime.Local(moment.Now, moment.Clinic.Zone).Date) is { } licence
            ? $"{licence.Type} {licence.Number}"
            : "";

    public static Reason? Licensed(Journey journey, Moment moment) => Gate.Unless(
        LicenceOf(journey, moment).Length > 0, "clearance.licence", "You hold no licence for the client's state today.", "Somebody licensed there decides.");
}
