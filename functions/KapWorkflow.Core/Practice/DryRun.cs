using NodaTime;

namespace KapWorkflow.Core;

/// <summary>What a change of the settings would do to one duty: it appears (no instant before), moves, or vanishes (none after).</summary>
public sealed record DutyChange(string Key, string What, Instant? Before, Instant? After);

/// <summary>A session that is booked and would no longer, or not yet, meet its conditions.</summary>
/// <param name="Closes">Reasons that would stand in its way.</param>
/// <param name="Opens">Codes of reasons that would no longer.</param>
public sealed record GateChange(AppointmentRef Which, IReadOnlyList<Reason> Closes, IReadOnlyList<string> Opens);

/// <summary>What a change of the settings would do to one journey.</summary>
public sealed record JourneyChange(JourneyId Journey, IReadOnlyList<DutyChange> Duties, IReadOnlyList<GateChange> Gates)
{
    public bool IsAny => Duties.Count + Gates.Count > 0;
}

/// <summary>
/// Other settings, tried on a journey as it stands, without changing anything. Only what is still to come counts: what fell due before
/// the journey was planned is not caught up (<see cref="Planner.MayAct"/>), and nobody is asked twice.
/// </summary>
public static class DryRun
{
    public static JourneyChange Of(Journey journey, Ledger ledger, Clinic before, Clinic after, Instant now)
    {
        if (journey.Standing.Kind == StandingKind.Deceased)
            return new JourneyChange(journey.Id, [], []);
        var (was, becomes) = (Open(journey, ledger, before), Open(journey, ledger, after));
        var duties = was.Keys.Union(becomes.Keys, StringComparer.Ordinal)
            .Select(key => (key, one: was.GetValueOrDefault(key), other: becomes.GetValueOrDefault(key)))
            .Where(each => each.one?.Due != each.other?.Due)
            .Select(each => new DutyChange(each.key, DutyWords.Of(journey, (each.other ?? each.one)!), each.one?.Due, each.other?.Due))
            .OrderBy(change => change.After ?? change.Before).ThenBy(change => change.Key, StringComparer.Ordinal);
        return new JourneyChange(journey.Id, [.. duties], [.. Gates(journey, before, after, now)]);
    }

    private static Dictionary<string, Duty> Open(Journey journey, Ledger ledger, Clinic clinic) => Pathway.Duties(journey, ledger, clinic, Owe.Never)
        .Where(duty => !Planner.IsDone(duty, journey, ledger) && Planner.MayAct(duty, ledger))
        .ToDictionary(duty => duty.Key, StringComparer.Ordinal);

    private static IEnumerable<GateChange> Gates(Journey journey, Clinic before, Clinic after, Instant now)
    {
        foreach (var session in journey.Appointments.Ahead.Where(each => each.Which.Purpose == AppointmentPurpose.Dosing))
        {
            var was = Unmet(session, before);
            var becomes = Unmet(session, after);
            IReadOnlyList<Reason> closes = [.. becomes.Where(reason => was.All(known => known.Code != reason.Code))];
            IReadOnlyList<string> opens = [.. was.Select(reason => reason.Code).Except(becomes.Select(reason => reason.Code), StringComparer.Ordinal)];
            if (closes.Count + opens.Count > 0)
                yield return new GateChange(session.Which, closes, opens);
        }

        IReadOnlyList<Reason> Unmet(Appointment session, Clinic clinic) =>
            Pathway.MayMove(journey, session, session.Start, new Moment(now, Author.System, clinic)).Unmet;
    }
}
