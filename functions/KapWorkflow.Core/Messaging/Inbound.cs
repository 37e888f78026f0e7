namespace KapWorkflow.Core;

/// <summary>What a client's text message means, as far as a machine may say.</summary>
public enum InboundKind
{
    Stop,
    Start,
    Help,
    Confirm,
    AnotherTime,
    Crisis,
    Other,
}

/// <param name="Body">What was written, kept for a person to read; null for keywords.</param>
public sealed record MessageReceived(InboundKind Kind, string? Body) : Fact;

[Command("receive-message", "Receive a message")]
public sealed record ReceiveMessage(InboundKind Kind, string? Body = null) : Command;

/// <summary>STOP, START, C, R, words of crisis, and everything else, which a person reads.</summary>
public static class Inbound
{
    public static Decision Decide(Journey journey, ReceiveMessage message)
    {
        var next = journey.Appointments.Ahead.FirstOrDefault();
        // Whoever read the keyword may have missed the words, which also stop what they say to stop; and a C with nothing to confirm means something else.
        var alarming = message.Kind == InboundKind.Crisis || CrisisWords.Appear(message.Body);
        var kind = message.Kind switch
        {
            InboundKind.Stop or InboundKind.Start => message.Kind,
            _ when alarming => InboundKind.Crisis,
            InboundKind.Confirm or InboundKind.AnotherTime when next is null => InboundKind.Other,
            var read => read,
        };
        var received = new MessageReceived(kind, alarming || kind == InboundKind.Other ? message.Body : null);
        return kind switch
        {
            _ when alarming => Decision.Record(received, Alerts.Raise(journey, SafetyRule.CrisisWords, AlertLevel.Page, "message")),
            InboundKind.Confirm when next is { State: AppointmentState.Booked } => Decision.Record(received, new AppointmentConfirmed(next.Which)),
            InboundKind.AnotherTime when next is not null => Decision.Record(received, new AnotherTimeAsked(next.Which)),
            _ => Decision.Record(received),
        };
    }

    public static Journey Evolve(Journey journey, Recorded recorded) => recorded.Fact switch
    {
        // Said twice it is still the first time that counts: one task is open about it.
        MessageReceived { Kind: InboundKind.Stop } => journey with { Contact = journey.Contact with { SmsStopped = journey.Contact.SmsStopped ?? recorded.Stamp } },
        MessageReceived { Kind: InboundKind.Start } => journey with { Contact = journey.Contact with { SmsStopped = null } },
        MessageReceived { Kind: InboundKind.Other } => journey with { LastMessage = recorded, MessagesToRead = Unread.With(journey, recorded.Stamp) },
        TaskClosed closed when Unread.Of(journey, closed.Key) is { } read => journey with { MessagesToRead = journey.MessagesToRead.Replace(read, read with { IsRead = true }) },
        MessageReceived { Kind: InboundKind.Confirm or InboundKind.AnotherTime } => journey with { LastMessage = recorded },
        _ => journey,
    };

    public static IEnumerable<Duty> Duties(Journey journey, Clinic clinic)
    {
        foreach (var unread in journey.MessagesToRead)
            yield return Owe.Ask(unread.Key, TaskKind.ReadMessage, unread.First.At, clinic.Business.EndOfDayAfter(unread.First.At, 0), unread.First) with { Always = true };
    }
}
