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

    [Setting("The practice, as its own pages call it")]
    public required string PracticeName { get; init; }

    [Setting("The sender of every message: neutral, since a lock screen is read by others (§8.5)")]
    public required string Brand { get; init; }

    [Setting("Where clients call")]
    public required string Phone { get; init; }

    [Setting("What a client may be told of where to come")]
    public string Address { get; init; } = "";

    [Setting("IANA name of the zone that the practice lives by, such as America/New_York")]
    public required string TimeZone { get; init; }

    [Setting("Where the practice may see clients, two letters each")]
    public IReadOnlyList<string> States { get; init; } = [];

    [Setting("The people of the practice, with their roles and licences")]
    public IReadOnlyList<StaffMember> Staff { get; init; } = [];

    [Setting("The rooms that are booked")]
    public IReadOnlyList<Room> Rooms { get; init; } = [];

    [Setting("Whom a safety alert pages, tried in turn, round and round, until somebody acknowledges")]
    public IReadOnlyList<OnCallContact> OnCall { get; init; } = [];

    [Setting("When somebody is there: what is due in business time is counted by it")]
    public OpeningHours Opening { get; init; } = new();

    [Setting("When and how much clients are written to (§8, §9)")]
    public MessagingSettings Messaging { get; init; } = new();

    [Setting("Reminders and notice (§8.6, §8.7)")]
    public SchedulingSettings Scheduling { get; init; } = new();

    [Setting("Answering whoever writes (§3.1)")]
    public InquirySettings Inquiry { get; init; } = new();

    [Setting("The consultation and its decision (§3.1)")]
    public ConsultationSettings Consultation { get; init; } = new();

    [Setting("Forms and documents (§3.1)")]
    public IntakeSettings Intake { get; init; } = new();

    [Setting("The two keys and how long they hold (§4)")]
    public ClearanceSettings Clearance { get; init; } = new();

    [Setting("Preparation sessions (§2.1)")]
    public PreparationSettings Preparation { get; init; } = new();

    [Setting("Dosing sessions: gates, limits, the day and the day after (§2 to §5)")]
    public DosingSettings Dosing { get; init; } = new();

    [Setting("Integration (§2.1)")]
    public IntegrationSettings Integration { get; init; } = new();

    [Setting("Reviews and follow-ups (§2.1, §6.3)")]
    public ReviewSettings Review { get; init; } = new();

    [Setting("Alarms and what counts as worse (§6, §7)")]
    public SafetySettings Safety { get; init; } = new();

    [Setting("Tasks of the staff (§2.3)")]
    public TaskSettings Tasks { get; init; } = new();

    /// <summary>What clients sign; files of their own beside clinic.json.</summary>
    [JsonIgnore]
    public ConsentDocuments Documents { get; init; } = ConsentDocuments.None;

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
    [Setting("The first hour of a business day")]
    public LocalTime From { get; init; } = new(9, 0);

    [Setting("Its last")]
    public LocalTime To { get; init; } = new(17, 0);

    [Setting("The days of the week that are business days")]
    public IReadOnlyList<IsoDayOfWeek> Days { get; init; } =
        [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday];

    [Setting("Days on which the practice is closed")]
    public IReadOnlyList<LocalDate> Holidays { get; init; } = [];
}
