using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace KapWorkflow.LocalHost.Tests;

public class An_HTTP_function
{
    [Fact]
    public async Task Is_served_at_the_root_through_an_empty_optional_parameter()
    {
        await using var clinic = await AClinic.ServingAsync(typeof(ServedFunctions));

        Assert.Equal("home", await clinic.Http.GetStringAsync(new Uri("/", UriKind.Relative)));
    }

    [Fact]
    public async Task Gets_its_route_values_by_name_whatever_their_order()
    {
        await using var clinic = await AClinic.ServingAsync(typeof(ServedFunctions));
        var key = Guid.NewGuid();

        var answer = await clinic.Http.GetFromJsonAsync<JsonElement>($"/named/some%20one/7/{key}/true/blue");

        Assert.Equal(
            ("some one", 7, key, true, "Blue", "some one", true, true),
            (answer.GetProperty("id").GetString(), answer.GetProperty("number").GetInt32(), answer.GetProperty("key").GetGuid(), answer.GetProperty("flag").GetBoolean(),
             answer.GetProperty("colour").GetString(), answer.GetProperty("bound").GetString(), answer.GetProperty("same").GetBoolean(), answer.GetProperty("token").GetBoolean()));
    }

    [Fact]
    public async Task Is_constructed_for_each_run_and_disposed_after_it()
    {
        await using var clinic = await AClinic.ServingAsync(typeof(ServedFunctions));

        using var first = await clinic.Http.PostAsync(new Uri("/api/posted", UriKind.Relative), new StringContent("body"));
        using var second = await clinic.Http.PostAsync(new Uri("/api/posted", UriKind.Relative), new StringContent("body"));

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(["body 1", "body 2"], [await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync()]);
        Assert.True(clinic.Services.GetRequiredService<Noticed>().Disposed);
    }

    [Theory]
    [InlineData("PUT", "/api/posted", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/nowhere", HttpStatusCode.NotFound)]
    [InlineData("GET", "/named/x/seven/y/true/blue", HttpStatusCode.NotFound)]
    public async Task Is_not_found_elsewhere(string method, string path, HttpStatusCode expected)
    {
        await using var clinic = await AClinic.ServingAsync(typeof(ServedFunctions));
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var answer = await clinic.Http.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Without_methods_takes_them_all_under_its_name(string method)
    {
        await using var clinic = await AClinic.ServingAsync(typeof(ServedFunctions));
        using var request = new HttpRequestMessage(new HttpMethod(method), "/any");

        using var answer = await clinic.Http.SendAsync(request);

        Assert.Equal((203, method), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task That_is_not_anonymous_needs_the_key_in_a_header_or_in_the_address()
    {
        await using var clinic = await AClinic.ServingAsync(typeof(ServedFunctions));
        var key = clinic.Services.GetRequiredService<DevelopmentKeys>().FunctionsKey;
        using var withHeader = new HttpRequestMessage(HttpMethod.Get, "/guarded") { Headers = { { "x-functions-key", key } } };

        var statuses = new List<HttpStatusCode>();
        foreach (var ask in new[] { clinic.Http.GetAsync(new Uri("/guarded", UriKind.Relative)), clinic.Http.GetAsync(new Uri("/guarded?code=wrong", UriKind.Relative)), clinic.Http.GetAsync(new Uri($"/guarded?code={key}", UriKind.Relative)), clinic.Http.SendAsync(withHeader) })
        {
            using var answer = await ask;
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.OK], statuses);
    }

    [Theory]
    [InlineData("text/html", "text/html")]
    [InlineData("application/json", "application/problem+json")]
    public async Task That_breaks_says_so_with_a_reference_and_nothing_else(string accept, string type)
    {
        await using var clinic = await AClinic.ServingAsync(typeof(ServedFunctions));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/broken") { Headers = { Accept = { new MediaTypeWithQualityHeaderValue(accept) } } };

        using var answer = await clinic.Http.SendAsync(request);

        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode.InternalServerError, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Matches("[0-9a-f]{8}-[0-9a-f]{4}", text);
        Assert.DoesNotContain("Zebulon", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_breaks_is_logged_without_what_the_exception_says()
    {
        var log = new ListenedLog();
        var options = AClinic.With(typeof(ServedFunctions));
        await using var clinic = await LocalClinic.StartAsync(log.In(options));

        using var answer = await clinic.Http.GetAsync(new Uri("/broken", UriKind.Relative));

        var line = Assert.Single(log.Lines, text => text.StartsWith("Function broken failed", StringComparison.Ordinal));
        Assert.Contains("System.InvalidOperationException", line, StringComparison.Ordinal);
        Assert.Contains("ServedFunctions.Broken", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Zebulon", string.Concat(log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_not_reached_under_another_host_name()
    {
        await using var clinic = await AClinic.ServingAsync(typeof(ServedFunctions));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "rebound.example" } };

        using var answer = await clinic.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
