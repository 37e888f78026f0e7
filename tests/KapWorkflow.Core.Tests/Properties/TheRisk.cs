using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>Invariants 4 and 12.</summary>
public static class TheRisk
{
    /// <summary>So long may a clock be off, and a minute more.</summary>
    private static readonly Duration Slack = Duration.FromMinutes(3);

    /// <summary>Texts that say "come": the reminders of every visit and all that leads up to a session.</summary>
    private static readonly HashSet<string> SayCome =
        ["consultation-reminder", "preparation-reminder", "integration-reminder", "escort-needed", "session-week", "session-confirm", "session-precheck", "session-day-before", "session-steps", "session-today"];

    public static IEnumerable<string> StopsScheduling(Trace trace)
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        var sent = trace.Sent.ToLookup(each => each.Sequence);
        foreach (var each in trace.Facts)
        {
            if (each.Fact is AlertRaised raised && (raised.Level == AlertLevel.Page || raised.Rule == SafetyRule.CssrsModerate))
                open.Add(raised.Key);
            else if (each.Fact is AlertResolved resolved)
                open.Remove(resolved.Key);
            else if (open.Count > 0 && each.Fact is AppointmentBooked or AppointmentMoved or DoseGiven)
                yield return $"{each.Fact.GetType().Name} at {each.Sequence} while {string.Join(", ", open)} stood";
            if (open.Count > 0 && sent[each.Sequence].FirstOrDefault(message => SayCome.Contains(message.Tell.Text.Id)) is { } come)
                yield return $"{come.Key} went out while {string.Join(", ", open)} stood";
        }
    }

    public static IEnumerable<string> IsNeverSilent(Trace trace) =>
        [.. Warnings(trace), .. Alerts(trace), .. trace.Facts.Where(IsLateAndHidden(trace)).Select(task => $"the task {((TaskOpened)task.Fact).Key} is late and nobody was told")];

    /// <summary>Every warning that a person wrote, answered or measured has its alert in the same breath.</summary>
    private static IEnumerable<string> Warnings(Trace trace)
    {
        foreach (var each in trace.Facts)
        {
            if (Least(each.Fact, trace.ClinicOf(each)) is not { } least)
                continue;
            var same = trace.Facts.Skip(each.Sequence).TakeWhile(next => next.At == each.At).Take(8).Select(next => next.Fact).OfType<AlertRaised>();
            if (!same.Any(alert => alert.Level >= least) && !(each.Fact is VitalsTaken && Stands(trace, each)) && !Answered.WasHeard(trace, each))
                yield return $"{each.Fact.GetType().Name} at {each.Sequence} raised no alert of {least}";
        }
        // What could not be recorded as it came is heard all the same.
        foreach (var given in trace.Given.Where(each => each is { By.Kind: AuthorKind.Client, Command: SubmitForm { Form: FormKind.Phq9 } submit } && submit.Answers.GetValueOrDefault("9") is "2" or "3"))
        {
            if (given.Answer is Decision.Refused refused && !refused.Reasons.Any(reason => reason.Code is "journey.closed" or "journey.unknown"))
                yield return $"an urgent answer to item 9 was refused after {given.Sequence}";
        }
    }

    private static bool Stands(Trace trace, Recorded reading)
    {
        var before = trace.Facts.Take(reading.Sequence).Select(each => each.Fact).ToList();
        return before.OfType<AlertRaised>().Any(alert => alert.Rule == SafetyRule.VitalsEmergency && !before.OfType<AlertResolved>().Any(resolved => resolved.Key == alert.Key));
    }

    /// <summary>The least alert that such a fact calls for (care-pathway §7, §5.3, §4.3).</summary>
    private static AlertLevel? Least(Fact fact, Clinic clinic) => fact switch
    {
        InquiryReceived inquiry when IsCrisis(inquiry.Details.Interest, inquiry.Details.Question) => AlertLevel.Page,
        InquiryRepeated inquiry when IsCrisis(inquiry.Details.Interest, inquiry.Details.Question) => AlertLevel.Page,
        MessageReceived message when IsCrisis(message.Body) => AlertLevel.Page,
        FormSubmitted form when IsCrisis([.. form.Answers.Values]) => AlertLevel.Page,
        FormSubmitted { Form: FormKind.Checkin } form when form.Answers.GetValueOrDefault("self-harm") == "yes" => AlertLevel.Page,
        FormSubmitted { Form: FormKind.Checkin } form when form.Answers.GetValueOrDefault("unwell") == "yes" || form.Answers.GetValueOrDefault("call-me") == "yes" => AlertLevel.SameDay,
        FormSaved form when IsCrisis([.. form.Answers.Values]) => AlertLevel.Page,
        FormSaved { Form: FormKind.Phq9 } form when form.Answers.GetValueOrDefault("9") is "2" or "3" => AlertLevel.Page,
        FormSaved { Form: FormKind.Checkin } form when form.Answers.GetValueOrDefault("self-harm") == "yes" => AlertLevel.Page,
        MeasureTaken { Measure: FormKind.Phq9 } phq when phq.Items.GetValueOrDefault("9") >= 2 => AlertLevel.Page,
        MeasureTaken { Measure: FormKind.Phq9 } phq when phq.Items.GetValueOrDefault("9") == 1 => AlertLevel.SameDay,
        MeasureTaken { Measure: FormKind.Cssrs } cssrs => TheScore.CssrsLevelOf(cssrs.Items, TheScore.IsSinceLast(cssrs)) switch
        {
            CssrsLevel.High => AlertLevel.Page,
            CssrsLevel.Moderate => AlertLevel.SameDay,
            CssrsLevel.Low => AlertLevel.NextBusinessDay,
            _ => null,
        },
        ClientCheckedIn { Cssrs: CssrsLevel.High } => AlertLevel.Page,
        AdverseEventRecorded { Grade: >= 3 } => AlertLevel.Page,
        AdverseEventRecorded { Grade: 2 } => AlertLevel.SameDay,
        VitalsTaken vitals when vitals.Systolic >= clinic.Dosing.BpEmergencySystolic || vitals.Diastolic >= clinic.Dosing.BpEmergencyDiastolic => AlertLevel.Page,
        _ => null,
    };

    private static bool IsCrisis(params string?[] words) => words.Any(each => each is not null && (each.Contains("kill myself", StringComparison.Ordinal) || each.Contains("no quiero vivir", StringComparison.Ordinal)));

    /// <summary>Each alert is asked of somebody at once; a page goes on, contact after contact, until somebody answers.</summary>
    private static IEnumerable<string> Alerts(Trace trace)
    {
        var death = trace.Facts.FirstOrDefault(each => each.Fact is DeathRecorded)?.At ?? Instant.MaxValue;
        foreach (var each in trace.Facts.Where(each => each.Fact is AlertRaised))
        {
            var alert = (AlertRaised)each.Fact;
            var answered = trace.Facts.FirstOrDefault(fact => (fact.Fact is AlertAcknowledged acknowledged && acknowledged.Key == alert.Key) || (fact.Fact is AlertResolved resolved && resolved.Key == alert.Key));
            var until = Instant.Min(Instant.Min(answered?.At ?? Instant.MaxValue, death), trace.End);
            var isAsked = trace.Facts.Any(fact => fact.Fact is TaskOpened task && task.About == alert.Key && fact.At - each.At < Slack);
            if (!isAsked && until - each.At > Slack)
                yield return $"nobody was asked to answer {alert.Key}";
            if (alert.Level != AlertLevel.Page)
                continue;
            var last = each.At;
            var pages = trace.Pages.Where(page => page.Alert == alert.Key && page.At <= until).ToList();
            foreach (var (page, rung) in pages.Select((page, index) => (page.At, index)).Append((until, pages.Count)))
            {
                var wait = Duration.FromMinutes(rung == 0 ? 0 : rung >= 12 ? 60 : 10);
                if (page - last > wait + Slack && last < until)
                    yield return $"{alert.Key} was silent from {last} to {page}";
                last = page;
            }
        }
    }

    /// <summary>A task still open well after it was due, of which the director has not heard.</summary>
    private static Func<Recorded, bool> IsLateAndHidden(Trace trace)
    {
        var handled = trace.Facts.Select(each => each.Fact switch { TaskClosed closed => closed.Key, TaskEscalated escalated => escalated.Key, _ => null }).ToHashSet();
        // What was put off is late when its new day is over.
        var putOff = trace.Facts.Select(each => each.Fact).OfType<TaskPutOff>().GroupBy(off => off.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last().DueBy, StringComparer.Ordinal);
        var isOver = trace.Facts.Any(each => each.Fact is DeathRecorded);
        return each => each.Fact is TaskOpened opened && !isOver && Instant.Max(putOff.GetValueOrDefault(opened.Key, opened.DueBy), Grace(trace, each, opened)) + Duration.FromHours(1) < trace.End && !handled.Contains(opened.Key);
    }

    /// <summary>The supervisor hears of a first call that nobody made after half an hour in which somebody could have made it (§3.1 row 1): not in the night.</summary>
    private static Instant Grace(Trace trace, Recorded each, TaskOpened opened) =>
        opened.Task == TaskKind.CallInquirer && trace.ClinicOf(each) is var clinic ? clinic.Business.After(each.At, Duration.FromMinutes(clinic.Inquiry.SupervisorMinutes)) : each.At;
}
