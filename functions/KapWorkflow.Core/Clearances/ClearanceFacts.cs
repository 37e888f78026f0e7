using NodaTime;

namespace KapWorkflow.Core;

public enum ClearanceOutcome
{
    Cleared,
    ClearedConditional,
    Deferred,
    NotCleared,
}

/// <summary>The first key: psychological readiness, by a therapist.</summary>
/// <param name="Licence">Type and number, as held on that day.</param>
/// <param name="Snapshot">Hash of the facts the decision was made on.</param>
public sealed record ReadinessDecided(bool Ready, string Reason, string Licence, string Snapshot) : Fact;

/// <summary>The second key: medical clearance, by a prescriber. Not a boolean (care-pathway §0.7).</summary>
/// <param name="ExpiresOn">The last day it covers.</param>
/// <param name="Evaluation">How the prescriber saw the client; null in facts of before it was asked for.</param>
public sealed record ClearanceDecided(
    ClearanceOutcome Outcome,
    string Reason,
    string Licence,
    string Snapshot,
    string? Conditions,
    int AuthorisedDoses,
    LocalDate? ExpiresOn,
    LocalDate? DeferredUntil,
    Modality? Evaluation = null) : Fact;

public sealed record InformationRequested(string What) : Fact;

public sealed record InformationReceived(string Note) : Fact;

/// <summary>A review authorises more doses.</summary>
public sealed record AuthorisationExtended(int Doses, LocalDate ExpiresOn, string Licence) : Fact;

[Command("decide-readiness", "Decide psychological readiness", Role.Therapist)]
public sealed record DecideReadiness(bool Ready, string Reason) : Command;

[Command("decide-clearance", "Decide medical clearance", Role.Prescriber)]
public sealed record DecideClearance(
    ClearanceOutcome Outcome,
    string Reason,
    string? Conditions = null,
    int? AuthorisedDoses = null,
    LocalDate? ExpiresOn = null,
    LocalDate? DeferredUntil = null,
    Modality? Evaluation = null) : Command;

[Command("request-information", "Ask for more information", Role.Prescriber | Role.Therapist)]
public sealed record RequestInformation(string What) : Command;

[Command("receive-information", "Record that the information came", Role.Intake | Role.Clinician)]
public sealed record ReceiveInformation(string Note) : Command;
