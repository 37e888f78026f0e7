using System.Text.Json;
using System.Text.Json.Nodes;

namespace KapWorkflow.Core.Tests;

/// <summary>
/// A folder for each release: a whole journey's facts as it wrote them, every kind of fact, and the practice's settings as shipped. Later
/// releases read and fold them. KAP_RELEASE=0.3 writes the folder of a release, once, when it is made.
/// </summary>
public class What_a_release_wrote
{
    private static readonly string Folder = TheRepository.Path("tests", "KapWorkflow.Core.Tests", "Releases");

    public static TheoryData<string> Releases
    {
        get
        {
            if (Environment.GetEnvironmentVariable("KAP_RELEASE") is { Length: > 0 } release && !Directory.Exists(Path.Combine(Folder, release)))
                Keep(Path.Combine(Folder, release));
            return [.. Directory.EnumerateDirectories(Folder).Select(folder => Path.GetFileName(folder)!)];
        }
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public void Is_read_and_folded(string release)
    {
        var facts = File.ReadLines(Path.Combine(Folder, release, "journey.ndjson")).Select(Read).ToList();
        var journey = Journey.Of(Walk.Id, facts);
        Assert.Equal(facts.Count, journey.Sequence);
        Assert.Equal(Stage.Completed, journey.Stage);
        Assert.Equal(6, journey.Course.Given);
        Assert.NotNull(Pathway.Duties(journey, Ledger.Empty, AClinic.Open, Owe.Never));
        Assert.True(Diary.Of(facts, Ledger.Empty, AClinic.Open).Count > 100);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public void Loses_no_member_of_any_fact(string release) => Assert.All(Directory.EnumerateFiles(Path.Combine(Folder, release, "facts"), "*.json"), file =>
    {
        var type = Path.GetFileNameWithoutExtension(file);
        var before = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        var after = JsonNode.Parse(FactJson.Write(FactJson.Read(type, before.ToJsonString())))!.AsObject();
        Assert.All(before, member => Assert.True(JsonNode.DeepEquals(member.Value, after[member.Key]), $"{type}.{member.Key} was lost"));
    });

    [Theory]
    [MemberData(nameof(Releases))]
    public void Is_a_practice_that_still_opens(string release)
    {
        var (clinic, problems) = ClinicJson.Read(File.ReadAllText(Path.Combine(Folder, release, "clinic.json")));
        Assert.Empty(problems);
        Assert.NotNull(clinic);
    }

    private static void Keep(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "facts"));
        File.Copy(TheRepository.Path("functions", "KapWorkflow.Functions", "clinic.json"), Path.Combine(folder, "clinic.json"));
        foreach (var file in Directory.EnumerateFiles(TheRepository.Path("tests", "KapWorkflow.Core.Tests", "Facts"), "*.json"))
            File.Copy(file, Path.Combine(folder, "facts", Path.GetFileName(file)));
        File.WriteAllText(Path.Combine(folder, "journey.ndjson"), string.Join('\n', new Story().Run(days: 340).Walk.Facts.Select(Write)) + "\n");
    }

    private static string Write(Recorded recorded) => JsonSerializer.Serialize(
        new Row(recorded.Sequence, recorded.At.ToString(), recorded.By, recorded.ClinicVersion, FactJson.TypeOf(recorded.Fact), JsonNode.Parse(FactJson.Write(recorded.Fact))!), FactJson.Options);

    private static Recorded Read(string line)
    {
        var row = JsonSerializer.Deserialize<Row>(line, FactJson.Options)!;
        return new Recorded(row.Sequence, NodaTime.Text.InstantPattern.ExtendedIso.Parse(row.At).Value, row.By, row.ClinicVersion, "at_kept", FactJson.Read(row.Type, row.Fact.ToJsonString()));
    }

    private sealed record Row(int Sequence, string At, Author By, string ClinicVersion, string Type, JsonNode Fact);
}
