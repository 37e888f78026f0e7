using System.Text.RegularExpressions;

namespace KapWorkflow.Core.Tests;

/// <summary>The invariants of care-pathway §12, told a second time over the bare facts, without the code under test.</summary>
public static partial class Oracle
{
    public static void Check(Walk walk)
    {
        var facts = walk.Facts;
        Assert.Equal(facts.Count, walk.Journey.Sequence);
        for (var index = 0; index < facts.Count; index++)
        {
            Assert.Equal(index + 1, facts[index].Sequence);
            Assert.True(index == 0 || facts[index].At >= facts[index - 1].At);
        }
        foreach (var dose in facts.Where(each => each.Fact is DoseGiven))
            Dose([.. facts.TakeWhile(each => each != dose)], dose, walk.Clinic);
        Assert.Equal(facts.Count(each => each.Fact is DoseGiven), walk.Journey.Course.Given);
        Assert.Equal(facts.Select(each => each.Fact).OfType<DoseGiven>().Count(), facts.Select(each => each.Fact).OfType<DoseGiven>().DistinctBy(dose => dose.Which).Count());
        Duties(walk);
        Ending(walk);
        Messages(walk);
    }

    private static void Dose(List<Recorded> before, Recorded dose, Clinic clinic)
    {
        var readiness = before.Last(each => each.Fact is ReadinessDecided);
        var clearance = before.Last(each => each.Fact is ClearanceDecided);
        var decided = (ClearanceDecided)clearance.Fact;
        Assert.True(((ReadinessDecided)readiness.Fact).Ready, "a dose without the therapist's key");
        Assert.True(decided.Outcome is ClearanceOutcome.Cleared or ClearanceOutcome.ClearedConditional, "a dose without the prescriber's key");
        Assert.NotEqual(readiness.By.Staff, clearance.By.Staff);
        var extended = before.LastOrDefault(each => each.Sequence > clearance.Sequence && each.Fact is AuthorisationExtended);
        var (since, doses, last) = extended?.Fact is AuthorisationExtended more ? (extended.Sequence, more.Doses, more.ExpiresOn) : (clearance.Sequence, decided.AuthorisedDoses, decided.ExpiresOn!.Value);
        Assert.True(before.Count(each => each.Fact is DoseGiven && each.Sequence > since) < doses, "more doses than authorised");
        Assert.True(PracticeTime.Local(dose.At, clinic.Zone).Date <= last, "a dose after the clearance's last day");
        var suspended = before.LastOrDefault(each => each.Fact is ClearanceSuspended or ClearanceReinstated or ClearanceDecided);
        Assert.False(suspended?.Fact is ClearanceSuspended, "a dose under a suspended clearance");
        if (before.LastOrDefault(each => each.Fact is DoseGiven) is { } previous)
        {
            var since2 = before.Where(each => each.Sequence > previous.Sequence).Select(each => each.Fact).ToList();
            var which = ((DoseGiven)previous.Fact).Which;
            Assert.Contains(since2, fact => (fact is ClientDischarged discharged && discharged.Which == which) || (fact is ClientTransferred transferred && transferred.Which == which));
            Assert.Contains(since2, fact => fact is AppointmentAttended { Which.Purpose: AppointmentPurpose.Integration });
            Assert.Contains(since2, fact => (fact is CheckinResolved resolved && resolved.Which == which) || fact is FormSubmitted { Form: FormKind.Checkin });
        }
        var open = before.Select(each => each.Fact).OfType<AlertRaised>().Where(alert => alert.Level == AlertLevel.Page)
            .Select(alert => alert.Key).Except(before.Select(each => each.Fact).OfType<AlertResolved>().Select(alert => alert.Key), StringComparer.Ordinal);
        Assert.Empty(open);
        var arrival = before.LastOrDefault(each => each.Fact is ClientCheckedIn checkedIn && checkedIn.Which == ((DoseGiven)dose.Fact).Which);
        Assert.NotNull(arrival);
        Assert.Equal(PracticeTime.Local(arrival.At, clinic.Zone).Date, PracticeTime.Local(dose.At, clinic.Zone).Date);
    }

    private static void Duties(Walk walk)
    {
        var duties = Pathway.Duties(walk.Journey, walk.Ledger, walk.Clinic, Owe.Never);
        Assert.Equal(duties.Select(duty => (duty.Key, duty.Due)), Pathway.Duties(Journey.Of(Walk.Id, walk.Facts), walk.Ledger, walk.Clinic, Owe.Never).Select(duty => (duty.Key, duty.Due)));
        foreach (var same in duties.GroupBy(duty => duty.Key, StringComparer.Ordinal))
        {
            Assert.True(same.Count() == 1, $"{same.Key} is owed {same.Count()} times");
            Assert.Matches(KeySafe(), same.Key);
            Assert.True(same.Key.Length < 200);
        }
    }

    private static void Ending(Walk walk)
    {
        var journey = walk.Journey;
        if (journey.Standing.Kind == StandingKind.Deceased)
        {
            Assert.Empty(Pathway.Duties(journey, walk.Ledger, walk.Clinic, Owe.Never));
            Assert.Empty(journey.Tasks.Open);
            return;
        }
        var withdrawn = Assert.IsType<Decision.Accepted>(Pathway.Decide(journey, new Withdraw(), new Moment(walk.Now, Author.Client, walk.Clinic)));
        Assert.True(journey.Standing.IsClosed || withdrawn.Facts.Any(fact => fact is JourneyWithdrawn));
        if (walk.LastPlan.NextDue is { } next)
            Assert.True(next > walk.Now, "the plan would turn without end");
        // Nobody is forgotten: an open journey has somebody to act, a visit ahead, or a day on which the clock acts.
        if (!journey.Standing.IsClosed)
            Assert.True(walk.LastPlan.NextDue is not null || journey.Tasks.Open.Any(), $"nobody has anything to do at stage {journey.Stage}");
        // And not by the last net alone, unless a reopened journey was looked at and left as it is.
        if (!journey.Standing.IsClosed && journey.Standing.Reopened is null && !journey.Tasks.Open.Any() && !journey.Appointments.Ahead.Any())
        {
            Assert.True(
                Pathway.Duties(journey, walk.Ledger, walk.Clinic, Owe.Never).Any(duty => duty.Due > walk.Now && duty.Action is DutyAction.Ask { Task: not TaskKind.ReviewIdle } or DutyAction.Record),
                $"only the last net holds stage {journey.Stage}");
        }
    }

    private static void Messages(Walk walk)
    {
        Assert.Equal(walk.Sent.Count, walk.Sent.Select(sent => sent.Key).Distinct(StringComparer.Ordinal).Count());
        var texts = walk.Sent.Where(sent => sent.Tell is { Channel: Channel.Sms, To: Audience.Client }).ToList();
        foreach (var (at, tell, key) in texts)
        {
            Assert.True(tell.Text.Quiet == Quiet.Ignored || (at.Hour >= 8 && at.Hour < 21), $"{key} rang at {at}");
            if (tell.Text != Text.SessionSteps && tell.Text != Text.Checkin)
                Assert.False(texts.TakeWhile(other => other.Key != key).Any(other => other.At.Date == at.Date), $"{key} is the second text on {at.Date}");
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_.:-]+$", RegexOptions.NonBacktracking)]
    private static partial Regex KeySafe();
}
