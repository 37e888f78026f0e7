using NodaTime;

namespace KapWorkflow.Core;

/// <param name="States">Two letters each; none: everywhere.</param>
public sealed record InPersonRule(LocalDate From, IReadOnlyList<string> States);

public sealed record ClearanceSettings
{
    [Setting("For both keys, from the complete packet", "business days", 1, 30, Source = "§3.1")]
    public int SlaBusinessDays { get; init; } = 5;

    [Setting("After which it is on the director's list that a key is still missing", "business days", 0, 30, Source = "§3.1")]
    public int EscalateBusinessDays { get; init; } = 4;

    [Setting("Doses that a first clearance authorises unless the prescriber says fewer", "doses", 1, 8, Source = "§2.1 [S2]")]
    public int InitialDoses { get; init; } = 2;

    [Setting("How long a first clearance lasts at most", "days", 7, 180, Source = "§4.5")]
    public int InitialDays { get; init; } = 45;

    [Setting("Doses that a review authorises", "doses", 1, 8, Source = "§2.1 [S3]")]
    public int NextDoses { get; init; } = 6;

    [Setting("How long an authorisation by review lasts at most", "days", 7, 365, Source = "§4.5")]
    public int NextDays { get; init; } = 90;

    [Setting("After which the client is evaluated anew, whatever was authorised", "days", 30, 365, Source = "§4.5")]
    public int AbsoluteDays { get; init; } = 180;

    [Setting("After information was asked for, when the client is reminded", "days", 1, 60, Source = "§3.1")]
    public IReadOnlyList<int> InfoNudgeDays { get; init; } = [3, 7, 14];

    [Setting("After which a journey that waits for information is parked", "days", 1, 180, Source = "§3.1")]
    public int InfoCloseDays { get; init; } = 30;

    [Setting("Before a clearance ends, when the prescriber and the therapist hear of it", "days", 1, 60, Source = "§9, M23", Falling = true)]
    public IReadOnlyList<int> ExpiryNoticeDays { get; init; } = [14, 3];

    [Setting("A cleared client whose journey was closed for longer is looked at by the prescriber before anything goes on", "days", 0, 365, Source = "§4.5")]
    public int AwayDays { get; init; } = 30;

    [Setting("Whether one person may give both keys", Source = "§2.3")]
    public bool AllowDualRole { get; init; }

    [Setting("Whether PS7 (dissociative or severe personality disorder, unstable PTSD) blocks instead of asking for a note; the director's to say", Source = "§4.1 [S132]")]
    public bool DissociationBlocks { get; init; }

    [Setting("Of age above which a prescriber writes a note (AG2)", "years", 18, 100, Source = "§4.1 [GK]")]
    public int ReviewAge { get; init; } = 65;

    [Setting("Body mass index above which a prescriber writes a note (BM1)", "kg/m²", 25, 60, Source = "§4.1 [S14]")]
    public int BodyMassReview { get; init; } = 35;

    [Setting("Of age from which an ECG is needed", "years", 18, 100, Source = "§4.4")]
    public int EcgAge { get; init; } = 50;

    [Setting("For which an ECG counts", "months", 1, 36, Source = "§4.5")]
    public int EcgMonths { get; init; } = 12;

    [Setting("For which a laboratory test counts", "months", 1, 36, Source = "§4.5")]
    public int LabMonths { get; init; } = 12;

    [Setting("Within a course, after which the liver test is repeated", "months", 1, 24, Source = "§4.4 [S130]")]
    public int LiverMonths { get; init; } = 6;

    [Setting("Within a course, doses after which the liver test is repeated", "doses", 1, 12, Source = "§4.4 [S130]")]
    public int LiverDoses { get; init; } = 6;

    [Setting("For which a blood pressure counts for a decision", "days", 1, 180, Source = "§4.5")]
    public int BloodPressureDays { get; init; } = 30;

    [Setting("For which a pregnancy test counts", "days", 1, 30, Source = "§4.4")]
    public int PregnancyDays { get; init; } = 7;

    [Setting("For which the reading of the prescription monitoring counts", "days", 1, 180, Source = "§4.4")]
    public int PdmpDays { get; init; } = 30;

    [Setting("Before the first hold of a medicine plan, by which its notice has gone out", "hours", 12, 168, Source = "§5.1")]
    public int HoldNoticeHours { get; init; } = 24;

    [Setting("From when and where the evaluation before a prescription is in person: the federal flexibility ends with 2026", Source = "§4.5 [S42]")]
    public IReadOnlyList<InPersonRule> InPersonEvaluation { get; init; } = [new(new LocalDate(2027, 1, 1), [])];
}
