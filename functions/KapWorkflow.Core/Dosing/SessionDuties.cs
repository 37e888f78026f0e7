using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>What is owed around a session: before it (care-pathway §5.1), after it (§5.2), and the booking of the next.</summary>
public static class SessionDuties
{
    private static readonly int[] ConsentDays = [7, 2];
    private static readonly Duration TimeToGoHome = Duration.FromHours(1);
    private static readonly Duration TimeToPutRight = Duration.FromHours(4);

    public static IEnumerable<Duty> Of(Journey journey, Clinic clinic) =>
    [
        .. Booking(journey, clinic),
        .. AdverseEvents.Stopped(journey, clinic),
        .. CoursePlans.Duties(journey, clinic),
        .. journey.Course.Cycles.Values.SelectMany(cycle => journey.Appointments.Find(cycle.Which) is { } appointment
            ? (IEnumerable<Duty>)[.. Before(journey, clinic, cycle, appointment), .. Recheck(journey, clinic, cycle, appointment), .. During(journey, clinic, cycle, appointment), .. After(journey, clinic, cycle), .. Escorts.Duties(cycle, clinic), .. AdverseEvents.Duties(journey, cycle, clinic)]
            : []),
        .. journey.Appointments.For(AppointmentPurpose.Integration).Where(each => each.IsAhead).SelectMany(each =>
            Owe.Tell($"{each.Key}:booked", Text.IntegrationBooked, Windows.Later(journey, clinic, each.Since.At), each.Since, each.Which, LinkPurpose.Appointment).NotAfter(each.Start)
                .Concat(AppointmentReminders.For(journey, clinic, each, Text.IntegrationReminder).TakeLast(2).Where(duty => !IsTextOnTheCheckinsDay(journey, clinic, duty)))),
    ];

    /// <summary>M42 gives way to M40: the check-in's page shows the time of the integration, and one SMS a day is enough.</summary>
    private static bool IsTextOnTheCheckinsDay(Journey journey, Clinic clinic, Duty duty) =>
        duty.Action is DutyAction.Tell { Channel: Channel.Sms } && journey.Course.Last is { Discharged: { } discharged }
        && PracticeTime.Local(duty.Due, journey.Contact.Zone).Date == PracticeTime.Local(CheckinDue(journey, clinic, discharged), journey.Contact.Zone).Date;

    private static Instant CheckinDue(Journey journey, Clinic clinic, Stamp discharged) =>
        Windows.Later(journey, clinic, discharged.At + Duration.FromHours(clinic.Dosing.CheckinHours[0]));

    /// <summary>Confirmed, pre-check answered, escort named: nobody has to call.</summary>
    public static bool IsReady(Journey journey, Appointment appointment) =>
        appointment.State == AppointmentState.Confirmed && journey.Course.Find(appointment.Which) is { Precheck: not null, Escort: not null };

    private static IEnumerable<Duty> Booking(Journey journey, Clinic clinic)
    {
        if (journey.Preparation.Completed is not { } prepared || journey.Prescription is not { Order: not null, Medicine: { } medicine } || journey.Appointments.Next(AppointmentPurpose.Dosing) is not null)
            yield break;
        var course = journey.Course;
        if (course.Given + 1 > journey.Clearance.AuthorisedDoses || !course.LastIsClosed || journey.Clearance.Suspended is not null || Reviews.Stopped(journey) || course.Given >= CoursePlans.Doses(journey, clinic) || journey.Reviews.EndDue(journey, clinic) is not null)
            yield break;
        var since = journey.Appointments.For(AppointmentPurpose.Dosing).Where(each => each.State is AppointmentState.Cancelled or AppointmentState.Missed).Select(each => each.StateSince)
            .Append(prepared).Append(medicine).Concat(new[] { course.Last?.ClosedAt, journey.Reviews.Mid?.Since, journey.Clearance.Authorised, journey.Clearance.BothKeys, journey.Clearance.Reinstated }.OfType<Stamp>())
            .MaxBy(stamp => stamp.Sequence)!;
        yield return Owe.Ask(string.Create(CultureInfo.InvariantCulture, $"session:book:{since.Sequence}"), TaskKind.BookSession, since.At, clinic.Business.EndOfDayAfter(since.At, 2), since);
    }

    /// <summary>A baseline measure that will be too old at the first dose is asked for again, with the pre-check and not on the morning itself.</summary>
    private static IEnumerable<Duty> StaleMeasures(Journey journey, Clinic clinic, Appointment appointment)
    {
        var limit = Duration.FromDays(clinic.Dosing.BaselineMeasureDays);
        if (!journey.Course.IsBeforeFirst || IntakePacket.BaselineMeasures.All(measure => journey.Intake.IsFresh(measure, appointment.Start, limit)))
            return [];
        var due = Windows.DaysBefore(journey, clinic, appointment.Start, clinic.Dosing.PrecheckHours / 24);
        return Owe.Tell($"{appointment.Key}:measures", Text.MeasuresDue, Instant.Max(due, Windows.Later(journey, clinic, appointment.Since.At)), appointment.Since, appointment.Which, LinkPurpose.Forms);
    }

