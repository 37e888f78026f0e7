using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace KapWorkflow.Core;

/// <summary>Facts, commands and plans as JSON. Members are camel case, enums are words, ids are bare strings, times are ISO 8601.</summary>
public static class FactJson
{
    private static readonly Dictionary<string, Type> Types = typeof(Fact).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Fact)) && !type.IsAbstract)
        .ToDictionary(type => type.Name, StringComparer.Ordinal);

    public static JsonSerializerOptions Options { get; } = Create();

    public static IReadOnlyCollection<Type> FactTypes => Types.Values;

    public static string TypeOf(Fact fact) => fact.GetType().Name;

    public static string Write(Fact fact) => JsonSerializer.Serialize(fact, fact.GetType(), Options);

    /// <summary>Reads a fact of any release. An unknown type is an error that names the type only, never the content.</summary>
    public static Fact Read(string type, string json) =>
        Types.TryGetValue(type, out var known)
            ? (Fact?)JsonSerializer.Deserialize(json, known, Options) ?? throw new JsonException($"A fact of type {type} is empty.")
            : throw new JsonException($"There is no fact of type {type}: it was written by a later release.");

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters =
            {
                new JsonStringEnumConverter(),
                new BareString<JourneyId>(JourneyId.Parse, id => id.Value),
                new BareString<StaffId>(StaffId.Parse, id => id.Value),
                new BareString<AppointmentRef>(AppointmentRef.Parse, which => which.ToString()),
            },
        };
        options.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class BareString<T>(Func<string, T> parse, Func<T, string> format) : JsonConverter<T>
        where T : class
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return parse(reader.GetString() ?? "");
            }
            catch (FormatException exception)
            {
                throw new JsonException(exception.Message, exception);
            }
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(format(value));
    }
}
