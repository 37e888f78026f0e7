namespace KapWorkflow.Core.Tests;

/// <summary>The shipped practice, as most tests want it: with text messages on.</summary>
public static class AClinic
{
    public static readonly StaffId Ines = StaffId.Parse("st_ines");
    public static readonly StaffId Theo = StaffId.Parse("st_theo");
    public static readonly StaffId Thandi = StaffId.Parse("st_thandi");
    public static readonly StaffId Priya = StaffId.Parse("st_priya");
    public static readonly StaffId Noel = StaffId.Parse("st_noel");
    public static readonly StaffId Dana = StaffId.Parse("st_dana");

    public static Clinic Shipped { get; } = ClinicJson.Read(File.ReadAllText(TheRepository.Path("functions", "KapWorkflow.Functions", "clinic.json"))) switch
    {
        ({ } clinic, _) => clinic,
        (_, var problems) => throw new InvalidOperationException(string.Join('\n', problems)),
    };

    public static Clinic Open { get; } = Shipped with { Messaging = Shipped.Messaging with { SmsEnabled = true } };

    /// <summary>With caps that are out of the way.</summary>
    public static Clinic Chatty { get; } = Open with { Messaging = Open.Messaging with { SmsDailyCap = 5, SmsWeeklyCap = 10, DosingWeekCap = 15 } };

    public static Author As(StaffId id) => Author.Of(id, Open.Find(id)!.Roles);
}
