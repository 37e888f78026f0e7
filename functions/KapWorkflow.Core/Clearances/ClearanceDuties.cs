using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>What is owed about a clearance: the two decisions, what they wait for, and what follows from them (care-pathway §3.1, rows 8 to 12).</summary>
public static class ClearanceDuties
{
    public static IEnumerable<Duty> Of(Journey journey, Clinic clinic)
    {
        // Maintenance is cleared anew, on the packet that is there.
        if ((journey.Reviews.Maintenance ?? journey.Intake.Completed) is not { } completed)
            yield break;
        var clearance = journey.Clearance;
        var asked = clearance.InformationReceived ?? completed;
        var dueBy = clinic.Business.EndOfDayAfter(asked.At, clinic.Clearance.SlaBusinessDays);
        if (clearance.Readiness is null)
            yield return Owe.Ask($"clearance:{completed.Sequence}:readiness", TaskKind.DecideReadiness, completed.At, clinic.Business.EndOfDayAfter(completed.At, clinic.Clearance.SlaBusinessDays), completed);
        // Not ready yet is no ending: the therapist looks again.
        if (clearance.Readiness is { Ready: false, Since: { } notReady })
            yield return Owe.Ask($"clearance:{notReady.Sequence}:readiness", TaskKind.DecideReadiness, clinic.Business.EndOfDayAfter(notReady.At, clinic.Clearance.SlaBusinessDays), clinic.Business.EndOfDayAfter(notReady.At, 2 * clinic.Clearance.SlaBusinessDays), notReady);
        // What was asked for after a decision is looked at too: it stood in the way of the next dose, or of a deferred client.
        if (!clearance.AwaitsInformation && (clearance.Outcome is null || clearance.InformationReceived?.Sequence > clearance.Decided?.Sequence))
            yield return Owe.Ask($"clearance:{asked.Sequence}:prescriber", TaskKind.DecideClearance, asked.At, dueBy, asked);
        foreach (var duty in Expiring(journey, clearance, clinic))
            yield return duty;

        if (clearance is { AwaitsInformation: true, InformationRequested: { } requested })
        {
            foreach (var duty in Information(journey, requested, clinic))
                yield return duty;
        }

        if (clearance.BothKeys is { } cleared)
        {
            foreach (var duty in Owe.Tell($"clearance:{cleared.Sequence}:approved", Text.ClearanceApproved, Windows.Later(journey, clinic, cleared.At), cleared))
                yield return duty;
        }

        foreach (var duty in Uncovered(journey, clearance, clinic).Concat(Suspensions.Duties(journey, clinic)).Concat(MedicalDuties.Of(journey, clinic)))
            yield return duty;

        if (clearance is { Outcome: ClearanceOutcome.Deferred or ClearanceOutcome.NotCleared, Decided: { } decided })
        {
            foreach (var duty in NotNow(journey, clearance, decided, clinic))
                yield return duty;
        }
    }

    private static IEnumerable<Duty> Information(Journey journey, Stamp requested, Clinic clinic)
    {
        var key = $"clearance:{requested.Sequence}:information";
        foreach (var duty in Owe.Tell(key, Text.ClearanceInfo, Windows.Later(journey, clinic, requested.At), requested))
            yield return duty;
        foreach (var (days, index) in clinic.Clearance.InfoNudgeDays.Select((days, index) => (days, index)))
            yield return Owe.Tell(string.Create(CultureInfo.InvariantCulture, $"{key}:nudge:{index + 1}"), Text.ClearanceInfo, Channel.Email, Windows.Later(journey, clinic, requested.At + Duration.FromDays(days)), requested);
        yield return Owe.Ask($"{key}:chase", TaskKind.ChaseInformation, requested.At, clinic.Business.EndOfDayAfter(requested.At, 5), requested);
        // Somebody who has begun is never closed by the clock.
        if (journey.Course.Given == 0)
            yield return Owe.Record($"{key}:close", new CloseJourney(ClosedBecause.LostToFollowUp), requested.At + Duration.FromDays(clinic.Clearance.InfoCloseDays), requested);
    }

