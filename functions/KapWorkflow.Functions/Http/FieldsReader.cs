using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace KapWorkflow.Functions;

/// <summary>Reads a URL-encoded form or a JSON object, counted, strict about what is not text, and never quoting it.</summary>
public static class FieldsReader
{
    private const int MaxFields = 200;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    public static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);

    public static bool IsForm(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    public static async Task<FieldsReading> ReadAsync(HttpRequest request, int limit, CancellationToken cancellation)
    {
        var (json, form) = (IsJson(request), IsForm(request));
        if (!json && !form)
            return new FieldsReading.OtherMedia();
        if (await ByteLimit.ReadAsync(request, limit, cancellation) is not { } bytes)
            return new FieldsReading.TooLarge();
        try
        {
            return new FieldsReading.Read(json ? OfJson(bytes) : await OfFormAsync(bytes, cancellation));
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException or DecoderFallbackException)
        {
            return new FieldsReading.Malformed();
        }
    }

    private static async Task<Fields> OfFormAsync(byte[] bytes, CancellationToken cancellation)
    {
        using var reader = new FormReader(Strict.GetString(bytes)) { ValueCountLimit = MaxFields, KeyLengthLimit = 200, ValueLengthLimit = ByteLimit.FormBytes };
        var form = await reader.ReadFormAsync(cancellation);
        return form.Any(each => (each.Value.Count > 1 && !each.Key.StartsWith("answers.", StringComparison.Ordinal)) || each.Key.Length == 0)
            ? throw new InvalidDataException("A field is given twice or has no name.")
            : new Fields(form.ToDictionary(each => each.Key, each => each.Value.ToString(), StringComparer.Ordinal), IsForm: true);
    }

    private static Fields OfJson(byte[] bytes)
    {
        using var document = JsonDocument.Parse(Strict.GetString(bytes), Json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException("The body is not an object.");
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(fields, document.RootElement, "");
        return new Fields(fields, IsForm: false);
    }

    private static void Add(Dictionary<string, string> fields, JsonElement element, string prefix)
    {
        foreach (var member in element.EnumerateObject())
        {
            var name = prefix + member.Name;
            switch (member.Value.ValueKind)
            {
                case JsonValueKind.Null:
                    break;
                case JsonValueKind.Object:
                    Add(fields, member.Value, name + ".");
                    break;
                case JsonValueKind.Array:
                    throw new JsonException("A list stands where text is expected.");
                case JsonValueKind.String:
                    fields[name] = member.Value.GetString()!;
                    break;
                default:
                    fields[name] = member.Value.GetRawText();
                    break;
            }
            if (fields.Count > MaxFields)
                throw new JsonException("There are too many members.");
        }
    }
}
