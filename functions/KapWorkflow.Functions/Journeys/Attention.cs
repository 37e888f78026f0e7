using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>
/// What a commit asks of others. Most of what people record only takes something off the list: then the journey's orchestration, asleep
/// until the first thing on it, need not be woken to find that it may sleep on.
/// </summary>
public sealed class Attention(Func<Clinic> clinic, IClock clock)
{
    /// <summary>Whether the orchestration has to look now. It says yes whenever it is not sure.</summary>
    /// <param name="ledger">As read with the journey before.</param>
    public bool Rings(Journey before, Journey after, Ledger ledger) =>
        !before.Exists
        || before.Stage != after.Stage
        || before.Standing != after.Standing
        // The next plan repairs what a crash may leave of a booking, while its hold still stands.
        || after.Appointments.All.Values.Any(appointment => Bookings.IsNewTo(before.Sequence, appointment))
        || NewlyOwed.Sooner(before, after, ledger, clinic(), clock.GetCurrentInstant());

    /// <summary>Whether a wake row has to see to it that nobody forgets it: somebody is to be rung for, or the board to be told.</summary>
    public bool IsNeeded(LoadedJourney before, Journey after) =>
        Rings(before.Journey, after, before.Ledger) || BoardView.Of(before.Journey) != BoardView.Of(after);
}
