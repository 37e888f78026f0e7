using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace KapWorkflow.Core;

public sealed record ReadinessKey(bool Ready, StaffId? By, Stamp Since);

/// <summary>The two keys, what was authorised, and what stands in the way.</summary>
public sealed record Clearance
{
    public static Clearance None { get; } = new();

    public ReadinessKey? Readiness { get; init; }
    public ClearanceOutcome? Outcome { get; init; }
    public StaffId? Prescriber { get; init; }
    public string? Conditions { get; init; }
    public int AuthorisedDoses { get; init; }
    public LocalDate? ExpiresOn { get; init; }
    public LocalDate? DeferredUntil { get; init; }
    public Stamp? Decided { get; init; }

    /// <summary>When doses and last day were last set, by a decision or a review.</summary>
    public Stamp? Authorised { get; init; }
    public Stamp? BothKeys { get; init; }
    public Stamp? InformationRequested { get; init; }
    public Stamp? InformationReceived { get; init; }
    public Stamp? Suspended { get; init; }
    public Stamp? Reinstated { get; init; }
    public Stamp? Told { get; init; }
    public ConversationAbout? ToldAbout { get; init; }

    public bool IsCleared => Outcome is ClearanceOutcome.Cleared or ClearanceOutcome.ClearedConditional;
    public bool HasBothKeys => IsCleared && Readiness is { Ready: true };
    public bool AwaitsInformation => InformationRequested is not null && InformationReceived is null;
}

