using System.Text.Json;
using Microsoft.DurableTask;

namespace KapWorkflow.LocalHost;

/// <summary>The Functions worker's serializer: names as written, read without case, enums as numbers, no fields.</summary>
public sealed class WorkerJson : DataConverter
{
    public static readonly WorkerJson Instance = new();

    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    private WorkerJson()
    {
    }

    /// <summary>By the value's own type. No value has no text at all, which differs from the text <c>null</c>.</summary>
    public override string? Serialize(object? value) => value is null ? null : JsonSerializer.Serialize(value, value.GetType(), Options);

    public override object? Deserialize(string? data, Type targetType) => data is null ? null : JsonSerializer.Deserialize(data, targetType, Options);
}
