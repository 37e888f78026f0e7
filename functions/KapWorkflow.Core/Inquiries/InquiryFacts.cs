using System.Text.Json.Serialization;

namespace KapWorkflow.Core;

public enum InquiringFor
{
    Self,
    SomeoneElse,
    Professional,
}

public enum ContactBy
{
    Email,
    Sms,
    Phone,
}

/// <summary>What the website's form says, already read and checked at the door.</summary>
/// <param name="Phone">E.164, such as +15035550100.</param>
/// <param name="Language">en or es.</param>
/// <param name="TimeZone">IANA, such as America/Los_Angeles.</param>
/// <param name="State">Two letters: where the client would be seen.</param>
public sealed record InquiryDetails(
    InquiringFor InquiringFor,
    string FirstName,
    string? Email,
    string? Phone,
    ContactBy ContactBy,
    bool SmsConsent,
    string Language,
    string TimeZone,
    string State,
    bool IsAdult)
{
    public string? LastName { get; init; }
    public string? PreferredName { get; init; }
    public string? Interest { get; init; }
    public string? Question { get; init; }
    public string? HowHeard { get; init; }

    /// <summary>Where a professional who refers somebody works.</summary>
    public string? Organisation { get; init; }

    /// <summary>
    /// True: it was not right yet, and its words could not wait (care-pathway §7 S6). What was not said is left empty, the age counts as
    /// not adult until somebody says otherwise, and nothing is asked or written on account of it.
    /// </summary>
    public bool? Unfinished { get; init; }

    /// <summary>An address or a number that no machine can use, as it was typed: a person may read it.</summary>
    public string? AsTyped { get; init; }

    /// <summary>Every answer in the person's own words, which the safety rules read.</summary>
    [JsonIgnore]
    public IEnumerable<string> OwnWords => new[] { Interest, Question, HowHeard, Organisation }.OfType<string>();
}

public sealed record InquiryReceived(InquiryDetails Details) : Fact;

/// <summary>The same person wrote again; what they wrote is kept, never dropped.</summary>
public sealed record InquiryRepeated(InquiryDetails Details) : Fact;

/// <summary>Another open or closed journey seems to be the same person's; staff decide.</summary>
public sealed record PossibleDuplicateNoted(JourneyId Other) : Fact;

public sealed record ContactAttempted(ContactBy How, bool Reached, string? Note) : Fact;

/// <summary>How the client is reached from now on, said by the client to a person: after a bounce, a new number.</summary>
/// <param name="OfInquirer">True: somebody else inquired, and it is their address that was wrong.</param>
public sealed record ContactCorrected(string? Email, string? Phone, bool SmsConsent, string Language, string TimeZone, bool? OfInquirer = null) : Fact;

[Command("receive-inquiry", "Receive an inquiry")]
public sealed record ReceiveInquiry(InquiryDetails Details) : Command;

[Command("repeat-inquiry", "Receive a repeated inquiry")]
public sealed record RepeatInquiry(InquiryDetails Details) : Command;

[Command("note-duplicate", "Note a possible duplicate", Role.Intake, BySystem = true)]
public sealed record NotePossibleDuplicate(JourneyId Other) : Command;

[Command("correct-contact", "Correct how the client is reached", Role.Intake | Role.Clinician)]
public sealed record CorrectContact(string? Email, string? Phone, bool SmsConsent, string Language, string TimeZone) : Command;

[Command("log-contact", "Log a contact attempt", Role.Intake | Role.Therapist | Role.Director)]
public sealed record LogContactAttempt(ContactBy How, bool Reached, string? Note = null) : Command;
