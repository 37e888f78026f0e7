using System.Security.Cryptography;
using System.Text.Json;

namespace KapWorkflow.Core;

/// <summary>Reads a form's definition strictly: either the whole form, or everything that is wrong with it.</summary>
public static class FormJson
{
    public static (FormDefinition? Form, IReadOnlyList<string> Problems) Read(string json)
    {
        var problems = new List<string>();
        try
        {
            using var document = StrictJson.Parse(json);
            var form = Form(new JsonPart(document.RootElement, "", problems)) with { Hash = HashOf(document.RootElement) };
            if (problems.Count == 0)
                problems.AddRange(FormRules.Problems(form));
            return problems.Count == 0 ? (form, []) : (null, problems);
        }
        catch (JsonException exception)
        {
            return (null, [$"is not JSON: {exception.Message}"]);
        }
    }

    private static FormDefinition Form(JsonPart part)
    {
        var form = new FormDefinition(part.Word<FormKind>("form") ?? default, part.Version("version"), Words(part.Part("title")), [.. part.Parts("questions").Select(Question)])
        {
            Variant = part.Word<FormVariant>("variant", required: false) ?? FormVariant.Standard,
            Intro = part.Has("intro") ? Words(part.Part("intro")) : null,
            RecallDays = part.Number("recallDays"),
            MayMiss = part.Number("mayMiss") ?? 0,
            Scale = [.. part.Parts("scale", required: false).Select(each => Words(each))],
        };
        part.Close();
        return form;
    }

    private static Question Question(JsonPart part)
    {
        var question = new Question(part.Text("id"), part.Word<AnswerKind>("kind") ?? default, Words(part, close: false))
        {
            Required = part.Flag("required") ?? true,
            MaySkip = part.Flag("maySkip") ?? false,
            Help = part.Has("help") ? Words(part.Part("help")) : null,
            When = part.Has("when") ? When(part.Part("when")) : null,
            Choices = [.. part.Parts("choices", required: false).Select(Choice)],
            Review = part.Texts("review", required: false),
            Alarm = part.Texts("alarm", required: false),
            Min = part.Number("min"),
            Max = part.Number("max"),
            Unit = part.Has("unit") ? part.Text("unit") : null,
            Below = part.Has("below") ? part.Text("below") : null,
        };
        part.Close();
        return question;
    }

    private static Condition When(JsonPart part)
    {
        var when = new Condition(part.Text("question"), part.Texts("is"));
        part.Close();
        return when;
    }

    private static AnswerChoice Choice(JsonPart part)
    {
        var choice = new AnswerChoice(part.Text("value"), Words(part, close: false));
        part.Close();
        return choice;
    }

    private static Wording Words(JsonPart part, bool close = true)
    {
        var words = new Wording(part.Text("en"), part.Text("es"));
        if (close)
            part.Close();
        return words;
    }

    /// <summary>Of the content alone: neither the order of members nor blanks count, and a later release that knows more members changes no hash.</summary>
    private static string HashOf(JsonElement root)
    {
        using var canonical = new MemoryStream();
        using (var writer = new Utf8JsonWriter(canonical))
            Write(root, writer);
        return Convert.ToHexStringLower(SHA256.HashData(canonical.ToArray()))[..16];
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(member.Value, writer);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var each in element.EnumerateArray())
                    Write(each, writer);
                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
