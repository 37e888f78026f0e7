using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

/// <summary>A small practice in Portland with one of each role.</summary>
internal static class AClinicOf
{
    private static readonly LocalDate Until = new(2030, 1, 1);

    public static Clinic Portland { get; } = new()
    {
        Version = "test",
        PracticeName = "Alder House",
        Brand = "AH Office",
        Phone = "+1 503 555 0100",
        Address = "12 Alder St, Portland",
        TimeZone = "America/Los_Angeles",
        States = ["OR"],
        Staff =
        [
            new(StaffId.Parse("st_ines"), "Ines Intake", Role.Intake, null, "ines@example.org"),
            new(StaffId.Parse("st_theo"), "Theo Therapist", Role.Therapist, [new Licence("LPC", "1", ["OR"], Until)], "theo@example.org"),
            new(StaffId.Parse("st_pia"), "Pia Prescriber", Role.Prescriber, [new Licence("MD", "2", ["OR"], Until)], "pia@example.org"),
            new(StaffId.Parse("st_dora"), "Dora Director", Role.Director, null, "dora@example.org"),
        ],
        Documents = ConsentDocuments.Read(Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "consents")).Select(file => (Path.GetFileName(file), File.ReadAllText(file)))).Documents,
        Rooms = [new("quiet", "The quiet room", "12 Alder St")],
    };
}
