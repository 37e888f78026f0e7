using System.Net;

namespace KapWorkflow.LocalHost.Tests;

public class The_telephone_page
{
    private static readonly Uri Phone = new("/local/phone", UriKind.Relative);

    [Fact]
    public async Task Brings_a_signed_text_to_the_practice_and_shows_what_is_answered_at_once()
    {
        await using var clinic = await StartedAsync();

        var page = await SendAsync(clinic, ("from", "617 555 0142"), ("word", "HELP"));

        Assert.Matches("<h2>Answered at once</h2><p class=\"text\">[^<]*Reply STOP to end[^<]*</p>", page);
        Assert.Contains("from +16175550142", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("STOP")]
    [InlineData("START")]
    [InlineData("C")]
    [InlineData("R")]
    [InlineData("See you on Monday <b>")]
    public async Task Takes_the_words_and_free_text(string text)
    {
        await using var clinic = await StartedAsync();

        var page = await SendAsync(clinic, ("from", "+16175550142"), ("text", text));

        Assert.Contains(WebUtility.HtmlEncode(text), page, StringComparison.Ordinal);
        Assert.Contains("Nothing. What was written is on the journey", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12", "Hello", "Give a telephone number")]
    [InlineData("+16175550142", "  ", "Write a text of up to")]
    public async Task Says_what_is_missing_and_keeps_the_rest(string from, string text, string problem)
    {
        await using var clinic = await StartedAsync();

        var page = await SendAsync(clinic, ("from", from), ("text", text));

        Assert.All([problem, $"value=\"{WebUtility.HtmlEncode(from)}\"", text.Trim()], each => Assert.Contains(each, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Offers_the_numbers_that_were_texted_and_shows_what_came_there()
    {
        await using var clinic = await StartedAsync();
        clinic.Inbox.Add(new InboxMessage("m1", "sms", "+16175550142", null, null, "Reply C to confirm", clinic.Clock.GetCurrentInstant(), "delivered", ""));

        var page = await clinic.Http.GetStringAsync(new Uri("/local/phone?from=%2B16175550142", UriKind.Relative));

        Assert.All(["<option value=\"&#43;16175550142\">", "Reply C to confirm"], text => Assert.Contains(text, page.Replace("value=\"+", "value=\"&#43;", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Is_not_written_to_from_a_page_elsewhere()
    {
        await using var clinic = await StartedAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, Phone) { Content = new FormUrlEncodedContent([new("from", "+16175550142")]), Headers = { { "Sec-Fetch-Site", "cross-site" } } };

        using var answer = await clinic.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static Task<LocalClinic> StartedAsync() => LocalClinic.StartAsync(new LocalClinicOptions { Tables = new InMemoryTables() });

    private static async Task<string> SendAsync(LocalClinic clinic, params (string Name, string Value)[] fields)
    {
        using var answer = await clinic.Http.PostAsync(Phone, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }
}
