using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>
/// A practice with everybody who may get things wrong: people with two roles, people without a licence, with one for another state,
/// with one that has run out. And its settings as a director may change them while journeys are under way.
/// </summary>
public static class Crowd
{
    /// <summary>Therapist and prescriber in one person.</summary>
    public static readonly StaffId Rosa = StaffId.Parse("st_rosa");

    public static Clinic Clinic { get; } = Named("crowd", AClinic.Open with
    {
        Dosing = AClinic.Open.Dosing with { MaintenanceEnabled = true },
        Staff =
        [
            .. AClinic.Open.Staff,
            new StaffMember(Rosa, "Rosa Quintero, MD", Role.Therapist | Role.Prescriber, [new Licence("MD", "MA-000301", ["MA"], new LocalDate(2031, 12, 31))]),
            new StaffMember(StaffId.Parse("st_uma"), "Uma Okafor, MD", Role.Prescriber),
            new StaffMember(StaffId.Parse("st_omar"), "Omar Haddad, LICSW", Role.Therapist, [new Licence("LICSW", "NY-000401", ["NY"], new LocalDate(2031, 12, 31))]),
            new StaffMember(StaffId.Parse("st_pat"), "Pat Nowak, PMHNP", Role.Prescriber | Role.Nurse, [new Licence("PMHNP", "MA-000501", ["MA"], new LocalDate(2026, 12, 31))]),
            new StaffMember(StaffId.Parse("st_lee"), "Lee Brandt, RN", Role.Intake | Role.Nurse, [new Licence("RN", "MA-000601", ["MA"], new LocalDate(2031, 12, 31))]),
        ],
    });

    public static IReadOnlyList<Author> Everybody { get; } =
        [Author.Client, Author.Website, Author.Provider, Author.System, .. Clinic.Staff.Select(member => Author.Of(member.Id, member.Roles))];

    public static IReadOnlyList<Author> Staff { get; } = [.. Everybody.Where(author => author.Kind == AuthorKind.Staff)];

    /// <summary>The same practice under other settings, each change one that its people might make.</summary>
    public static IReadOnlyList<Clinic> Settings { get; } =
    [
        Clinic,
        Named("consents-2", AClinic.WithANewDocument(Clinic)),
        Named("no-texts", Clinic with { Messaging = Clinic.Messaging with { SmsEnabled = false } }),
        Named("many-texts", Clinic with { Messaging = Clinic.Messaging with { SmsDailyCap = 4, SmsWeeklyCap = 12, DosingWeekCap = 15 } }),
        Named("one-dose", Clinic with { Clearance = Clinic.Clearance with { InitialDoses = 1, NextDoses = 2 }, Review = Clinic.Review with { MidDoses = 1 } }),
        Named("no-maintenance", Clinic with { Dosing = Clinic.Dosing with { MaintenanceEnabled = false } }),
        Named("short-course", Clinic with { Dosing = Clinic.Dosing with { Planned = 3, Max = 3 } }),
        Named("slow", Clinic with { Dosing = Clinic.Dosing with { MinGapHours = 336, MaxGapDays = 30 }, Preparation = Clinic.Preparation with { Required = 3 } }),
        Named("strict", Clinic with { Dosing = Clinic.Dosing with { BpHoldSystolic = 130, ObservationMinutes = 180, MeasureHours = 24, BaselineMeasureDays = 7 } }),
        Named("one-person", Clinic with { Clearance = Clinic.Clearance with { AllowDualRole = true } }),
        Named("late-hours", Clinic with { Opening = Clinic.Opening with { From = new LocalTime(11, 0), To = new LocalTime(19, 0), Days = [IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Saturday] } }),
    ];

    private static Clinic Named(string version, Clinic clinic) => clinic with { Version = version };
}
