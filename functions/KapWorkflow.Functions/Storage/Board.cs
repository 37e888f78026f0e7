using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>
/// The table `board`: a row a journey with what staff lists show. Ids and words, but for the name, which is sealed. It is told after each
/// commit; when that is lost the wake row's sweep tells it again, and it can be made anew from the journeys at any time.
/// </summary>
public sealed class Board(ITables tables, KeyRing keys, IJourneyStore journeys, string practice = "practice") : IBoard
{
    internal const string DueName = "due";
    private const string Purpose = "board";
    private const int RowsKnown = 1000;
    private readonly ITable _board = tables.Open(TableNames.Board);
    private readonly LastUsed<JourneyId, (string? Tag, int Sequence)> _written = new(RowsKnown);

    /// <summary>Shows the journey as it stands now, unless the board already shows a later state, or nothing that it shows has changed.</summary>
    /// <param name="before">As the board shows it already; null when that is not known.</param>
    public async Task ProjectAsync(Journey? before, Journey after, CancellationToken cancellationToken = default)
    {
        var view = BoardView.Of(after);
        if (before is { Exists: true } && BoardView.Of(before) == view) return;
        // A new journey has no row yet, and of one that was shown from here the tag is known; every other row is read for it.
        if (before is { Exists: false })
        {
            if (await PutAsync(view, after, etag: null, cancellationToken)) return;
        }
        else if (before is not null && _written.TryFind(after.Id, out var known) && (known.Sequence >= after.Sequence || await PutAsync(view, after, known.Tag, cancellationToken)))
        {
            return;
        }
        while (true)
        {
            var row = await _board.GetAsync(practice, after.Id.Value, cancellationToken);
            if (row?.Number("sequence") >= after.Sequence || await PutAsync(view, after, row?.ETag, cancellationToken)) return;
        }
    }

    /// <summary>Notes when the system does something next, for those who look why a journey rests.</summary>
    public async Task NoteNextDueAsync(JourneyId journey, Instant? nextDue, CancellationToken cancellationToken = default)
    {
        // The next plan notes it again, so one try is enough. Replaced, since a merge could not take an instant away.
        if (await _board.GetAsync(practice, journey.Value, cancellationToken) is not { } row || row.TimeOrNull(DueName) == nextDue?.ToStored()) return;
        var kept = row.Values.Where(value => value.Key != DueName);
        IEnumerable<KeyValuePair<string, object>> due = nextDue is { } at ? [KeyValuePair.Create(DueName, (object)at.ToDateTimeOffset())] : [];
        await _board.WriteAsync(Write.Replace(Row.Of(practice, row.Key, row.ETag, [.. kept, .. due])), cancellationToken);
    }

    public async Task<IReadOnlyList<BoardRow>> ListAsync(CancellationToken cancellation)
    {
        var rows = await _board.ReadAllAsync(RowRange.Of(practice), cancellation);
        return [.. rows.Select(row => BoardView.Read(row, keys.OpenFor(Purpose, row.Bytes("name"), PlaceOf(row.Key))))];
    }

    /// <summary>Takes a journey off the board, for its erasure.</summary>
    public async Task RemoveAsync(JourneyId journey, CancellationToken cancellationToken = default)
    {
        _written.Forget(journey);
        while (await _board.GetAsync(practice, journey.Value, cancellationToken) is { } row)
            if ((await _board.WriteAsync(Write.Delete(row), cancellationToken)).Done) return;
    }

    /// <summary>Makes the board anew from the journeys; rows of journeys that are no more go.</summary>
    /// <returns>How many journeys it shows.</returns>
    public async Task<int> RebuildAsync(CancellationToken cancellationToken = default)
    {
        HashSet<string> shown = new(StringComparer.Ordinal);
        await foreach (var glance in journeys.GlanceAsync(cancellationToken))
        {
            if (await ReadAsync(glance.Id, cancellationToken) is not { } journey) continue;
            shown.Add(glance.Id.Value);
            var view = BoardView.Of(journey);
            while (true)
            {
                var row = await _board.GetAsync(practice, journey.Id.Value, cancellationToken);
                // The same sequence is written too: a rebuild is for rows that are wrong.
                if (row?.Number("sequence") > journey.Sequence || await PutAsync(view, journey, row?.ETag, cancellationToken)) break;
            }
        }
        foreach (var row in await _board.ReadAllAsync(RowRange.Of(practice).KeysOnly, cancellationToken))
        {
            // A journey that began meanwhile has put itself on the board.
            if (!shown.Contains(row.Key) && JourneyId.TryParse(row.Key, out var id) && await ReadAsync(id, cancellationToken) is null) await RemoveAsync(id, cancellationToken);
        }
        return shown.Count;
    }

    private async Task<Journey?> ReadAsync(JourneyId id, CancellationToken cancellationToken)
    {
        try
        {
            return (await journeys.LoadAsync(id, cancellationToken))?.Journey;
        }
        catch (ErasedJourneyException)
        {
            return null;
        }
    }

    private async Task<bool> PutAsync(BoardView view, Journey journey, string? etag, CancellationToken cancellationToken)
    {
        var row = view.ToRow(practice, journey, keys.SealFor(Purpose, view.Name, PlaceOf(journey.Id.Value)), etag);
        if (await _board.WriteAsync(etag is null ? Write.Add(row) : Write.Merge(row), cancellationToken) is not { Done: true, ETags: [var tag, ..] }) return false;
        _written.Remember(journey.Id, (tag, journey.Sequence));
        return true;
    }

    private Place PlaceOf(string journey) => new(TableNames.Board, practice, journey, "name");
}
