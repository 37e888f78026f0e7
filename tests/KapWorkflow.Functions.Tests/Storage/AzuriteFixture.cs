using KapWorkflow.Functions.Tests;
using KapWorkflow.LocalHost;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace KapWorkflow.Functions.Tests;

/// <summary>The emulator that the suites run on: one for the whole assembly, on a port of its own, in memory.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private Azurite? _azurite;

    public string ConnectionString => _azurite!.ConnectionString;

    public async ValueTask InitializeAsync() => _azurite = await Azurite.StartAsync(new(), TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _azurite?.DisposeAsync() ?? ValueTask.CompletedTask;
}
