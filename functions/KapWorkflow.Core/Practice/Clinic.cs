using System.Text.Json.Serialization;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>
/// The practice as clinic.json describes it: who, where, when, and every default of care-pathway §13.
/// Durations are in the unit their name says. <see cref="ClinicJson"/> reads and checks it.
/// </summary>
public sealed record Clinic
{
    /// <summary>A hash of every setting as it holds, defaults included; stamped on each decision.</summary>
    [JsonIgnore]
    public string Version { get; init; } = "";
    public required string PracticeName { get; init; }

    /// <summary>The neutral sender name of messages: no "mental", "wellness" or "psych" (care-pathway §8.5).</summary>
    public required string Brand { get; init; }
    public required string Phone { get; init; }
    public string Address { get; init; } = "";
    public required string TimeZone { get; init; }
    public IReadOnlyList<string> States { get; init; } = [];
    public IReadOnlyList<StaffMember> Staff { get; init; } = [];
    public IReadOnlyList<Room> Rooms { get; init; } = [];
    public IReadOnlyList<OnCallContact> OnCall { get; init; } = [];
    public OpeningHours Opening { get; init; } = new();
    public MessagingSettings Messaging { get; init; } = new();
    public SchedulingSettings Scheduling { get; init; } = new();
    public InquirySettings Inquiry { get; init; } = new();
    public ConsultationSettings Consultation { get; init; } = new();
    public IntakeSettings Intake { get; init; } = new();
    public ClearanceSettings Clearance { get; init; } = new();
    public PreparationSettings Preparation { get; init; } = new();
    public DosingSettings Dosing { get; init; } = new();
    public IntegrationSettings Integration { get; init; } = new();
    public ReviewSettings Review { get; init; } = new();
    public SafetySettings Safety { get; init; } = new();
    public TaskSettings Tasks { get; init; } = new();

    [JsonIgnore]
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];

    [JsonIgnore]
    public BusinessCalendar Business => new(Zone, new Hours(Opening.From, Opening.To), Opening.Days, Opening.Holidays);

    public StaffMember? Find(StaffId? id) => id is null ? null : Staff.FirstOrDefault(member => member.Id == id);
}

/// <summary>A person at the practice. A clinician's licence is recorded on each approval (care-pathway §2.3).</summary>
public sealed record StaffMember(StaffId Id, string Name, Role Roles, IReadOnlyList<Licence>? Licences = null, string? Email = null)
{
    /// <summary>The licence that lets this person act for a client in that state on that day, if any.</summary>
    public Licence? LicenceFor(string state, LocalDate on) =>
        Licences?.FirstOrDefault(licence => licence.States.Contains(state, StringComparer.OrdinalIgnoreCase) && on <= licence.ValidUntil);
}

public sealed record Licence(string Type, string Number, IReadOnlyList<string> States, LocalDate ValidUntil);

/// <param name="Address">What a client may be told; never a name that reveals the treatment.</param>
public sealed record Room(string Id, string Name, string Address = "");

/// <summary>Somebody the pager reaches. At least one way is needed; they are tried in the order pager, SMS, e-mail.</summary>
public sealed record OnCallContact(string Id, string? PagerId = null, string? Phone = null, string? Email = null);

public sealed record OpeningHours
{
    public LocalTime From { get; init; } = new(9, 0);
    public LocalTime To { get; init; } = new(17, 0);
    public IReadOnlyList<IsoDayOfWeek> Days { get; init; } =
        [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday];
    public IReadOnlyList<LocalDate> Holidays { get; init; } = [];
}

public sealed record MessagingSettings
{
    /// <summary>False until the carrier registration and the BAA are in place (care-pathway §13).</summary>
    public bool SmsEnabled { get; init; }
    public int SmsDailyCap { get; init; } = 1;
    public int SmsWeeklyCap { get; init; } = 3;
    public int DosingWeekCap { get; init; } = 5;
    public Hours WeekdayWindow { get; init; } = new(new LocalTime(9, 0), new LocalTime(20, 0));
    public Hours SundayWindow { get; init; } = new(new LocalTime(12, 0), new LocalTime(20, 0));

