using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>Invariants 1 to 3.</summary>
public static class TheDose
{
    public static IEnumerable<string> HasTwoKeysAndIsAuthorised(Trace trace)
    {
        foreach (var dose in Doses(trace))
        {
            // Maintenance is decided about anew: nothing that was decided before it counts.
            var before = trace.Facts.Take(dose.Sequence - 1).Reverse().TakeWhile(each => each.Fact is not MaintenanceBegun).Reverse().ToList();
            var clinic = trace.ClinicOf(dose);
            var readiness = before.LastOrDefault(each => each.Fact is ReadinessDecided);
            if (readiness?.Fact is not ReadinessDecided { Ready: true })
                yield return $"the dose at {dose.Sequence} has no therapist's key";
            var decision = before.LastOrDefault(each => each.Fact is ClearanceDecided);
            if (decision?.Fact is not ClearanceDecided { Outcome: ClearanceOutcome.Cleared or ClearanceOutcome.ClearedConditional } cleared)
            {
                yield return $"the dose at {dose.Sequence} has no prescriber's key";
                continue;
            }
            if (readiness is not null && readiness.By.Staff == decision.By.Staff && !clinic.Clearance.AllowDualRole)
                yield return $"both keys to the dose at {dose.Sequence} are from one person";
            var extended = before.LastOrDefault(each => each.Sequence > decision.Sequence && each.Fact is AuthorisationExtended);
            var (since, doses, last) = extended?.Fact is AuthorisationExtended more ? (extended.Sequence, more.Doses, more.ExpiresOn) : (decision.Sequence, cleared.AuthorisedDoses, cleared.ExpiresOn ?? LocalDate.MinIsoValue);
            if (before.Count(each => each.Fact is DoseGiven && each.Sequence > since) >= doses)
                yield return $"the dose at {dose.Sequence} is one more than authorised";
            if (dose.At.InZone(clinic.Zone).Date > last)
                yield return $"the dose at {dose.Sequence} is after the clearance's last day";
            if (before.LastOrDefault(each => each.Fact is ClearanceSuspended or ClearanceReinstated or ClearanceDecided)?.Fact is ClearanceSuspended)
                yield return $"the dose at {dose.Sequence} was given under a suspended clearance";
        }
    }

    public static IEnumerable<string> CountsOnce(Trace trace)
    {
        var doses = Doses(trace).ToList();
        foreach (var twice in doses.GroupBy(each => ((DoseGiven)each.Fact).Which).Where(each => each.Count() > 1))
            yield return $"{twice.Key} has {twice.Count()} doses";
        if (trace.Journey.Course.Given != doses.Count)
            yield return $"{doses.Count} doses were given and {trace.Journey.Course.Given} counted";
        foreach (var dose in doses)
        {
            if (trace.Facts.ElementAtOrDefault(dose.Sequence)?.Fact is not AppointmentAttended attended || attended.Which != ((DoseGiven)dose.Fact).Which)
                yield return $"the dose at {dose.Sequence} was recorded without its session";
        }
        foreach (var booked in trace.Facts.Where(each => each.Fact is AppointmentBooked { Which.Purpose: AppointmentPurpose.Dosing }))
        {
            var before = trace.Facts.Take(booked.Sequence - 1).ToList();
            var authority = before.LastOrDefault(each => each.Fact is ClearanceDecided or AuthorisationExtended);
            var authorised = authority?.Fact switch { ClearanceDecided cleared => cleared.AuthorisedDoses, AuthorisationExtended more => more.Doses, _ => 0 };
            var used = before.Count(each => each.Fact is DoseGiven && each.Sequence > (authority?.Sequence ?? 0));
            if (used + SessionsAhead(before) >= authorised)
                yield return $"the booking at {booked.Sequence} is one more than authorised";
        }
    }

    public static IEnumerable<string> FollowsAClosedCycle(Trace trace)
    {
        Recorded? previous = null;
        foreach (var dose in Doses(trace))
        {
            if (previous is { Fact: DoseGiven { Which: var which } })
            {
                var since = trace.Facts.Take(dose.Sequence - 1).Skip(previous.Sequence).Select(each => each.Fact).ToList();
                if (!since.Exists(fact => (fact is ClientDischarged discharged && discharged.Which == which) || (fact is ClientTransferred transferred && transferred.Which == which)))
                    yield return $"the dose at {dose.Sequence} came before the discharge from {which}";
                if (!since.Exists(fact => fact is AppointmentAttended { Which.Purpose: AppointmentPurpose.Integration } || (fact is IntegrationExcepted excepted && excepted.Which == which)))
                    yield return $"the dose at {dose.Sequence} came before the integration of {which}";
                var checkins = since.OfType<FormSubmitted>().Where(form => form.Form == FormKind.Checkin && form.About == which).ToList();
                var isFlagged = checkins.Exists(form => new[] { "unwell", "self-harm", "call-me" }.Any(question => form.Answers.GetValueOrDefault(question) == "yes"));
                if (!since.Exists(fact => fact is CheckinResolved resolved && resolved.Which == which) && (checkins.Count == 0 || isFlagged))
                    yield return $"the dose at {dose.Sequence} came before the check-in after {which}";
            }
            previous = dose;
        }
    }

    private static IEnumerable<Recorded> Doses(Trace trace) => trace.Facts.Where(each => each.Fact is DoseGiven);

    private static int SessionsAhead(List<Recorded> facts)
    {
        var ahead = new HashSet<AppointmentRef>();
        foreach (var fact in facts.Select(each => each.Fact))
        {
            if (fact is AppointmentBooked { Which.Purpose: AppointmentPurpose.Dosing } booked)
                ahead.Add(booked.Which);
            else if (fact is AppointmentCancelled { Which: var cancelled })
                ahead.Remove(cancelled);
            else if (fact is AppointmentMissed { Which: var missed })
                ahead.Remove(missed);
            else if (fact is AppointmentAttended { Which: var attended })
                ahead.Remove(attended);
        }
        return ahead.Count;
    }
}
