namespace KapWorkflow.LocalHost;

public sealed class AzuriteOptions
{
    /// <summary>0 takes any free port; the port is then found in <see cref="Azurite.TablePort"/>.</summary>
    public int TablePort { get; init; }

    /// <summary>Where the tables are kept. Null keeps them in memory: for tests.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Told one line for each step that takes a person's patience.</summary>
    public Action<string> Progress { get; init; } = static _ => { };

    internal string Node { get; init; } = "node";

    internal string Npm { get; init; } = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
}
