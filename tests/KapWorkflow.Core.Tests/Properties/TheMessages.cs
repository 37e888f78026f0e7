using System.Text.RegularExpressions;
using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>Invariants 5, 6, 7, 9 and 14.</summary>
public static partial class TheMessages
{
    public static IEnumerable<string> StopWhenToldTo(Trace trace)
    {
        foreach (var sent in trace.Sent)
        {
            if (IsAfterDeath(trace, sent.Sequence))
                yield return $"{sent.Key} went out after the death";
            if (sent.Tell.To is not Audience.Client)
                continue;
            var known = Reached.After(trace.Facts, sent.Sequence);
            if (sent.Tell.Channel == Channel.Sms && (known.Stopped || !known.SmsConsent))
                yield return $"{sent.Key} was texted after {sent.Sequence}, {(known.Stopped ? "after STOP" : "without consent")}";
            if (sent.Tell.Channel == Channel.Email && known.MailStopped)
                yield return $"{sent.Key} was mailed after {sent.Sequence}, to an address that is stopped";
            if (!known.IsTheClients && sent.Tell.Text.Id is not ("inquiry-third-party" or "inquiry-retry" or "inquiry-close"))
                yield return $"{sent.Key} went to somebody who is not the client";
        }
        foreach (var page in trace.Pages.Where(page => IsAfterDeath(trace, page.Sequence)))
            yield return $"{page.Alert} was paged after the death";
        foreach (var task in trace.Facts.Where(each => each.Fact is TaskOpened && IsAfterDeath(trace, each.Sequence)))
            yield return $"{((TaskOpened)task.Fact).Key} was asked for after the death";
    }

    /// <summary>A death stands until somebody takes it back as recorded by mistake.</summary>
    private static bool IsAfterDeath(Trace trace, int sequence) =>
        trace.Facts.Take(sequence).LastOrDefault(each => each.Fact is DeathRecorded or DeathRetracted)?.Fact is DeathRecorded;

    public static IEnumerable<string> KeepTheirHours(Trace trace)
    {
        foreach (var sent in trace.Sent.Where(each => each.Tell is { To: Audience.Client }))
        {
            var at = sent.Instant.InZone(Reached.After(trace.Facts, sent.Sequence).Zone);
            if (sent.Tell.Channel == Channel.Sms && Window(sent.Tell.Text.Quiet, at.DayOfWeek) is var (from, to) && (at.Hour < from || at.Hour >= to))
                yield return $"{sent.Key} rang at {at}";
            if (sent.Tell.About is { } which && sent.Tell.Text.Quiet == Quiet.Earlier && Visits.StartOf(trace.Facts, which, sent.Sequence) is { } start && sent.Instant > start)
                yield return $"{sent.Key} went out after {which} had begun";
        }
        foreach (var late in trace.Ledger.Entries.Values.Where(entry => entry is { State: EffectState.Dropped, TextId: not null }))
        {
            if (!trace.Facts.Any(each => each.Fact is TaskOpened task && task.Key == $"{late.Key}:dropped"))
                yield return $"{late.Key} was dropped and nobody was told";
        }
    }

    /// <summary>care-pathway §8.3 and §9: the hours in which a telephone may ring.</summary>
    private static (int From, int To)? Window(Quiet quiet, IsoDayOfWeek day) => quiet switch
    {
        Quiet.Earlier => (8, 21),
        Quiet.Later => (day == IsoDayOfWeek.Sunday ? 12 : 9, 20),
        _ => null,
    };

    public static IEnumerable<string> AreOfTheCatalogue(Trace trace)
    {
        foreach (var sent in trace.Sent)
        {
            if (!Text.All.Contains(sent.Tell.Text))
                yield return $"{sent.Tell.Text.Id} is no text of the catalogue";
            if (!Key().IsMatch(sent.Key))
                yield return $"\"{sent.Key}\" is no key";
        }
        foreach (var task in trace.Facts.Select(each => each.Fact).OfType<TaskOpened>())
        {
            if (!Key().IsMatch(task.Key) || (task.About is not null && !Key().IsMatch(task.About)))
                yield return $"\"{task.Key}\" about \"{task.About}\" is no key";
        }
    }

