using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace KapWorkflow.Core;

/// <summary>
/// Compares a JSON tree with the settings' types: names what is unknown, missing or unreadable, and takes it out,
/// so that the rest is read and checked in the same pass.
/// </summary>
internal static class ClinicShape
{
    public static bool Prune(JsonObject node, Type type, string path, JsonSerializerOptions options, List<string> problems)
    {
        var members = Members(type);
        foreach (var name in node.Select(each => each.Key).ToList())
        {
            var at = path.Length == 0 ? name : $"{path}.{name}";
            if (!members.TryGetValue(name, out var member))
                problems.Add($"{at}: there is no such setting");
            else if (Fits(node[name], member.Type, at, options, problems))
                continue;
            node.Remove(name);
        }

        var whole = true;
        foreach (var (name, member) in members.Where(each => each.Value.Required && !node.ContainsKey(each.Key)))
        {
            var at = path.Length == 0 ? name : $"{path}.{name}";
            if (!problems.Exists(known => known.StartsWith(at, StringComparison.Ordinal)))
                problems.Add($"{at}: is missing");
            // Only text is required of the clinic itself; it stands empty until the rules have been read too.
            if (path.Length == 0)
                node[name] = "";
            else
                whole = false;
        }
        return whole;
    }

    private static bool Fits(JsonNode? node, Type type, string path, JsonSerializerOptions options, List<string> problems)
    {
        if (node is JsonObject child && IsSettings(type))
            return Prune(child, type, path, options, problems);
        if (node is JsonArray array && type.IsGenericType && IsSettings(type.GenericTypeArguments[0]))
        {
            var before = problems.Count;
            for (var index = array.Count - 1; index >= 0; index--)
            {
                var seen = problems.Count;
                if (!Fits(array[index], type.GenericTypeArguments[0], string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), options, problems) || problems.Count > seen)
                    array.RemoveAt(index);
            }
            return problems.Count == before;
        }
        return IsReadable(node, type, path, options, problems);
    }

    private static bool IsReadable(JsonNode? node, Type type, string path, JsonSerializerOptions options, List<string> problems)
    {
        try
        {
            if (node is not null)
            {
                node.Deserialize(type, options);
                return true;
            }
            problems.Add($"{path}: must not be null; leave it out for the default");
        }
        catch (JsonException exception)
        {
            problems.Add($"{path}: {(exception.Message.StartsWith("must be", StringComparison.Ordinal) ? exception.Message : $"must be {Words(type)}")}");
        }
        return false;
    }

    private static bool IsSettings(Type type) => type.Assembly == typeof(Clinic).Assembly && type is { IsClass: true, IsAbstract: false } && type != typeof(StaffId);

    private static string Words(Type type) =>
        type == typeof(int) ? "a whole number"
        : type == typeof(bool) ? "true or false"
        : type == typeof(string) ? "text"
        : type == typeof(NodaTime.LocalDate) ? "a date such as 2027-01-31"
        : type.IsEnum ? $"one of: {string.Join(", ", Enum.GetNames(type).Where(name => name != "None").Select(JsonNamingPolicy.CamelCase.ConvertName))}"
        : type.IsGenericType ? $"a list; each {Words(type.GenericTypeArguments[0])}"
        : "an object";

    /// <param name="Type">Without its nullability.</param>
    public sealed record Member(Type Type, bool Required, PropertyInfo Property);

    public static Dictionary<string, Member> Members(Type type)
    {
        var parameters = type.GetConstructors().MaxBy(each => each.GetParameters().Length)!.GetParameters();
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is null && property.SetMethod is not null)
            .ToDictionary(
                property => JsonNamingPolicy.CamelCase.ConvertName(property.Name),
                property => new Member(
                    Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType,
                    Array.Find(parameters, parameter => parameter.Name == property.Name) is { } parameter
                        ? !parameter.HasDefaultValue
                        : property.GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is not null,
                    property),
                StringComparer.Ordinal);
    }
}
