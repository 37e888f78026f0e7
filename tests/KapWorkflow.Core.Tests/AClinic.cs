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

    public static ConsentDocuments Documents { get; } = ConsentDocuments.Read(
        Directory.EnumerateFiles(TheRepository.Path("functions", "KapWorkflow.Functions", "consents")).Select(file => (Path.GetFileName(file), File.ReadAllText(file)))) switch
    {
        (var documents, { Count: 0 }) => documents,
        (_, var problems) => throw new InvalidOperationException(string.Join('\n', problems)),
    };

    public static Clinic Shipped { get; } = ClinicJson.Read(File.ReadAllText(TheRepository.Path("functions", "KapWorkflow.Functions", "clinic.json"))) switch
    {
        ({ } clinic, _) => ClinicJson.With(clinic, Documents),
        (_, var problems) => throw new InvalidOperationException(string.Join('\n', problems)),
    };

    public static Clinic Open { get; } = Shipped with { Messaging = Shipped.Messaging with { SmsEnabled = true } };

    /// <summary>With caps that are out of the way.</summary>
    public static Clinic Chatty { get; } = Open with { Messaging = Open.Messaging with { SmsDailyCap = 5, SmsWeeklyCap = 10, DosingWeekCap = 15 } };

    public static Clinic WithMaintenance { get; } = Open with { Dosing = Open.Dosing with { MaintenanceEnabled = true } };

    /// <summary>The same practice once its counsel has written the informed consent anew.</summary>
    public static Clinic WithANewDocument(Clinic clinic) => ClinicJson.With(clinic, new ConsentDocuments(
        [.. clinic.Documents.All, new ConsentDocument(ConsentKind.KapInformedConsent, "2", new Wording("Informed consent", "Consentimiento informado"), ["I have read it anew."], ["Lo he leído de nuevo."])]));

    public static Author As(StaffId id) => Author.Of(id, Open.Find(id)!.Roles);
}
