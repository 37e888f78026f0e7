namespace KapWorkflow.Core;

/// <summary>
/// What a failure owes (architecture §6): the other channel where the failed one was the only word, and a task for staff.
/// Computed from the ledger like any other duty; there is no process per message.
/// </summary>
public static class Fallbacks
{
    public static IEnumerable<Duty> Of(Journey journey, IReadOnlyList<Duty> duties, Ledger ledger, Clinic clinic)
    {
        foreach (var duty in duties)
        {
            if (duty.Action is not DutyAction.Tell { To: Audience.Client } tell || ledger.Find(duty.Key) is not { } entry)
                continue;
            var cause = new Cause(null, entry.At);
            var alone = !duties.Any(other => other.Key != duty.Key && Stem(other.Key) == Stem(duty.Key));
            var suppressed = entry.State == EffectState.Suppressed && entry.Note is not ("deceased" or "vanished");
            if ((entry.FailedToReach || suppressed) && alone && Other(tell) is { } channel && journey.Contact.MayBeReachedBy(channel))
                yield return new Duty($"{Stem(duty.Key)}:instead:{channel.ToString().ToLowerInvariant()}", entry.At, duty.Deadline, cause, tell with { Channel = channel }) { Always = duty.Always };
            if (entry.FailedToReach || entry.State == EffectState.Unknown)
                yield return Owe.Ask($"{duty.Key}:failed", TaskKind.FindAnotherChannel, entry.At, clinic.Business.EndOfDayAfter(entry.At, 0), cause) with { About = tell.Text.Id };
            if (entry.State == EffectState.Dropped)
                yield return Owe.Ask($"{duty.Key}:dropped", TaskKind.MessageNotSent, entry.At, clinic.Business.EndOfDayAfter(entry.At, 0), cause) with { About = tell.Text.Id };
        }
    }

    /// <summary>A text has a template for each channel it may take; only those that have both can change.</summary>
    private static Channel? Other(DutyAction.Tell tell) => (tell.Channel, tell.Text) switch
    {
        (Channel.Sms, { Email: true }) => Channel.Email,
        (Channel.Email, { Sms: true }) => Channel.Sms,
        _ => null,
    };

    private static string Stem(string key) => key[..key.LastIndexOf(':')];
}
