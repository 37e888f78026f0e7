using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using KapWorkflow.Core;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace KapWorkflow.LocalHost.Tests;

public class The_clock_page
{
    // Half past nine in the evening, the day before the clocks go forward in New York.
    private static readonly Instant Evening = Instant.FromUtc(2027, 3, 14, 2, 30);
    private static readonly Uri Clock = new("/local/clock", UriKind.Relative);

    [Fact]
    public async Task Tells_the_time_at_the_practice()
    {
        await using var clinic = await StartedAsync();

        var state = await clinic.Http.GetFromJsonAsync<JsonElement>(Clock);

        Assert.Equal(
            """{"now":"2027-03-14T02:30:00Z","practice":"Saturday 13 March 2027, 21:30 EST","zone":"America/New_York","paused":true,"next":null,"nextPractice":null}""",
            state.GetRawText());
    }

    [Theory]
    [InlineData("""{"advance":"PT90M"}""", "2027-03-14T04:00:00Z")]
    [InlineData("""{"advance":"P1D"}""", "2027-03-15T01:30:00Z")]
    [InlineData("""{"advance":"PT24H"}""", "2027-03-15T02:30:00Z")]
    [InlineData("""{"advance":"P1W"}""", "2027-03-21T01:30:00Z")]
    [InlineData("""{"to":"2027-06-01T10:00"}""", "2027-06-01T14:00:00Z")]
    [InlineData("""{"to":"2027-06-01T10:00:00Z"}""", "2027-06-01T10:00:00Z")]
    [InlineData("""{"to":"2027-03-14T02:30"}""", "2027-03-14T07:30:00Z")]
    [InlineData("""{"next":true}""", "2027-03-14T02:30:00Z")]
    public async Task Moves_the_clock(string wish, string expected)
    {
        await using var clinic = await StartedAsync();

        using var answer = await PostAsync(clinic, wish);

        Assert.Equal((HttpStatusCode.OK, expected), (answer.StatusCode, clinic.Clock.GetCurrentInstant().ToString()));
        Assert.Equal(expected, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("now").GetString());
    }

    [Fact]
    public async Task Lets_the_clock_run_and_holds_it()
    {
        await using var clinic = await StartedAsync();

        using var run = await PostAsync(clinic, """{"hold":false}""");
        var ran = clinic.Clock.IsPaused;
        using var hold = await PostAsync(clinic, """{"hold":true}""");

        Assert.Equal((false, true), (ran, clinic.Clock.IsPaused));
    }

    [Theory]
    [InlineData("nonsense", "The body is not JSON.")]
    [InlineData("[]", "The body is not a JSON object.")]
    [InlineData("{}", "The body has 0 members.")]
    [InlineData("""{"advance":"P1D","next":true}""", "The body has 2 members.")]
    [InlineData("""{"advance":"tomorrow"}""", "'advance' is not an ISO 8601 period.")]
    [InlineData("""{"advance":7}""", "'advance' is not known, or its value is of another kind.")]
    [InlineData("""{"advance":"-P1D"}""", "'advance' is not an ISO 8601 period.")]
    [InlineData("""{"advance":"P-1D"}""", "The clinic's clock goes forward only.")]
    [InlineData("""{"advance":"PT0S"}""", "The clinic's clock goes forward only.")]
    [InlineData("""{"advance":"P9999999Y"}""", "That is more than 5 years on.")]
    [InlineData("""{"advance":"P99999D"}""", "That is more than 5 years on.")]
    [InlineData("""{"to":"soon"}""", "'to' is not a date and a time.")]
    [InlineData("""{"to":"2026-01-01T10:00"}""", "The clinic's clock goes forward only.")]
    [InlineData("""{"next":false}""", "'next' is not known, or its value is of another kind.")]
    [InlineData("""{"rewind":true}""", "'rewind' is not known, or its value is of another kind.")]
    public async Task Says_what_it_accepts_when_it_cannot_read_a_wish(string wish, string problem)
    {
        await using var clinic = await StartedAsync();

        using var answer = await PostAsync(clinic, wish);

        var detail = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString();
        Assert.Equal((HttpStatusCode.BadRequest, Evening), (answer.StatusCode, clinic.Clock.GetCurrentInstant()));
        Assert.StartsWith($"{problem} Send exactly one of {{\"advance\":\"P1D\"}}", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PT1H", "2027-03-14T03:30:00Z", true)]
    [InlineData("next", "2027-03-14T02:30:00Z", true)]
    [InlineData("hold", "2027-03-14T02:30:00Z", true)]
    [InlineData("run", null, false)]
    public async Task Takes_the_bars_buttons_and_returns_to_the_page(string button, string? expected, bool isHeld)
    {
        await using var clinic = await StartedAsync();

        using var answer = await clinic.Http.PostAsync(Clock, new FormUrlEncodedContent([new("do", button), new("back", "/staff?x=1")]));

        Assert.Equal((HttpStatusCode.SeeOther, "/staff?x=1", isHeld), (answer.StatusCode, answer.Headers.Location?.ToString(), clinic.Clock.IsPaused));
        Assert.True(expected is null || clinic.Clock.GetCurrentInstant().ToString() == expected);
    }

    [Fact]
    public async Task Goes_to_the_day_and_time_that_the_bar_was_told()
    {
        await using var clinic = await StartedAsync();

        using var answer = await clinic.Http.PostAsync(Clock, new FormUrlEncodedContent([new("do", "to"), new("to", "2027-03-14T09:00"), new("back", "/staff")]));

        Assert.Equal((HttpStatusCode.SeeOther, "2027-03-14T13:00:00Z"), (answer.StatusCode, clinic.Clock.GetCurrentInstant().ToString()));
    }

    [Theory]
    [InlineData("", "Choose a day and a time to go to.")]
    [InlineData("2020-01-01T10:00", "The clinic&#39;s clock goes forward only.")]
    [InlineData("20260-01-01T10:00", "is not a date and a time.")]
    public async Task Says_on_a_page_why_the_bar_moved_nothing(string to, string expected)
    {
        await using var clinic = await StartedAsync();

        using var answer = await clinic.Http.PostAsync(Clock, new FormUrlEncodedContent([new("do", "to"), new("to", to), new("back", "/staff")]));
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal((HttpStatusCode.BadRequest, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.All([expected, "<a href=\"/staff\">Back to where you were</a>"], text => Assert.Contains(text, page, StringComparison.Ordinal));
    }

    private static Task<LocalClinic> StartedAsync() => LocalClinic.StartAsync(new LocalClinicOptions
    {
        Tables = new InMemoryTables(),
        StartAt = Evening,
        FunctionTypes = [],
        ConfigureServices = static services => services.AddSingleton<Func<Clinic>>(() => new Clinic
        {
            PracticeName = "A practice",
            Brand = "A practice",
            Phone = "+15005550000",
            TimeZone = "America/New_York",
        }),
    });

    private static async Task<HttpResponseMessage> PostAsync(LocalClinic clinic, string wish)
    {
        using var body = new StringContent(wish, Encoding.UTF8, "application/json");
        return await clinic.Http.PostAsync(Clock, body);
    }
}
