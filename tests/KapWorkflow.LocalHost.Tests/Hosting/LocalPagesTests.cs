using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using NodaTime;

namespace KapWorkflow.LocalHost.Tests;

public class The_inbox_page
{
    [Fact]
    public async Task Says_what_to_do_while_it_is_empty()
    {
        await using var clinic = await AClinic.ServingAsync();

        Assert.Contains("Nothing has been sent yet. Send an inquiry with the form", await PageAsync(clinic, "/local/inbox"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_the_newest_first_with_links_that_can_be_followed()
    {
        await using var clinic = await AClinic.ServingAsync();
        Send(clinic, "m1", "email", "a@example.test", "Earlier", "Hello.");
        Send(clinic, "m2", "sms", "+15005550001", null, "Choose a time: http://localhost:7071/c/abc?x=1. Thank you");

        var page = await PageAsync(clinic, "/local/inbox");

        Assert.True(page.IndexOf("Choose a time", StringComparison.Ordinal) < page.IndexOf("Earlier", StringComparison.Ordinal));
        Assert.Contains("<a href=\"http://localhost:7071/c/abc?x=1\" rel=\"noreferrer\">http://localhost:7071/c/abc?x=1</a>. Thank you", page, StringComparison.Ordinal);
        Assert.Contains("Tuesday 1 December 2026, 15:00 UTC", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_what_a_person_wrote_as_text()
    {
        await using var clinic = await AClinic.ServingAsync();
        Send(clinic, "\"><script>id</script>", "<b>ch</b>", "\"<script>to</script>", "<script>subject</script>", "<script>alert(1)</script> http://x/\"onclick=\"y", "<i>who</i>");

        var page = await PageAsync(clinic, "/local/inbox?person=%3Ci%3Ewho%3C/i%3E&channel=%3Cb%3Ech%3C/b%3E");

        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\"onclick", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?person=a@example.test", "m1")]
    [InlineData("?person=Bo", "m2")]
    [InlineData("?channel=sms", "m2")]
    [InlineData("?person=&channel=", "m2,m1")]
    [InlineData("?person=nobody", "")]
    public async Task Is_filtered_by_person_and_channel(string query, string expected)
    {
        await using var clinic = await AClinic.ServingAsync();
        Send(clinic, "m1", "email", "a@example.test", "One", "Hello.");
        Send(clinic, "m2", "sms", "+15005550001", null, "Hello.", "Bo");

        var answer = await clinic.Http.GetFromJsonAsync<JsonElement>($"/local/inbox.json{query}");

        Assert.Equal(expected, string.Join(',', answer.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("id").GetString())));
    }

    [Fact]
    public async Task Is_JSON_for_a_program()
    {
        await using var clinic = await AClinic.ServingAsync();
        Send(clinic, "m1", "email", "a@example.test", "One", "Hello.");

        var answer = await clinic.Http.GetFromJsonAsync<JsonElement>("/local/inbox");

        Assert.Equal("2026-12-01T15:00:00Z", answer.GetProperty("messages")[0].GetProperty("at").GetString());
    }

    private static void Send(LocalClinic clinic, string id, string channel, string to, string? subject, string text, string? person = null) =>
        clinic.Inbox.Add(new InboxMessage(id, channel, to, person, subject, text, Instant.FromUtc(2026, 12, 1, 15, 0), "accepted", ""));

    private static async Task<string> PageAsync(LocalClinic clinic, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Accept = { new MediaTypeWithQualityHeaderValue("text/html") } } };
        using var answer = await clinic.Http.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }
}

public class The_time_bar
{
    [Theory]
    [InlineData(200)]
    [InlineData(422)]
    public async Task Stands_at_the_end_of_every_page(int status)
    {
        await using var clinic = await AClinic.ServingAsync(typeof(ServedFunctions));

        using var answer = await clinic.Http.GetAsync(new Uri($"/page/{status}?a=%22", UriKind.Relative));
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Matches("<p>A page.</p><aside id=\"kap-bar\" .*</aside></body></html>$", page);
        Assert.Contains($"name=\"back\" value=\"/page/{status}?a=%22\"", page, StringComparison.Ordinal);
        Assert.Equal(page.Length, answer.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/any")]
    public async Task Leaves_everything_else_as_it_is(string path)
    {
        await using var clinic = await AClinic.ServingAsync(typeof(ServedFunctions));

        using var answer = await clinic.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.DoesNotContain("kap-bar", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lets_a_page_that_breaks_half_way_be_taken_back()
    {
        await using var clinic = await AClinic.ServingAsync(typeof(ServedFunctions));

        using var answer = await clinic.Http.GetAsync(new Uri("/halfpage", UriKind.Relative));

        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.StartsWith("{\"title\":\"Something went wrong.\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_not_printed()
    {
        await using var clinic = await AClinic.ServingAsync();

        Assert.Contains("@media print { #kap-bar { display: none; } }", await clinic.Http.GetStringAsync(new Uri("/local/bar.css", UriKind.Relative)), StringComparison.Ordinal);
    }
}

public class A_form_of_the_host
{
    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Origin", "null")]
    public async Task Is_not_taken_from_a_page_elsewhere(string header, string value)
    {
        await using var clinic = await AClinic.ServingAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/local/clock") { Content = new FormUrlEncodedContent([new("do", "P1D")]), Headers = { { header, value } } };

        using var answer = await clinic.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("/staff?x=1", "/staff?x=1")]
    [InlineData("//elsewhere.example", "/local/inbox")]
    [InlineData("/\\elsewhere.example", "/local/inbox")]
    [InlineData("https://elsewhere.example", "/local/inbox")]
    [InlineData("/a\r\nb: c", "/local/inbox")]
    [InlineData("", "/local/inbox")]
    public void Returns_to_this_host_only(string back, string expected) => Assert.Equal(expected, LocalForms.Back(back, "/local/inbox"));
}
