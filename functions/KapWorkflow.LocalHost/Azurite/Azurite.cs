using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace KapWorkflow.LocalHost;

/// <summary>
/// A running Azurite table service of our own; disposing it saves and stops it. It also stops by itself, saving, when this
/// process dies in any way.
/// </summary>
public sealed class Azurite : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly AzuriteRecord? _record;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly TaskCompletionSource<int> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _port;

    private Azurite(Process process, AzuriteRecord? record)
    {
        _process = process;
        _record = record;
        process.OutputDataReceived += (_, line) => Heard(line.Data);
        process.ErrorDataReceived += (_, line) => _complaints.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int TablePort => _port;

    public int ProcessId => _process.Id;

    public string ConnectionString => StorageConnection.ForAzurite(_port);

    /// <summary>Ends when the service has ended, asked or not.</summary>
    public Task Stopped => _process.WaitForExitAsync();

    /// <exception cref="LocalProblemException">Node is missing, the port is taken, or the package cannot be installed.</exception>
    public static async Task<Azurite> StartAsync(AzuriteOptions options, CancellationToken cancellationToken = default)
    {
        var package = new AzuritePackage(options);
        await package.EnsureInstalledAsync(cancellationToken);

        var record = options.DataFolder is null ? null : new AzuriteRecord(options.DataFolder);
        if (record is not null)
            await record.StopOrphanAsync(StopPatience, cancellationToken);

        RequireFree(options.TablePort);
        var process = Process.Start(StartInfo(package, options))!;
        record?.Remember(process);

        var azurite = new Azurite(process, record);
        try
        {
            azurite._port = await azurite.ReadyAsync(cancellationToken);
            return azurite;
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(StopPatience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _record?.Forget();
        _process.Dispose();
    }

    /// <summary>What the operating system does when the host is killed: its end of the pipe closes and nobody waits.</summary>
    internal void LoseHost() => _process.StandardInput.Close();

    private static ProcessStartInfo StartInfo(AzuritePackage package, AzuriteOptions options)
    {
        var start = new ProcessStartInfo(options.Node)
        {
            WorkingDirectory = Path.GetTempPath(),
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            package.Script, "--silent", "--disableTelemetry", "--skipApiVersionCheck",
            "--tableHost", "127.0.0.1", "--tablePort", options.TablePort.ToString(CultureInfo.InvariantCulture),
            .. Where(options.DataFolder),
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }

    private static string[] Where(string? dataFolder) => dataFolder is null
        ? ["--inMemoryPersistence"]
        : ["--location", Directory.CreateDirectory(dataFolder).FullName];

    private static void RequireFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
        }
        catch (SocketException cause)
        {
            throw new LocalProblemException($"Port {port}, for the table storage, is in use by another program: stop that one, or choose another port with --tables-port.", cause);
        }
    }

    private async Task<int> ReadyAsync(CancellationToken cancellationToken)
    {
        var first = await Task.WhenAny(_ready.Task, Stopped, Task.Delay(StartPatience, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        if (first == _ready.Task)
            return await _ready.Task;

        var complaint = _complaints.FirstOrDefault(line => line.Length > 0) ?? "it said nothing";
        throw new LocalProblemException($"Azurite did not start ({complaint}): delete functions/KapWorkflow.LocalHost/node_modules and run this again.");
    }

    private void Heard(string? line)
    {
        if (line is null)
            return;

        if (line.StartsWith("port ", StringComparison.Ordinal))
            _port = int.Parse(line.AsSpan(5), CultureInfo.InvariantCulture);
        else if (line.Contains("successfully started", StringComparison.Ordinal))
            _ready.TrySetResult(_port);
    }
}
