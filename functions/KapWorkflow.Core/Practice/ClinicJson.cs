using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;
using NodaTime.Text;

namespace KapWorkflow.Core;

/// <summary>
/// clinic.json in and out. Comments and trailing commas are welcome; a member that the practice misspelt is not,
/// since its setting would silently stay at the default.
/// </summary>
public static class ClinicJson
{
    /// <summary>Where the file names its schema for editors; no setting.</summary>
    public const string SchemaMember = "$schema";

    private static readonly JsonSerializerOptions Options = Create();

    /// <summary>The clinic, or every problem at once, each as <c>path: what must be</c>. One of the two is always empty.</summary>
    public static (Clinic? Clinic, IReadOnlyList<string> Problems) Read(string json)
    {
        var problems = new List<string>();
        try
        {
            // Read strictly first: the tree itself would find a member named twice only when it is looked at.
            using var strict = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            var tree = JsonNode.Parse(strict.RootElement.GetRawText(), documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            if (tree is not JsonObject root)
                return (null, ["clinic.json: must be an object"]);
            root.Remove(SchemaMember);
            ClinicShape.Prune(root, typeof(Clinic), "", Options, problems);
            var clinic = root.Deserialize<Clinic>(Options)!;
            // A setting that could not be read stands at its default here: what a rule says about it would mislead.
            var rules = ClinicRules.Problems(clinic).Where(rule => !problems.Exists(known => Within(rule, known) || Within(known, rule))).ToList();
            return problems.Count + rules.Count == 0
                ? (clinic with { Version = VersionOf(clinic) }, [])
                : (null, [.. problems.Concat(rules).Distinct(StringComparer.Ordinal)]);
        }
        catch (JsonException exception)
        {
            return (null, [$"clinic.json: is not JSON: {exception.Message}"]);
        }
    }

    /// <summary>Every setting as it holds, defaults included: what a version stands for, and what is kept of it.</summary>
    public static string Write(Clinic clinic) => JsonSerializer.Serialize(clinic, Options);

    /// <summary>With the documents that clients sign, which are part of its version.</summary>
    public static Clinic With(Clinic clinic, ConsentDocuments documents) =>
        clinic with { Documents = documents, Version = ConsentDocument.Hash($"{clinic.Version}:{documents.Hash}")[..12] };

    private static string VersionOf(Clinic clinic) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Write(clinic))))[..12];

    /// <summary>Whether the one problem is about the other's setting or a part of it.</summary>
    private static bool Within(string inner, string outer)
    {
        var (part, whole) = (Path(inner), Path(outer));
        return part.StartsWith(whole, StringComparison.Ordinal) && (part.Length == whole.Length || part[whole.Length] is '.' or '[');
    }

    private static string Path(string problem) => problem[..problem.IndexOf(':', StringComparison.Ordinal)];

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            WriteIndented = true,
            NewLine = "\n",
            NumberHandling = JsonNumberHandling.Strict,
            PropertyNameCaseInsensitive = false,
            RespectNullableAnnotations = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters =
            {
                new AsText<LocalTime>("a time such as 09:00", text => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text).Value, time => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Format(time)),
                new AsText<StaffId>("st_ and lower-case letters, digits or hyphens", StaffId.Parse, id => id.Value),
                new RoleWords(),
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            },
        };
        options.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class AsText<T>(string what, Func<string, T> parse, Func<T, string> format) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return parse(reader.TokenType == JsonTokenType.String ? reader.GetString()! : "");
            }
            catch (Exception exception) when (exception is FormatException or UnparsableValueException)
            {
                throw new JsonException($"must be {what}", exception);
            }
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(format(value));
    }

    /// <summary>Roles are a list of words: <c>["therapist", "director"]</c>.</summary>
    private sealed class RoleWords : JsonConverter<Role>
    {
        private static readonly Role[] Single = [Role.Intake, Role.Therapist, Role.Prescriber, Role.Nurse, Role.Director, Role.Admin];
        private static readonly string Words = string.Join(", ", Single.Select(Word));

        public override Role Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var words = JsonSerializer.Deserialize<string[]>(ref reader) ?? [];
            var roles = words.Select(word => Array.Find(Single, role => Word(role) == word)).ToList();
            return roles.Count > 0 && !roles.Contains(Role.None)
                ? roles.Aggregate((all, role) => all | role)
                : throw new JsonException($"must be a list of: {Words}");
        }

        public override void Write(Utf8JsonWriter writer, Role value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var role in Single.Where(role => value.HasFlag(role)))
                writer.WriteStringValue(Word(role));
            writer.WriteEndArray();
        }

        private static string Word(Role role) => role.ToString().ToLowerInvariant();
    }
}
