using System.Globalization;

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
        MessageReceived { Kind: InboundKind.Stop } => journey with { Contact = journey.Contact with { SmsStopped = recorded.Stamp } },
        MessageReceived { Kind: InboundKind.Start } => journey with { Contact = journey.Contact with { SmsStopped = null } },
        MessageReceived { Kind: InboundKind.Other } => journey with { LastMessage = recorded, MessagesToRead = journey.MessagesToRead.Add(recorded.Stamp) },
        MessageReceived { Kind: InboundKind.Confirm or InboundKind.AnotherTime } => journey with { LastMessage = recorded },
        _ => journey,
    };

    public static IEnumerable<Duty> Duties(Journey journey, Clinic clinic)
    {
        foreach (var message in journey.MessagesToRead)
            yield return Owe.Ask(string.Create(CultureInfo.InvariantCulture, $"message:{message.Sequence}:read"), TaskKind.ReadMessage, message.At, clinic.Business.EndOfDayAfter(message.At, 0), message) with { Always = true };
    }
}
