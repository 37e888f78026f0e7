using System.Net;
using System.Text.Json.Nodes;
using KapWorkflow.Core;
using Microsoft.Extensions.DependencyInjection;

namespace KapWorkflow.Functions.Tests;

public sealed class Trying_other_settings
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tells_over_HTTP_which_duties_of_open_journeys_would_move()
    {
        await using var clinic = await AnOpenClinic.StartAsync(null);
        await TriedAsync(clinic);
        var (status, body) = await clinic.AsStaffAsync("/api/staff/clinic/dry-run", Changed(clinic, "inquiry", "closeDays", 10), "st_dana");
        Assert.Equal(200, status);
        Assert.Equal(1, body.GetProperty("journeys").GetInt32());
        var changed = Assert.Single(body.GetProperty("changed").EnumerateArray());
        var duty = Assert.Single(changed.GetProperty("duties").EnumerateArray());
        Assert.Equal("inquiry:close", duty.GetProperty("key").GetString());
        Assert.NotEqual(duty.GetProperty("before").GetString(), duty.GetProperty("after").GetString());
    }

    [Fact]
    public async Task Names_every_problem_of_the_file_and_keeps_what_was_typed()
    {
        await using var clinic = await AnOpenClinic.StartAsync(null);
        var wrong = Changed(clinic, "dosing", "minGapHours", 1);
        wrong["brand"] = "KAP Office";
        var (status, body) = await clinic.AsStaffAsync("/api/staff/clinic/dry-run", wrong, "st_dana");
        Assert.Equal(422, status);
        Assert.Equal(2, body.GetProperty("problems").EnumerateArray().Count(problem => problem.GetString()!.StartsWith("dosing.minGapHours: must be between", StringComparison.Ordinal) || problem.GetString()!.StartsWith("brand: must be neutral", StringComparison.Ordinal)));

        var (code, page) = await PostPageAsync(clinic, "{ \"brand\": \"<b>Mine</b>\" }");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, code);
        Assert.Contains("practiceName: is missing", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Mine&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Mine", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_on_a_page_what_holds_and_what_would_change()
    {
        await using var clinic = await AnOpenClinic.StartAsync(null);
        await TriedAsync(clinic);
        var shown = await GetPageAsync(clinic);
        Assert.All(["Settings", "dosing.minGapHours", "168", "72 to 720", "§2.1 [S4]", "name=\"json\""], text => Assert.Contains(text, shown, StringComparison.Ordinal));

        var (code, page) = await PostPageAsync(clinic, Changed(clinic, "inquiry", "closeDays", 10).ToJsonString());
        Assert.Equal(HttpStatusCode.OK, code);
        Assert.All(["1 journeys that are not over were looked at", "1 would change", "Zebulon Quark", "the journey is closed: no response"], text => Assert.Contains(text, page, StringComparison.Ordinal));

        var same = Changed(clinic, "inquiry", "closeDays", 14).ToJsonString();
        Assert.Contains("None would change", (await PostPageAsync(clinic, same)).Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_for_the_people_of_the_practice()
    {
        await using var clinic = await AnOpenClinic.StartAsync(null);
        Assert.Equal(403, (await clinic.AsStaffAsync("/api/staff/clinic/dry-run", new JsonObject(), "st_nobody")).Status);
    }

    /// <summary>An inquiry that was tried once, and will be closed if nobody answers.</summary>
    private static async Task TriedAsync(AnOpenClinic clinic)
    {
        Assert.Equal(201, (await clinic.InquireAsync(AnOpenClinic.AnInquiry(), "one")).Status);
        var journey = Assert.Single(await clinic.JourneysAsync()).Journey;
        var task = Assert.Single(journey.Tasks.Open, task => task.Kind == TaskKind.CallInquirer);
        Assert.Equal(200, (await clinic.AsStaffAsync($"/api/staff/tasks/{journey.Id}.{task.Key}/decision", new { command = "log-contact", how = "phone", reached = false }, "st_ines")).Status);
    }

    private static JsonObject Changed(AnOpenClinic clinic, string group, string setting, int value)
    {
        var json = (JsonObject)JsonNode.Parse(ClinicJson.Write(clinic.Clinic.Services.GetRequiredService<Clinic>()))!;
        json[group]![setting] = value;
        return json;
    }

    private static async Task<string> GetPageAsync(AnOpenClinic clinic)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/staff/clinic");
        request.Headers.Add("x-kap-staff", "st_dana");
        using var answer = await clinic.Clinic.Http.SendAsync(request, Stop);
        return await answer.Content.ReadAsStringAsync(Stop);
    }

    private static async Task<(HttpStatusCode Code, string Page)> PostPageAsync(AnOpenClinic clinic, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/staff/clinic/dry-run") { Content = new FormUrlEncodedContent([KeyValuePair.Create("json", json)]) };
        request.Headers.Add("x-kap-staff", "st_dana");
        request.Headers.Add("Origin", clinic.Clinic.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var answer = await clinic.Clinic.Http.SendAsync(request, Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }
}
