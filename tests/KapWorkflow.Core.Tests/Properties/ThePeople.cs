namespace KapWorkflow.Core.Tests;

/// <summary>Invariants 8, 10 and 11.</summary>
public static class ThePeople
{
    public static IEnumerable<string> ApproveThemselves(Trace trace)
    {
        string? state = null;
        foreach (var each in trace.Facts)
        {
            state = each.Fact switch { InquiryReceived inquiry => inquiry.Details.State, DetailsCorrected { State: { } corrected } => corrected, ClientCameForward forward => forward.State, _ => state };
            var (role, licence, reason) = ApprovalIn(each.Fact);
            if (role == Role.None)
                continue;
            var member = trace.ClinicOf(each).Staff.FirstOrDefault(member => member.Id == each.By.Staff);
            var today = each.At.InZone(trace.ClinicOf(each).Zone).Date;
            if (each.By.Kind != AuthorKind.Staff || member is null || (member.Roles & role) == Role.None)
                yield return $"{each.Fact.GetType().Name} at {each.Sequence} is by {each.By.Kind} {each.By.Staff}, no {role}";
            else if (licence is not null && !(member.Licences ?? []).Any(held => licence == $"{held.Type} {held.Number}" && held.States.Contains(state) && today <= held.ValidUntil))
                yield return $"{each.Fact.GetType().Name} at {each.Sequence} names no licence of {member.Id} for {state}";
            if (reason is not null && reason.Trim().Length == 0)
                yield return $"{each.Fact.GetType().Name} at {each.Sequence} has no reason";
        }
    }

    /// <summary>Who may approve so, under which licence, and why; null where a licence or a reason is not part of it.</summary>
    private static (Role Role, string? Licence, string? Reason) ApprovalIn(Fact fact) => fact switch
    {
        ReadinessDecided readiness => (Role.Therapist, readiness.Licence, readiness.Reason),
        ClearanceDecided decided => (Role.Prescriber, decided.Licence, decided.Reason),
        ClearanceReinstated reinstated => (Role.Prescriber, reinstated.Licence, reinstated.Reason),
        AuthorisationExtended extended => (Role.Prescriber, extended.Licence, null),
        ReviewSigned signed => (Role.Therapist | Role.Prescriber, signed.Licence, signed.Reason),
        MaintenanceBegun begun => (Role.Prescriber, begun.Licence, begun.Reason),
        DoseOrderSigned order => (Role.Prescriber, order.Licence, order.Dose),
        IntegrationExcepted without => (Role.Prescriber, without.Licence, without.Reason),
        ShorterGapAllowed allowed => (Role.Prescriber, allowed.Licence, allowed.Reason),
        DischargeItemExcepted excepted => (Role.Prescriber, excepted.Licence, excepted.Reason),
        HeldSessionDecided held => (Role.Prescriber, held.Licence, held.Reason),
        PreparationCompleted => (Role.Therapist, null, null),
        DoseGiven or ClientDischarged => (Role.Clinician, null, null),
        CarePathDecided or CourseCompleted => (Role.Therapist | Role.Prescriber, null, null),
        AlertResolved resolved => (Role.Clinician, null, resolved.Note),
        WorseningReviewed reviewed => (reviewed.As, reviewed.Licence is "" ? null : reviewed.Licence, reviewed.Note),
        SafetyPlanWritten plan => (Role.Therapist, plan.Licence, plan.Plan),
        WelfareDecided welfare => (Role.Therapist | Role.Prescriber | Role.Director, welfare.Licence is "" ? null : welfare.Licence, welfare.Reason),
        JourneyClosed { Because: ClosedBecause.SafetyDischarge } discharge => (Role.Therapist | Role.Prescriber, discharge.Licence ?? "", discharge.Note),
        _ => (Role.None, null, null),
    };

    public static IEnumerable<string> MayLeave(Trace trace)
    {
        var standing = StandingAfter(trace.Facts);
        foreach (var asked in trace.Leavings)
        {
            var isOver = standing[asked.Sequence] is StandingKind.Closed or StandingKind.Deceased;
            if (asked.Answer is not Decision.Accepted accepted || !(isOver || accepted.Facts.Any(fact => fact is JourneyWithdrawn)))
                yield return $"the client may not leave after {asked.Sequence}";
        }
        foreach (var withdrawn in trace.Facts.Where(each => each.Fact is JourneyWithdrawn))
        {
            if (standing[withdrawn.Sequence] != StandingKind.Closed || trace.Facts.Take(withdrawn.Sequence).Count(IsAVisit) > trace.Facts.Take(withdrawn.Sequence).Count(EndsAVisit))
                yield return $"the withdrawal at {withdrawn.Sequence} left a visit standing";
        }
    }

    private static bool IsAVisit(Recorded each) => each.Fact is AppointmentBooked;

    private static bool EndsAVisit(Recorded each) => each.Fact is AppointmentCancelled or AppointmentMissed or AppointmentAttended;

    private static List<StandingKind> StandingAfter(IReadOnlyList<Recorded> facts)
    {
        var standing = new List<StandingKind> { StandingKind.Open };
        foreach (var each in facts)
        {
            standing.Add(each.Fact switch
            {
                PutOnHold or DeathRetracted => StandingKind.OnHold,
                HoldReleased or JourneyReopened => StandingKind.Open,
                JourneyWithdrawn or JourneyClosed => StandingKind.Closed,
                DeathRecorded => StandingKind.Deceased,
                _ => standing[^1],
            });
        }
        return standing;
    }

    public static IEnumerable<string> AreNotNamed(Trace trace)
    {
        var written = trace.Ledger.Entries.Values.SelectMany(entry => new string?[] { entry.Key, entry.Note, entry.TextId })
            .Concat(trace.Facts.SelectMany(each => each.Fact switch
            {
                TaskOpened task => new string?[] { task.Key, task.About },
                TaskClosed task => new string?[] { task.Key },
                AlertRaised alert => new string?[] { alert.Key, alert.Source },
                _ => [],
            }))
            .Concat(trace.Given.Select(each => each.Answer).OfType<Decision.Refused>().SelectMany(refused => refused.Reasons).SelectMany(reason => new string?[] { reason.Code, reason.Text, reason.NextStep }));
        return written.Where(text => Canary.In(text) is not null).Distinct().Select(text => $"\"{text}\"");
    }
}