    private static IEnumerable<Duty> Before(Journey journey, Clinic clinic, Cycle cycle, Appointment appointment)
    {
        if (!appointment.IsAhead || cycle.CheckedIn is not null)
            return [];
        var start = appointment.Start;
        var since = appointment.Since;
        var key = appointment.Key;
        var zone = journey.Contact.Zone;
        var day = PracticeTime.Local(start, zone).Date;
        var fasting = start - Duration.FromHours(clinic.Dosing.FastSolidsHours);
        var tellSteps = fasting - Duration.FromHours(2);
        // The steps of the day are told at least two hours before they begin; when that is at night, the evening before.
        var evening = PracticeTime.At(day.PlusDays(-1) + new LocalTime(18, 0), zone);
        var stepsOnTheEvening = tellSteps < PracticeTime.At(day + clinic.Messaging.InfoWindow.From, zone);
        var stepsAt = stepsOnTheEvening ? evening : tellSteps;
        var dayBefore = Windows.DaysBefore(journey, clinic, start, 1);
        IEnumerable<Duty> duties =
        [
            .. Owe.Tell($"{key}:booked", Text.SessionBooked, Windows.Later(journey, clinic, since.At), since, appointment.Which, LinkPurpose.Appointment),
            Owe.Tell($"{key}:week", Text.SessionWeek, Channel.Email, Windows.DaysBefore(journey, clinic, start, 7), since, appointment.Which, LinkPurpose.Forms),
            .. Owe.Tell($"{key}:confirm", Text.SessionConfirm, Windows.DaysBefore(journey, clinic, start, 3), since, appointment.Which, LinkPurpose.Appointment).Unless(appointment.State == AppointmentState.Confirmed),
            .. Owe.Tell($"{key}:escort:1", Text.EscortNeeded, Channel.Email, Windows.DaysBefore(journey, clinic, start, 3), since, appointment.Which, LinkPurpose.Forms).Unless(cycle.Escort is not null),
            .. Owe.Tell($"{key}:escort:2", Text.EscortNeeded, Channel.Email, Windows.DaysBefore(journey, clinic, start, 2), since, appointment.Which, LinkPurpose.Forms).Unless(cycle.Escort is not null),
            .. Owe.Tell($"{key}:precheck", Text.SessionPrecheck, Channel.Email, Windows.DaysBefore(journey, clinic, start, clinic.Dosing.PrecheckHours / 24), since, appointment.Which, LinkPurpose.Forms).Unless(cycle.Precheck is not null),
            // M32: by text only to those who have not answered half a day later.
            .. Owe.Tell($"{key}:precheck:2", Text.SessionPrecheck, Channel.Sms, Windows.HoursBefore(journey, clinic, start, clinic.Dosing.PrecheckHours - 12), since, appointment.Which, LinkPurpose.Forms).Unless(cycle.Precheck is not null),
            .. StaleMeasures(journey, clinic, appointment),
            .. Consents(journey, clinic, appointment),
            Owe.Tell($"{key}:day-before", Text.SessionDayBefore, Channel.Email, dayBefore, since, appointment.Which, LinkPurpose.Forms),
            // M34's text takes the place of M33's when it goes out on the evening before: one SMS, not two.
            .. Owe.Tell($"{key}:day-before", Text.SessionDayBefore, Channel.Sms, dayBefore, since, appointment.Which, LinkPurpose.Forms).Unless(stepsOnTheEvening),
            Owe.Tell($"{key}:steps", Text.SessionSteps, Channel.Sms, stepsAt, since, appointment.Which, LinkPurpose.Forms),
            .. Owe.Tell($"{key}:today", Text.SessionToday, Windows.HoursBefore(journey, clinic, start, 3), since, appointment.Which, LinkPurpose.Appointment).Unless(Windows.HoursBefore(journey, clinic, start, 3) < PracticeTime.At(day + clinic.Messaging.InfoWindow.From, zone)),
        ];
        // The day before; for a Monday session on Friday afternoon, while there is somebody to call.
        var call = clinic.Business.LastOpen(PracticeTime.DaysBefore(start, 1, clinic.Zone), Duration.FromHours(2));
        var ready = IsReady(journey, appointment);
        return duties
            .Where(duty => duty.Due > since.At || duty.Key.Contains(":booked:", StringComparison.Ordinal) || duty.Key.Contains(":measures:", StringComparison.Ordinal))
            .NotAfter(start - Duration.FromHours(1))
            .Select(duty => duty.Key.Contains(":steps:", StringComparison.Ordinal) ? duty with { Deadline = fasting } : duty)
            .Concat((Owe.Ask($"{key}:call", TaskKind.CallBeforeSession, call, Instant.Max(clinic.Business.EndOfDayAfter(call, 0), since.At), since) with { About = appointment.Which.ToString(), Always = true }).Unless(ready))
            .Concat((Owe.Ask(string.Create(CultureInfo.InvariantCulture, $"{key}:precheck-review:{cycle.Precheck?.Sequence ?? 0}"), TaskKind.ReviewPrecheck, cycle.Precheck?.At ?? call, start - Duration.FromHours(4), cycle.Precheck ?? since) with { About = appointment.Which.ToString() }).Unless(cycle.PrecheckCleared));
    }

