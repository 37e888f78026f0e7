using System.Text.Json;

namespace KapWorkflow.LocalHost;

/// <summary>The Functions worker's serializer: as it comes, but for names in any case. No fields, no NodaTime, enums as numbers.</summary>
internal static class DurableJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    /// <summary>Nothing, and JSON's null, are the type's default.</summary>
    public static object? Read(string? json, Type type) => json is null or "null"
        ? type.IsValueType ? Activator.CreateInstance(type) : null
        : JsonSerializer.Deserialize(json, type, Options);

    public static string? Write(object? value) => value is null ? null : JsonSerializer.Serialize(value, value.GetType(), Options);
}
