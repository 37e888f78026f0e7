using System.Globalization;
using System.Text.Json;

namespace KapWorkflow.LocalHost;

/// <summary>The app's settings on this machine: first what makes every provider local, then local.settings.json, then what was asked for.</summary>
internal static class LocalSettings
{
    /// <summary>The repository's own, which git does not see.</summary>
    public static string UsualFile => Path.Combine(RepositoryRoot.Find(), "local.settings.json");

    public static IConfigurationBuilder AddLocalSettings(this IConfigurationBuilder configuration, LocalClinicOptions options, DevelopmentKeys keys, Uri address, string? storage) => configuration
        .AddInMemoryCollection(Defaults(keys, address, storage))
        .AddInMemoryCollection(options.SettingsFile is { } file && File.Exists(file) ? Values(file) : [])
        .AddInMemoryCollection(Named(options.Settings));

    private static Dictionary<string, string?> Defaults(DevelopmentKeys keys, Uri address, string? storage) => Named(new Dictionary<string, string?>(LocalProviderSettings.For(address), StringComparer.Ordinal)
    {
        ["AllowedHosts"] = "localhost;127.0.0.1;[::1]",
        ["Storage"] = storage,
        ["Protection__MasterKeys__1"] = keys.MasterKey,
        ["Clinic__SmsEnabled"] = "true",
    });

    /// <summary>The Functions host reads comments and commas at the end, and turns every value into a setting.</summary>
    private static Dictionary<string, string?> Values(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return json.RootElement.TryGetProperty("Values", out var values)
                ? Named(values.EnumerateObject().ToDictionary(value => value.Name, value => (string?)value.Value.ToString(), StringComparer.OrdinalIgnoreCase))
                : [];
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            var where = unreadable is JsonException { LineNumber: { } line } ? string.Create(CultureInfo.InvariantCulture, $", line {line + 1}") : "";
            throw new LocalProblemException($"{Path.GetFileName(file)} cannot be read as JSON{where}: correct it, or copy local.settings.sample.json over it.", unreadable);
        }
    }

    // An environment variable cannot hold a colon, so settings are named with two underscores.
    private static Dictionary<string, string?> Named(IEnumerable<KeyValuePair<string, string?>> settings) =>
        settings.ToDictionary(setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => setting.Value, StringComparer.OrdinalIgnoreCase);
}
