using KapWorkflow.Core;
using KapWorkflow.LocalHost;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;

namespace KapWorkflow.Functions.Tests;

public class Words_of_crisis_in_an_inquiry_that_is_not_right : IAsyncLifetime
{
    private const string Words = "I want to kill myself";
    private const string Told = "We have told the people of the practice";
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
    public async Task Put_where_help_is_first_and_raise_the_alarm_at_once()
    {
        var reply = await PostAsync(("email", "zebulon@nowhere"), ("question", Words));
        Assert.Equal(422, reply.Status);
        Assert.InRange(reply.Body.IndexOf("crisis first", StringComparison.Ordinal), 1, reply.Body.IndexOf("id=\"errors\"", StringComparison.Ordinal));
        Assert.Contains(Told, reply.Body, StringComparison.Ordinal);
        // On a small screen the browser scrolls to what has the focus.
        Assert.Matches("crisis first\"[^>]* autofocus", reply.Body);
        Assert.DoesNotMatch("id=\"errors\"[^>]*autofocus", reply.Body);
        Assert.Contains("value=\"zebulon@nowhere\"", reply.Body, StringComparison.Ordinal);
        var (unfinished, key) = Assert.Single(_desk.Alarms);
        Assert.Equal(("page-1", true, "+15035550142", null, "zebulon@nowhere", Words), (key, unfinished.Unfinished, unfinished.Phone, unfinished.Email, unfinished.AsTyped, unfinished.Question));
        Assert.Empty(_desk.Received);
    }

    [Theory]
    [InlineData("email", "zebulon@nowhere", "zebulon@nowhere")]
    [InlineData("phone", "503 555 0199 ext. 12", "503 555 0199 ext. 12")]
    public async Task Reach_somebody_with_an_address_that_only_a_person_can_read(string field, string typed, string told)
    {
        await PostAsync(("email", ""), ("phone", ""), (field, typed), ("interest", Words));
        Assert.Equal(told, Assert.Single(_desk.Alarms).Unfinished.AsTyped);
    }

    [Fact]
    public async Task Give_no_leave_and_say_nothing_that_was_not_said()
    {
        await PostAsync(("firstName", ""), ("state", "Oregon"), ("isAdult", ""), ("contactBy", "pigeon"), ("question", Words + new string('!', 5000)));
        var unfinished = Assert.Single(_desk.Alarms).Unfinished;
        Assert.Equal(("", "", false, false, 4000), (unfinished.FirstName, unfinished.State, unfinished.IsAdult, unfinished.SmsConsent, unfinished.Question!.Length));
    }