    public static IEnumerable<string> GoOutOnce(Trace trace)
    {
        foreach (var twice in trace.Sent.GroupBy(sent => sent.Key, StringComparer.Ordinal).Where(each => each.Count() > 1))
            yield return $"{twice.Key} went out {twice.Count()} times";
        for (var index = 0; index < trace.Facts.Count; index++)
        {
            if (trace.Facts[index].Sequence != index + 1 || (index > 0 && trace.Facts[index].At < trace.Facts[index - 1].At))
                yield return $"the facts are out of order at {index + 1}";
        }
        var clinic = trace.Clinics[trace.Facts[^1].ClinicVersion];
        var again = Journey.Of(trace.Journey.Id, trace.Facts);
        var owed = Pathway.Duties(trace.Journey, trace.Ledger, clinic, Owe.Never).Select(duty => (duty.Key, duty.Due)).ToList();
        if (!owed.SequenceEqual(Pathway.Duties(again, trace.Ledger, clinic, Owe.Never).Select(duty => (duty.Key, duty.Due))) || again.Stage != trace.Journey.Stage)
            yield return "the same facts are another journey";
        foreach (var same in owed.GroupBy(duty => duty.Key, StringComparer.Ordinal).Where(each => each.Count() > 1))
            yield return $"{same.Key} is owed {same.Count()} times";
    }

    public static IEnumerable<string> KeepTheRightClock(Trace trace)
    {
        foreach (var plan in trace.Plans)
        {
            foreach (var duty in plan.DueNow)
            {
                // What goes another way because the first failed goes when that is known.
                if (duty.Action is DutyAction.Tell { To: Audience.Client, About: { } which } tell && !duty.Key.Contains(":instead:", StringComparison.Ordinal) && DaysBefore(tell) is { } days
                    && Visits.StartOf(trace.Facts, which, plan.Sequence) is { } start
                    && !IsRightlyTimed(duty.Due.InZone(Reached.After(trace.Facts, plan.Sequence).Zone).LocalDateTime, start.InZone(Reached.After(trace.Facts, plan.Sequence).Zone).LocalDateTime, days))
                    yield return $"{duty.Key} was due at {duty.Due}";
            }
        }
        foreach (var each in trace.Facts)
        {
            if (each.Fact is TaskOpened task && !task.Key.StartsWith("by-hand:", StringComparison.Ordinal) && IsCountedInDays(task.Task) && task.DueBy.InZone(trace.ClinicOf(each).Zone).LocalDateTime is var local && !trace.Clinics.Values.Any(clinic => local.TimeOfDay == clinic.Opening.To && clinic.Opening.Days.Contains(local.DayOfWeek)))
                yield return $"{task.Key} is due at {local}";
        }
    }

    /// <summary>The same time of day as the visit, so many days before, or the edge of the hours in which one may write.</summary>
    private static bool IsRightlyTimed(LocalDateTime due, LocalDateTime start, int[] days)
    {
        return days.Select(day => InHours(start.PlusDays(-day))).Any(right => due == right || Period.Between(due, right, PeriodUnits.Hours) is { Hours: 1 or -1 });

        static LocalDateTime InHours(LocalDateTime at) => at.Hour < 8 ? at.Date.PlusDays(-1) + new LocalTime(20, 59) : at.Hour >= 21 ? at.Date + new LocalTime(20, 59) : at;
    }

    private static int[]? DaysBefore(DutyAction.Tell tell) => tell.Text.Id switch
    {
        "consultation-reminder" or "preparation-reminder" or "integration-reminder" => [3, 1],
        "session-confirm" => [3],
        "session-week" => [7],
        // By text it is asked 36 hours before, where the e-mail was not answered (M32).
        "session-precheck" when tell.Channel == Channel.Email => [2],
        "session-day-before" => [1],
        _ => null,
    };

    /// <summary>What staff have until the end of a day of the practice's.</summary>
    private static bool IsCountedInDays(TaskKind kind) => kind is TaskKind.BookConsultation or TaskKind.RecordAttendance or TaskKind.DecideCarePath or TaskKind.HandOver or TaskKind.DecideReadiness
        or TaskKind.BookPreparation or TaskKind.CompletePreparation or TaskKind.BookSession or TaskKind.BookIntegration or TaskKind.ReviewSuspension or TaskKind.TellInPerson or TaskKind.ReadMessage;

    [GeneratedRegex("^[A-Za-z0-9_.:-]{1,199}$", RegexOptions.NonBacktracking)]
    private static partial Regex Key();
}