    /// <summary>For informational reminders.</summary>
    public Hours InfoWindow { get; init; } = new(new LocalTime(8, 0), new LocalTime(21, 0));
    public bool CrisisLineInEmail { get; init; } = true;
    public int LinkHours { get; init; } = 72;
    public IReadOnlyList<string> Languages { get; init; } = ["en", "es"];

    /// <summary>After this many minutes without a receipt, the message is treated as undelivered.</summary>
    public int ReceiptMinutes { get; init; } = 120;
}

public sealed record SchedulingSettings
{
    /// <summary>Days before an appointment at which the client is reminded, the first one first (care-pathway §8.6).</summary>
    public IReadOnlyList<int> ReminderDays { get; init; } = [3, 1];

    /// <summary>A cancellation later than this before the start is late; whether a fee follows is for staff to say.</summary>
    public int CancelNoticeHours { get; init; } = 24;
    public int DosingCancelNoticeHours { get; init; } = 72;

    /// <summary>So long after the start a client who has not come is looked for.</summary>
    public int LateGraceMinutes { get; init; } = 15;
}

public sealed record InquirySettings
{
    /// <summary>First human attempt, in minutes of opening time.</summary>
    public int FirstAttemptMinutes { get; init; } = 5;
    public int SupervisorMinutes { get; init; } = 30;

    /// <summary>Hours of opening time without a human attempt after which it is the director's.</summary>
    public int BreachHours { get; init; } = 4;

    /// <summary>Hours after the inquiry at which another attempt is due.</summary>
    public IReadOnlyList<int> AttemptHours { get; init; } = [0, 4, 24, 72, 168];
    public int CloseDays { get; init; } = 14;
}

public sealed record ConsultationSettings
{
    public int Minutes { get; init; } = 30;
    public int DecisionBusinessDays { get; init; } = 2;
    public IReadOnlyList<int> UndecidedCheckinDays { get; init; } = [7, 21];
    public int UndecidedCloseDays { get; init; } = 28;
}

public sealed record IntakeSettings
{
    public IReadOnlyList<int> NudgeDays { get; init; } = [2, 5, 9];
    public int CallDays { get; init; } = 10;
    public int CloseDays { get; init; } = 21;
    public string ConsentVersion { get; init; } = "1";
}

public sealed record ClearanceSettings
{
    public int SlaBusinessDays { get; init; } = 5;
    public int EscalateBusinessDays { get; init; } = 4;
    public int InitialDoses { get; init; } = 2;
    public int InitialDays { get; init; } = 45;
    public int NextDoses { get; init; } = 6;
    public int NextDays { get; init; } = 90;
    public int AbsoluteDays { get; init; } = 180;

    /// <summary>A cleared client whose journey was closed for more days than this is looked at by the prescriber before anything goes on.</summary>
    public int AwayDays { get; init; } = 30;
    public IReadOnlyList<int> InfoNudgeDays { get; init; } = [3, 7, 14];
    public int InfoCloseDays { get; init; } = 30;
    public bool AllowDualRole { get; init; }
}

public sealed record PreparationSettings
{
    public int Required { get; init; } = 2;
    public int Max { get; init; } = 4;
    public int Minutes { get; init; } = 50;
}

public sealed record DosingSettings
{
    public int Planned { get; init; } = 6;
    public int Max { get; init; } = 8;
    public int Minutes { get; init; } = 180;
    public int BufferMinutes { get; init; } = 30;
    public int MinGapHours { get; init; } = 168;

    /// <summary>What no prescriber may go below when they allow a shorter gap, in hours.</summary>
    public int GapFloorHours { get; init; } = 72;
    public int MaxGapDays { get; init; } = 60;

    /// <summary>So many hours before a booked session its conditions are looked at again.</summary>
    public int RecheckHours { get; init; } = 72;
    public int ObservationMinutes { get; init; } = 120;
    public int FastSolidsHours { get; init; } = 6;

