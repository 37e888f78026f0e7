using NodaTime;

namespace KapWorkflow.Core;

/// <summary>What was wrong about who the client is. Only what is told changes; the earlier entry stays as it was recorded.</summary>
/// <param name="IsAdult">As told, or as the date of birth says.</param>
public sealed record DetailsCorrected(string? FirstName, string? LastName, string? State, bool? IsAdult, LocalDate? BornOn, string Why) : Fact;

/// <summary>The person that somebody else inquired for came forward: from now on it is their own journey, with their own consents.</summary>
public sealed record ClientCameForward(string FirstName, string? LastName, string? Email, string? Phone, bool SmsConsent, string Language, string TimeZone, string State, bool IsAdult) : Fact;

/// <summary>A contact attempt was written down wrongly.</summary>
/// <param name="Attempt">Sequence of the attempt.</param>
/// <param name="Happened">False: nobody tried; it belongs to somebody else's journey.</param>
public sealed record ContactAttemptCorrected(int Attempt, bool Happened, bool Reached, string Why) : Fact;

[Command("correct-details", "Correct who the client is", Role.Intake | Role.Clinician)]
public sealed record CorrectDetails(string Why, string? FirstName = null, string? LastName = null, string? State = null, bool? IsAdult = null, LocalDate? BornOn = null) : Command;

[Command("came-forward", "Record that the person came forward", Role.Intake | Role.Clinician)]
public sealed record RecordCameForward(string FirstName, string? LastName, string? Email, string? Phone, bool SmsConsent, string Language, string TimeZone, string State, bool IsAdult) : Command;

[Command("correct-attempt", "Correct the last contact attempt", Role.Intake | Role.Clinician)]
public sealed record CorrectContactAttempt(bool Happened, bool Reached, string Why) : Command;
