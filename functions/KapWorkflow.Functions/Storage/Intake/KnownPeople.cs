using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <param name="Journey">The journey that holds the reservation.</param>
/// <param name="At">When it was reserved.</param>
public sealed record Reservation(JourneyId Journey, Instant At)
{
    internal Row? Row { get; init; }
}

public abstract record ReserveAnswer
{
    public sealed record Reserved : ReserveAnswer;

    /// <summary>The same person already has a journey, perhaps one whose creation was cut short: look whether it exists.</summary>
    public sealed record Taken(Reservation By) : ReserveAnswer;
}

/// <summary>
/// Who has a journey, without an address in any key: a partition per keyed hash of an e-mail address or phone number, in it one
/// reservation per person (a hash of name and of whom they ask for, since people share phones) and one row per journey.
/// </summary>
public sealed class KnownPeople(ITables tables, IClock clock)
{
    private readonly ITable _people = tables.Open(TableNames.People);

    /// <summary>Reserves a person for a journey whose id is already drawn, before that journey exists. The same call again answers the same.</summary>
    public async Task<ReserveAnswer> ReserveAsync(string contactHash, string personHash, JourneyId journey, CancellationToken cancellationToken = default)
    {
        var now = clock.GetCurrentInstant();
        var outcome = await _people.SubmitAsync(
            [
                Write.Add(new Row(contactHash, ReservationKey(personHash)) { ["journey"] = journey.Value, ["at"] = now }),
                Write.Add(new Row(contactHash, "j:" + journey.Value) { ["at"] = now }),
            ], cancellationToken);
        if (outcome.Done) return new ReserveAnswer.Reserved();

        var row = await _people.GetAsync(contactHash, ReservationKey(personHash), cancellationToken);
        if (row is null)
        {
            // The journey is known under this address for another person (say, a corrected name): only the reservation is new.
            await _people.AddIfAbsentAsync(new Row(contactHash, ReservationKey(personHash)) { ["journey"] = journey.Value, ["at"] = now }, cancellationToken);
            row = await _people.GetAsync(contactHash, ReservationKey(personHash), cancellationToken);
        }
        var by = new Reservation(row!.Journey("journey"), row.Time("at")) { Row = row };
        return by.Journey == journey ? new ReserveAnswer.Reserved() : new ReserveAnswer.Taken(by);
    }

    /// <summary>Passes a reservation on to a new journey, when the old one is closed.</summary>
    /// <returns>False when somebody else was first: reserve again to learn who.</returns>
    public async Task<bool> PassOnAsync(Reservation from, string contactHash, string personHash, JourneyId journey, CancellationToken cancellationToken = default)
    {
        var now = clock.GetCurrentInstant();
        var outcome = await _people.SubmitAsync(
            [
                Write.Replace(new Row(contactHash, ReservationKey(personHash), from.Row!.ETag) { ["journey"] = journey.Value, ["at"] = now }),
                Write.Add(new Row(contactHash, "j:" + journey.Value) { ["at"] = now }),
            ], cancellationToken);
        return outcome.Done || await HoldsAsync(contactHash, personHash, journey, cancellationToken);
    }

    /// <summary>Makes a journey findable under a further address of its client.</summary>
    public Task NoteAsync(string contactHash, JourneyId journey, CancellationToken cancellationToken = default) =>
        _people.AddIfAbsentAsync(new Row(contactHash, "j:" + journey.Value) { ["at"] = clock.GetCurrentInstant() }, cancellationToken);

    /// <summary>Every journey known under an address, e.g. to find who a text message came from.</summary>
    public async Task<IReadOnlyList<JourneyId>> JourneysOfAsync(string contactHash, CancellationToken cancellationToken = default)
    {
        var rows = await _people.ReadAllAsync(RowRange.Of(contactHash).StartingWith("j:"), cancellationToken);
        return [.. rows.OrderBy(row => row.Time("at")).Select(row => JourneyId.TryParse(row.Key["j:".Length..], out var journey) ? journey : throw row.Corrupt("key"))];
    }

    /// <summary>Forgets a journey under an address, its reservations with it: for erasure.</summary>
    public async Task ForgetAsync(string contactHash, JourneyId journey, CancellationToken cancellationToken = default)
    {
        foreach (var row in await _people.ReadAllAsync(RowRange.Of(contactHash), cancellationToken))
        {
            if (row.Key == "j:" + journey.Value || row.TextOrNull("journey") == journey.Value)
                await _people.WriteAsync(Write.Delete(row), cancellationToken);
        }
    }

    private async Task<bool> HoldsAsync(string contactHash, string personHash, JourneyId journey, CancellationToken cancellationToken) =>
        (await _people.GetAsync(contactHash, ReservationKey(personHash), cancellationToken))?.Text("journey") == journey.Value;

    private static string ReservationKey(string personHash) => "r:" + personHash;
}
