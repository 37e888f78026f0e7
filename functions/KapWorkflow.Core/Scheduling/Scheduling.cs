using NodaTime;

namespace KapWorkflow.Core;

/// <summary>
/// Appointments of every purpose: booked, moved, confirmed, cancelled, attended, missed.
/// The purpose's own gate says whether one may be booked; the calendar's claims say whether the people and the room are free.
/// </summary>
public static class Scheduling
{
    public static Decision Decide(Journey journey, Command command, Moment moment) => command switch
    {
        BookAppointment book => Book(journey, book, moment),
        MoveAppointment move => OnAppointmentAhead(journey, move.Which, appointment => Here(journey, move.Which) ?? Move(journey, appointment, move.Start, moment)),
        ConfirmAppointment confirm => OnAppointmentAhead(journey, confirm.Which, appointment => appointment.State == AppointmentState.Confirmed
            ? Decision.Record()
            : Decision.Record(new AppointmentConfirmed(appointment.Which))),
        AskAnotherTime ask => OnAppointmentAhead(journey, ask.Which, appointment => Decision.Record(new AnotherTimeAsked(appointment.Which))),
        CancelAppointment cancel => OnAppointmentAhead(journey, cancel.Which, appointment => Here(journey, cancel.Which) ?? Cancel(journey, appointment, cancel, moment)),
        RecordAttendance attended => OnAppointmentAhead(journey, attended.Which, appointment => Attend(appointment, attended.Note, moment)),
        RecordNoShow missed => OnAppointmentAhead(journey, missed.Which, appointment => Here(journey, missed.Which) ?? Decision.When(
            Gate.Of("attendance", HasBegun(appointment, moment)),
            new AppointmentMissed(appointment.Which))),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    public static Journey Evolve(Journey journey, Recorded recorded) => recorded.Fact switch
    {
        AppointmentBooked booked => With(journey, new Appointment(booked.Which, 1, booked.Start, booked.End, booked.Therapist)
        {
            Prescriber = booked.Prescriber,
            Room = booked.Room,
            Modality = booked.Modality,
            Since = recorded.Stamp,
            StateSince = recorded.Stamp,
        }),
        AppointmentMoved moved => Change(journey, moved.Which, appointment => appointment with
        {
            Version = moved.Version,
            Start = moved.Start,
            End = moved.End,
            State = AppointmentState.Booked,
            Since = recorded.Stamp,
            StateSince = recorded.Stamp,
            AskedForAnotherTime = null,
        }),
        AppointmentConfirmed confirmed => Reach(journey, confirmed.Which, AppointmentState.Confirmed, recorded),
        AppointmentCancelled cancelled => Change(Reach(journey, cancelled.Which, AppointmentState.Cancelled, recorded), cancelled.Which, appointment => appointment with { CancelledLate = cancelled is { ByClient: true, Late: true }, CancelledByPractice = !cancelled.ByClient }),
        AppointmentAttended attended => Reach(journey, attended.Which, AppointmentState.Attended, recorded),
        AppointmentMissed missed => Reach(journey, missed.Which, AppointmentState.Missed, recorded),
        AnotherTimeAsked asked => Change(journey, asked.Which, appointment => appointment with { AskedForAnotherTime = recorded.Stamp }),
        _ => journey,
    };

    /// <summary>What every appointment owes whatever its purpose; the texts of its purpose are with its stage.</summary>
    public static IEnumerable<Duty> Duties(Journey journey, Clinic clinic) =>
        journey.Appointments.All.Values.SelectMany(each => Duties(each, clinic).Concat(Cancelled(journey, each, clinic)));

    /// <summary>Nobody comes, or fasts, for a visit that the practice has cancelled. Who withdrew is told with the withdrawal, and who was here knows.</summary>
    private static IEnumerable<Duty> Cancelled(Journey journey, Appointment each, Clinic clinic) =>
        each is not { State: AppointmentState.Cancelled, CancelledByPractice: true } || each.StateSince.At >= each.Start
            || journey.Standing.Because == ClosedBecause.Withdrawn || journey.Course.Find(each.Which) is { CheckedIn: not null }
            ? []
            : new[]
            {
                Owe.Tell($"{each.Key}:cancelled", Text.AppointmentCancelled, Channel.Email, each.StateSince.At, each.StateSince, each.Which),
                Owe.Tell($"{each.Key}:cancelled", Text.AppointmentCancelled, Channel.Sms, Windows.Later(journey, clinic, each.StateSince.At), each.StateSince, each.Which),
            }.NotAfter(each.Start).EvenWhenClosed();

    private static IEnumerable<Duty> Duties(Appointment each, Clinic clinic)
    {
        if (each.IsAhead && each.Which.Purpose != AppointmentPurpose.Dosing)
        {
            yield return Owe.Ask($"{each.Key}:attendance", TaskKind.RecordAttendance, each.End, clinic.Business.EndOfDayAfter(each.End, 0), each.Since)
                with
            { About = each.Which.ToString(), Always = true };
        }
        if (each is { IsAhead: true, AskedForAnotherTime: { } asked })
        {
            yield return Owe.Ask($"{each.Key}:another-time", TaskKind.OfferAnotherTime, asked.At, clinic.Business.EndOfDayAfter(asked.At, 0), asked)
                with
            { About = each.Which.ToString(), Always = true };
        }
    }

    private static Decision Book(Journey journey, BookAppointment book, Moment moment)
    {
        var start = PracticeTime.At(book.Start, moment.Clinic.Zone);
        var end = start + Duration.FromMinutes(MinutesOf(book.Purpose, moment.Clinic));
        var gate = Gate.Of("booking", [.. Basics(journey, book, start, moment), Open(book.Purpose, start, end, moment), Free(journey, null, start, end)]).And(Pathway.MayBook(journey, book.Purpose, start, moment));
        if (book.Purpose == AppointmentPurpose.Dosing)
            gate = gate.And(SessionSlots.MayTake(journey, new SessionSlot(start, end, book.Therapist, book.Prescriber, book.Room), moment.Clinic));
        return Decision.When(gate, new AppointmentBooked(
            journey.Appointments.NextRef(book.Purpose), start, end, book.Therapist, book.Prescriber, book.Room, book.Modality));
    }

    private static IEnumerable<Reason?> Basics(Journey journey, BookAppointment book, Instant start, Moment moment)
    {
        var therapist = moment.Clinic.Find(book.Therapist);
        yield return Gate.Unless(start > moment.Now, "booking.past", "That time has already begun.", "Choose a later time.");
        yield return Gate.Unless(therapist is not null, "booking.therapist-unknown", "That therapist is not in clinic.json.", "Choose one of the practice's people.");
        yield return Gate.Unless(book.Prescriber is null || moment.Clinic.Find(book.Prescriber) is not null, "booking.prescriber-unknown", "That prescriber is not in clinic.json.", "Choose one of the practice's people.");
        yield return Gate.Unless(
            therapist is null || book.Purpose is AppointmentPurpose.Consultation or AppointmentPurpose.Review || therapist.Roles.HasFlag(Role.Therapist),
            "booking.therapist-role", "That person is no therapist.", "Choose a therapist.");
        yield return Gate.Unless(
            book.Prescriber is null || moment.Clinic.Find(book.Prescriber) is not { } prescriber || prescriber.Roles.HasFlag(Role.Prescriber),
            "booking.prescriber-role", "That person is no prescriber.", "Choose a prescriber.");
        yield return Gate.Unless(book.Room is null || moment.Clinic.Rooms.Any(room => room.Id == book.Room), "booking.room-unknown", "That room is not in clinic.json.", "Choose one of the practice's rooms.");
        yield return Gate.Unless(book.Purpose != AppointmentPurpose.Dosing || book.Modality == Modality.InPerson, "booking.in-person", "A dosing session is held in the practice, never by telephone or video.", "Book it in person.");
        yield return Gate.Unless(
            journey.Appointments.Next(book.Purpose) is null || book.Purpose is AppointmentPurpose.Preparation or AppointmentPurpose.Dosing,
            "booking.exists", "One is already booked.", "Move or cancel it.");
        yield return Gate.Unless(
            therapist is null || book.Purpose is AppointmentPurpose.Consultation or AppointmentPurpose.Dosing || journey.Inquiry is not { } inquiry
                || therapist.LicenceFor(inquiry.Details.State, PracticeTime.Local(start, moment.Clinic.Zone).Date) is not null,
            "booking.licence", "That therapist holds no licence for the client's state on that day.", "Choose a therapist licensed there.");
    }

    /// <summary>Of a dosing session it is a part of G2.</summary>
    private static Reason? Open(AppointmentPurpose purpose, Instant start, Instant end, Moment moment) =>
        purpose == AppointmentPurpose.Dosing ? null : VisitHours.Unmet("booking.hours", start, end, moment.Clinic);

    /// <summary>Nobody is in two places at once.</summary>
    private static Reason? Free(Journey journey, Appointment? moved, Instant start, Instant end) => Gate.Unless(
        !journey.Appointments.Ahead.Any(each => each.Which != moved?.Which && each.Start < end && start < each.End),
        "booking.overlaps", "The client has another appointment at that time.", "Choose another time, or cancel the other one.");

    private static Decision Move(Journey journey, Appointment appointment, LocalDateTime to, Moment moment)
    {
        var start = PracticeTime.At(to, moment.Clinic.Zone);
        var gate = Gate.Of(
                "move",
                Gate.Unless(start > moment.Now, "booking.past", "That time has already begun.", "Choose a later time."),
                Gate.Unless(start != appointment.Start, "booking.same", "It is at that time already.", "Choose another time, or leave it."),
                Open(appointment.Which.Purpose, start, start + (appointment.End - appointment.Start), moment),
                Free(journey, appointment, start, start + (appointment.End - appointment.Start)))
            .And(Pathway.MayMove(journey, appointment, start, moment));
        if (appointment.Which.Purpose == AppointmentPurpose.Dosing)
        {
            var slot = SessionSlot.Of(appointment) with { Start = start, End = start + (appointment.End - appointment.Start) };
            gate = gate.And(SessionSlots.MayTake(journey, slot, moment.Clinic)).And(SessionSlots.AreStillHere(slot, moment.Clinic));
        }
        return Decision.When(gate, new AppointmentMoved(appointment.Which, appointment.Version + 1, start, start + (appointment.End - appointment.Start)));
    }

    private static Decision Cancel(Journey journey, Appointment appointment, CancelAppointment cancel, Moment moment)
    {
        var notice = Duration.FromHours(appointment.Which.Purpose == AppointmentPurpose.Dosing ? moment.Clinic.Scheduling.DosingCancelNoticeHours : moment.Clinic.Scheduling.CancelNoticeHours);
        return Decision.Record([
            new AppointmentCancelled(appointment.Which, moment.By.Kind == AuthorKind.Client || cancel.ForClient, appointment.Start - moment.Now < notice, cancel.Why),
            .. moment.By.Kind == AuthorKind.Client ? SafetyRules.OnWords(journey, cancel.Why, "form") : []]);
    }

    private static Decision Attend(Appointment appointment, string? note, Moment moment) =>
        appointment.Which.Purpose == AppointmentPurpose.Dosing
            ? Decision.Refuse("attendance.dosing", "A dosing session is recorded step by step.", "Check the client in.")
            : Decision.When(Gate.Of("attendance", HasBegun(appointment, moment)), new AppointmentAttended(appointment.Which, note));

    private static Reason? HasBegun(Appointment appointment, Moment moment) => Gate.Unless(
        moment.Now >= appointment.Start, "attendance.early", "The appointment has not begun yet.", "Record it when it has.");

    private static Decision OnAppointmentAhead(Journey journey, AppointmentRef which, Func<Appointment, Decision> decide) =>
        journey.Appointments.Find(which) switch
        {
            null => Decision.Refuse("appointment.unknown", "There is no such appointment.", "Open the journey and choose one."),
            { IsAhead: false } past => Decision.Conflict("appointment.over", $"The {Diary.Of(which)} is over already: {Diary.Plain(past.State)}.", "Read on the journey's page what became of it; a wrong entry is corrected there."),
            { } ahead => decide(ahead),
        };

    /// <summary>Once the client is checked in, the prescriber decides about the session; the calendar does not.</summary>
    private static Decision? Here(Journey journey, AppointmentRef which) => journey.Course.IsUnderWay(which)
        ? Decision.Refuse("session.under-way", "The client is in the practice for this session.", "The prescriber decides: go on, or another day.")
        : null;

    private static int MinutesOf(AppointmentPurpose purpose, Clinic clinic) => purpose switch
    {
        AppointmentPurpose.Consultation => clinic.Consultation.Minutes,
        AppointmentPurpose.Preparation => clinic.Preparation.Minutes,
        AppointmentPurpose.Dosing => clinic.Dosing.Minutes,
        AppointmentPurpose.Integration => clinic.Integration.Minutes,
        _ => clinic.Review.Minutes,
    };

    private static Journey Reach(Journey journey, AppointmentRef which, AppointmentState state, Recorded recorded) =>
        Change(journey, which, appointment => appointment with { State = state, StateSince = recorded.Stamp });

    private static Journey Change(Journey journey, AppointmentRef which, Func<Appointment, Appointment> change) =>
        journey.Appointments.Find(which) is { } appointment ? With(journey, change(appointment)) : journey;

    private static Journey With(Journey journey, Appointment appointment) =>
        journey with { Appointments = journey.Appointments.With(appointment) };
}
