using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace KapWorkflow.Core;

/// <summary>How much a condition weighs (care-pathway §4.1), the lightest first.</summary>
public enum Severity
{
    /// <summary>C: informs.</summary>
    Informs,

    /// <summary>P: a prescriber's written note.</summary>
    Review,

    /// <summary>A: blocks; a prescriber may make an exception and give the reason.</summary>
    Blocks,

    /// <summary>A*: blocks, and no exception is made: a prescriber may only find that it is not there.</summary>
    NoException,
}

/// <summary>What is read off several answers, dates or settings at once.</summary>
public enum Computed
{
    Minor,
    OlderThanReviewAge,
    BodyMassAboveLimit,
    BloodPressureAboveLimit,
    NoTherapist,
}

/// <summary>One way in which a condition is raised: an answer, the result of a measure or a test, or something computed.</summary>
public sealed record RaisedBy
{
    public FormKind? Form { get; init; }
    public string? Question { get; init; }
    public IReadOnlyList<string>? Is { get; init; }
    public FormKind? Measure { get; init; }

    /// <summary>One that says by itself from how many points on it asks for a review.</summary>
    public FormKind? Screener { get; init; }
    public CssrsLevel? Level { get; init; }
    public TestKind? Test { get; init; }
    public Computed? Computed { get; init; }

    /// <summary>Where it weighs other than its condition does.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Says one thing, and says it whole.</summary>
    internal bool IsWhole => this switch
    {
        { Form: not null, Question: not null, Is.Count: > 0, Measure: null, Screener: null, Level: null, Test: null, Computed: null } => true,
        { Measure: not null, Level: not null, Form: null, Question: null, Is: null, Screener: null, Test: null, Computed: null } => true,
        { Screener: { } screener, Form: null, Question: null, Is: null, Measure: null, Level: null, Test: null, Computed: null } => Screeners.IsScreener(screener),
        { Test: not null, Is.Count: > 0, Form: null, Question: null, Measure: null, Screener: null, Level: null, Computed: null } => Is.All(result => Enum.TryParse<TestResult>(result, ignoreCase: true, out _)),
        { Computed: not null, Form: null, Question: null, Is: null, Measure: null, Screener: null, Level: null, Test: null } => true,
        _ => false,
    };
}

/// <param name="Sources">Keys of care-pathway §15.</param>
/// <param name="Person">Nothing but a person raises it.</param>
public sealed record Contraindication(string Code, string Condition, Severity Severity, IReadOnlyList<string> Sources, string Note, IReadOnlyList<RaisedBy> RaisedBy, bool Person = false);

/// <summary>A class of medicines (care-pathway §4.2). Concern and hint are for staff alone: what a client is told, a prescriber has signed.</summary>
/// <param name="DangerousToStop">An abrupt stop can do harm: staff who plan a hold are warned.</param>
public sealed record MedicineClassInfo(MedicineClass Class, string Name, string Concern, string Hint, Severity Severity, IReadOnlyList<string> Sources, bool DangerousToStop = false)
{
    /// <summary>The flag that the class raises.</summary>
    public string Code => $"DR-{JsonNamingPolicy.CamelCase.ConvertName(Class.ToString())}";
}

