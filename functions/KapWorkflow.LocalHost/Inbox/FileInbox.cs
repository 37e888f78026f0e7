using System.Text.Json;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace KapWorkflow.LocalHost;

/// <summary>Keeps the messages as lines of JSON in the data folder, or in memory when there is none.</summary>
internal sealed class FileInbox : ILocalInbox
{
    private static readonly JsonSerializerOptions Json = new JsonSerializerOptions(JsonSerializerDefaults.Web).ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);

    private readonly Lock _lock = new();
    private readonly string? _file;
    private readonly List<InboxMessage> _messages = [];
    private readonly Dictionary<string, int> _places = [];

    public FileInbox(string? dataFolder)
    {
        _file = dataFolder is null ? null : Path.Combine(Directory.CreateDirectory(dataFolder).FullName, "inbox.ndjson");
        foreach (var message in Stored())
            Place(message);
    }

    public IReadOnlyList<InboxMessage> All
    {
        get
        {
            lock (_lock)
                return [.. _messages];
        }
    }

    public void Add(InboxMessage message)
    {
        lock (_lock)
        {
            // A line break first: the line before may be the half that a killed host left.
            if (_file is not null)
                File.AppendAllText(_file, $"\n{JsonSerializer.Serialize(message, Json)}");
            Place(message);
        }
    }

    private void Place(InboxMessage message)
    {
        if (_places.TryGetValue(message.Id, out var place))
        {
            _messages[place] = message;
            return;
        }

        _places.Add(message.Id, _messages.Count);
        _messages.Add(message);
    }

    private IEnumerable<InboxMessage> Stored()
    {
        if (!File.Exists(_file))
            yield break;

        foreach (var line in File.ReadLines(_file).Where(line => line.Length > 0))
        {
            if (Read(line) is { } message)
                yield return message;
        }
    }

    private static InboxMessage? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<InboxMessage>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
