using System.Text.RegularExpressions;

namespace KapWorkflow.Functions.Tests;

public class Pages
{
    private static readonly SiteAssets Assets = new();

    [Theory]
    [InlineData("site.css", "text/css; charset=utf-8")]
    [InlineData("forms.js", "text/javascript; charset=utf-8")]
    [InlineData("inquiry.js", "text/javascript; charset=utf-8")]
    public async Task Serve_their_assets_under_a_name_with_a_hash_for_ever(string name, string type)
    {
        var url = Assets.UrlOf(name);
        var request = AnHttpRequest.Get(url);
        var reply = await request.Answered(Task.FromResult(new AssetFunctions(Assets).GetAsset(request, url["/assets/".Length..])));
        Assert.Equal((200, type, "public, max-age=31536000, immutable"), (reply.Status, reply.Headers.ContentType.ToString(), reply.Headers.CacheControl.ToString()));
        Assert.NotEmpty(reply.Body);
        var again = AnHttpRequest.Get(url, ("If-None-Match", reply.Headers.ETag.ToString()));
        Assert.Equal(304, (await again.Answered(Task.FromResult(new AssetFunctions(Assets).GetAsset(again, url["/assets/".Length..])))).Status);
        var other = AnHttpRequest.Get("/assets/x");
        Assert.Equal(404, (await other.Answered(Task.FromResult(new AssetFunctions(Assets).GetAsset(other, name)))).Status);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task Hold_no_inline_script_or_style_and_tie_a_label_to_every_input(string language)
    {
        var html = await FormAsync(language);
        Assert.DoesNotMatch("<script(?![^>]* src=)", html);
        Assert.DoesNotMatch("<style|\\sstyle=|\\son[a-z]+=", html);
        Assert.Contains($"<html lang=\"{language}\">", html, StringComparison.Ordinal);
        Assert.Contains("class=\"skip\" href=\"#main\"", html, StringComparison.Ordinal);
        foreach (Match input in Regex.Matches(html, "<(input|select|textarea)(?![^>]*type=\"(hidden|radio)\")[^>]* id=\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
            Assert.Contains($"for=\"{input.Groups["id"].Value}\"", html, StringComparison.Ordinal);
        Assert.Distinct(Regex.Matches(html, " id=\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(match => match.Groups["id"].Value));
    }

    [Fact]
    public async Task Encode_everything_that_comes_from_a_view()
    {
        var renderer = new PageRenderer(AClinicOf.Portland with { PracticeName = "A & <b>" }, Assets);
        var html = await renderer.RenderAsync(new PageView("notice", "<script>t", new NoticePage("\"><script>h", ["<script>l"]) { LinkUrl = "/\"><script>u", LinkLabel = "<script>k" }));
        Assert.Equal(0, Regex.Count(html, "<script>", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Contains("A &amp; &lt;b&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Say_the_same_in_both_languages()
    {
        var (english, spanish) = (await FormAsync("en"), await FormAsync("es"));
        Assert.Equal(Shape(english), Shape(spanish));
        Assert.All(["Send", "Time zone", "You can write"], text => Assert.DoesNotContain(text, spanish, StringComparison.Ordinal));

        static string Shape(string html) => string.Concat(Regex.Matches(html, "<[a-z/]+", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Value));
    }

    [Fact]
    public async Task Promise_no_effect_of_any_treatment()
    {
        foreach (var language in new[] { "en", "es" })
            Assert.DoesNotMatch("(?i)ketamin|cure|cura |heal|effective|eficaz|breakthrough|psychedel", await FormAsync(language));
    }

    private static Task<string> FormAsync(string language)
    {
        var groups = InquiryForm.Groups(Fields.None, [], language, AClinicOf.Portland);
        var page = new InquiryPage(Whole: true, groups, "at_test", "/api/inquiries");
        return new PageRenderer(AClinicOf.Portland, Assets).RenderAsync(new PageView("inquiry", "Form", page) { Language = language, OtherLanguageUrl = "/?lang=es", Scripts = ["inquiry.js"] });
    }
}
