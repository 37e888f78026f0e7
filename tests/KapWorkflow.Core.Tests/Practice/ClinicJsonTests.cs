using System.Text.Json.Nodes;
using NodaTime;

namespace KapWorkflow.Core.Tests;

public class The_shipped_clinic_json
{
    private static readonly string Json = File.ReadAllText(TheRepository.Path("functions", "KapWorkflow.Functions", "clinic.json"));

    [Fact]
    public void Is_valid()
    {
        var (clinic, problems) = ClinicJson.Read(Json);
        Assert.Empty(problems);
        Assert.Equal("Oak Street Office", clinic!.Brand);
        Assert.Equal(12, clinic.Version.Length);
        Assert.Equal(Role.Prescriber, clinic.Find(StaffId.Parse("st_priya"))!.Roles);
        Assert.Equal(new LocalTime(17, 0), clinic.Opening.To);
    }

    [Fact]
    public void Names_every_setting_there_is()
    {
        var complete = JsonNode.Parse(ClinicJson.Write(ClinicJson.Read(Json).Clinic!))!;
        var shipped = JsonNode.Parse(Json, documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip })!;
        shipped.AsObject().Remove("$schema");
        Assert.Equal(Paths(complete).Order(StringComparer.Ordinal), Paths(shipped).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Ships_the_defaults_of_the_care_pathway()
    {
        var shipped = ClinicJson.Read(Json).Clinic!;
        var defaults = shipped with
        {
            Messaging = new(),
            Scheduling = new(),
            Inquiry = new(),
            Consultation = new(),
            Intake = new(),
            Clearance = new(),
            Preparation = new(),
            Dosing = new(),
            Integration = new(),
            Review = new(),
            Safety = new(),
        };
        Assert.Equal(ClinicJson.Write(defaults), ClinicJson.Write(shipped));
    }

    private static IEnumerable<string> Paths(JsonNode? node) => node switch
    {
        JsonObject group => group.SelectMany(each => each.Value is JsonObject ? Paths(each.Value) : [each.Value!.GetPath()]),
        _ => [],
    };
}

public class Reading_clinic_json
{
    [Fact]
    public void Survives_a_round_trip_under_the_same_version()
    {
        var clinic = AClinic.Open;
        var again = ClinicJson.Read(ClinicJson.Write(clinic)).Clinic!;
        Assert.Equal(ClinicJson.Write(clinic), ClinicJson.Write(again));
        Assert.Equal(again.Version, ClinicJson.Read(ClinicJson.Write(again)).Clinic!.Version);
    }

    [Fact]
    public void Gives_another_version_for_another_setting_and_the_same_for_another_layout()
    {
        var one = Read(_ => { }).Clinic!.Version;
        Assert.NotEqual(one, Read(clinic => clinic["dosing"]!["planned"] = 5).Clinic!.Version);
        Assert.Equal(one, Read(clinic => clinic["dosing"]!.AsObject().Remove("planned")).Clinic!.Version);
    }

