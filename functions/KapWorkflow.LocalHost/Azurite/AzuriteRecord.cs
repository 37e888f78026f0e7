using System.Diagnostics;
using System.Text.Json;

namespace KapWorkflow.LocalHost;

/// <summary>
/// Which process serves this data folder. A process counts as ours when its id and its start time are the recorded ones, so an id
/// that was given to a stranger since is left alone.
/// </summary>
internal sealed class AzuriteRecord(string dataFolder)
{
    // The operating system rounds a start time, and not always the same way.
    private static readonly TimeSpan SameStart = TimeSpan.FromSeconds(1);
    private readonly string _file = Path.Combine(dataFolder, "azurite.json");

    public void Remember(Process process)
    {
        Directory.CreateDirectory(dataFolder);
        File.WriteAllText(_file, JsonSerializer.Serialize(new Entry(process.Id, process.StartTime.ToUniversalTime())));
    }

    public void Forget() => File.Delete(_file);

    /// <summary>An orphan notices by itself that its host has died, and saves; one that does not is ended.</summary>
    public async Task StopOrphanAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var orphan = Orphan();
        if (orphan is null)
            return;

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            await orphan.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            orphan.Kill();
            await orphan.WaitForExitAsync(cancellationToken);
        }
    }

    private Process? Orphan()
    {
        if (!File.Exists(_file) || Read() is not { } entry)
            return null;

        try
        {
            var process = Process.GetProcessById(entry.ProcessId);
            if ((process.StartTime.ToUniversalTime() - entry.StartedAt).Duration() < SameStart)
                return process;

            process.Dispose();
            return null;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    // Half a line, from a host that died while writing it, names nobody.
    private Entry? Read()
    {
        try
        {
            return JsonSerializer.Deserialize<Entry>(File.ReadAllText(_file));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Entry(int ProcessId, DateTime StartedAt);
}