/// <summary>Stages 8 to 12: two keys by two licensed people (care-pathway §4). The software never clears anyone.</summary>
public static class Clearances
{
    public static Decision Decide(Journey journey, Command command, Moment moment) => command switch
    {
        DecideReadiness readiness => Decision.When(
            MayDecide(journey, moment, Role.Therapist, readiness.Reason).And(TwoPeople(journey.Clearance.Prescriber, moment)),
            new ReadinessDecided(readiness.Ready, readiness.Reason, LicenceOf(journey, moment), Snapshot(journey))),
        DecideClearance clearance => Clear(journey, clearance, moment),
        RequestInformation request => Decision.When(MayDecide(journey, moment, Role.Clinician, request.What), new InformationRequested(request.What)),
        ReceiveInformation receive => Decision.When(
            Gate.Of("information", Gate.Unless(journey.Clearance.AwaitsInformation, "information.none", "No information is awaited.", "Look at the journey again.")),
            new InformationReceived(receive.Note)),
        SuspendClearance suspend => Decision.When(
            Gate.Of("suspend", Gate.Unless(journey.Clearance.IsCleared, "clearance.none", "There is no clearance to suspend.", "Look at the journey again.")),
            new ClearanceSuspended(suspend.Reason)),
        ReinstateClearance reinstate => Decision.When(
            Gate.Of(
                "reinstate",
                Gate.Unless(journey.Clearance.Suspended is not null, "clearance.not-suspended", "The clearance is not suspended.", "Look at the journey again."),
                Written(reinstate.Reason),
                Licensed(journey, moment)),
            new ClearanceReinstated(reinstate.Reason, LicenceOf(journey, moment))),
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
                Suspended = null,
                Told = null,
                ToldAbout = null,
            },
            InformationRequested => clearance with { InformationRequested = recorded.Stamp, InformationReceived = null },
            InformationReceived => clearance with { InformationReceived = recorded.Stamp },
            ClearanceSuspended => clearance with { Suspended = recorded.Stamp },
            ClearanceReinstated => clearance with { Suspended = null, Reinstated = recorded.Stamp },
            AuthorisationExtended extended => clearance with { AuthorisedDoses = journey.Course.Given + extended.Doses, ExpiresOn = extended.ExpiresOn, Authorised = recorded.Stamp },
            _ => clearance,
        };
        if (ReferenceEquals(next, clearance))
            return journey;
        return journey with { Clearance = next with { BothKeys = next.HasBothKeys ? next.BothKeys ?? recorded.Stamp : null } };
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
            Gate.Unless(!clearance.AwaitsInformation, "G1.information", "Information that was asked for has not come.", "Record it when it comes."));
    }

    public static IEnumerable<Duty> Duties(Journey journey, Clinic clinic)
    {
        if (journey.Intake.Completed is not { } completed)
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
        if (Expiring(journey, clearance, clinic) is { } expiring)
            yield return expiring;

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

        if (clearance.Suspended is { } suspended)
            yield return Owe.Ask($"clearance:{suspended.Sequence}:suspended", TaskKind.ReviewSuspension, suspended.At, clinic.Business.EndOfDayAfter(suspended.At, 1), suspended);

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

    /// <summary>M23: a clearance that will end before the course does is looked at two weeks before, while there is time to see the client.</summary>
    private static Duty? Expiring(Journey journey, Clearance clearance, Clinic clinic)
    {
        if (clearance is not { HasBothKeys: true, ExpiresOn: { } last, Authorised: { } authorised }
            || Reviews.Stopped(journey) || journey.Course.Given >= CoursePlans.Doses(journey, clinic) || journey.Reviews.Completed is not null)
            return null;
        var ends = PracticeTime.At(last + clinic.Opening.To, clinic.Zone);
        var due = Instant.Max(authorised.At, PracticeTime.At(last.PlusDays(-14) + clinic.Opening.From, clinic.Zone));
        return Owe.Ask($"clearance:{authorised.Sequence}:expiring", TaskKind.RenewClearance, due, ends, authorised);
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

    private static Decision Clear(Journey journey, DecideClearance decide, Moment moment)
    {
        var settings = moment.Clinic.Clearance;
        var today = PracticeTime.Local(moment.Now, moment.Clinic.Zone).Date;
        var clears = decide.Outcome is ClearanceOutcome.Cleared or ClearanceOutcome.ClearedConditional;
        var first = journey.Course.Given == 0;
        var doses = decide.AuthorisedDoses ?? (first ? settings.InitialDoses : settings.NextDoses);
        var latest = today.PlusDays(first ? settings.InitialDays : settings.NextDays);
        var expires = decide.ExpiresOn ?? latest;
        var gate = MayDecide(journey, moment, Role.Prescriber, decide.Reason).And(clears ? TwoPeople(journey.Clearance.Readiness?.By, moment) : Gate.Of("keys")).And(Gate.Of(
            "clearance",
            Gate.Unless(!clears || doses >= 1 && doses <= moment.Clinic.Dosing.Max - journey.Course.Given, "clearance.doses", "The number of doses is outside what the practice allows.", $"Authorise between 1 and {moment.Clinic.Dosing.Max - journey.Course.Given}."),
            Gate.Unless(!clears || expires >= today && expires <= latest, "clearance.expires", "The last day is outside what the practice allows.", $"Choose a day up to {latest.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)}."),
            Gate.Unless(decide.Outcome != ClearanceOutcome.ClearedConditional || !string.IsNullOrWhiteSpace(decide.Conditions), "clearance.conditions", "A conditional clearance names its conditions.", "Write them down."),
            Gate.Unless(decide.Outcome != ClearanceOutcome.Deferred || decide.DeferredUntil > today, "clearance.deferred-until", "A deferral names a day to come back.", "Choose a day after today."),
            Gate.Unless(!clears || !journey.Clearance.AwaitsInformation, "clearance.information", "Information that was asked for has not come.", "Record it when it comes.")));
        return Decision.When(gate, new ClearanceDecided(
            decide.Outcome, decide.Reason, LicenceOf(journey, moment), Snapshot(journey), decide.Conditions,
            clears ? doses : 0, clears ? expires : null, decide.DeferredUntil));
    }

    private static Gate MayDecide(Journey journey, Moment moment, Role role, string why) => Gate.Of(
        "clearance",
        Gate.Unless(journey.Intake.Completed is not null, "clearance.intake", "The intake forms are not complete.", "Wait for the client, or help with the forms."),
        Gate.Unless(moment.By.Kind == AuthorKind.Staff && moment.By.Has(role), "clearance.human", "Only a licensed person decides.", "A therapist or prescriber signs in and decides."),
        Written(why),
        Licensed(journey, moment));

    /// <summary>Every approval says why (care-pathway §2.3, invariant 8).</summary>
    private static Reason? Written(string why) => Gate.Unless(!string.IsNullOrWhiteSpace(why), "clearance.reason", "The reason is missing.", "Write it down.");

    internal static Reason? Licensed(Journey journey, Moment moment) => Gate.Unless(
        LicenceOf(journey, moment).Length > 0, "clearance.licence", "You hold no licence for the client's state today.", "Somebody licensed there decides.");

    private static Gate TwoPeople(StaffId? other, Moment moment) => Gate.Of(
        "keys",
        Gate.Unless(
            moment.Clinic.Clearance.AllowDualRole || other is null || other != moment.By.Staff,
            "G1.two-people", "You already gave the other key.", "Another licensed person decides this one."));

    internal static string LicenceOf(Journey journey, Moment moment) =>
        moment.Clinic.Find(moment.By.Staff)?.LicenceFor(journey.Inquiry?.Details.State ?? "", PracticeTime.Local(moment.Now, moment.Clinic.Zone).Date) is { } licence
            ? $"{licence.Type} {licence.Number}"
            : "";

    /// <summary>What the decision was made on: the facts seen so far, by their sequence and the packet's definitions.</summary>
    private static string Snapshot(Journey journey)
    {
        var seen = string.Join('|', journey.Intake.Measures.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Measure}:{each.DefinitionHash}:{each.Total}:{each.Taken.Sequence}"))
            .Concat(journey.Intake.Forms.OrderBy(each => each.Key).Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Key}:{each.Value.Stamp.Sequence}")))
            .Append(string.Create(CultureInfo.InvariantCulture, $"seq:{journey.Sequence}")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seen)));
    }
}
