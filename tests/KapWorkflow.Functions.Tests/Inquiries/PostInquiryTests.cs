using System.Text.Json;
using KapWorkflow.LocalHost;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;

namespace KapWorkflow.Functions.Tests;

public class Sending_an_inquiry : IAsyncLifetime
{
    private readonly InMemoryTables _tables = new();
    private readonly FakeDesk _desk = new(new FakeClock(Instant.FromUtc(2026, 12, 1, 18, 0)), AClinicOf.Portland);
    private InquiryFunctions _functions = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _tables.CreateAsync(Stop);
        var hashes = new KeyedHashes(AKeyRing.New);
        var pages = new InquiryPages(new PageRenderer(AClinicOf.Portland, new SiteAssets()), AClinicOf.Portland);
        var limits = new InquiryLimits(new RequestRates(_tables, TimeProvider.System), new IdempotencyKeys(_tables), hashes, new SiteOptions { InquiriesPerWindow = 2, RateMinutes = 60 * 24 * 365 });
        _functions = new InquiryFunctions(pages, new InquiryDesk(_desk, pages, limits, hashes, AClinicOf.Portland, NullLogger<InquiryDesk>.Instance));
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task As_JSON_is_answered_with_a_reference()
    {
        var reply = await PostAsync(Json(AnInquiry.Typed));
        Assert.Equal(201, reply.Status);
        Assert.Equal("""{"reference":"ABCD-EFGH"}""", reply.Body);
        Assert.Equal("Zebulon", Assert.Single(_desk.Received).Details.FirstName);
    }

    [Fact]
    public async Task Again_under_the_same_key_is_answered_the_same_with_200()
    {
        _desk.InquiryAnswers = new InquiryAnswer.Received("ABCD-EFGH", First: false, Crisis: false);
        var reply = await PostAsync(Json(AnInquiry.Typed, ("Idempotency-Key", "k1")));
        Assert.Equal((200, """{"reference":"ABCD-EFGH"}""", "k1"), (reply.Status, reply.Body, _desk.Received[0].IdempotencyKey));
    }

    [Fact]
    public async Task With_words_of_crisis_is_answered_with_where_help_is()
    {
        _desk.InquiryAnswers = new InquiryAnswer.Received("ABCD-EFGH", First: true, Crisis: true);
        var help = (await PostAsync(Json(AnInquiry.Typed))).Json["crisisHelp"]!;
        Assert.Equal(("911", "988", "AYUDA", "711"), ((string?)help["emergency"], (string?)help["lifeline"], (string?)help["spanishText"], (string?)help["tty"]));
    }

