using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;

namespace KapWorkflow.Functions.Tests;

public class An_address_that_nothing_answers
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/prices", 404, "There is no page here", "Write to us")]
    [InlineData("POST", "/inquiry", 405, "There is nothing to open here", "back button")]
    [InlineData("GET", "/api/inquiries?lang=en", 405, "There is nothing to open here", "/inquiry?lang=en")]
    [InlineData("GET", "/prices?lang=es", 404, "Aquí no hay ninguna página", "988")]
    [InlineData("GET", "/c/aaaaaaaaaaaaaaaaaaaaaa/form-1/more", 404, "This is not a part of your page", "open your link")]
    [InlineData("GET", "/staff/calender", 404, "There is no such page.", "To the board")]
    [InlineData("GET", "/staff/journeys/jr_aaaaaaaaaaaaaaaaaaaaaaaaaa/log-contact", 405, "only takes what a form sends", "href=\"/staff/journeys/jr_aaaaaaaaaaaaaaaaaaaaaaaaaa\"")]
    [InlineData("PUT", "/staff", 405, "only takes what a form sends", "To the board")]
    public async Task Tells_a_person_what_to_do_next_in_the_practices_look(string method, string path, int status, string heading, string next)
    {
        var (answered, _, body) = await AskAsync(method, path, "text/html");
        Assert.Equal(status, answered);
        Assert.All([heading, next, "<link rel=\"stylesheet\"", "<main id=\"main\""], text => Assert.Contains(text, body, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GET", "/prices", 404, "")]
    [InlineData("PUT", "/api/inquiries", 405, "POST")]
    [InlineData("GET", "/api/staff/nothing", 404, "")]
    [InlineData("DELETE", "/api/staff/tasks", 405, "GET")]
    [InlineData("POST", "/", 405, "GET")]
    public async Task Is_a_problem_in_JSON_for_a_program(string method, string path, int status, string allow)
    {
        var (answered, allowed, body) = await AskAsync(method, path, "application/json");
        var problem = JsonNode.Parse(body)!;
        Assert.Equal((status, allow, status), (answered, allowed, (int)problem["status"]!));
        Assert.All(["title", "detail"], member => Assert.NotEqual("", (string)problem[member]!));
    }

    [Fact]
    public async Task Hides_no_address_that_something_answers()
    {
        await using var clinic = await AnOpenClinic.StartAsync(null);
        foreach (var path in new[] { "/", "/inquiry", "/inquiry/thanks", "/api/health" })
        {
            using var answer = await clinic.Clinic.Http.GetAsync(new Uri(path, UriKind.Relative), Stop);
            Assert.Equal(200, (int)answer.StatusCode);
        }
    }

    /// <summary>The Functions host tries its functions in the order of their names.</summary>
    [Fact]
    public void Is_tried_after_every_other_function()
    {
        var names = typeof(UnknownFunctions).Assembly.GetExportedTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(HttpTriggerAttribute), inherit: false)))
            .Select(method => method.Name).Order(StringComparer.OrdinalIgnoreCase).ToList();
        Assert.Contains("GetStaffBoard", names);
        Assert.Equal(nameof(UnknownFunctions.UnknownAddress), names[^1]);
    }

    private static async Task<(int Status, string Allow, string Body)> AskAsync(string method, string path, string accept)
    {
        await using var clinic = await AnOpenClinic.StartAsync(null);
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        using var answer = await clinic.Clinic.Http.SendAsync(request, Stop);
        return ((int)answer.StatusCode, string.Join(", ", answer.Content.Headers.Allow), System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop)));
    }
}
