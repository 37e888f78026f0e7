using System.Text.Json;

namespace KapWorkflow.LocalHost;

/// <summary>What this host obeys of host.json: the prefix of every route.</summary>
internal static class HostJson
{
    /// <summary>The Functions host's own, when the file says nothing.</summary>
    private const string UsualPrefix = "api";

    public static string RoutePrefix(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        return json.RootElement.TryGetProperty("extensions", out var extensions)
            && extensions.TryGetProperty("http", out var http)
            && http.TryGetProperty("routePrefix", out var prefix)
            ? prefix.GetString() ?? UsualPrefix
            : UsualPrefix;
    }
}
