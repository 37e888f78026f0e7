using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>Why nothing more is mailed to an address.</summary>
public enum EmailStop
{
    /// <summary>The client asked for no e-mails.</summary>
    OptedOut,

    /// <summary>The address does not exist, or takes nothing from us.</summary>
    HardBounce,

    /// <summary>The client marked one as unwanted.</summary>
    Complaint,
}

/// <summary>Nothing more is mailed to the address of this journey, until it is corrected or the client wants e-mails again.</summary>
public sealed record EmailStopped(EmailStop Why) : Fact;

public sealed record EmailResumed(string Why) : Fact;

/// <param name="SentAt">When the message went out that the mail provider tells about: the address may have been corrected since.</param>
[Command("stop-email", "Stop e-mails", Role.Intake | Role.Clinician, ByClient = true, BySystem = true)]
public sealed record StopEmail(EmailStop Why, Instant? SentAt = null) : Command;

[Command("resume-email", "Send e-mails again", Role.Intake | Role.Clinician)]
public sealed record ResumeEmail(string Why) : Command;

/// <summary>E-mail opt-out and hard bounces as facts, and the person who finds another way (M55).</summary>
public static class EmailStops
{
    private static readonly Duration BeforeAVisit = Duration.FromHours(2);

    public static Decision Decide(Journey journey, Command command) => command switch
    {
        // Told twice, or of an address that was corrected meanwhile: nothing new.
        StopEmail stop => journey.Contact is { Email: null } or { EmailStopped: not null } || stop.SentAt < journey.Contact.EmailSince?.At
            ? Decision.Record()
            : Decision.Record(new EmailStopped(stop.Why)),
        ResumeEmail resume => Decision.When(
            Gate.Of(
                "resume-email",
                Gate.Unless(journey.Contact.EmailStopped is not null, "email.not-stopped", "E-mails are not stopped.", "Correct the address if they do not arrive."),
                Gate.Unless(
                    journey.Contact.EmailStop != EmailStop.HardBounce, "email.bounced", "The address does not take our e-mails.", "Ask the client for an address that does, and correct it."),
                Gate.Unless(!string.IsNullOrWhiteSpace(resume.Why), "details.why", "The reason is missing.", "Write down that the client asked for it, and how.")),
            new EmailResumed(resume.Why)),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    public static Journey Evolve(Journey journey, Recorded recorded) => recorded.Fact switch
    {
        EmailStopped stopped => journey with { Contact = journey.Contact with { EmailStopped = recorded.Stamp, EmailStop = stopped.Why } },
        EmailResumed => journey with { Contact = journey.Contact with { EmailStopped = null, EmailStop = null } },
        _ => journey,
    };

    /// <summary>STOP texts and stopped e-mails alike: a person finds another way, and does so before the next visit.</summary>
    public static IEnumerable<Duty> Duties(Journey journey, Clinic clinic)
    {
        if (journey.Contact.SmsStopped is { } texts)
            yield return Find("stopped", texts, journey, clinic);
        if (journey.Contact.EmailStopped is { } mails)
            yield return Find("email-stopped", mails, journey, clinic);
    }

    /// <summary>Text messages, or e-mails, that are wanted again need no other way. What failed for another cause is looked at all the same.</summary>
    internal static bool IsStillStopped(Journey journey, StaffTask task) => task.Key.Split(':') is not ["contact", var sequence, var what, ..]
        || (what == "stopped" ? journey.Contact.SmsStopped : journey.Contact.EmailStopped) is { } stopped && stopped.Sequence.ToString(CultureInfo.InvariantCulture) == sequence;

    private static Duty Find(string what, Stamp stopped, Journey journey, Clinic clinic)
    {
        var close = clinic.Business.EndOfDayAfter(stopped.At, 0);
        var visit = journey.Appointments.Ahead.Select(each => (Instant?)(each.Start - BeforeAVisit)).FirstOrDefault(start => start > stopped.At);
        return Owe.Ask(string.Create(CultureInfo.InvariantCulture, $"contact:{stopped.Sequence}:{what}"), TaskKind.FindAnotherChannel, stopped.At, visit < close ? visit.Value : close, stopped);
    }
}