    /// <summary>G1 and G2 run again three days before: what has gone since the booking is put right, or the session is moved.</summary>
    private static IEnumerable<Duty> Recheck(Journey journey, Clinic clinic, Cycle cycle, Appointment appointment)
    {
        if (!appointment.IsAhead || cycle.CheckedIn is not null || SessionGates.Recheck(journey, appointment, clinic).IsOpen)
            yield break;
        var times = journey.Tasks.All.Values.Count(task => !task.IsOpen && task.Kind == TaskKind.RecheckSession && task.Key.StartsWith($"{appointment.Key}:gate:", StringComparison.Ordinal));
        var due = Instant.Max(appointment.Start - Duration.FromHours(clinic.Dosing.RecheckHours), appointment.Since.At);
        // What goes after that day is noticed with the last fact: nobody is asked for yesterday.
        var noticed = Instant.Min(appointment.Start, Instant.Max(due, journey.LastAt) + TimeToPutRight);
        var by = Instant.Max(noticed, clinic.Business.LastOpen(PracticeTime.DaysBefore(appointment.Start, 1, clinic.Zone), Duration.FromHours(2)));
        yield return Owe.Ask(string.Create(CultureInfo.InvariantCulture, $"{appointment.Key}:gate:{times + 1}"), TaskKind.RecheckSession, due, by, appointment.Since)
            with
        { About = appointment.Which.ToString(), Safety = true };
    }

    /// <summary>M58: a consent that was signed in an older version is signed again before the next session.</summary>
    private static IEnumerable<Duty> Consents(Journey journey, Clinic clinic, Appointment appointment)
    {
        if (!journey.Intake.MissingConsents(clinic).Any())
            return [];
        return ConsentDays.Select((days, index) => Owe.Tell(
            string.Create(CultureInfo.InvariantCulture, $"{appointment.Key}:consent:{index + 1}"), Text.ConsentRenew, Channel.Email,
            Windows.DaysBefore(journey, clinic, appointment.Start, days), appointment.Since, appointment.Which, LinkPurpose.Forms));
    }

