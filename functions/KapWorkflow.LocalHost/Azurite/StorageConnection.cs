namespace KapWorkflow.LocalHost;

/// <summary>The one place that knows how a connection string to Azurite looks.</summary>
public static class StorageConnection
{
    /// <summary>Azurite's published account and key: the same on every machine in the world, so not a secret.</summary>
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static string ForAzurite(int tablePort) =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};TableEndpoint=http://127.0.0.1:{tablePort}/{Account};";
}