    [Fact]
    public void Names_every_problem_at_once_with_its_path()
    {
        var (clinic, problems) = Read(clinic =>
        {
            clinic["dosing"]!["planned"] = 9;
            clinic["dosing"]!["plannned"] = 6;
            clinic["dosing"]!["checkinHours"] = new JsonArray(24, 20, 36);
            clinic["messaging"]!["weekdayWindow"]!["from"] = "nine";
            clinic["messaging"]!["infoWindow"]!["from"] = "22:00";
            clinic["staff"]![0]!["roles"] = new JsonArray("boss");
            clinic["staff"]![1]!["licences"]![0]!.AsObject().Remove("number");
            clinic["timeZone"] = "Mars/Olympus";
            clinic["brand"] = "Balanced Wellness";
            clinic["safety"]!["ackMinutes"] = "ten";
            clinic.AsObject().Remove("phone");
        });
        Assert.Null(clinic);
        Assert.Equal(
            [
                "brand: must be neutral: a name that tells of the treatment or of mental health stands in every message",
                "dosing.checkinHours: must be four: the check-in, the second message, the call, the last word",
                "dosing.checkinHours: must rise, each between 12 and 96",
                "dosing.planned: must be between 1 and 8",
                "dosing.planned: must not be more than dosing.max",
                "dosing.plannned: there is no such setting",
                "messaging.infoWindow: must have from before to",
                "messaging.weekdayWindow.from: must be a time such as 09:00",
                "phone: is missing",
                "safety.ackMinutes: must be a whole number",
                "staff[0].roles: must be a list of: intake, therapist, prescriber, nurse, director, admin",
                "staff[1].licences[0].number: is missing",
                "timeZone: must be an IANA zone such as America/New_York",
            ],
            problems.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("states", """["MA","NY"]""", "staff: must have a prescriber licensed in NY")]
    [InlineData("onCall", "[]", "onCall: must have at least one contact: a safety alert pages them")]
    [InlineData("onCall", """[{"id":"first"}]""", "onCall[0]: must have a pagerId, a phone or an email")]
    [InlineData("onCall", """[{"id":"first","phone":"+16175550111"}]""", "onCall: must have a contact with a pagerId or an email while text messages are off")]
    [InlineData("brand", "\"KAP Office\"", "brand: must be neutral: a name that tells of the treatment or of mental health stands in every message")]
    [InlineData("opening", """{"days":[]}""", "opening.days: must have at least one day")]
    [InlineData("opening", """{"from":"17:00","to":"09:00"}""", "opening: must open before it closes")]
    [InlineData("rooms", """[{"id":"a","name":"A","address":"Ketamine suite"}]""", "rooms: must have neutral addresses: clients are told them in messages")]
    [InlineData("dosing", """{"minGapHours":24}""", "dosing.minGapHours: must be between 72 and 720")]
    [InlineData("dosing", """{"planned":null}""", "dosing.planned: must not be null; leave it out for the default")]
    [InlineData("messaging", """{"languages":["es"]}""", "messaging.languages: must be en, or en and es")]
    [InlineData("version", "\"1\"", "version: there is no such setting")]
    public void Refuses(string setting, string value, string problem) =>
        Assert.Contains(problem, Read(clinic => clinic[setting] = JsonNode.Parse(value)).Problems);

    [Fact]
    public void Refuses_a_practice_where_one_person_would_give_both_keys() => Assert.Contains(
        "staff: must have two different people as therapist and prescriber in MA",
        Read(clinic =>
        {
            var one = clinic["staff"]!.AsArray().Single(member => (string?)member!["id"] == "st_priya")!;
            one["roles"] = new JsonArray("therapist", "prescriber");
            foreach (var other in clinic["staff"]!.AsArray().Where(member => member != one).ToList())
                other!["roles"] = new JsonArray("intake", "director");
        }).Problems);

    [Theory]
    [InlineData("", "clinic.json: is not JSON")]
    [InlineData("[]", "clinic.json: must be an object")]
    [InlineData("""{"brand":"A","brand":"B"}""", "clinic.json: is not JSON")]
    public void Says_so_when_the_file_is_no_object(string json, string problem) =>
        Assert.StartsWith(problem, Assert.Single(ClinicJson.Read(json).Problems), StringComparison.Ordinal);

    [Fact]
    public void Of_an_empty_object_names_what_a_practice_must_say_itself()
    {
        var problems = ClinicJson.Read("{}").Problems;
        foreach (var setting in new[] { "practiceName", "brand", "phone", "timeZone" })
            Assert.Contains($"{setting}: is missing", problems);
        Assert.Contains("onCall: must have at least one contact: a safety alert pages them", problems);
    }

    private static (Clinic? Clinic, IReadOnlyList<string> Problems) Read(Action<JsonNode> change)
    {
        var tree = JsonNode.Parse(ClinicJson.Write(AClinic.Open with { Messaging = new() }))!;
        change(tree);
        return ClinicJson.Read(tree.ToJsonString());
    }
}
