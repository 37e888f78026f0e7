using System.Collections.Concurrent;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;

namespace KapWorkflow.Functions;

/// <summary>The tables of one storage account, real or emulated.</summary>
public sealed class AzureTables(TableServiceClient service, string prefix) : ITables
{
    private readonly ConcurrentDictionary<string, ITable> _open = new(StringComparer.Ordinal);

    public static AzureTables From(TablesOptions options)
    {
        var client = new TableClientOptions();
        // Four tries within some 3 seconds (0.2 + 0.4 + 0.8, with jitter, plus a slow answer): a person waits on the page behind most of them.
        client.Retry.Mode = RetryMode.Exponential;
        client.Retry.MaxRetries = 3;
        client.Retry.Delay = TimeSpan.FromMilliseconds(200);
        client.Retry.MaxDelay = TimeSpan.FromSeconds(2);
        client.Retry.NetworkTimeout = TimeSpan.FromSeconds(15);
        // Azure.Core logs request addresses, and a key is nobody's business but ours.
        client.Diagnostics.IsLoggingEnabled = false;
        return new(options.ConnectionString is { Length: > 0 } connection
            ? new TableServiceClient(connection, client)
            : new TableServiceClient(options.ServiceUri!, CredentialOf(options), client), options.Prefix);
    }

    public ITable Open(string name) => _open.GetOrAdd(name, known => new GuardedTable(known, service.GetTableClient(prefix + known)));

    public Task CreateAsync(CancellationToken cancellationToken = default) =>
        Task.WhenAll(TableNames.All.Select(name => service.CreateTableIfNotExistsAsync(prefix + name, cancellationToken)));

    private static DefaultAzureCredential CredentialOf(TablesOptions options) => new(new DefaultAzureCredentialOptions
    {
        ManagedIdentityClientId = options.ClientId,
        ExcludeInteractiveBrowserCredential = true,
    });
}
