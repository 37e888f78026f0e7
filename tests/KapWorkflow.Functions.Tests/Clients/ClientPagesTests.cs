using KapWorkflow.Core;
using KapWorkflow.LocalHost;
using NodaTime;
using NodaTime.Testing;

namespace KapWorkflow.Functions.Tests;

public class A_clients_link : IAsyncLifetime
{
    private readonly FakeClock _clock = new(Instant.FromUtc(2026, 12, 1, 18, 0));
    private readonly InMemoryTables _tables = new();
    private readonly FakeDesk _desk;
    private readonly AJourneyOf _journey;
    private readonly ClientLinks _links;
    private readonly ClientFunctions _functions;

    public A_clients_link()
    {
        var clinic = AClinicOf.Portland;
        _desk = new FakeDesk(_clock, clinic);
        _links = new ClientLinks(_tables, _clock);
        var renderer = new PageRenderer(clinic, new SiteAssets());
        _functions = new ClientFunctions(new ClientDesk(new ClientDoor(_links, _desk, renderer, new SiteOptions(), clinic), new ClientPages(renderer, clinic, _clock), _desk, clinic, _clock));
        _journey = new AJourneyOf(_clock, AJourneyId.Number(1));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static FormKind[] Packet => [.. IntakePacket.RequiredForms, .. IntakePacket.BaselineMeasures];

    public async ValueTask InitializeAsync() => await _tables.CreateAsync(Stop);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Shows_what_is_next_in_the_clients_own_time_and_changes_nothing()
    {
        _journey.BookedConsultation();
        var page = await GetAsync(await LinkAsync("overview"));
        Assert.Equal((200, "no-store", "no-referrer", "noindex"), (page.Status, page.Headers.CacheControl.ToString(), page.Headers["Referrer-Policy"].ToString(), page.Headers["X-Robots-Tag"].ToString()));
        Assert.All(["Hello, Zebulon", "Thursday, December 3, 2026, 10:00 AM (Los Angeles time)", "Theo Therapist", "12 Alder St", "988"], text => Assert.Contains(text, page.Body, StringComparison.Ordinal));
        Assert.Empty(_desk.Given);
    }

    [Fact]
    public async Task Speaks_the_clients_language_and_offers_the_other()
    {
        var journey = new AJourneyOf(_clock, AJourneyId.Number(2), typed => typed["language"] = "es").BookedConsultation();
        _desk.Know(journey.Id, journey.Facts);
        var token = await _links.CreateAsync(journey.Id, "overview", _clock.GetCurrentInstant() + Duration.FromDays(1), Stop);
        var page = await GetAsync(token);
        Assert.All(["<html lang=\"es\">", "jueves 3 de diciembre de 2026, 10:00 a. m.", "Necesito otra hora", $"/c/{token}?lang=en"], text => Assert.Contains(text, page.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keeps_the_answers_when_the_language_is_switched_and_sends_nothing()
    {
        _journey.OnThePath();
        var token = await LinkAsync("forms");
        var form = $"form-{(int)FormKind.EmergencyContact}";
        var shown = await GetAsync(token, form);
        Assert.Contains($"formaction=\"/c/{token}/{form}?lang=es&amp;show=1\" formnovalidate", shown.Body, StringComparison.Ordinal);
        var request = AnHttpRequest.Form($"/c/{token}/{form}?lang=es&show=1", [("answers.name", "Ada")]);
        var reply = await request.Answered(_functions.PostClientAct(request, token, form, null!, Stop));
        Assert.Equal(200, reply.Status);
        Assert.All(["<html lang=\"es\">", "value=\"Ada\"", "Nombre"], text => Assert.Contains(text, reply.Body, StringComparison.Ordinal));
        Assert.Empty(_desk.Given);
    }

    [Theory]
    [InlineData("confirm")]
    [InlineData("another-time")]
    [InlineData("cancel")]
    public async Task Confirms_moves_or_cancels_an_appointment_however_often_it_is_clicked(string act)
    {
        _journey.BookedConsultation();
        var token = await LinkAsync("appointment:consultation-1");
        for (var click = 0; click < 2; click++)
        {
            var reply = await PostAsync(token, act, ("which", "consultation-1"));
            Assert.Equal((303, $"/c/{token}?lang=en&done={act}"), (reply.Status, reply.Location));
        }
        Assert.Contains(_desk.Journey(_journey.Id).Appointments.All.Values, each => act == "confirm" ? each.State == AppointmentState.Confirmed : act == "cancel" ? each.State == AppointmentState.Cancelled : each.AskedForAnotherTime is not null);
        Assert.All(_desk.Given, given => Assert.Equal(Author.Client, given.By));
    }

    [Fact]
    public async Task About_one_appointment_opens_nothing_else()
    {
        _journey.OnThePath();
        var token = await LinkAsync("appointment:consultation-1");
        Assert.DoesNotContain("form-", (await GetAsync(token)).Body, StringComparison.Ordinal);
        Assert.Equal(303, (await GetAsync(token, "form-2")).Status);
        Assert.Equal(404, (await PostAsync(token, "form-1", ("answers.name", "x"))).Status);
        Assert.Equal(404, (await PostAsync(token, "confirm", ("which", "dosing-1"))).Status);
        Assert.Empty(_desk.Given);
    }

    [Fact]
    public async Task Names_no_form_in_its_address()
    {
        _journey.OnThePath();
        var page = await GetAsync(await LinkAsync("forms"));
        Assert.All(Packet, form => Assert.Contains($"/form-{(int)form}?", page.Body, StringComparison.Ordinal));
        Assert.All(["phq", "gad", "pcl", "cssrs", "suic"], word => Assert.DoesNotContain($"/{word}", page.Body, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Takes_a_form_once_and_keeps_what_was_typed_when_something_is_missing()
    {
        _journey.OnThePath();
        var token = await LinkAsync("forms");
        var missing = await PostAsync(token, "form-1", ("answers.name", "<i>Ada</i>"), ("answers.phone", ""));
        Assert.Equal(422, missing.Status);
        Assert.All(["value=\"&lt;i&gt;Ada&lt;/i&gt;\"", "aria-describedby=\"q-phone-error\"", "href=\"#q-phone\""], text => Assert.Contains(text, missing.Body, StringComparison.Ordinal));
        for (var click = 0; click < 2; click++)
            Assert.Equal((303, $"/c/{token}/received?lang=en"), (await PostAsync(token, "form-1", ("answers.name", "Ada"), ("answers.phone", "503 555 0199"))) is var reply ? (reply.Status, reply.Location) : default);
        Assert.Single(_desk.Given, given => given.Command is SubmitForm { Form: FormKind.EmergencyContact, Answers.Count: 2 } submit && submit.Answers["name"] == "Ada");
        var received = await GetAsync(token, "received");
        Assert.Contains("988", received.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("crisis first", received.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_where_help_is_first_after_an_answer_that_says_so()
    {
        _journey.OnThePath();
        var token = await LinkAsync("forms");
        var answers = Enumerable.Range(1, 9).Select(item => ($"answers.{item}", item == 9 ? "1" : "0")).ToArray();
        Assert.Equal(303, (await PostAsync(token, $"form-{(int)FormKind.Phq9}", answers)).Status);
        var received = await GetAsync(token, "received");
        var help = received.Body.IndexOf("crisis first", StringComparison.Ordinal);
        Assert.InRange(help, 1, received.Body.IndexOf("<h1>", StringComparison.Ordinal));
        Assert.Contains(_desk.Journey(_journey.Id).Alerts.Unresolved, alert => alert.Rule == SafetyRule.Item9Positive);
    }

    [Fact]
    public async Task Raises_the_alarm_for_a_half_filled_form_once()
    {
        _journey.OnThePath();
        var token = await LinkAsync("forms");
        for (var click = 0; click < 3; click++)
        {
            var reply = await PostAsync(token, $"form-{(int)FormKind.Phq9}", ("answers.9", "3"));
            Assert.Equal(422, reply.Status);
            Assert.InRange(reply.Body.IndexOf("crisis first", StringComparison.Ordinal), 1, reply.Body.IndexOf("<form", StringComparison.Ordinal));
            Assert.Contains("value=\"3\" checked", reply.Body, StringComparison.Ordinal);
        }
        Assert.Single(_desk.Journey(_journey.Id).Alerts.All);
        Assert.Contains(FormKind.Phq9, ClientTodo.Forms(_desk.Journey(_journey.Id), AClinicOf.Portland, _clock.GetCurrentInstant()));
    }

    [Theory]
    [InlineData("answers.9", "3")]
    [InlineData("answers.9", "1")]
    public async Task Shows_where_help_is_although_nothing_could_be_saved(string field, string answer)
    {
        _journey.OnThePath();
        var token = await LinkAsync("forms");
        _desk.Answers = new CommitOutcome.Busy();
        var reply = await PostAsync(token, $"form-{(int)FormKind.Phq9}", (field, answer));
        Assert.Equal(409, reply.Status);
        Assert.Contains("crisis first", reply.Body, StringComparison.Ordinal);
        var cancelled = await PostAsync(await LinkAsync("overview"), "withdraw", ("reason", "I want to die"));
        Assert.Equal(409, cancelled.Status);
        Assert.Contains("crisis first", cancelled.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leads_from_an_answer_about_self_harm_to_the_risk_screen_next()
    {
        _journey.OnThePath();
        var token = await LinkAsync("forms");
        Assert.Equal(303, (await PostAsync(token, $"form-{(int)FormKind.Phq9}", [.. Enumerable.Range(1, 9).Select(item => ($"answers.{item}", item == 9 ? "1" : "0"))])).Status);
        Assert.Contains($"form-{(int)FormKind.Cssrs}", (await GetAsync(token, "received")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_the_crisis_panel_on_every_questionnaire()
    {
        _journey.OnThePath();
        var token = await LinkAsync("forms");
        Assert.Equal(303, (await GetAsync(token, $"form-{(int)FormKind.Vitals}")).Status);
        foreach (var form in Enum.GetValues<FormKind>().Where(Intake.IsFilledIn))
        {
            var page = await GetAsync(token, $"form-{(int)form}");
            Assert.Equal(200, page.Status);
            Assert.All(["911", "988", "AYUDA", "711"], text => Assert.Contains(text, page.Body, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Signs_a_consent_once_by_name()
    {
        _journey.OnThePath();
        var token = await LinkAsync("forms");
        var page = await GetAsync(token, "sign-0");
        Assert.Contains("I may stop at any time", page.Body, StringComparison.Ordinal);
        var unsigned = await PostAsync(token, "sign-0", ("signedName", " "));
        Assert.Equal(422, unsigned.Status);
        Assert.Contains("Please type your name.", unsigned.Body, StringComparison.Ordinal);
        Assert.Equal(303, (await PostAsync(token, "sign-0", ("signedName", "Zebulon Quark"))).Status);
        Assert.Equal(303, (await PostAsync(token, "sign-0", ("signedName", "Zebulon Quark"))).Status);
        Assert.Single(_desk.Journey(_journey.Id).Intake.Consents);
        Assert.Equal(2, _desk.Given.Count);
    }

    [Fact]
    public async Task Lets_the_client_stop_at_any_time()
    {
        _journey.BookedConsultation();
        var token = await LinkAsync("appointment:consultation-1");
        Assert.Contains("need not give a reason", (await GetAsync(token, "withdraw")).Body, StringComparison.Ordinal);
        Assert.Equal(303, (await PostAsync(token, "withdraw")).Status);
        Assert.Equal(ClosedBecause.Withdrawn, _desk.Journey(_journey.Id).Standing.Because);
        Assert.Contains("Nothing is planned", (await GetAsync(token)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_kindly_that_it_is_over_or_unknown()
    {
        var token = await LinkAsync("overview");
        var unknown = await GetAsync("AAAAAAAAAAAAAAAAAAAAAA");
        Assert.Equal(404, unknown.Status);
        _clock.Advance(Duration.FromDays(9));
        var expired = await GetAsync(token);
        Assert.Equal(410, expired.Status);
        Assert.All(new[] { unknown, expired }, page => Assert.Contains("+1 503 555 0100", System.Net.WebUtility.HtmlDecode(page.Body), StringComparison.Ordinal));
        Assert.Equal(410, (await PostAsync(token, "withdraw")).Status);
        Assert.Empty(_desk.Given);
    }

    [Fact]
    public async Task Takes_nothing_from_a_page_elsewhere()
    {
        _journey.BookedConsultation();
        var token = await LinkAsync("overview");
        foreach (var (name, value) in new[] { ("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example") })
        {
            var request = AnHttpRequest.Form($"/c/{token}/cancel", [("which", "consultation-1")], (name, value));
            Assert.Equal(403, (await request.Answered(_functions.PostClientAct(request, token, "cancel", null!, Stop))).Status);
        }
        Assert.Empty(_desk.Given);
    }

    [Fact]
    public async Task Keeps_the_answers_when_the_journey_is_busy()
    {
        _journey.OnThePath();
        var token = await LinkAsync("forms");
        _desk.Answers = new CommitOutcome.Busy();
        var reply = await PostAsync(token, "form-1", ("answers.name", "Ada"), ("answers.phone", "503 555 0199"));
        Assert.Equal(409, reply.Status);
        Assert.All(["value=\"Ada\"", "Your answers are still here"], text => Assert.Contains(text, reply.Body, StringComparison.Ordinal));
    }

    private async Task<string> LinkAsync(string purpose)
    {
        _desk.Know(_journey.Id, _journey.Facts);
        return await _links.CreateAsync(_journey.Id, purpose, _clock.GetCurrentInstant() + Duration.FromDays(8), Stop);
    }

    private Task<Replied> GetAsync(string token, string act = "")
    {
        var request = AnHttpRequest.Get($"/c/{token}/{act}");
        return request.Answered(act.Length == 0 ? _functions.GetClientPage(request, token, Stop) : _functions.GetClientAct(request, token, act, Stop));
    }

    private Task<Replied> PostAsync(string token, string act, params (string, string)[] fields)
    {
        var request = AnHttpRequest.Form($"/c/{token}/{act}?lang=en", fields, ("Origin", "null"));
        return request.Answered(_functions.PostClientAct(request, token, act, null!, Stop));
    }
}
