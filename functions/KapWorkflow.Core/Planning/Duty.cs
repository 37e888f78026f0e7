using NodaTime;

namespace KapWorkflow.Core;

/// <summary>What caused a duty: a fact, by its sequence, or something in the ledger, by the time it was recorded.</summary>
public sealed record Cause(int? Sequence, Instant At)
{
    public static implicit operator Cause(Stamp stamp) => new(stamp.Sequence, stamp.At);
}

/// <summary>Who a message is for.</summary>
public abstract record Audience
{
    private Audience()
    {
    }

    public sealed record Client : Audience;

    /// <summary>The practice's own inbox of a role; the text never holds more than a link.</summary>
    public sealed record StaffOf(Role Role) : Audience;

    /// <summary>The on-call contact at that place of the list, counted round and round.</summary>
    public sealed record OnCall(int Rung) : Audience;

    public static Audience TheClient { get; } = new Client();
}

/// <summary>What a link in a message leads to.</summary>
public enum LinkPurpose
{
    /// <summary>What is next for the client.</summary>
    Overview,
    Appointment,
    Forms,
}

/// <summary>What a duty does when it falls due.</summary>
public abstract record DutyAction
{
    private DutyAction()
    {
    }

    public sealed record Tell(Audience To, Text Text, Channel Channel, AppointmentRef? About = null, LinkPurpose Link = LinkPurpose.Overview) : DutyAction;

    /// <summary>Opens a staff task of that kind under the duty's key.</summary>
    public sealed record Ask(TaskKind Task, Instant DueBy) : DutyAction;

    /// <summary>Gives a command in the system's name: closing for no response, expiring a clearance.</summary>
    public sealed record Record(Command Command) : DutyAction;

    /// <summary>Pages the on-call contact of that rung about an alert, by every channel until one accepts.</summary>
    public sealed record Page(string Alert, int Rung) : DutyAction;
}

/// <summary>Something the practice owes, past or to come.</summary>
/// <param name="Key">Stable and human-readable, such as <c>consultation-1:v3:reminder:1:email</c>: one key, one effect. Ordinals only, never a setting's value.</param>
/// <param name="Deadline">After this it is dropped and a staff task says so.</param>
public sealed record Duty(string Key, Instant Due, Instant Deadline, Cause Cause, DutyAction Action)
{
    /// <summary>What the task is about, when there may be several: an appointment, an alert.</summary>
    public string? About { get; init; }

    /// <summary>Goes on although the journey is on hold or closed.</summary>
    public bool Always { get; init; }

    /// <summary>Never silently "not applicable": when it is too late to act it becomes a task.</summary>
    public bool Safety { get; init; }

    /// <summary>Done in the request that made it due, not a moment later in the journey's own time: alarms, and the answer to an inquiry.</summary>
    public bool AtOnce => Safety || Action is DutyAction.Tell { Text: var text } && text == Text.InquiryAck;
}

/// <summary>The words duties are written with. A default deadline stands on each kind.</summary>
public static class Owe
{
    /// <summary>A text is worth sending for so long after its time.</summary>
    public static readonly Duration TextDeadline = Duration.FromHours(12);

    /// <summary>Tasks, records and pages are never too late.</summary>
    public static readonly Instant Never = Instant.FromUtc(9999, 1, 1, 0, 0);

    /// <summary>The e-mail and, where the text has one, the SMS: a duty each, so that one failing never stops the other.</summary>
    public static IEnumerable<Duty> Tell(string key, Text text, Instant due, Cause cause, AppointmentRef? about = null, LinkPurpose link = LinkPurpose.Overview)
    {
        if (text.Email)
            yield return Tell(key, text, Channel.Email, due, cause, about, link);
        if (text.Sms)
            yield return Tell(key, text, Channel.Sms, due, cause, about, link);
    }

    public static Duty Tell(string key, Text text, Channel channel, Instant due, Cause cause, AppointmentRef? about = null, LinkPurpose link = LinkPurpose.Overview) =>
        new($"{key}:{channel.ToString().ToLowerInvariant()}", due, due + TextDeadline, cause, new DutyAction.Tell(Audience.TheClient, text, channel, about, link));

    public static Duty TellStaff(string key, Role role, Instant due, Cause cause) =>
        new($"{key}:staff", due, due + TextDeadline, cause, new DutyAction.Tell(new Audience.StaffOf(role), Text.StaffTask, Channel.Email)) { Always = true };

    public static Duty Ask(string key, TaskKind task, Instant due, Instant dueBy, Cause cause) =>
        new(key, due, Never, cause, new DutyAction.Ask(task, dueBy));

    public static Duty Record(string key, Command command, Instant due, Cause cause) =>
        new(key, due, Never, cause, new DutyAction.Record(command));

    public static IEnumerable<Duty> Unless(this IEnumerable<Duty> duties, bool settled) => settled ? [] : duties;

    public static IEnumerable<Duty> Unless(this Duty duty, bool settled) => settled ? [] : [duty];

    public static IEnumerable<Duty> EvenWhenClosed(this IEnumerable<Duty> duties) => duties.Select(duty => duty with { Always = true });

    /// <summary>A text that is of no use after that instant, such as a reminder after its appointment has begun.</summary>
    public static IEnumerable<Duty> NotAfter(this IEnumerable<Duty> duties, Instant deadline) =>
        duties.Select(duty => duty with { Deadline = Instant.Min(duty.Deadline, deadline) });
}