    private static IEnumerable<Duty> During(Journey journey, Clinic clinic, Cycle cycle, Appointment appointment)
    {
        var underWay = appointment.IsAhead || cycle.IsUnderWay;
        if (underWay && cycle.Discharged is null)
        {
            yield return Owe.Ask($"{appointment.Key}:run", TaskKind.RunSession, appointment.Start - Duration.FromMinutes(clinic.Dosing.ArriveEarlyMinutes), appointment.End, appointment.Since)
                with
            { About = appointment.Which.ToString(), Always = cycle.IsUnderWay };
        }
        // Somebody under the medicine is nobody's only on paper: where they are is asked an hour after the session was to end, and again each hour.
        if (cycle is { Dosed: { } given, Discharged: null })
        {
            var asked = journey.Tasks.All.Values.Count(task => task is { IsOpen: false, Kind: TaskKind.NotDischarged } && task.About == cycle.Which.ToString());
            var last = journey.Tasks.All.Values.Where(task => task is { IsOpen: false, Kind: TaskKind.NotDischarged } && task.About == cycle.Which.ToString()).Select(task => task.Closed!.At).DefaultIfEmpty(appointment.End).Max();
            var due = Instant.Max(appointment.End, last) + TimeToGoHome;
            yield return Owe.Ask(string.Create(CultureInfo.InvariantCulture, $"{cycle.Which}:not-discharged:{asked + 1}"), TaskKind.NotDischarged, due, due + Duration.FromMinutes(clinic.Safety.AckMinutes), given) with { About = cycle.Which.ToString(), Always = true, Safety = true };
        }
        // M51: welfare first. Somebody who fasted and does not come is looked for.
        if (appointment.IsAhead && cycle.CheckedIn is null)
        {
            var late = appointment.Start + Duration.FromMinutes(clinic.Scheduling.LateGraceMinutes);
            yield return Owe.Ask($"{appointment.Key}:absent", TaskKind.CallAboutAbsence, late, late + Duration.FromMinutes(30), appointment.Since) with { About = appointment.Which.ToString() };
        }
        if (cycle.AwaitsPrescriberSince is { } since)
            yield return Owe.Ask(string.Create(CultureInfo.InvariantCulture, $"{appointment.Key}:held:{since.Sequence}"), TaskKind.DecideHeldSession, since.At, since.At + Duration.FromMinutes(30), since) with { About = appointment.Which.ToString() };
        // §11: a client who has come, and fasted, for a day that no clearance covers does not wait for somebody to notice at the dose.
        else if (cycle is { CheckedIn: { } arrived, Dosed: null, Ended: null } && appointment.IsAhead && !Clearances.Reaches(journey, appointment.Start, clinic) && !(journey.Clearance.Suspended?.Sequence > arrived.Sequence))
            yield return Owe.Ask($"{appointment.Key}:held:uncovered", TaskKind.DecideHeldSession, arrived.At, arrived.At + Duration.FromMinutes(30), arrived) with { About = appointment.Which.ToString() };
        // M36: somebody is with the client and says what it means; a message would come to one who fasted and is in the house.
        if (cycle is { Held: { } held, Dosed: null })
            yield return Owe.Ask(string.Create(CultureInfo.InvariantCulture, $"{appointment.Key}:held:{held.Sequence}:tell"), TaskKind.TellAboutHold, held.At, held.At + Duration.FromMinutes(15), held) with { About = appointment.Which.ToString() };
        // Nobody goes home before the integration is booked (G4), so it is asked for as soon as the dose is given.
        if (cycle is { Dosed: { } dosed, IsIntegrated: false } && journey.Appointments.Next(AppointmentPurpose.Integration) is null)
        {
            var free = journey.Appointments.For(AppointmentPurpose.Integration).Select(each => each.StateSince).Append(dosed).MaxBy(stamp => stamp.Sequence)!;
            yield return Owe.Ask(string.Create(CultureInfo.InvariantCulture, $"{cycle.Which}:integration:book:{free.Sequence}"), TaskKind.BookIntegration, free.At, clinic.Business.EndOfDayAfter(free.At, 0), free) with { About = cycle.Which.ToString() };
        }
        if (appointment.State == AppointmentState.Missed)
            yield return Owe.Tell($"{appointment.Key}:no-show", Text.VisitNoShow, Channel.Email, Windows.Later(journey, clinic, appointment.StateSince.At + Duration.FromMinutes(15)), appointment.StateSince, appointment.Which);
    }

    private static IEnumerable<Duty> After(Journey journey, Clinic clinic, Cycle cycle)
    {
        if (cycle.Discharged is not { } discharged)
            yield break;
        var key = cycle.Which.ToString();
        // What to mind after a dose is told whatever was decided meanwhile; a hold does not silence the check-in either.
        yield return Owe.Tell($"{key}:after", Text.SessionAfter, Channel.Email, discharged.At, discharged) with { Always = true };
        var evening = discharged.At + Duration.FromHours(4);
        if (Windows.Later(journey, clinic, evening) == evening)
            yield return Owe.Tell($"{key}:evening", Text.SessionEvening, Channel.Email, evening, discharged);
        foreach (var duty in Checkin(journey, clinic, cycle, discharged, key))
            yield return duty;
        foreach (var duty in Aftermath.Silence(cycle, discharged, clinic).Concat(Aftermath.Integration(journey, cycle, discharged, clinic)))
            yield return duty;
    }

    private static IEnumerable<Duty> Checkin(Journey journey, Clinic clinic, Cycle cycle, Stamp discharged, string key)
    {
        var hours = clinic.Dosing.CheckinHours;
        if (cycle.CheckinAnswered is null && cycle.CheckinResolved is null)
        {
            foreach (var duty in Owe.Tell($"{key}:checkin:1", Text.Checkin, CheckinDue(journey, clinic, discharged), discharged, link: LinkPurpose.Forms)
                .Append(Owe.Tell($"{key}:checkin:2", Text.Checkin, Channel.Email, Windows.Later(journey, clinic, discharged.At + Duration.FromHours(hours[1])), discharged, link: LinkPurpose.Forms)))
                yield return duty with { Always = !journey.Standing.IsClosed };
        }
        if (cycle is { CheckinFlagged: true, CheckinAnswered: { } answered, CheckinResolved: null })
            yield return Owe.Ask($"{key}:checkin:review", TaskKind.ReviewCheckin, answered.At, answered.At + Duration.FromHours(1), answered) with { Always = true, Safety = true, About = key };
    }
}
