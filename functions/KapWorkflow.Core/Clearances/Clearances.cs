using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>Stages 8 to 12: two keys by two licensed people (care-pathway §4). The software never clears anyone.</summary>
public static class Clearances
{
    public static Decision Decide(Journey journey, Command command, Moment moment) => command switch
    {
        DecideReadiness readiness => Decision.When(
            MayDecide(journey, moment, Role.Therapist, readiness.Reason).And(TwoPeople(journey.Clearance.Prescriber, moment)),
            new ReadinessDecided(readiness.Ready, readiness.Reason, Approvals.LicenceOf(journey, moment), DecisionData.Of(journey, moment))),
        DecideClearance clearance => Clear(journey, clearance, moment),
        RequestInformation request => Decision.When(MayDecide(journey, moment, Role.Clinician, request.What), new InformationRequested(request.What)),
        ReceiveInformation receive => Decision.When(
            Gate.Of("information", Gate.Unless(journey.Clearance.AwaitsInformation, "information.none", "No information is awaited.", "Look at the journey again.")),
            new InformationReceived(receive.Note)),
        ReportChange or SuspendClearance or ReinstateClearance => Suspensions.Decide(journey, command, moment),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    public static Journey Evolve(Journey journey, Recorded recorded)
    {
        var clearance = journey.Clearance;
        var next = recorded.Fact switch
        {
            ReadinessDecided readiness => clearance with { Readiness = new ReadinessKey(readiness.Ready, recorded.By.Staff, recorded.Stamp) },
            ClearanceDecided decided => clearance with
            {
                Outcome = decided.Outcome,
                Prescriber = recorded.By.Staff,
                Conditions = decided.Conditions,
                AuthorisedDoses = journey.Course.Given + decided.AuthorisedDoses,
                ExpiresOn = decided.ExpiresOn,
                DeferredUntil = decided.DeferredUntil,
                Decided = recorded.Stamp,
                Authorised = recorded.Stamp,
                Snapshot = decided.Snapshot,
                Evaluation = decided.Evaluation,
                Told = null,
                ToldAbout = null,
            },
            InformationRequested => clearance with { InformationRequested = recorded.Stamp, InformationReceived = null },
            InformationReceived => clearance with { InformationReceived = recorded.Stamp },
            AuthorisationExtended extended => clearance with { AuthorisedDoses = journey.Course.Given + extended.Doses, ExpiresOn = extended.ExpiresOn, Authorised = recorded.Stamp },
            _ => clearance,
        };
        next = Suspensions.Evolve(next, recorded);
        if (ReferenceEquals(next, clearance))
            return journey;
        journey = journey with { Clearance = next with { BothKeys = next.HasBothKeys ? next.BothKeys ?? recorded.Stamp : null } };
        return recorded.Fact is ClearanceReinstated
            ? journey.Course.Cycles.Values.Where(cycle => cycle is { Dosed: null, Ended: null }).Aggregate(journey, (so, cycle) => so with { Course = so.Course.With(Reviewed(cycle, recorded.Stamp)) })
            : journey;
    }

    /// <summary>Whoever reinstates has read what was reported before the session or at its door: nobody is asked a second time, unless there is more to decide.</summary>
    private static Cycle Reviewed(Cycle cycle, Stamp by)
    {
        var next = cycle.PrecheckFlagged ? cycle with { PrecheckReviewed = true } : cycle;
        return cycle is { Arrival: { NothingNew: false } arrival, IsHeld: false } && !Arrivals.AsksPrescriber(arrival with { NothingNew = true })
            ? next with { HeldOutcome = HeldSessionOutcome.Proceed, HeldDecided = by }
            : next;
    }

    /// <summary>Both keys, on that day, with doses left.</summary>
    public static Gate Covers(Journey journey, Instant session, Clinic clinic)
    {
        var clearance = journey.Clearance;
        var day = PracticeTime.Local(session, clinic.Zone).Date;
        return Gate.Of(
            "G1",
            Gate.Unless(clearance.Readiness is { Ready: true }, "G1.therapist-key", "The therapist has not found the client ready.", "The therapist decides readiness."),
            Gate.Unless(clearance.IsCleared, "G1.prescriber-key", "The prescriber has not cleared the client.", "The prescriber decides clearance."),
            Gate.Unless(
                clinic.Clearance.AllowDualRole || clearance.Prescriber is null || clearance.Readiness?.By != clearance.Prescriber,
                "G1.two-people", "Both keys are from one person.", "Another licensed person decides one of them."),
            Gate.Unless(!clearance.IsCleared || day <= clearance.ExpiresOn, "G1.expired", "The clearance does not cover that day.", "Book an earlier day, or ask the prescriber to clear again."),
            Gate.Unless(clearance.Suspended is null, "G1.suspended", "The clearance is suspended.", "The prescriber reviews it."),
            Gate.Unless(!clearance.AwaitsInformation, "G1.information", "Information that was asked for has not come.", "Record it when it comes."))
            .And(MedicalTests.Met(clearance.IsCleared ? MedicalTests.ForSession(journey, clinic, session) : [], day))
            .And(Medication.Signed(journey));
    }

    /// <summary>In force on that day, whatever else a session needs.</summary>
    public static bool Reaches(Journey journey, Instant session, Clinic clinic) =>
        journey.Clearance is { HasBothKeys: true, Suspended: null, ExpiresOn: { } last } && PracticeTime.Local(session, clinic.Zone).Date <= last;

    private static Decision Clear(Journey journey, DecideClearance decide, Moment moment)
    {
        var settings = moment.Clinic.Clearance;
        var today = PracticeTime.Local(moment.Now, moment.Clinic.Zone).Date;
        var clears = decide.Outcome is ClearanceOutcome.Cleared or ClearanceOutcome.ClearedConditional;
        var first = journey.Course.Given == 0;
        var left = CoursePlans.Most(journey, moment.Clinic) - journey.Course.Given;
        var doses = decide.AuthorisedDoses ?? (first ? settings.InitialDoses : Math.Max(1, Math.Min(settings.NextDoses, CoursePlans.Doses(journey, moment.Clinic) - journey.Course.Given)));
        var latest = today.PlusDays(first ? settings.InitialDays : settings.NextDays);
        var expires = decide.ExpiresOn ?? latest;
        var gate = MayDecide(journey, moment, Role.Prescriber, decide.Reason).And(clears ? TwoPeople(journey.Clearance.Readiness?.By, moment) : Gate.Of("keys")).And(Gate.Of(
            "clearance",
            Gate.Unless(!clears || doses >= 1 && doses <= left, "clearance.doses", "The number of doses is outside what the practice allows.", $"Authorise between 1 and {left}."),
            Gate.Unless(!clears || expires >= today && expires <= latest, "clearance.expires", "The last day is outside what the practice allows.", $"Choose a day up to {latest.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)}."),
            Gate.Unless(decide.Outcome != ClearanceOutcome.ClearedConditional || !string.IsNullOrWhiteSpace(decide.Conditions), "clearance.conditions", "A conditional clearance names its conditions.", "Write them down."),
            Gate.Unless(decide.Outcome != ClearanceOutcome.Deferred || decide.DeferredUntil > today, "clearance.deferred-until", "A deferral names a day to come back.", "Choose a day after today."),
            Gate.Unless(!clears || !journey.Clearance.AwaitsInformation, "clearance.information", "Information that was asked for has not come.", "Record it when it comes.")))
            .And(clears ? ClearanceNeeds.Of(journey, decide.Evaluation, moment) : Gate.Of("clearance"));
        return Decision.When(gate, new ClearanceDecided(
            decide.Outcome, decide.Reason, Approvals.LicenceOf(journey, moment), DecisionData.Of(journey, moment), decide.Conditions,
            clears ? doses : 0, clears ? expires : null, decide.DeferredUntil, decide.Evaluation));
    }

    private static Gate MayDecide(Journey journey, Moment moment, Role role, string why) => Gate.Of(
        "clearance",
        Gate.Unless(journey.Intake.Completed is not null, "clearance.intake", "The intake forms are not complete.", "Wait for the client, or help with the forms."),
        Gate.Unless(moment.By.Kind == AuthorKind.Staff && moment.By.Has(role), "clearance.human", "Only a licensed person decides.", "A therapist or prescriber signs in and decides."),
        Written(why),
        Approvals.Licensed(journey, moment));

    /// <summary>Every approval says why (care-pathway §2.3, invariant 8).</summary>
    private static Reason? Written(string why) => Gate.Unless(!string.IsNullOrWhiteSpace(why), "clearance.reason", "The reason is missing.", "Write it down.");

    private static Gate TwoPeople(StaffId? other, Moment moment) => Gate.Of(
        "keys",
        Gate.Unless(
            moment.Clinic.Clearance.AllowDualRole || other is null || other != moment.By.Staff,
            "G1.two-people", "You already gave the other key.", "Another licensed person decides this one."));
}
