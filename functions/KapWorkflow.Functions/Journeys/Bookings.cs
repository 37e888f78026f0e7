using KapWorkflow.Core;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>
/// Commits what a person asks, and keeps the daysheets in step: the time is claimed before the appointment is recorded and confirmed
/// after; an old time is released last. A crash in between leaves a hold that runs out, or a repair for the journey's next plan.
/// </summary>
public sealed partial class Bookings(IJourneyStore store, Daysheets daysheets, Attention attention, Func<Clinic> clinic, IClock clock, ILogger<Bookings> log)
{
    private static readonly Duration Hold = Duration.FromMinutes(15);

    /// <param name="read">As the person was answered from: read again only when somebody else has committed since.</param>
    public async Task<CommitOutcome> CommitAsync(LoadedJourney read, Command command, Author by, Func<Journey, Moment, Decision> decide, CancellationToken cancellation)
    {
        var outcome = command is BookAppointment or MoveAppointment && Wish(read.Journey, decide(read.Journey, new Moment(clock.GetCurrentInstant(), by, clinic()))) is { } wish
            ? await CommitBookingAsync(read, by, decide, wish, cancellation)
            : await DecideAsync(read, by, decide, cancellation);
        if (outcome is CommitOutcome.Committed committed)
            await ReleaseCancelledAsync(committed, cancellation);
        return outcome;
    }

    /// <summary>What a crash left between journey and daysheet since the last plan: the journey is right.</summary>
    /// <param name="read">As read for a plan.</param>
    /// <returns>Whether the journey itself had to be changed: read it again.</returns>
    public async Task<bool> RepairAsync(LoadedJourney read, CancellationToken cancellation)
    {
        var changed = false;
        foreach (var appointment in read.Journey.Appointments.All.Values.Where(each => IsNewTo(read.Ledger.PlannedSequence, each)))
        {
            if (appointment.IsAhead)
                changed |= await RepairAsync(read, appointment, cancellation);
            else
                await daysheets.ReleaseAsync(BookingOf(read.Journey.Id, appointment), appointment.Start, null, cancellation);
        }
        return changed;
    }

    /// <summary>Only a new time has to be held, and only a cancelled one to be let go: what else becomes of an appointment is nothing to the daysheet.</summary>
    public static bool IsNewTo(int sequence, Appointment appointment) => appointment.IsAhead
        ? appointment.Since.Sequence > sequence
        : appointment.State == AppointmentState.Cancelled && appointment.StateSince.Sequence > sequence;

    private Task<CommitOutcome> DecideAsync(LoadedJourney read, Author by, Func<Journey, Moment, Decision> decide, CancellationToken cancellation) =>
        store.DecideAsync(read, by, decide, null, attention.IsNeeded, cancellation);

    private async Task<CommitOutcome> CommitBookingAsync(LoadedJourney read, Author by, Func<Journey, Moment, Decision> decide, Booking wish, CancellationToken cancellation)
    {
        var (id, attempt) = (read.Journey.Id, Attempt.New());
        var claim = new SlotClaim(BookingOf(id, wish.Now), attempt, Needs.Of(id, wish.Now, clinic()));
        var answer = wish.Before is { } before
            ? await daysheets.MoveAsync(BookingOf(id, before), before.Start, claim, Hold, cancellation)
            : await daysheets.ClaimAsync(claim, Hold, cancellation);
        if (Refusal(answer) is { } refusal)
            return refusal;

        var outcome = await RecordAsync(read, by, decide, wish, attempt, cancellation);
        if (outcome is not CommitOutcome.Committed)
            await GiveBackAsync(id, wish, attempt, cancellation);
        else if (await daysheets.ConfirmAsync(claim.Booking, claim.Start, attempt, cancellation) && wish.Before is { } old)
            await daysheets.ReleaseAsync(BookingOf(id, old), old.Start, null, cancellation);
        return outcome;
    }

    /// <summary>
    /// A person who sees an error tries again at once, and must not find their own hold in the way. Should the decision arrive after all, the
    /// journey's next plan claims the time for it.
    /// </summary>
    private async Task<CommitOutcome> RecordAsync(LoadedJourney read, Author by, Func<Journey, Moment, Decision> decide, Booking wish, string attempt, CancellationToken cancellation)
    {
        try
        {
            return await DecideAsync(read, by, (journey, moment) => OnlyAsClaimed(journey, decide(journey, moment), wish), cancellation);
        }
        catch (StorageUnreachableException)
        {
            await GiveBackAsync(read.Journey.Id, wish, attempt, cancellation);
            throw;
        }
    }

