using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>Why a clearance is suspended; there may be several reasons at once, and the prescriber answers all of them.</summary>
public sealed record Suspension(SuspensionTrigger Trigger, string Reason, Stamp Since);

/// <summary>
/// A clearance rests on what was known. Whatever changes that suspends it, wherever the change comes from; only a prescriber
/// puts it in force again (care-pathway §4.5).
/// </summary>
public static class Suspensions
{
    public static Decision Decide(Journey journey, Command command, Moment moment) => command switch
    {
        ReportChange report => Decision.When(
            Gate.Of(
                "report",
                Gate.Unless(journey.CarePath is { IsKap: true }, "report.early", "The client has not chosen this care path.", "Write it down with the next contact."),
                Gate.Unless(!string.IsNullOrWhiteSpace(report.Note), "report.note", "What changed is missing.", "Write it down.")),
            new ChangeReported(report.Change, report.Note)),
        SuspendClearance suspend => Decision.When(
            Gate.Of("suspend", Gate.Unless(journey.Clearance.IsCleared, "clearance.none", "There is no clearance to suspend.", "Look at the journey again.")),
            new ClearanceSuspended(suspend.Reason, SuspensionTrigger.ByHand)),
        ReinstateClearance reinstate => Decision.When(MayReinstate(journey, reinstate, moment), new ClearanceReinstated(reinstate.Reason, Approvals.LicenceOf(journey, moment), reinstate.Reviewed)),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    /// <summary>What a decision's facts suspend, in the same decision. A decision of the prescriber's about the clearance itself suspends nothing.</summary>
    public static IEnumerable<Fact> CausedBy(Journey journey, IReadOnlyList<Fact> facts, Moment moment)
    {
        if (!journey.Clearance.IsCleared || journey.Reviews.Completed is not null || facts.Any(fact => fact is ClearanceDecided or ClearanceReinstated))
            return [];
        var found = new List<ClearanceSuspended>();
        var so = journey;
        foreach (var fact in facts)
        {
            var after = Pathway.Evolve(so, new Recorded(so.Sequence + 1, moment.Now, moment.By, moment.Clinic.Version, "", fact));
            found.AddRange(SuspensionRules.Of(so, after, fact, moment).Where(trigger => found.TrueForAll(each => each.Trigger != trigger)).Select(trigger => new ClearanceSuspended(WordsOf(trigger), trigger)));
            so = after;
        }
        return found.Where(each => so.Clearance.Suspensions.TrueForAll(known => known.Trigger != each.Trigger));
    }

    public static Clearance Evolve(Clearance clearance, Recorded recorded) => recorded.Fact switch
    {
        ClearanceSuspended suspended => clearance with
        {
            Suspended = clearance.Suspended ?? recorded.Stamp,
            Suspensions = clearance.Suspensions.Add(new Suspension(suspended.Trigger ?? SuspensionTrigger.ByHand, suspended.Reason, recorded.Stamp)),
        },
        ClearanceReinstated => clearance with { Suspended = null, Suspensions = [], SuspensionTold = null, Reinstated = recorded.Stamp },
        ClearanceDecided => clearance with { Suspended = null, Suspensions = [], SuspensionTold = null },
        ConversationHeld { About: ConversationAbout.Suspension } => clearance with { SuspensionTold = recorded.Stamp },
        _ => clearance,
    };

    /// <summary>M24: the prescriber reviews, a person tells the client, and no booked session is cancelled without somebody's word.</summary>
    public static IEnumerable<Duty> Duties(Journey journey, Clinic clinic)
    {
        if (journey.Clearance is not { Suspended: { } suspended })
            yield break;
        var key = string.Create(CultureInfo.InvariantCulture, $"clearance:{suspended.Sequence}");
        var nextDay = clinic.Business.EndOfDayAfter(suspended.At, 1);
        yield return Owe.Ask($"{key}:suspended", TaskKind.ReviewSuspension, suspended.At, nextDay, suspended);
        if (journey.Clearance.SuspensionTold is null)
            yield return Owe.Ask($"{key}:suspended:tell", TaskKind.TellOfSuspension, suspended.At, nextDay, suspended);
        // From three days before, the session's own second look asks.
        var looked = suspended.At + Duration.FromHours(clinic.Dosing.RecheckHours);
        foreach (var session in journey.Appointments.For(AppointmentPurpose.Dosing).Where(each => each.IsAhead && each.Start > looked))
            yield return Owe.Ask($"{session.Key}:suspended:{suspended.Sequence.ToString(CultureInfo.InvariantCulture)}", TaskKind.ReviewBookedSession, suspended.At, Instant.Min(nextDay, Instant.Max(suspended.At, session.Start)), suspended) with { About = session.Which.ToString() };
    }

    public static string WordsOf(SuspensionTrigger trigger) => trigger switch
    {
        SuspensionTrigger.ByHand => "suspended by a person",
        SuspensionTrigger.NewDiagnosis => "a new illness or diagnosis",
        SuspensionTrigger.MedicineChanged => "a medicine was started, changed or stopped",
        SuspensionTrigger.PossiblePregnancy => "a pregnancy is possible",
        SuspensionTrigger.PositivePregnancyTest => "a pregnancy test is positive",
        SuspensionTrigger.HospitalVisit => "a stay in a hospital or a visit to an emergency room",
        SuspensionTrigger.Surgery => "surgery",
        SuspensionTrigger.HeadInjury => "a head injury or a faint",
        SuspensionTrigger.PsychosisOrMania => "signs of psychosis or mania",
        SuspensionTrigger.RiskScreen => "the risk screen is moderate or high",
        SuspensionTrigger.Item9Rising => "thoughts of death or self-harm have become more frequent",
        SuspensionTrigger.MoodWorse => "the PHQ-9 is clearly worse",
        SuspensionTrigger.SubstanceRelapse => "a relapse to alcohol or other substances",
        SuspensionTrigger.UrinarySymptoms => "urinary symptoms",
        SuspensionTrigger.HeldTwice => "sessions were held twice for blood pressure",
        SuspensionTrigger.SeriousAdverseEvent => "a serious adverse event",
        SuspensionTrigger.SafetyBreach => "the safety rules or the escort's part were not kept",
        SuspensionTrigger.OrderBeyondPlan => "the order changed its route or goes beyond the plan",
        SuspensionTrigger.NewsAtCheckIn => "something was new at check-in",
        SuspensionTrigger.HealthHistoryChanged => "the health history was answered differently",
        SuspensionTrigger.StateOrAgeCorrected => "the client's state or age was corrected",
        SuspensionTrigger.ReadinessWithdrawn => "the therapist withdrew the readiness",
        SuspensionTrigger.CarePathAnew => "the care path is decided anew",
        SuspensionTrigger.LongAway => "the journey was closed for long",
        SuspensionTrigger.ConditionRaised => "a condition was raised that nobody has reviewed",
        _ => "staff reported a change",
    };

    /// <summary>Putting it in force again is a decision on the data of today: the same conditions and tests as a clearance.</summary>
    private static Gate MayReinstate(Journey journey, ReinstateClearance reinstate, Moment moment) => Gate.Of(
        "reinstate",
        Gate.Unless(journey.Clearance.Suspended is not null, "clearance.not-suspended", "The clearance is not suspended.", "Look at the journey again."),
        Approvals.Licensed(journey, moment),
        Gate.Unless(!string.IsNullOrWhiteSpace(reinstate.Reason), "clearance.reason", "The reason is missing.", "Write it down."),
        Gate.Unless(
            !string.IsNullOrWhiteSpace(reinstate.Reviewed), "clearance.reviewed",
            $"What was reviewed is not named. Suspended because: {string.Join("; ", journey.Clearance.Suspensions.Select(each => WordsOf(each.Trigger)).Distinct(StringComparer.Ordinal))}.", "Name what you looked at for each."))
        .And(Conditions.Settled(journey, moment.Clinic, moment.Now))
        .And(MedicalTests.Met(MedicalTests.ForSession(journey, moment.Clinic, moment.Now), PracticeTime.Local(moment.Now, moment.Clinic.Zone).Date));
}
