using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>Two days of silence after a dose: a person decided what it means and what is done (care-pathway §3.2).</summary>
public sealed record SilenceDecided(AppointmentRef Which, WelfareStep Step, string Reason) : Fact;

/// <summary>A prescriber lets the course go on although the last dose was not integrated (care-pathway §12, invariant 3).</summary>
public sealed record IntegrationExcepted(AppointmentRef Which, string Reason, string Licence) : Fact;

[Command("decide-silence", "Decide about a client who does not answer after a session", Role.Therapist | Role.Prescriber)]
public sealed record DecideSilence(AppointmentRef Which, WelfareStep Step, string Reason) : Command;

[Command("except-integration", "Let the course go on without the integration", Role.Prescriber)]
public sealed record ExceptIntegration(AppointmentRef Which, string Reason) : Command;

/// <summary>After a session: the check-in of the day after, its silence, and the integration that gates the next dose (G5).</summary>
public static class Aftermath
{
    /// <summary>To decide about somebody who has been silent for two days.</summary>
    private static readonly Duration ToDecide = Duration.FromHours(1);

    public static Decision Decide(Journey journey, Cycle cycle, Command command, Moment moment) => command switch
    {
        DecideSilence silence => Decision.When(
            Gate.Of(
                "silence",
                Gate.Unless(IsSilent(cycle), "silence.none", "The client is not silent after this session.", "Settle the check-in instead."),
                Gate.Unless(!string.IsNullOrWhiteSpace(silence.Reason), "silence.reason", "The reason is missing.", "Write down what you know and what you decided.")),
            new SilenceDecided(silence.Which, silence.Step, silence.Reason)),
        ExceptIntegration except => Decision.When(
            Gate.Of(
                "integration",
                Approvals.Licensed(journey, moment),
                Gate.Unless(cycle is { Discharged: not null, IsIntegrated: false }, "integration.none", "There is no integration missing after this session.", "Choose the session whose integration is missing."),
                Gate.Unless(
                    cycle.Discharged is not { } discharged || moment.Now >= discharged.At + Duration.FromHours(moment.Clinic.Integration.TargetHours),
                    "integration.early", "The integration is not overdue yet.", "Hold it."),
                Gate.Unless(!string.IsNullOrWhiteSpace(except.Reason), "integration.reason", "The reason is missing.", "Write it down.")),
            new IntegrationExcepted(except.Which, except.Reason, Approvals.LicenceOf(journey, moment))),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    /// <summary>A visit integrates the dose before it: one that was held before the last dose, and written down after it, says nothing about that dose.</summary>
    public static Journey Integrate(Journey journey, AppointmentRef visit, Stamp held)
    {
        var start = journey.Appointments.Find(visit)?.Start;
        return journey.Course.Cycles.Values.Where(cycle => cycle.Dosed?.At < start).MaxBy(cycle => cycle.Dosed!.Sequence) is { Integrated: null } cycle
            ? journey with { Course = journey.Course.With(cycle with { Integrated = held }) }
            : journey;
    }

    /// <summary>G5: the next cycle may begin.</summary>
    public static Gate MayGoOn(Cycle cycle) => Gate.Of(
        "G5",
        Gate.Unless(cycle.Discharged is not null, "G5.discharge", "The client was not discharged from the last session.", "Discharge the client."),
        Gate.Unless(cycle.Discharged is null || cycle.CheckinSettled || cycle.CheckinFlagged, "G5.checkin", "The day-after check-in is not answered.", "Call the client and settle the check-in."),
        Gate.Unless(cycle.CheckinSettled || !cycle.CheckinFlagged, "G5.flag", "The day-after check-in says that something is wrong.", "Speak with the client and settle the check-in."),
        Gate.Unless(cycle.IsIntegrated, "G5.integration", "The last session is not integrated.", "Hold the integration; when it is overdue, the prescriber may sign an exception."));

    /// <summary>G2: the previous cycle is closed, or what is missing of it.</summary>
    public static Reason? Unclosed(Course course)
    {
        if (course.Last is not { } last)
            return null;
        var unmet = MayGoOn(last).Unmet;
        return Gate.Unless(
            unmet.Count == 0, "G2.previous-cycle",
            $"The last session is not closed: {string.Join(" ", unmet.Select(reason => reason.Text))}", string.Join(" ", unmet.Select(reason => reason.NextStep)));
    }

    /// <summary>After the form and its second message: a call, then a therapist who decides, again and again until the client is heard of.</summary>
    public static IEnumerable<Duty> Silence(Cycle cycle, Stamp discharged, Clinic clinic)
    {
        if (!IsSilent(cycle))
            yield break;
        var (key, hours) = (cycle.Which.ToString(), clinic.Dosing.CheckinHours);
        var (call, last) = (discharged.At + Duration.FromHours(hours[2]), discharged.At + Duration.FromHours(hours[3]));
        // A silent client is looked for although the journey was closed meanwhile.
        yield return Owe.Ask($"{key}:checkin:call", TaskKind.CallAboutCheckin, call, last, discharged) with { Always = true, Safety = true, About = key };
        var due = cycle.Silences.LastOrDefault() is { } decided ? Instant.Max(last, decided.At + (last - call)) : last;
        yield return Owe.Ask(string.Create(CultureInfo.InvariantCulture, $"{key}:checkin:silence:{cycle.Silences.Count + 1}"), TaskKind.DecideSilence, due, due + ToDecide, cycle.Silences.LastOrDefault() ?? discharged)
            with
        { Always = true, Safety = true, About = key };
    }

    public static IEnumerable<Duty> Integration(Journey journey, Cycle cycle, Stamp discharged, Clinic clinic)
    {
        if (cycle.IsIntegrated)
            yield break;
        var key = cycle.Which.ToString();
        var overdue = discharged.At + Duration.FromHours(clinic.Integration.TargetHours);
        var latest = discharged.At + Duration.FromDays(clinic.Integration.MaxDays);
        yield return Owe.Ask($"{key}:integration:overdue", TaskKind.IntegrationOverdue, overdue, latest, discharged) with { About = key, Always = !journey.Standing.IsClosed };
        yield return Owe.Ask($"{key}:integration:lapsed", TaskKind.IntegrationLapsed, latest, clinic.Business.EndOfDayAfter(latest, 1), discharged) with { About = key, Always = !journey.Standing.IsClosed };
        yield return Owe.Tell($"{key}:integration:missed", Text.IntegrationMissed, Channel.Email, Windows.Later(journey, clinic, latest), discharged);
    }

    private static bool IsSilent(Cycle cycle) => cycle is { Discharged: not null, CheckinAnswered: null, CheckinResolved: null };
}
