using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

public enum AppointmentPurpose
{
    Consultation,
    Preparation,
    Dosing,
    Integration,
    Review,
}

/// <summary>Which appointment: its purpose and its number within the journey, from 1, such as <c>dosing-2</c>.</summary>
public sealed record AppointmentRef(AppointmentPurpose Purpose, int Number)
{
    public static AppointmentRef Parse(string text) =>
        TryParse(text, out var which) ? which : throw new FormatException("An appointment is named by its purpose and number, such as dosing-2.");

    public static bool TryParse(string? text, [NotNullWhen(true)] out AppointmentRef? which)
    {
        var dash = text?.LastIndexOf('-') ?? -1;
        which = dash > 0
            && char.IsAsciiLetter(text![0])
            && Enum.TryParse<AppointmentPurpose>(text[..dash], ignoreCase: true, out var purpose)
            && Enum.IsDefined(purpose)
            && int.TryParse(text[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0
            ? new AppointmentRef(purpose, number)
            : null;
        return which is not null;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Purpose.ToString().ToLowerInvariant()}-{Number}");
}

public enum Modality
{
    InPerson,
    Telehealth,
    Phone,
}

public enum AppointmentState
{
    Booked,
    Confirmed,
    Attended,
    Missed,
    Cancelled,
}

/// <summary>An appointment as it stands. Every move makes a new version, and message keys carry the version.</summary>
public sealed record Appointment(AppointmentRef Which, int Version, Instant Start, Instant End, StaffId Therapist)
{
    public StaffId? Prescriber { get; init; }
    public string? Room { get; init; }
    public Modality Modality { get; init; }
    public AppointmentState State { get; init; } = AppointmentState.Booked;

    /// <summary>When this version was booked or moved.</summary>
    public required Stamp Since { get; init; }

    /// <summary>When the present state was reached.</summary>
    public required Stamp StateSince { get; init; }

    /// <summary>By the practice: the client has to be told.</summary>
    public bool CancelledByPractice { get; init; }

    /// <summary>By the client, or in the client's name, inside the notice.</summary>
    public bool CancelledLate { get; init; }
    public Stamp? FeeDecided { get; init; }

    public Stamp? AskedForAnotherTime { get; init; }

    public bool IsAhead => State is AppointmentState.Booked or AppointmentState.Confirmed;
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Which}:v{Version}");
}

/// <summary>Every appointment of a journey, cancelled ones too.</summary>
public sealed record Appointments(ImmutableSortedDictionary<string, Appointment> All)
{
    public static Appointments None { get; } = new(ImmutableSortedDictionary.Create<string, Appointment>(StringComparer.Ordinal));

    public Appointment? Find(AppointmentRef which) => All.GetValueOrDefault(which.ToString());

    public IEnumerable<Appointment> For(AppointmentPurpose purpose) =>
        All.Values.Where(each => each.Which.Purpose == purpose).OrderBy(each => each.Which.Number);

    public IEnumerable<Appointment> Ahead => All.Values.Where(each => each.IsAhead).OrderBy(each => each.Start);

    public Appointment? Next(AppointmentPurpose purpose) => For(purpose).FirstOrDefault(each => each.IsAhead);

    public int Attended(AppointmentPurpose purpose) => For(purpose).Count(each => each.State == AppointmentState.Attended);

    /// <summary>The number a new appointment of this purpose gets: a missed or cancelled one is booked again under a number of its own.</summary>
    public AppointmentRef NextRef(AppointmentPurpose purpose) => new(purpose, For(purpose).Select(each => each.Which.Number).DefaultIfEmpty(0).Max() + 1);

    internal Appointments With(Appointment appointment) => new(All.SetItem(appointment.Which.ToString(), appointment));
}