    /// <summary>Whole days before the session, in hours, at which the pre-check is asked for.</summary>
    public int PrecheckHours { get; init; } = 48;
    public int MeasureHours { get; init; } = 48;
    public int BaselineMeasureDays { get; init; } = 14;
    public IReadOnlyList<int> CheckinHours { get; init; } = [24, 30, 36, 48];
    public int BpHoldSystolic { get; init; } = 140;
    public int BpHoldDiastolic { get; init; } = 90;
    public int BpEmergencySystolic { get; init; } = 180;
    public int BpEmergencyDiastolic { get; init; } = 120;
    public int PulseMin { get; init; } = 50;
    public int PulseMax { get; init; } = 110;
    public int Spo2Min { get; init; } = 94;

    /// <summary>Percent; a value below it is an emergency (care-pathway §5.3).</summary>
    public int Spo2Emergency { get; init; } = 90;

    /// <summary>Tenths of a degree Celsius: 380 is 38.0 °C, which holds the session.</summary>
    public int TemperatureHoldTenths { get; init; } = 380;

    /// <summary>Readings outside the limits after the first, each after <see cref="BpRecheckMinutes"/> seated, before the session is held.</summary>
    public int BpRechecks { get; init; } = 2;
    public int BpRecheckMinutes { get; init; } = 10;

    /// <summary>Nobody goes home on vitals older than so many minutes.</summary>
    public int DischargeVitalsMinutes { get; init; } = 30;

    /// <summary>So near to the reading before the dose, in percent of it, is well enough to go home (care-pathway §2.4).</summary>
    public int BaselinePercent { get; init; } = 20;

    /// <summary>So long after an escort was reported missing the director is asked.</summary>
    public int EscortDirectorMinutes { get; init; } = 30;

    /// <summary>Minutes after the dose at which vitals are taken; 0 is the reading before it, and one more comes before discharge.</summary>
    public IReadOnlyList<int> SublingualVitalsMinutes { get; init; } = [0, 40, 90];

    /// <summary>The same for an injection and every other route.</summary>
    public IReadOnlyList<int> IntramuscularVitalsMinutes { get; init; } = [0, 15, 30, 60];

    /// <summary>The client is asked to come so long before the start.</summary>
    public int ArriveEarlyMinutes { get; init; } = 15;
    public bool AllowIv { get; init; }
}

public sealed record IntegrationSettings
{
    public int Minutes { get; init; } = 50;
    public int TargetHours { get; init; } = 72;
    public int MaxDays { get; init; } = 7;
}

public sealed record ReviewSettings
{
    public int Minutes { get; init; } = 30;

    /// <summary>The mid review is due after this many doses, or <see cref="MidDays"/> after the first, whichever comes first.</summary>
    public int MidDoses { get; init; } = 2;
    public int MidDays { get; init; } = 30;
    public int EndDays { get; init; } = 14;
    public IReadOnlyList<int> FollowUpMonths { get; init; } = [1, 3, 6];
    public IReadOnlyList<int> FollowUpNudgeDays { get; init; } = [1, 2, 3];
}

public sealed record SafetySettings
{
    /// <summary>Time to acknowledge an S1 alert before the next contact is paged.</summary>
    public int AckMinutes { get; init; } = 10;

    /// <summary>Minutes from an S1 alert to a live contact with the client.</summary>
    public int LiveContactMinutes { get; init; } = 30;

    /// <summary>Minutes from an S2 alert (item 9) to a clinician's contact with the client.</summary>
    public int Item9ContactMinutes { get; init; } = 60;

    /// <summary>Minutes from words of crisis (S6) to a contact with whoever wrote them.</summary>
    public int CrisisWordsMinutes { get; init; } = 30;

    /// <summary>An alert that nobody has acknowledged for so many hours is a task of the director's too; it is paged on beside it.</summary>
    public int UnansweredHours { get; init; } = 24;

    /// <summary>S9: a page that failed on every channel moves on after this long.</summary>
    public int FailedPageMinutes { get; init; } = 2;
    public int Item9Urgent { get; init; } = 2;
    public int PhqReliable { get; init; } = 6;
    public int GadReliable { get; init; } = 4;
    public int PclReliable { get; init; } = 10;

    /// <summary>PCL-5 has a cut-off, no severity bands (care-pathway §6.1).</summary>
    public int Pcl5Cut { get; init; } = 33;
}

public sealed record TaskSettings
{
    /// <summary>The most days that a task is put off to follow up.</summary>
    public int FollowUpDays { get; init; } = 30;
}
