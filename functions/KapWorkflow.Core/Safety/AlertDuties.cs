using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>What an alert owes until it is resolved, each by a clock of its own (care-pathway §7): whatever has become of the journey meanwhile.</summary>
public static class AlertDuties
{
    /// <summary>12 pages at ten minutes are two hours.</summary>
    private const int QuickRungs = 12;
    private const int SlowMinutes = 60;
    private static readonly Duration Daily = Duration.FromDays(1);

    public static IEnumerable<Duty> Of(Journey journey, Ledger ledger, Clinic clinic) =>
        journey.Alerts.Unresolved.SelectMany(alert => (IEnumerable<Duty>)[.. Asked(alert, clinic), .. Reaching(alert, clinic), .. Paged(alert, ledger, clinic), .. PagedAgain(alert, ledger, clinic)]);

    private static IEnumerable<Duty> Asked(Alert alert, Clinic clinic)
    {
        var by = DueBy(alert, clinic);
        // Answered is not yet dealt with: the two have clocks of their own.
        if (alert is { Level: AlertLevel.Page, IsWorsening: false, Acknowledged: { } answered })
        {
            yield return Ask($"{alert.Key}:resolve", TaskKind.ResolveAlert, alert, answered, clinic.Business.EndOfDayAfter(answered.At, 0));
            yield break;
        }
        if (!alert.IsWorsening)
        {
            yield return Ask($"{alert.Key}:answer", alert.IsRiskToReview ? TaskKind.ReviewRisk : TaskKind.AnswerAlert, alert, alert.Raised, by);
            yield break;
        }
        if (!alert.Reviewed.HasFlag(Role.Therapist))
            yield return Ask($"{alert.Key}:review:therapist", TaskKind.ReviewWorseningAsTherapist, alert, alert.Raised, by);
        if (!alert.Reviewed.HasFlag(Role.Prescriber))
            yield return Ask($"{alert.Key}:review:prescriber", TaskKind.ReviewWorseningAsPrescriber, alert, alert.Raised, by);
    }

    /// <summary>S1, S2, S6: a live contact by its own clock; and when nobody is reached, a person decides what that means, again and again.</summary>
    private static IEnumerable<Duty> Reaching(Alert alert, Clinic clinic)
    {
        if (!alert.NeedsContact || alert.Contact is not null)
            yield break;
        var every = Duration.FromMinutes(ContactMinutes(alert.Rule, clinic));
        var by = alert.Raised.At + every;
        yield return Ask($"{alert.Key}:contact", TaskKind.SpeakWithClient, alert, alert.Raised, by);
        var (since, due) = alert.Welfare is [.., var last] ? (last, last.At + every)
            : alert.NotReached is [var first, ..] && first.At < by ? (first, first.At)
            : (alert.Raised, by);
        yield return Ask(
            string.Create(CultureInfo.InvariantCulture, $"{alert.Key}:welfare:{alert.Welfare.Count + 1}"), TaskKind.DecideWelfare, alert, new Stamp(since.Sequence, due),
            Instant.Max(by, due + Duration.FromMinutes(clinic.Safety.AckMinutes)));
    }

    private static IEnumerable<Duty> Paged(Alert alert, Ledger ledger, Clinic clinic)
    {
        if (alert is not { Level: AlertLevel.Page, Acknowledged: null })
            return [];
        var day = alert.Raised.At + Duration.FromHours(clinic.Safety.UnansweredHours);
        return Ladder(alert, ledger, clinic).Append(Ask($"{alert.Key}:director", TaskKind.UnansweredAlert, alert, alert.Raised with { At = day }, clinic.Business.EndOfDayAfter(day, 0)));
    }

    /// <summary>
    /// Acknowledged is not reached: when the time for a live contact has passed and nobody has spoken with the client, on-call hears of it
    /// again, and once more each day; a day after every decision about their welfare. Only a contact, or a resolution, ends it.
    /// </summary>
    private static IEnumerable<Duty> PagedAgain(Alert alert, Ledger ledger, Clinic clinic)
    {
        if (alert is not { NeedsContact: true, Contact: null, Acknowledged: not null })
            yield break;
        var due = alert.Welfare is [.., var decided] ? decided.At + Daily : alert.Raised.At + Duration.FromMinutes(ContactMinutes(alert.Rule, clinic));
        for (var day = 1; ; day++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{alert.Key}:page:again:{alert.Welfare.Count}:{day}");
            if (ledger.Find(key) is not { } paged)
            {
                yield return new Duty(key, due, Owe.Never, alert.Welfare.LastOrDefault() ?? alert.Raised, new DutyAction.Page(alert.Key, day)) { Always = true, Safety = true };
                yield break;
            }
            due = paged.At + Daily;
        }
    }

    /// <summary>
    /// Rungs without end: each contact in turn, <see cref="SafetySettings.AckMinutes"/> after the page before, or sooner when
    /// that one reached nobody (S9). Each rung starts from when the one before was really paged, so that an outage is followed by
    /// one page and not by a hundred. An alert that nobody acknowledges escalates for ever: after two hours of it, every hour.
    /// </summary>
    private static IEnumerable<Duty> Ladder(Alert alert, Ledger ledger, Clinic clinic)
    {
        var due = alert.Raised.At;
        for (var rung = 1; ; rung++)
        {
            var page = new Duty(KeyOf(alert, rung), due, Owe.Never, alert.Raised, new DutyAction.Page(alert.Key, rung)) { Always = true, Safety = true };
            if (ledger.Find(page.Key) is not { } paged)
            {
                yield return page;
                yield break;
            }
            // One that nobody has said to be done is taken up again, until the next has its turn.
            if (!paged.IsSettled && ledger.Find(KeyOf(alert, rung + 1)) is null)
                yield return page;
            due = paged.At + Duration.FromMinutes(
                rung >= QuickRungs ? SlowMinutes
                : paged.WentOut || paged.State == EffectState.Done ? clinic.Safety.AckMinutes
                : clinic.Safety.FailedPageMinutes);
        }
    }

    private static Duty Ask(string key, TaskKind task, Alert alert, Stamp since, Instant by) =>
        Owe.Ask(key, task, since.At, by, since) with { Always = true, Safety = true, About = alert.Key };

    private static string KeyOf(Alert alert, int rung) => string.Create(CultureInfo.InvariantCulture, $"{alert.Key}:page:{rung}");

    private static int ContactMinutes(SafetyRule rule, Clinic clinic) => rule switch
    {
        SafetyRule.CssrsHigh => clinic.Safety.LiveContactMinutes,
        SafetyRule.Item9Urgent => clinic.Safety.Item9ContactMinutes,
        _ => clinic.Safety.CrisisWordsMinutes,
    };

    /// <summary>When somebody has to have acknowledged what pages, and dealt with the rest.</summary>
    private static Instant DueBy(Alert alert, Clinic clinic) => alert.Level switch
    {
        AlertLevel.Page => alert.Raised.At + Duration.FromMinutes(clinic.Safety.AckMinutes),
        AlertLevel.SameDay => clinic.Business.EndOfDayAfter(alert.Raised.At, 0),
        _ => clinic.Business.EndOfDayAfter(alert.Raised.At, 1),
    };
}
