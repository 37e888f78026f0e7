using Microsoft.Extensions.Configuration;

namespace KapWorkflow.Functions;

/// <summary>
/// Where the tables are: a connection string in `Storage`, or `Storage__tableServiceUri` (or `Storage__accountName`) with a managed
/// identity (`Storage__clientId` for a user-assigned one). Without either, the same settings of `AzureWebJobsStorage`.
/// </summary>
public sealed class TablesOptions
{
    public string? ConnectionString { get; init; }
    public Uri? ServiceUri { get; init; }
    public string? ClientId { get; init; }

    /// <summary>Put before every table's name (`Storage__tablePrefix`): up to 20 lower-case letters and digits, a letter first.</summary>
    public string Prefix { get; init; } = "kap";

    public static TablesOptions From(IConfiguration settings)
    {
        var name = HasConnection(settings.GetSection("Storage")) ? "Storage" : "AzureWebJobsStorage";
        var section = settings.GetSection(name);
        return new()
        {
            ConnectionString = section.Value,
            ServiceUri = ServiceUriOf(section),
            ClientId = section["clientId"],
            Prefix = settings["Storage:tablePrefix"] ?? "kap",
        };
    }

    public IReadOnlyList<string> Problems()
    {
        List<string> problems = [];
        if (string.IsNullOrWhiteSpace(ConnectionString) && ServiceUri is null)
            problems.Add("Storage: give a connection string in Storage, or the account's address in Storage__tableServiceUri.");
        if (ServiceUri is { IsAbsoluteUri: false }) problems.Add("Storage__tableServiceUri is not a full address.");
        if (Prefix.Length > 20 || (Prefix.Length > 0 && !char.IsAsciiLetterLower(Prefix[0]))
            || !Prefix.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)))
            problems.Add("Storage__tablePrefix: up to 20 lower-case letters and digits, a letter first.");
        return problems;
    }

    private static bool HasConnection(IConfigurationSection section) =>
        !string.IsNullOrWhiteSpace(section.Value) || section["tableServiceUri"] is not null || section["accountName"] is not null;

    private static Uri? ServiceUriOf(IConfigurationSection section) => (section["tableServiceUri"], section["accountName"]) switch
    {
        ({ Length: > 0 } address, _) => new Uri(address, UriKind.RelativeOrAbsolute),
        (_, { Length: > 0 } account) => new Uri($"https://{account}.table.core.windows.net"),
        _ => null,
    };
}
