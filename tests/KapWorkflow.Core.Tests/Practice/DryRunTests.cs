using System.Text.Json.Nodes;
using NodaTime;

namespace KapWorkflow.Core.Tests;

public class Trying_other_settings_on_an_open_journey
{
    private static readonly Clinic Clinic = AClinic.Open;

    [Fact]
    public void Changes_nothing_when_nothing_is_changed()
    {
        foreach (var made in new[] { AJourney.Inquired, AJourney.OnTheKapPath, AJourney.WithASessionBooked, AJourney.Discharged })
            Assert.False(Try(made, Clinic).IsAny);
    }

    [Fact]
    public void Shows_a_closing_that_would_come_sooner()
    {
        var change = Try(AJourney.Inquired.Do(AClinic.Ines, new LogContactAttempt(ContactBy.Phone, Reached: false)), Clinic with { Inquiry = Clinic.Inquiry with { CloseDays = 10 } });
        var closing = Assert.Single(change.Duties);
        Assert.Equal(("inquiry:close", "the journey is closed: no response"), (closing.Key, closing.What));
        Assert.Equal(Duration.FromDays(4), closing.Before - closing.After);
    }

    [Fact]
    public void Shows_an_attempt_that_would_be_asked_for_beside_the_others()
    {
        var tried = AJourney.Inquired.Do(AClinic.Ines, new LogContactAttempt(ContactBy.Phone, Reached: false));
        var change = Try(tried, Clinic with { Inquiry = Clinic.Inquiry with { AttemptHours = [0, 4, 24, 72, 168, 240] } });
        Assert.Contains(change.Duties, duty => duty is { Key: "inquiry:call:6", Before: null, After: not null });
    }

    [Fact]
    public void Shows_a_reminder_that_would_no_longer_be_sent()
    {
        var change = Try(AJourney.OnTheKapPath, Clinic with { Intake = Clinic.Intake with { NudgeDays = [2, 5] } });
        Assert.Contains(change.Duties, duty => duty.Key.StartsWith("intake:nudge:3", StringComparison.Ordinal) && duty is { Before: not null, After: null });
        Assert.All(change.Duties, duty => Assert.StartsWith("intake:nudge:3", duty.Key, StringComparison.Ordinal));
    }

    [Fact]
    public void Does_not_promise_what_a_journey_was_planned_past()
    {
        var walk = Walk.From(AJourney.OnTheKapPath);
        walk.Until(walk.Now + Duration.FromDays(4));
        var change = DryRun.Of(walk.Journey, walk.Ledger, Clinic, Clinic with { Intake = Clinic.Intake with { NudgeDays = [1, 2, 5, 9] } }, walk.Now);
        Assert.DoesNotContain(change.Duties, duty => duty.After < walk.Now && duty.Before is null);
    }

    [Fact]
    public void Shows_a_booked_session_that_would_not_meet_its_conditions()
    {
        var change = Try(AJourney.WithASessionBooked, Clinic with { Preparation = Clinic.Preparation with { Required = 3 } });
        var gate = Assert.Single(change.Gates);
        Assert.Equal("G1.preparation", Assert.Single(gate.Closes).Code);
        Assert.Empty(gate.Opens);
    }

    [Fact]
    public void Says_nothing_about_somebody_who_has_died() =>
        Assert.False(Try(AJourney.WithASessionBooked.Do(AClinic.Theo, new RecordDeath()), Clinic with { Preparation = Clinic.Preparation with { Required = 3 } }).IsAny);

    private static JourneyChange Try(AJourney made, Clinic other)
    {
        var walk = Walk.From(made);
        return DryRun.Of(walk.Journey, walk.Ledger, Clinic, other, walk.Now);
    }
}

public class The_schema_of_clinic_json
{
    private static readonly string Shipped = TheRepository.Path("functions", "KapWorkflow.Functions", "clinic.schema.json");

    [Fact]
    public void Is_shipped_as_the_settings_are()
    {
        if (Environment.GetEnvironmentVariable("KAP_APPROVE") == "1")
            File.WriteAllText(Shipped, ClinicSchema.Write());
        Assert.Equal(File.ReadAllText(Shipped), ClinicSchema.Write());
    }

    [Fact]
    public void Says_of_a_number_what_it_means_and_in_which_range()
    {
        var gap = JsonNode.Parse(ClinicSchema.Write())!["properties"]!["dosing"]!["properties"]!["minGapHours"]!;
        Assert.Equal(("integer", 72, 720, 168), ((string)gap["type"]!, (int)gap["minimum"]!, (int)gap["maximum"]!, (int)gap["default"]!));
        Assert.Equal("From the start of one dosing session to the start of the next. In hours. Care pathway §2.1 [S4].", (string)gap["description"]!);
    }

    [Fact]
    public void Knows_every_member_of_the_shipped_file_and_is_named_by_it()
    {
        var file = JsonNode.Parse(File.ReadAllText(TheRepository.Path("functions", "KapWorkflow.Functions", "clinic.json")), documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip })!;
        Assert.Equal("clinic.schema.json", (string)file["$schema"]!);
        Assert.Empty(Unknown(file, JsonNode.Parse(ClinicSchema.Write())!, "$"));
    }

    private static IEnumerable<string> Unknown(JsonNode node, JsonNode schema, string path) => node switch
    {
        JsonObject group => group.SelectMany(each => schema["properties"]?[each.Key] is { } known ? Unknown(each.Value!, known, $"{path}.{each.Key}") : [$"{path}.{each.Key}"]),
        JsonArray list => list.SelectMany(each => Unknown(each!, schema["items"]!, path)),
        _ => [],
    };
}
