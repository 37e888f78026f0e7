using KapWorkflow.Functions;

namespace KapWorkflow.LocalHost;

/// <summary>A local practice's tables and keys, while nobody serves it.</summary>
internal sealed class ClosedPractice : IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly Azurite _azurite;

    private ClosedPractice(DataFolder folder, Azurite azurite)
    {
        (_folder, _azurite) = (folder, azurite);
        var settings = new ConfigurationBuilder()
            .AddLocalSettings(new LocalClinicOptions { SettingsFile = LocalSettings.UsualFile }, DevelopmentKeys.Of(folder.Path), new Uri("http://localhost"), azurite.ConnectionString)
            .Build();
        Tables = AzureTables.From(TablesOptions.From(settings));
        Keys = KeyRing.From(ProtectionOptions.From(settings));
    }

    public ITables Tables { get; }

    public KeyRing Keys { get; }

    /// <exception cref="LocalProblemException">Nothing is kept there, or a host is serving it.</exception>
    public static async Task<ClosedPractice> OpenAsync(Arguments arguments, Action<string> progress, CancellationToken stop)
    {
        if (arguments.InMemory || arguments.Fresh)
            throw new LocalProblemException($"'{arguments.Command}' reads what was kept: leave out --in-memory and --fresh.");

        var path = arguments.Data ?? DataFolder.Usual;
        if (!Directory.Exists(Path.Combine(path, "tables")))
            throw new LocalProblemException($"No local practice is kept in {path}: start one there first, or name its folder with --data.");

        var folder = DataFolder.Open(path, fresh: false);
        try
        {
            var azurite = await Azurite.StartAsync(new AzuriteOptions { DataFolder = Path.Combine(folder.Path, "tables"), Progress = progress }, stop);
            return new ClosedPractice(folder, azurite);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _azurite.DisposeAsync();
        _folder.Dispose();
    }
}
