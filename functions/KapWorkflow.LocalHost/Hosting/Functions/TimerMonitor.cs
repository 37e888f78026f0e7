using System.Text.Json;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace KapWorkflow.LocalHost;

/// <summary>When each timer function ran last, kept over a restart in the data folder, so that what was missed is made up for.</summary>
internal sealed class TimerMonitor
{
    private static readonly JsonSerializerOptions Json = new JsonSerializerOptions(JsonSerializerDefaults.Web).ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);

    private readonly Lock _lock = new();
    private readonly string? _file;
    private readonly Dictionary<string, Entry> _entries;

    public TimerMonitor(string? dataFolder)
    {
        _file = dataFolder is null ? null : Path.Combine(Directory.CreateDirectory(dataFolder).FullName, "timers.json");
        _entries = Stored();
    }

    public Entry? Find(string function)
    {
        lock (_lock)
            return _entries.GetValueOrDefault(function);
    }

    public void Remember(string function, Entry entry)
    {
        lock (_lock)
        {
            _entries[function] = entry;
            if (_file is not null)
                File.WriteAllText(_file, JsonSerializer.Serialize(_entries, Json));
        }
    }

    // Half a file, from a host that was killed while writing, is as good as none: the next run writes it again.
    private Dictionary<string, Entry> Stored()
    {
        try
        {
            return File.Exists(_file) ? JsonSerializer.Deserialize<Dictionary<string, Entry>>(File.ReadAllText(_file), Json) ?? [] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    public sealed record Entry(Instant? Last, Instant? Next);
}