    /// <summary>
    /// M23: a clearance that will end before the course does is looked at while there is time to see the client, and both keys hear of it.
    /// Whoever still has the first notice open gets no second one.
    /// </summary>
    private static IEnumerable<Duty> Expiring(Journey journey, Clearance clearance, Clinic clinic)
    {
        if (clearance is not { HasBothKeys: true, ExpiresOn: { } last, Authorised: { } authorised }
            || Reviews.Stopped(journey) || journey.Course.Given >= CoursePlans.Doses(journey, clinic) || journey.Reviews.Completed is not null)
            yield break;
        var ends = PracticeTime.At(last + clinic.Opening.To, clinic.Zone);
        foreach (var (days, notice) in clinic.Clearance.ExpiryNoticeDays.Select((days, notice) => (days, notice)))
        {
            var due = PracticeTime.At(last.PlusDays(-days) + clinic.Opening.From, clinic.Zone);
            if (notice > 0 && due <= authorised.At)
                continue;
            var key = string.Create(CultureInfo.InvariantCulture, $"clearance:{authorised.Sequence}:expiring{(notice == 0 ? "" : $":{notice + 1}")}");
            foreach (var (each, kind) in new[] { (key, TaskKind.RenewClearance), ($"{key}:therapist", TaskKind.ClearanceEnds) })
            {
                if (!journey.Tasks.Open.Any(task => task.Kind == kind && task.Key != each))
                    yield return Owe.Ask(each, kind, Instant.Max(authorised.At, due), ends, authorised);
            }
        }
    }

    /// <summary>§11: decided anew, the clearance does not reach a session that is booked already. Whoever booked it hears so at once, and not on its morning.</summary>
    private static IEnumerable<Duty> Uncovered(Journey journey, Clearance clearance, Clinic clinic)
    {
        if (clearance is not { Suspended: null, Authorised: { } decided })
            yield break;
        // From three days before, the session's own second look asks.
        var looked = decided.At + Duration.FromHours(clinic.Dosing.RecheckHours);
        foreach (var session in journey.Appointments.For(AppointmentPurpose.Dosing).Where(each => each.IsAhead && each.Start > looked && !Clearances.Reaches(journey, each.Start, clinic)))
            yield return Owe.Ask(string.Create(CultureInfo.InvariantCulture, $"{session.Key}:uncovered:{decided.Sequence}"), TaskKind.ReviewBookedSession, decided.At, clinic.Business.EndOfDayAfter(decided.At, 1), decided) with { About = session.Which.ToString() };
    }

    /// <summary>A person speaks first; the message says only that there is something to read, and comes after.</summary>
    private static IEnumerable<Duty> NotNow(Journey journey, Clearance clearance, Stamp decided, Clinic clinic)
    {
        var deferred = clearance.Outcome == ClearanceOutcome.Deferred;
        if (clearance.Told is not { } told)
        {
            yield return Owe.Ask($"clearance:{decided.Sequence}:tell", TaskKind.TellInPerson, decided.At, clinic.Business.EndOfDayAfter(decided.At, 2), decided);
            yield break;
        }
        yield return Owe.Tell($"clearance:{decided.Sequence}:told", deferred ? Text.ClearanceDeferred : Text.ClearanceNot, Channel.Email, Windows.Later(journey, clinic, told.At), told) with { Always = true };
        if (deferred && clearance.DeferredUntil is { } until)
        {
            var due = Instant.Max(told.At, PracticeTime.At(until + clinic.Opening.From, clinic.Zone));
            yield return Owe.Ask($"clearance:{decided.Sequence}:again", TaskKind.DecideClearance, due, clinic.Business.EndOfDayAfter(due, clinic.Clearance.SlaBusinessDays), told);
        }
    }
}
