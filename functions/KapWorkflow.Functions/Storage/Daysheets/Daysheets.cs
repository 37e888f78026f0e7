using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>
/// Who and what is taken, a partition a day: a row per resource and quarter-hour, added in one transaction with the booking's own row.
/// A second claim of any of them cannot be added, so double booking is impossible, not unlikely. Book in this order: claim (held),
/// record in the journey, confirm. To move: <see cref="MoveAsync"/>, record, confirm the new, release the old; when recording fails,
/// move back or release the new.
/// </summary>
/// <param name="practice">Names the practice in keys; letters, digits and hyphens.</param>
/// <param name="time">The system's: holds are leases.</param>
public sealed class Daysheets(ITables tables, string practice, Func<Clinic> clinic, TimeProvider time)
{
    // Beside its claims a booking writes its own row and the day's touched row.
    private const int MostClaims = TableRules.MaxWrites - 2;
    private const int Tries = 10;
    private readonly ITable _days = tables.Open(TableNames.Daysheets);

    /// <param name="hold">How long nobody else may take it; null confirms it at once, for repairs of what a journey already says.</param>
    public Task<SlotAnswer> ClaimAsync(SlotClaim claim, Duration? hold, CancellationToken cancellationToken = default) =>
        TakeAsync(claim, from: null, hold, cancellationToken);

    /// <summary>
    /// Claims the new time of an appointment. On the same day the old time goes in the same transaction, so the new may overlap it; on
    /// another day it stays until <see cref="ReleaseAsync"/>, which is harmless to call after either.
    /// </summary>
    public Task<SlotAnswer> MoveAsync(BookingId from, Instant fromStart, SlotClaim to, Duration? hold, CancellationToken cancellationToken = default) =>
        TakeAsync(to, DateOf(fromStart) == DateOf(to.Start) ? from : null, hold, cancellationToken);

    /// <param name="start">When the booking starts: names its day.</param>
    /// <param name="attempt">Confirms only what that attempt holds; null: whoever does.</param>
    /// <returns>False when the hold is gone: somebody took the time after it expired, or it was released.</returns>
    public async Task<bool> ConfirmAsync(BookingId booking, Instant start, string? attempt, CancellationToken cancellationToken = default)
    {
        var partition = GridOf(DateOf(start)).Partition;
        for (var tries = 1; ; tries++)
        {
            try
            {
                if (await _days.GetAsync(partition, Day.HeaderPrefix + booking, cancellationToken) is not { } header) return false;
                if (attempt is not null && header.Text("attempt") != attempt) return false;
                if (header.Word<SlotState>("state") == SlotState.Confirmed) return true;
                var confirmed = new Row(partition, header.Key, header.ETag) { ["state"] = nameof(SlotState.Confirmed) };
                if ((await _days.SubmitAsync([Write.Merge(confirmed), Write.Touch(partition)], cancellationToken)).Done) return true;
            }
            catch (StorageUnreachableException) when (tries < Tries)
            {
                // The next read tells whether it was written.
            }
        }
    }

    /// <summary>Frees what a booking holds; nothing happens when it holds nothing.</summary>
    /// <param name="attempt">Releases only what that attempt claimed; null: whoever did.</param>
    public async Task ReleaseAsync(BookingId booking, Instant start, string? attempt = null, CancellationToken cancellationToken = default)
    {
        var partition = GridOf(DateOf(start)).Partition;
        for (var tries = 1; ; tries++)
        {
            try
            {
                var day = await ReadAsync(partition, cancellationToken);
                if (attempt is not null && day.Find(booking)?.Text("attempt") is { } holder && holder != attempt) return;
                IReadOnlyList<Write> writes = [.. day.Removal(booking.ToString())];
                if (writes.Count == 0 || (await _days.SubmitAsync([.. writes, Write.Touch(partition)], cancellationToken)).Done) return;
            }
            catch (StorageUnreachableException) when (tries < Tries)
            {
                // The next read tells whether it was written.
            }
        }
    }

    /// <summary>Every booking of a day, by its start.</summary>
    public async Task<IReadOnlyList<BookedSlot>> OnAsync(LocalDate date, CancellationToken cancellationToken = default)
    {
        var headers = await _days.ReadAllAsync(RowRange.Of(GridOf(date).Partition).StartingWith(Day.HeaderPrefix), cancellationToken);
        return [.. headers.Select(Day.SlotOf).OrderBy(slot => slot.Start).ThenBy(slot => slot.Booking.ToString(), StringComparer.Ordinal)];
    }

    private async Task<SlotAnswer> TakeAsync(SlotClaim claim, BookingId? from, Duration? hold, CancellationToken cancellationToken)
    {
        var grid = GridOf(DateOf(claim.Start));
        var wanted = claim.Needs.Select(grid.KeysOf).ToList();
        var keys = wanted.SelectMany(each => each ?? []).Distinct(StringComparer.Ordinal).ToList();
        if (wanted.Contains(null) || keys.Count is 0 or > MostClaims) return new SlotAnswer.DoesNotFit();
        var taking = new Taking(grid.Partition, claim, keys, from);

        // A free time is the common case and needs no read; everything else does.
        var day = from is null ? Day.Unread : await ReadAsync(grid.Partition, cancellationToken);
        for (var tries = 1; ; tries++)
        {
            var now = time.SystemNow();
            if (day.Find(claim.Booking) is { } mine && mine.Text("attempt") == claim.Attempt) return new SlotAnswer.AlreadyOurs();
            if (taking.BlockedBy(day, now) is { Count: > 0 } blocked) return new SlotAnswer.Taken(blocked);
            try
            {
                if (await SubmitAsync(taking, day, now, now + hold, cancellationToken)) return new SlotAnswer.Claimed();
            }
            catch (StorageUnreachableException) when (tries < Tries)
            {
                // The next read tells whether it was written.
            }
            // Whoever keeps taking and giving back the time has it.
            if (tries == Tries) return new SlotAnswer.Taken([.. claim.Needs.Select(need => need.Resource).Distinct(StringComparer.Ordinal)]);
            day = await ReadAsync(grid.Partition, cancellationToken);
        }
    }

    private async Task<bool> SubmitAsync(Taking taking, Day day, Instant now, Instant? expires, CancellationToken cancellationToken)
    {
        var writes = taking.Writes(day, now, expires);
        if (writes.Count <= TableRules.MaxWrites) return (await _days.SubmitAsync(writes, cancellationToken)).Done;
        // Too much for one transaction: lapsed holds go first, each in one of its own; an old time that hardly overlaps goes after the new.
        foreach (var lapsed in taking.Lapsed(day, now))
            if (!(await _days.SubmitAsync([.. day.Removal(lapsed), Write.Touch(taking.Partition)], cancellationToken)).Done) return false;
        if (taking.Lapsed(day, now).Count > 0) return false;
        if (!(await _days.SubmitAsync(taking.Writes(day, now, expires, keepTheOld: true), cancellationToken)).Done) return false;
        if (taking.From is { } old) await ReleaseAsync(old, taking.Claim.Start, attempt: null, cancellationToken);
        return true;
    }

    private async Task<Day> ReadAsync(string partition, CancellationToken cancellationToken) =>
        Day.Of(await _days.ReadAllAsync(RowRange.Of(partition).Between(Day.HeaderPrefix, "d"), cancellationToken));

    private LocalDate DateOf(Instant start) => PracticeTime.Local(start, clinic().Zone).Date;

    private DayGrid GridOf(LocalDate date) => new(practice, date, clinic().Zone);
}
