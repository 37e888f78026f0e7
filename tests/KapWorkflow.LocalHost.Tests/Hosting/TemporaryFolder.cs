namespace KapWorkflow.LocalHost.Tests;

/// <summary>A data folder of one test, gone with it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kapworkflow-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
