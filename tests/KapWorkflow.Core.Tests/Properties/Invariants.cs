namespace KapWorkflow.Core.Tests;

/// <summary>One of the fourteen sentences of care-pathway §12, and what breaks it.</summary>
/// <param name="Broken">Told over the bare facts, duties, ledger and messages, without the rules under test: each breach in words.</param>
/// <param name="InTheApp">Where the part that Core cannot show is held: rendering, storage, logs, races.</param>
public sealed record Invariant(int Number, string Sentence, Func<Trace, IEnumerable<string>> Broken, params string[] InTheApp);

/// <summary>The fourteen invariants of care-pathway §12.</summary>
public static class Invariants
{
    public static IReadOnlyList<Invariant> All { get; } =
    [
        new(1, "No dose without two valid keys that cover the day, and fewer doses used than authorised", TheDose.HasTwoKeysAndIsAuthorised),
        new(2, "Each dose counts once, and bookings never exceed what is authorised", TheDose.CountsOnce, "A_journey_that_is_raced"),
        new(3, "No dose while the cycle before is not closed", TheDose.FollowsAClosedCycle),
        new(4, "While a high risk is unresolved nothing is scheduled, and no message assumes attendance", TheRisk.StopsScheduling),
        new(5, "No automated message after STOP, and none at all after a death", TheMessages.StopWhenToldTo, "DeliveryTests"),
        new(6, "No text outside its window, and no message about a visit after its deadline: it is dropped, and a task says so", TheMessages.KeepTheirHours),
        new(7, "What a message may hold is known before it is rendered: a text of the catalogue, a channel, an appointment", TheMessages.AreOfTheCatalogue, "LinterTests", "TextTests"),
        new(8, "Every approval is by a person with a licence and a reason", ThePeople.ApproveThemselves),
        new(9, "The same facts again are the same journey, and nothing is sent twice", TheMessages.GoOutOnce, "A_journey_whose_process_dies_at_any_storage_call", "RacesTests"),
        new(10, "A client can always leave, and no state is a trap", ThePeople.MayLeave),
        new(11, "Nothing that a client typed is in a key, a task, a reason or a note", ThePeople.AreNotNamed, "CanaryTests"),
        new(12, "Every warning raises its alert, and every alert is acknowledged or escalates", TheRisk.IsNeverSilent, "SmsAndPagerTests"),
        new(13, "Scores, bands and levels are those of the instruments", TheScore.IsTheInstruments),
        new(14, "Messages keep the client's clock, staff deadlines the practice's", TheMessages.KeepTheRightClock),
    ];

    public static IReadOnlyList<string> Broken(Trace trace) =>
        [.. All.SelectMany(each => each.Broken(trace).Select(what => $"{each.Number}. {each.Sentence}: {what}"))];
}