/// <summary>The tables of care-pathway §4.1 and §4.2 as they are shipped. Whatever is wrong in them stops the app at its start, named.</summary>
public static class Contraindications
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new SeverityLetters(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static IReadOnlyList<Contraindication> All { get; } = Shipped("contraindications.json", ReadConditions);

    public static IReadOnlyList<MedicineClassInfo> Medicines { get; } = Shipped("medicines.json", ReadMedicines);

    public static Contraindication? Find(string code) => All.FirstOrDefault(each => each.Code == code);

    public static MedicineClassInfo Of(MedicineClass medicines) => Medicines.Single(each => each.Class == medicines);

    /// <summary>The conditions, and every problem at once, each as <c>code: what must be</c>.</summary>
    public static (IReadOnlyList<Contraindication> Read, IReadOnlyList<string> Problems) ReadConditions(string json)
    {
        var (read, problems) = Rows<Contraindication>(json, "conditions", "code");
        return (read,
        [
            .. problems,
            .. read.GroupBy(each => each.Code, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => $"{same.Key}: stands twice"),
            .. read.Where(each => string.IsNullOrWhiteSpace(each.Condition)).Select(each => $"{each.Code}: must say what it is"),
            .. read.Where(each => each.Sources.Count == 0).Select(each => $"{each.Code}: must name a source"),
            .. read.Where(each => each.RaisedBy.Count == 0 != each.Person).Select(each => $"{each.Code}: must say what raises it, or that only a person does"),
            .. read.SelectMany(each => each.RaisedBy.Select((by, index) => (each.Code, by, index))).Where(each => !each.by.IsWhole).Select(each => $"{each.Code}: raisedBy[{each.index}] must be one whole answer, measure, test or computation"),
        ]);
    }

    /// <summary>The classes, and every problem at once, each as <c>class: what must be</c>.</summary>
    public static (IReadOnlyList<MedicineClassInfo> Read, IReadOnlyList<string> Problems) ReadMedicines(string json)
    {
        var (read, problems) = Rows<MedicineClassInfo>(json, "classes", "class");
        var missing = Enum.GetValues<MedicineClass>().Where(each => each != MedicineClass.Other).Except(read.Select(each => each.Class));
        return (read,
        [
            .. problems,
            .. read.GroupBy(each => each.Class).Where(same => same.Count() > 1).Select(same => $"{same.Key}: stands twice"),
            .. read.Where(each => each.Sources.Count == 0).Select(each => $"{each.Class}: must name a source"),
            .. read.Where(each => string.IsNullOrWhiteSpace(each.Name) || string.IsNullOrWhiteSpace(each.Concern)).Select(each => $"{each.Class}: must have a name and a concern"),
            .. problems.Count > 0 ? [] : missing.Select(each => $"{each}: is missing"),
        ]);
    }

    private static (IReadOnlyList<T> Read, IReadOnlyList<string> Problems) Rows<T>(string json, string list, string name)
    {
        var (read, problems) = (new List<T>(), new List<string>());
        try
        {
            if (JsonNode.Parse(json, documentOptions: Lenient) is not JsonObject { Count: 1 } root || root[list] is not JsonArray rows)
                return (read, [$"{list}: must be the only list of the file"]);
            foreach (var (row, index) in rows.Select((row, index) => (row, index)))
            {
                try
                {
                    read.Add(row.Deserialize<T>(Strict) ?? throw new JsonException("is empty"));
                }
                catch (JsonException problem)
                {
                    problems.Add($"{(row as JsonObject)?[name]?.ToString() ?? FormattableString.Invariant($"{list}[{index}]")}: {problem.Message}");
                }
            }
        }
        catch (JsonException problem)
        {
            problems.Add($"{list}: is not JSON: {problem.Message}");
        }
        return (read, problems);
    }

    private static IReadOnlyList<T> Shipped<T>(string file, Func<string, (IReadOnlyList<T> Read, IReadOnlyList<string> Problems)> read)
    {
        using var stream = typeof(Contraindications).Assembly.GetManifestResourceStream($"clearance/{file}") ?? throw new InvalidOperationException($"{file} is not in the assembly.");
        using var reader = new StreamReader(stream);
        var (rows, problems) = read(reader.ReadToEnd());
        return problems.Count == 0 ? rows : throw new InvalidOperationException($"{file}:\n{string.Join('\n', problems)}");
    }

    private sealed class SeverityLetters : JsonConverter<Severity>
    {
        public override Severity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => (reader.TokenType == JsonTokenType.String ? reader.GetString() : null) switch
        {
            "A*" => Severity.NoException,
            "A" => Severity.Blocks,
            "P" => Severity.Review,
            "C" => Severity.Informs,
            _ => throw new JsonException("severity must be A*, A, P or C"),
        };

        public override void Write(Utf8JsonWriter writer, Severity value, JsonSerializerOptions options) => writer.WriteStringValue(value switch
        {
            Severity.NoException => "A*",
            Severity.Blocks => "A",
            Severity.Review => "P",
            _ => "C",
        });
    }
}
