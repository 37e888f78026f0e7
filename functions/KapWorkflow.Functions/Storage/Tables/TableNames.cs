namespace KapWorkflow.Functions;

/// <summary>Every table there is. A new one is added here, so that it is created at start and swept by exports.</summary>
public static class TableNames
{
    public const string Journeys = "journeys";
    public const string Plans = "plans";
    public const string Wake = "wake";
    public const string Board = "board";
    public const string Daysheets = "daysheets";
    public const string Links = "links";
    public const string People = "people";
    public const string Intake = "intake";
    public const string Codes = "codes";
    public const string Inbound = "inbound";
    public const string OptOuts = "optouts";
    public const string Rates = "rates";
    public const string Clinics = "clinics";

    public static IReadOnlyList<string> All { get; } =
        [Journeys, Plans, Wake, Board, Daysheets, Links, People, Intake, Codes, Inbound, OptOuts, Rates, Clinics];
}
