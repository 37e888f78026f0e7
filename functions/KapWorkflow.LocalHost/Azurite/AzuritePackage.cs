using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace KapWorkflow.LocalHost;

/// <summary>The repository's own pinned npm package, installed when it is first needed.</summary>
internal sealed class AzuritePackage(AzuriteOptions options)
{
    private const int OldestNode = 20;
    private static readonly TimeSpan BetweenProgressLines = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenLockAttempts = TimeSpan.FromMilliseconds(250);

    private string Folder { get; } = Path.Combine(RepositoryRoot.Find(), "functions", "KapWorkflow.LocalHost");

    public string Script => Path.Combine(Folder, "azurite.cjs");

    /// <summary>Checks Node and installs what is missing. Two processes that come at once install once.</summary>
    public async Task EnsureInstalledAsync(CancellationToken cancellationToken)
    {
        await CheckNodeAsync(cancellationToken);
        if (IsInstalled())
            return;

        using var turn = await InstallingAloneAsync(cancellationToken);
        if (!IsInstalled())
            await InstallAsync(cancellationToken);
    }

    // npm writes its hidden lock file last, so an interrupted install is not taken for a finished one.
    private bool IsInstalled() =>
        File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json"))
        && VersionIn("node_modules/azurite/package.json") == PinnedVersion();

    private string? PinnedVersion()
    {
        using var package = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "package.json")));
        return package.RootElement.GetProperty("dependencies").GetProperty("azurite").GetString();
    }

    private string? VersionIn(string path)
    {
        var file = Path.Combine(Folder, path);
        if (!File.Exists(file))
            return null;

        using var package = JsonDocument.Parse(File.ReadAllText(file));
        return package.RootElement.GetProperty("version").GetString();
    }

    private async Task CheckNodeAsync(CancellationToken cancellationToken)
    {
        var (_, output) = await RunAsync(options.Node, "--version", cancellationToken);
        if (!Version.TryParse(output.Trim().TrimStart('v'), out var version) || version.Major < OldestNode)
            throw new LocalProblemException($"Node.js {OldestNode} or later is needed and '{output.Trim()}' was found: install a current one from https://nodejs.org, then run this again.");
    }

    private async Task InstallAsync(CancellationToken cancellationToken)
    {
        options.Progress($"Installing Azurite {PinnedVersion()} (first run only; it takes up to a few minutes) …");
        var installing = RunAsync(options.Npm, "ci --no-audit --no-fund --ignore-scripts --loglevel=error", cancellationToken);
        var started = Stopwatch.StartNew();
        while (await Task.WhenAny(installing, Task.Delay(BetweenProgressLines, cancellationToken)) != installing)
        {
            cancellationToken.ThrowIfCancellationRequested();
            options.Progress($"  … still installing, {started.Elapsed.TotalSeconds:0} seconds so far");
        }

        var (exitCode, output) = await installing;
        if (exitCode != 0)
            throw new LocalProblemException($"Azurite could not be installed ({FirstLine(output)}): check the network, then run 'npm ci' in functions/KapWorkflow.LocalHost.");

        options.Progress($"Azurite is installed ({started.Elapsed.TotalSeconds:0} seconds).");
    }

    private static string FirstLine(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "npm said nothing";

    private async Task<IDisposable> InstallingAloneAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(Folder, "obj", "azurite.lock");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(BetweenLockAttempts, cancellationToken);
            }
        }
    }

    private async Task<(int ExitCode, string Output)> RunAsync(string program, string arguments, CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await errors + await output);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private Process Start(string program, string arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Folder,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception cause)
        {
            throw new LocalProblemException("Node.js was not found (it runs Azurite, the local table storage): install a current one from https://nodejs.org, then run this again.", cause);
        }
    }
}
