using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>
/// The JSON schema of clinic.json, for editors: what each setting means, its unit, range and default, from the same words that check the
/// file at start. What holds between settings is checked there alone.
/// </summary>
public static class ClinicSchema
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write()
    {
        var schema = OfObject(typeof(Clinic));
        schema["properties"]!.AsObject().Insert(0, ClinicJson.SchemaMember, new JsonObject { ["type"] = "string" });
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "clinic.json: the practice and every default of its care pathway");
        return schema.ToJsonString(Layout) + "\n";
    }

    private static JsonObject OfObject(Type type)
    {
        var members = ClinicShape.Members(type);
        var defaults = type.GetConstructor([]) is { } simple && !type.GetCustomAttributes<System.Runtime.CompilerServices.RequiredMemberAttribute>().Any() ? simple.Invoke([]) : null;
        var properties = new JsonObject();
        foreach (var (name, member) in members)
            properties[name] = OfMember(member, defaults);
        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (members.Where(member => member.Value.Required).Select(member => (JsonNode)member.Key).ToArray() is { Length: > 0 } required)
            schema["required"] = new JsonArray(required);
        return schema;
    }

    private static JsonObject OfMember(ClinicShape.Member member, object? defaults)
    {
        var schema = OfType(member.Type);
        if (member.Property.GetCustomAttribute<SettingAttribute>() is { } says)
        {
            schema["description"] = string.Join(' ', new[] { says.What + ".", says.Unit is { } unit ? $"In {unit}." : null, says.Source is { } source ? $"Care pathway {source}." : null }.OfType<string>());
            var number = schema["items"] as JsonObject ?? schema;
            if (says.Unit is not null)
                (number["minimum"], number["maximum"]) = (says.Least, says.Most);
        }
        if (defaults is not null && member.Property.GetValue(defaults) is { } value && value is int or bool or IReadOnlyList<int>)
            schema["default"] = JsonSerializer.SerializeToNode(value);
        return schema;
    }

    private static JsonObject OfType(Type type) =>
        type == typeof(int) ? new() { ["type"] = "integer" }
        : type == typeof(bool) ? new() { ["type"] = "boolean" }
        : type == typeof(string) ? new() { ["type"] = "string" }
        : type == typeof(StaffId) ? Text("^st_[a-z0-9-]{1,40}$")
        : type == typeof(LocalTime) ? Text("^([01][0-9]|2[0-3]):[0-5][0-9]$")
        : type == typeof(LocalDate) ? new() { ["type"] = "string", ["format"] = "date" }
        : type == typeof(Role) ? ListOf(new JsonObject { ["enum"] = Words(Enum.GetValues<Role>().Where(role => int.PopCount((int)role) == 1).Select(role => role.ToString())) })
        : type.IsEnum ? new() { ["enum"] = Words(Enum.GetNames(type).Where(name => name != "None")) }
        : type.IsGenericType ? ListOf(OfType(type.GenericTypeArguments[0]))
        : OfObject(type);

    private static JsonObject Text(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    private static JsonObject ListOf(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonArray Words(IEnumerable<string> names) => [.. names.Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name)!)];
}
