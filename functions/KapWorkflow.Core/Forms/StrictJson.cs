using System.Globalization;
using System.Text.Json;

namespace KapWorkflow.Core;

internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <exception cref="JsonException">The text is not JSON, or names a member twice.</exception>
    public static JsonDocument Parse(string json) => JsonDocument.Parse(json, Options);
}

/// <summary>
/// One object of a file that people write. Every member is asked for by name; what is missing, of another kind or never asked for
/// is noted with its path, and reading goes on, so that all problems are named at once.
/// </summary>
internal sealed class JsonPart(JsonElement element, string path, List<string> problems)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public bool Has(string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out _);

    /// <summary>Text that is not blank; empty when it is missing.</summary>
    public string Text(string name) => TextOf(Member(name, required: true), At(name));

    public IReadOnlyList<string> Texts(string name, bool required = true) =>
        [.. Items(name, required).Select((item, index) => TextOf(item, At(name, index)))];

    public int? Number(string name) =>
        Member(name, required: false) is not { } member ? null
        : member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var number) ? number
        : Wrong<int?>(At(name), "must be a whole number");

    public bool? Flag(string name) =>
        Member(name, required: false) is not { } member ? null
        : member.ValueKind is JsonValueKind.True or JsonValueKind.False ? member.GetBoolean()
        : Wrong<bool?>(At(name), "must be true or false");

    /// <summary>A whole number from 1, as text.</summary>
    public string Version(string name) =>
        Text(name) is var text && (text.Length == 0 || (text.Length <= 6 && text[0] != '0' && text.All(char.IsAsciiDigit))) ? text : Wrong<string>(At(name), "must be a whole number from 1") ?? "";

    /// <summary>One of an enum's words, in camel case.</summary>
    public T? Word<T>(string name, bool required = true)
        where T : struct, Enum
    {
        if (Member(name, required) is not { } member)
            return null;
        var words = Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()), StringComparer.Ordinal);
        return member.ValueKind == JsonValueKind.String && words.TryGetValue(member.GetString()!, out var value)
            ? value
            : Wrong<T?>(At(name), $"must be one of: {string.Join(", ", words.Keys)}");
    }

    public JsonPart Part(string name) => new(Member(name, required: true) ?? default, At(name), problems);

    public IReadOnlyList<JsonPart> Parts(string name, bool required = true) =>
        [.. Items(name, required).Select((item, index) => new JsonPart(item, At(name, index), problems))];

    /// <summary>Notes the members that nobody asked for.</summary>
    public void Close()
    {
        if (element.ValueKind == JsonValueKind.Object)
            problems.AddRange(element.EnumerateObject().Where(member => !_known.Contains(member.Name)).Select(member => $"{At(member.Name)}: there is no such member"));
        else if (element.ValueKind != JsonValueKind.Undefined)
            problems.Add($"{(path.Length > 0 ? path : "the file")}: must be an object");
    }

    private JsonElement? Member(string name, bool required)
    {
        _known.Add(name);
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member))
            return member;
        if (required && element.ValueKind == JsonValueKind.Object)
            problems.Add($"{At(name)}: is missing");
        return null;
    }

    private IEnumerable<JsonElement> Items(string name, bool required) =>
        Member(name, required) is not { } member ? []
        : member.ValueKind == JsonValueKind.Array ? member.EnumerateArray()
        : Wrong<IEnumerable<JsonElement>>(At(name), "must be a list") ?? [];

    private string TextOf(JsonElement? member, string at) =>
        member is not { } text ? ""
        : text.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(text.GetString()) ? text.GetString()!
        : Wrong<string>(at, "must be text") ?? "";

    private T? Wrong<T>(string at, string what)
    {
        problems.Add($"{at}: {what}");
        return default;
    }

    private string At(string name, int index) => string.Create(CultureInfo.InvariantCulture, $"{At(name)}[{index}]");

    private string At(string name) => path.Length > 0 ? $"{path}.{name}" : name;
}
