using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace KapWorkflow.Core;

/// <summary>One version of a document that clients sign.</summary>
/// <param name="Version">A whole number from 1; the highest is in force.</param>
/// <param name="English">Paragraphs.</param>
/// <param name="Spanish">Paragraphs.</param>
public sealed record ConsentDocument(ConsentKind Consent, string Version, Wording Title, IReadOnlyList<string> English, IReadOnlyList<string> Spanish)
{
    public IReadOnlyList<string> In(string language) => language == "es" ? Spanish : English;

    /// <summary>SHA-256 of the paragraphs in that language: what a signature stands for.</summary>
    public string HashIn(string language) => Hash(string.Join("\n\n", In(language)));

    internal static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>
/// The documents of the practice, in English and Spanish: files beside clinic.json, one a version. They are the practice's own to write,
/// with its counsel. A new version is a new file; the old one stays, so that what was signed can be read for ever.
/// </summary>
public sealed record ConsentDocuments(IReadOnlyList<ConsentDocument> All)
{
    public static ConsentDocuments None { get; } = new([]);

    /// <summary>Stands for all of them; part of the clinic's version.</summary>
    public string Hash { get; } = ConsentDocument.Hash(string.Join('\n', All
        .Select(each => $"{each.Consent}:{each.Version}:{each.HashIn("en")}:{each.HashIn("es")}").Order(StringComparer.Ordinal)))[..12];

    public ConsentDocument? InForce(ConsentKind consent) => All.Where(each => each.Consent == consent).MaxBy(each => int.Parse(each.Version, CultureInfo.InvariantCulture));

    /// <summary>What was signed; null for a document that is no longer kept.</summary>
    public ConsentDocument? Find(ConsentKind consent, string language, string hash) => All.FirstOrDefault(each => each.Consent == consent && each.HashIn(language) == hash);

    public string TitleOf(ConsentKind consent, string language) => InForce(consent)?.Title.In(language) ?? Diary.Plain(consent);

    /// <param name="files">Names, for the problems, and contents.</param>
    public static (ConsentDocuments Documents, IReadOnlyList<string> Problems) Read(IEnumerable<(string Name, string Json)> files)
    {
        var (documents, problems) = (new List<ConsentDocument>(), new List<string>());
        foreach (var (name, json) in files)
        {
            var wrong = new List<string>();
            try
            {
                using var document = StrictJson.Parse(json);
                documents.Add(Document(new JsonPart(document.RootElement, "", wrong)));
            }
            catch (JsonException exception)
            {
                wrong.Add($"is not JSON: {exception.Message}");
            }
            problems.AddRange(wrong.Select(problem => $"{name}: {problem}"));
        }
        if (problems.Count == 0)
            problems.AddRange(OfAll(documents));
        return (problems.Count == 0 ? new ConsentDocuments(documents) : None, problems);
    }

    private static ConsentDocument Document(JsonPart part)
    {
        var (title, text) = (part.Part("title"), part.Part("text"));
        var document = new ConsentDocument(
            part.Word<ConsentKind>("consent") ?? default, part.Version("version"), new Wording(title.Text("en"), title.Text("es")), text.Texts("en"), text.Texts("es"));
        title.Close();
        text.Close();
        part.Close();
        return document;
    }

    private static IEnumerable<string> OfAll(List<ConsentDocument> documents) =>
    [
        .. Enum.GetValues<ConsentKind>().Where(consent => documents.TrueForAll(each => each.Consent != consent)).Select(consent => $"{JsonNamingPolicy.CamelCase.ConvertName(consent.ToString())}: there is no such document"),
        .. documents.GroupBy(each => (each.Consent, each.Version)).Where(same => same.Count() > 1).Select(same => $"{JsonNamingPolicy.CamelCase.ConvertName(same.Key.Consent.ToString())}: version {same.Key.Version} is there twice"),
        .. documents.Where(each => each.English.Count == 0 || each.Spanish.Count == 0).Select(each => $"{JsonNamingPolicy.CamelCase.ConvertName(each.Consent.ToString())}: version {each.Version} must have text in both languages"),
    ];
}