    [Fact]
    public async Task As_a_form_leads_to_a_page_whose_address_says_nothing()
    {
        var reply = await PostAsync(Form(AnInquiry.Typed));
        Assert.Equal((303, "/inquiry/thanks?lang=en"), (reply.Status, reply.Location));
        var get = AnHttpRequest.Get(reply.Location);
        var thanks = await get.Answered(_functions.GetInquiryThanks(get));
        Assert.Equal(200, thanks.Status);
        Assert.All(["911", "988", "AYUDA", "711"], word => Assert.Contains(word, thanks.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_the_other_language_shows_what_was_typed_and_sends_nothing()
    {
        var request = AnHttpRequest.Form("/api/inquiries?lang=es&show=page", [("firstName", "Zoë"), ("language", "en")]);
        var reply = await request.Answered(_functions.PostInquiry(request, null!, Stop));
        Assert.Equal(200, reply.Status);
        Assert.All(["<html lang=\"es\">", "Puede escribirnos aquí", "value=\"Zoë\"", "<option value=\"es\" selected>"], text => Assert.Contains(text, reply.Body, StringComparison.Ordinal));
        Assert.DoesNotContain("id=\"errors\"", reply.Body, StringComparison.Ordinal);
        Assert.Empty(_desk.Received);
    }

    [Fact]
    public async Task With_words_of_crisis_on_the_page_leads_to_where_help_is_before_the_thanks()
    {
        _desk.InquiryAnswers = new InquiryAnswer.Received("ABCD-EFGH", First: true, Crisis: true);
        var reply = await PostAsync(Form(AnInquiry.Typed));
        Assert.Equal("/inquiry/thanks?lang=en&v=2", reply.Location);
        var thanks = AnHttpRequest.Get(reply.Location!);
        Assert.Contains("You do not have to be alone with this.", (await thanks.Answered(_functions.GetInquiryThanks(thanks))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_mistakes_tells_all_of_them_by_field()
    {
        var reply = await PostAsync(Json(new() { ["firstName"] = "Zebulon", ["colour"] = "green" }));
        Assert.Equal((422, "application/problem+json; charset=utf-8"), (reply.Status, reply.Headers.ContentType.ToString()));
        Assert.Equal(["colour", "contactBy", "email", "inquiringFor", "isAdult", "state"], reply.Json["errors"]!.AsObject().Select(each => each.Key).Order(StringComparer.Ordinal));
        Assert.NotNull(reply.Json["crisisHelp"]);
        Assert.Empty(_desk.Received);
    }

    [Fact]
    public async Task With_mistakes_on_the_page_keeps_what_was_typed_and_points_to_them()
    {
        var typed = AnInquiry.Typed;
        (typed["email"], typed["firstName"], typed["idempotencyKey"]) = ("nobody", "<script>alert(1)</script>", "page-1");
        var reply = await PostAsync(Form(typed));
        Assert.Equal(422, reply.Status);
        Assert.Contains("aria-describedby=\"i-email-error\" aria-invalid=\"true\"", reply.Body, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#i-email\">", reply.Body, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", reply.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", reply.Body, StringComparison.Ordinal);
        Assert.Contains("Do you have time in December?", reply.Body, StringComparison.Ordinal);
        Assert.Contains("value=\"page-1\"", reply.Body, StringComparison.Ordinal);
        Assert.Contains("988", reply.Body, StringComparison.Ordinal);
        Assert.Equal(Answer.ContentSecurityPolicy, reply.Headers.ContentSecurityPolicy.ToString());
    }

    [Fact]
    public async Task With_a_text_that_is_too_long_keeps_all_of_it_and_names_the_limit_at_the_field()
    {
        var typed = AnInquiry.Typed;
        (typed["interest"], typed["question"]) = (new string('ñ', 4000), new string('ж', 20_000));
        var reply = await PostAsync(Form(typed));
        Assert.Equal(422, reply.Status);
        Assert.All([typed["interest"], typed["question"], "This is longer than 4000 characters."], text => Assert.Contains(text, reply.Body, StringComparison.Ordinal));
        Assert.Contains("id=\"i-question-error\"", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_is_longer_than_can_be_read_says_how_to_get_it_back()
    {
        var typed = AnInquiry.Typed;
        typed["question"] = new string('x', ByteLimit.FormBytes);
        var reply = await PostAsync(Form(typed));
        Assert.Equal(413, reply.Status);
        Assert.All(["back button brings back what you typed", "988"], text => Assert.Contains(text, System.Net.WebUtility.HtmlDecode(reply.Body), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Under_a_key_of_another_inquiry_is_refused_and_on_the_page_kept_under_a_new_one()
    {
        _desk.InquiryAnswers = new InquiryAnswer.OtherBody();
        Assert.Equal(422, (await PostAsync(Json(AnInquiry.Typed, ("Idempotency-Key", "k1")))).Status);
        var typed = AnInquiry.Typed;
        typed["idempotencyKey"] = "page-1";
        var page = await PostAsync(Form(typed));
        Assert.Equal(422, page.Status);
        Assert.Contains("zebulon@example.org", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("page-1", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_a_program_that_fills_in_everything_looks_like_success_and_starts_nothing()
    {
        var typed = AnInquiry.Typed;
        typed["website"] = "https://spam.example";
        var json = await PostAsync(Json(typed));
        Assert.Equal(201, json.Status);
        Assert.Matches("^\\{\"reference\":\"[A-Z2-7]{4}-[A-Z2-7]{4}\"\\}$", json.Body);
        Assert.Equal((303, "/inquiry/thanks?lang=en"), ((await PostAsync(Form(typed))) is var form ? (form.Status, form.Location) : default));
        Assert.Empty(_desk.Received);
    }

    [Fact]
    public async Task That_never_ends_is_refused_after_256_KiB()
    {
        var endless = new EndlessStream();
        var request = Json([]);
        request.Body = endless;
        request.ContentLength = null;
        var reply = await PostAsync(request);
        Assert.Equal(413, reply.Status);
        Assert.InRange(endless.Given, ByteLimit.FormBytes, ByteLimit.FormBytes + 4096);
        Assert.NotNull(reply.Json["crisisHelp"]);
    }

    [Theory]
    [InlineData("application/json", "{\"firstName\":")]
    [InlineData("application/json", "[]")]
    [InlineData("application/json", "{\"firstName\":[\"a\"]}")]
    [InlineData("application/json", "{\"firstName\":\"a\",\"firstName\":\"b\"}")]
    [InlineData("application/x-www-form-urlencoded", "firstName=a&firstName=b")]
    [InlineData("application/x-www-form-urlencoded", "=b")]
    public async Task That_cannot_be_read_is_a_bad_request(string type, string body) =>
        Assert.Equal(400, (await PostAsync(AnHttpRequest.Of("POST", "/api/inquiries", type, body))).Status);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData(null)]
    public async Task Of_another_kind_is_not_understood(string? type) =>
        Assert.Equal(415, (await PostAsync(AnHttpRequest.Of("POST", "/api/inquiries", type, "x"))).Status);

    [Fact]
    public async Task Too_often_is_asked_to_wait_and_keeps_what_was_typed_but_a_repeat_does_not_count()
    {
        await PostAsync(Json(AnInquiry.Typed, ("Idempotency-Key", "k1")));
        await new IdempotencyKeys(_tables).TakeAsync(new KeyedHashes(AKeyRing.New).OfIdempotencyKey("k1"), "body", Stop);
        for (var repeat = 0; repeat < 5; repeat++)
            Assert.Equal(201, (await PostAsync(Json(AnInquiry.Typed, ("Idempotency-Key", "k1")))).Status);
        await PostAsync(Json(AnInquiry.Typed));
        var refused = await PostAsync(Form(AnInquiry.Typed));
        Assert.Equal(429, refused.Status);
        Assert.True(int.Parse(refused.Headers.RetryAfter.ToString(), System.Globalization.CultureInfo.InvariantCulture) > 0);
        Assert.Contains("Do you have time in December?", refused.Body, StringComparison.Ordinal);
        Assert.Contains("988", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_the_form_in_Spanish_and_offers_the_switch()
    {
        var request = AnHttpRequest.Get("/inquiry?lang=es");
        var page = await request.Answered(_functions.GetInquiryForm(request));
        Assert.Contains("<html lang=\"es\">", page.Body, StringComparison.Ordinal);
        Assert.Contains("Número de teléfono", page.Body, StringComparison.Ordinal);
        Assert.Contains("formaction=\"/api/inquiries?lang=en&amp;show=form\"", page.Body, StringComparison.Ordinal);
    }

    private Task<Replied> PostAsync(HttpRequest request) => request.Answered(_functions.PostInquiry(request, null!, Stop));

    private static HttpRequest Json(Dictionary<string, string> typed, params (string, string)[] headers) =>
        AnHttpRequest.Json("/api/inquiries", JsonSerializer.Serialize(typed), headers);

    private static HttpRequest Form(Dictionary<string, string> typed) => AnHttpRequest.Form("/api/inquiries", typed.Select(each => (each.Key, each.Value)));

    /// <summary>Gives spaces for ever.</summary>
    private sealed class EndlessStream : Stream
    {
        public long Given { get; private set; }
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)' ');
            Given += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
