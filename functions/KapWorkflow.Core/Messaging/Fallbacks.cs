using NodaTime;

namespace KapWorkflow.Core;

/// <summary>
/// What a failure owes (architecture §6): the other channel where the failed one was the only word, and a task for staff.
/// Computed from the ledger like any other duty; there is no process per message.
/// </summary>
public static class Fallbacks
{
    public static IEnumerable<Duty> Of(Journey journey, IReadOnlyList<Duty> duties, Ledger ledger, Clinic clinic)
    {
        var both = duties.CountBy(duty => Stem(duty.Key), StringComparer.Ordinal).Where(each => each.Value > 1).Select(each => each.Key).ToHashSet(StringComparer.Ordinal);
        var instead = duties.Select(duty => Instead(journey, duty, both, ledger, clinic)).OfType<Duty>().ToList();
        return [.. instead, .. duties.Concat(instead).SelectMany(duty => Tasks(journey, duty, ledger, clinic))];
    }

    /// <summary>The other channel, when the one failed, was not allowed, or never said that it arrived.</summary>
    /// <param name="both">What goes out by both channels anyway.</param>
    private static Duty? Instead(Journey journey, Duty duty, HashSet<string> both, Ledger ledger, Clinic clinic)
    {
        if (duty.Action is not DutyAction.Tell { To: Audience.Client } tell || ledger.Find(duty.Key) is not { } entry
            || Other(tell) is not { } channel || !journey.Contact.MayBeReachedBy(channel)
            || both.Contains(Stem(duty.Key)))
            return null;
        var suppressed = entry.State == EffectState.Suppressed && entry.Note is not ("deceased" or "vanished");
        var silent = entry is { State: EffectState.Accepted, Channel: Channel.Sms };
        var due = silent ? entry.At + Duration.FromMinutes(clinic.Messaging.ReceiptMinutes) : entry.At;
        return entry.FailedToReach || suppressed || silent
            ? new Duty($"{Stem(duty.Key)}:instead:{channel.ToString().ToLowerInvariant()}", due, duty.Deadline, new Cause(null, entry.At), tell with { Channel = channel }) { Always = duty.Always }
            : null;
    }

    /// <summary>One open task for a channel that fails is enough, whatever else fails meanwhile.</summary>
    private static IEnumerable<Duty> Tasks(Journey journey, Duty duty, Ledger ledger, Clinic clinic)
    {
        if (duty.Action is not DutyAction.Tell { To: Audience.Client } tell || ledger.Find(duty.Key) is not { } entry)
            yield break;
        var cause = new Cause(null, entry.At);
        var dueBy = clinic.Business.EndOfDayAfter(entry.At, 0);
        // An address that takes no mail has its own task, once.
        var isKnown = tell.Channel == Channel.Email && journey.Contact.EmailStopped is not null;
        if ((entry.FailedToReach || entry.State == EffectState.Unknown) && !isKnown && !journey.Tasks.Open.Any(task => task.Kind == TaskKind.FindAnotherChannel && task.Key != $"{duty.Key}:failed"))
            yield return Owe.Ask($"{duty.Key}:failed", TaskKind.FindAnotherChannel, entry.At, dueBy, cause) with { About = tell.Text.Id, Always = duty.Always };
        if (entry.State == EffectState.Dropped)
            yield return Owe.Ask($"{duty.Key}:dropped", TaskKind.MessageNotSent, entry.At, dueBy, cause) with { About = tell.Text.Id, Always = duty.Always };
    }

    /// <summary>A text has a template for each channel it may take; only those that have both can change.</summary>
    private static Channel? Other(DutyAction.Tell tell) => (tell.Channel, tell.Text) switch
    {
        (Channel.Sms, { Email: true }) => Channel.Email,
        (Channel.Email, { Sms: true }) => Channel.Sms,
        _ => null,
    };

    private static string Stem(string key) => key.LastIndexOf(':') is var end and >= 0 ? key[..end] : key;
}