    [Fact]
    public async Task Say_that_nobody_was_told_where_there_is_no_way_to_answer()
    {
        var reply = await PostAsync(("email", ""), ("phone", ""), ("question", Words));
        Assert.Empty(_desk.Alarms);
        Assert.All(["crisis first", "has not reached the people of the practice yet"], text => Assert.Contains(text, reply.Body, StringComparison.Ordinal));
        Assert.DoesNotContain(Told, reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_where_help_is_although_the_alarm_could_not_be_raised()
    {
        _desk.AlarmFails = true;
        var reply = await PostAsync(("email", "x"), ("question", Words));
        Assert.Equal(422, reply.Status);
        Assert.Contains("crisis first", reply.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(Told, reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_heard_from_a_program_too()
    {
        var request = AnHttpRequest.Json("/api/inquiries", $$"""{"phone":"+15035550142","question":"{{Words}}"}""", ("Idempotency-Key", "k1"));
        var reply = await request.Answered(_functions.PostInquiry(request, null!, Stop));
        Assert.Equal((422, "k1"), (reply.Status, Assert.Single(_desk.Alarms).Key));
        Assert.NotNull(reply.Json["crisisHelp"]);
    }

    [Fact]
    public async Task Are_heard_though_a_browser_filled_in_the_field_that_is_there_for_programs()
    {
        _desk.InquiryAnswers = new InquiryAnswer.Received("ABCD-EFGH", First: true, Crisis: true);
        var reply = await PostAsync(("website", "https://me.example"), ("question", Words));
        Assert.Equal("/inquiry/thanks?lang=en&v=2", reply.Location);
        Assert.Equal(Words, Assert.Single(_desk.Received).Details.Question);
    }

    [Fact]
    public async Task Are_taken_under_a_key_that_was_used_for_other_words()
    {
        _desk.InquiryAnswers = new InquiryAnswer.OtherBody();
        await PostAsync(("question", Words));
        Assert.Equal(["page-1", null], _desk.Received.Select(each => each.IdempotencyKey));
    }

    [Fact]
    public async Task Do_not_let_one_address_page_for_ever()
    {
        for (var time = 1; time <= 4; time++)
            await PostAsync(("email", "x"), ("idempotencyKey", $"page-{time}"), ("question", Words));
        Assert.Equal(2, _desk.Alarms.Count);
    }

    [Fact]
    public async Task Raise_no_alarm_when_they_are_others()
    {
        var reply = await PostAsync(("email", "x"));
        Assert.Empty(_desk.Alarms);
        Assert.DoesNotContain("crisis first", reply.Body, StringComparison.Ordinal);
    }

    private Task<Replied> PostAsync(params (string Name, string Value)[] changed)
    {
        var typed = AnInquiry.Typed;
        typed["idempotencyKey"] = "page-1";
        foreach (var (name, value) in changed)
            typed[name] = value;
        var request = AnHttpRequest.Form("/api/inquiries", typed.Select(each => (each.Key, each.Value)));
        return request.Answered(_functions.PostInquiry(request, null!, Stop));
    }
}

/// <summary>The same, through the whole app.</summary>
public class An_inquiry_that_could_not_wait
{
    private static readonly Dictionary<string, object> Wrong = new(AnOpenClinic.AnInquiry(interest: "I want to kill myself"), StringComparer.Ordinal) { ["email"] = "zebulon.quark@nowhere" };

    [Fact]
    public async Task Pages_whoever_is_on_call_and_shows_them_how_to_reach_who_wrote_it()
    {
        await using var clinic = await AnOpenClinic.StartAsync(null);
        Assert.Equal(422, (await clinic.InquireAsync(Wrong, "one-key")).Status);
        var journey = Assert.Single(await clinic.JourneysAsync()).Journey;
        Assert.Equal(SafetyRule.CrisisWords, Assert.Single(journey.Alerts.Unresolved).Rule);
        Assert.Contains(clinic.Messages("pager"), page => page.Text.Contains(journey.Id.Value, StringComparison.Ordinal) && !page.Text.Contains("kill", StringComparison.Ordinal));
        Assert.Empty(clinic.Messages("email", "zebulon.quark@nowhere"));

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/staff/journeys/{journey.Id}");
        request.Headers.Add("x-kap-staff", "st_theo");
        using var answer = await clinic.Clinic.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.All(["tel:+15035550199", "zebulon.quark@nowhere", "The form was not right yet"], text => Assert.Contains(text, System.Net.WebUtility.HtmlDecode(page), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("one-key", "zebulon.quark@example.org")]
    [InlineData(null, "zebulon.quark@example.org")]
    public async Task Is_finished_by_what_is_sent_next_and_alarms_no_second_time(string? key, string email)
    {
        await using var clinic = await AnOpenClinic.StartAsync(null);
        // Without a key the telephone says who it is.
        var right = new Dictionary<string, object>(Wrong, StringComparer.Ordinal) { ["email"] = email, ["contactBy"] = "phone" };
        if (key is null)
            right.Remove("email");
        for (var time = 0; time < 3; time++)
            Assert.Equal(422, (await clinic.InquireAsync(Wrong, key)).Status);
        Assert.InRange((await clinic.InquireAsync(right, key)).Status, 200, 201);

        var read = Assert.Single(await clinic.JourneysAsync());
        Assert.Single(read.Journey.Alerts.All);
        Assert.Equal((null, true, "MA"), (read.Journey.Inquiry!.Details.Unfinished, read.Journey.Inquiry.Details.IsAdult, read.Journey.Inquiry.Details.State));
        Assert.Equal(key is null ? null : email, read.Journey.Contact.Email);
        Assert.Equal(key is null ? 0 : 1, clinic.Messages("email", email).Count);
    }
}