    /// <summary>What the decision would book, or null when it books nothing.</summary>
    private static Booking? Wish(Journey journey, Decision decision)
    {
        if (decision is not Decision.Accepted accepted)
            return null;
        var which = accepted.Facts.Select(fact => fact switch { AppointmentBooked booked => booked.Which, AppointmentMoved moved => moved.Which, _ => null }).OfType<AppointmentRef>().FirstOrDefault();
        if (which is null)
            return null;
        var after = accepted.Facts.Aggregate(journey, (so, fact) => Pathway.Evolve(so, new Recorded(so.Sequence + 1, so.LastAt, Author.System, "", "", fact)));
        return new Booking(after.Appointments.Find(which)!, journey.Appointments.Find(which));
    }

    /// <summary>Somebody else's decision may have come between: then what was claimed is not what would be recorded.</summary>
    private static Decision OnlyAsClaimed(Journey journey, Decision decision, Booking wish) =>
        decision is not Decision.Accepted || Wish(journey, decision) is { } now && now.Now.Key == wish.Now.Key && now.Now.Start == wish.Now.Start
            ? decision
            : Decision.Conflict("booking.meanwhile", "Somebody booked or moved it meanwhile.", "Look at the journey again.");

    private async Task GiveBackAsync(JourneyId id, Booking wish, string attempt, CancellationToken cancellation)
    {
        if (wish.Before is { } before)
        {
            var back = new SlotClaim(BookingOf(id, before), attempt, Needs.Of(id, before, clinic()));
            await daysheets.MoveAsync(BookingOf(id, wish.Now), wish.Now.Start, back, null, cancellation);
        }
        await daysheets.ReleaseAsync(BookingOf(id, wish.Now), wish.Now.Start, attempt, cancellation);
    }

    private async Task ReleaseCancelledAsync(CommitOutcome.Committed committed, CancellationToken cancellation)
    {
        foreach (var cancelled in committed.Facts.Select(fact => fact.Fact).OfType<AppointmentCancelled>())
        {
            if (committed.After.Journey.Appointments.Find(cancelled.Which) is { } appointment)
                await daysheets.ReleaseAsync(BookingOf(committed.After.Journey.Id, appointment), appointment.Start, null, cancellation);
        }
    }

    private async Task<bool> RepairAsync(LoadedJourney read, Appointment appointment, CancellationToken cancellation)
    {
        var (id, changed) = (read.Journey.Id, false);
        var booking = BookingOf(id, appointment);
        if (!await daysheets.ConfirmAsync(booking, appointment.Start, null, cancellation))
        {
            var claim = new SlotClaim(booking, Attempt.New(), Needs.Of(id, appointment, clinic()));
            if (await daysheets.ClaimAsync(claim, null, cancellation) is SlotAnswer.Taken)
            {
                // The hold ran out unconfirmed and somebody else has the time: a person has to offer another.
                LostItsTime(log, id.Value, appointment.Which.ToString());
                await store.DecideAsync(id, Author.System, (journey, moment) => Pathway.Decide(journey, new AskAnotherTime(appointment.Which), moment), null, wake: false, cancellation);
                changed = true;
            }
        }
        if (appointment.Version > 1 && StartBefore(read, appointment) is { } old)
            await daysheets.ReleaseAsync(BookingId.Of(id, appointment.Which, appointment.Version - 1), old, null, cancellation);
        return changed;
    }

    private static Instant? StartBefore(LoadedJourney read, Appointment appointment) => read.Facts
        .Select(fact => fact.Fact switch
        {
            AppointmentBooked booked when booked.Which == appointment.Which => (Version: 1, Start: (Instant?)booked.Start),
            AppointmentMoved moved when moved.Which == appointment.Which => (moved.Version, moved.Start),
            _ => (0, null),
        })
        .FirstOrDefault(each => each.Version == appointment.Version - 1).Start;

    private CommitOutcome.Refused? Refusal(SlotAnswer answer) => answer switch
    {
        SlotAnswer.Taken taken => No("calendar.taken", $"Not free at that time: {string.Join(", ", taken.Resources.Select(NameOf))}.", "Choose another time, person or room."),
        SlotAnswer.DoesNotFit => No("calendar.midnight", "It would run past midnight.", "Choose an earlier time."),
        _ => null,
    };

    private static CommitOutcome.Refused No(string code, string text, string nextStep) => new(RefusalKind.NotAllowed, [new Reason(code, text, nextStep)]);

    private string NameOf(string resource)
    {
        var settings = clinic();
        return settings.Staff.FirstOrDefault(member => member.Id.Value == resource)?.Name
            ?? settings.Rooms.FirstOrDefault(room => Needs.ResourceOf(room) == resource)?.Name
            ?? "the client";
    }

    private static BookingId BookingOf(JourneyId id, Appointment appointment) => BookingId.Of(id, appointment.Which, appointment.Version);

    private sealed record Booking(Appointment Now, Appointment? Before);

    [LoggerMessage(LogLevel.Error, "Journey {Journey}: {Appointment} has lost its time to another booking.")]
    private static partial void LostItsTime(ILogger log, string journey, string appointment);
}
