using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

public class A_clients_link : AClientsBrowser
{
    [Fact]
    public async Task Shows_what_is_next_in_the_clients_own_time_and_changes_nothing()
    {
        Journey.BookedConsultation();
        var page = await GetAsync(await LinkAsync("overview"));
        Assert.Equal((200, "no-store", "no-referrer", "noindex"), (page.Status, page.Headers.CacheControl.ToString(), page.Headers["Referrer-Policy"].ToString(), page.Headers["X-Robots-Tag"].ToString()));
        Assert.All(["Hello, Zebulon", "Thursday, December 3, 2026, 10:00 AM (Pacific time)", "Theo Therapist", "12 Alder St", "988"], text => Assert.Contains(text, page.Body, StringComparison.Ordinal));
        Assert.Empty(Desk.Given);
    }

    [Fact]
    public async Task Speaks_the_clients_language_and_offers_the_other()
    {
        var journey = new AJourneyOf(Clock, AJourneyId.Number(2), typed => typed["language"] = "es").BookedConsultation();
        Desk.Know(journey.Id, journey.Facts);
        var token = await Links.CreateAsync(journey.Id, "overview", Clock.GetCurrentInstant() + Duration.FromDays(1), Stop);
        var page = await GetAsync(token);
        Assert.All(["<html lang=\"es\">", "jueves 3 de diciembre de 2026, 10:00 a. m.", "Necesito otra hora", $"/c/{token}?lang=en"], text => Assert.Contains(text, page.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keeps_the_answers_when_the_language_is_switched_and_sends_nothing()
    {
        Journey.OnThePath();
        var token = await LinkAsync("forms");
        var form = $"form-{(int)FormKind.EmergencyContact}";
        var shown = await GetAsync(token, form);
        Assert.Contains($"formaction=\"/c/{token}/{form}?lang=es&amp;show=1\" formnovalidate", shown.Body, StringComparison.Ordinal);
        var request = AnHttpRequest.Form($"/c/{token}/{form}?lang=es&show=1", [("answers.name", "Ada")]);
        var reply = await request.Answered(Functions.PostClientAct(request, token, form, null!, Stop));
        Assert.Equal(200, reply.Status);
        Assert.All(["<html lang=\"es\">", "value=\"Ada\"", "Nombre"], text => Assert.Contains(text, reply.Body, StringComparison.Ordinal));
        Assert.Empty(Desk.Given);
    }

    [Theory]
    [InlineData("confirm")]
    [InlineData("another-time")]
    [InlineData("cancel")]
    public async Task Confirms_moves_or_cancels_an_appointment_however_often_it_is_clicked(string act)
    {
        Journey.BookedConsultation();
        var token = await LinkAsync("appointment:consultation-1");
        for (var click = 0; click < 2; click++)
        {
            var reply = await PostAsync(token, act, ("which", "consultation-1"));
            Assert.Equal((303, $"/c/{token}?lang=en&done={act}"), (reply.Status, reply.Location));
        }
        Assert.Contains(Desk.Journey(Journey.Id).Appointments.All.Values, each => act == "confirm" ? each.State == AppointmentState.Confirmed : act == "cancel" ? each.State == AppointmentState.Cancelled : each.AskedForAnotherTime is not null);
        Assert.All(Desk.Given, given => Assert.Equal(Author.Client, given.By));
    }

    [Theory]
    [InlineData("confirm")]
    [InlineData("another-time")]
    public async Task Says_that_the_visit_was_cancelled_meanwhile_and_how_to_get_another(string act)
    {
        Journey.BookedConsultation().Give(new CancelAppointment(new AppointmentRef(AppointmentPurpose.Consultation, 1), "ill"), AJourneyOf.Intake);
        var token = await LinkAsync("appointment:consultation-1");
        var opened = await GetAsync(token);
        Assert.All(["Cancelled", "Thursday, December 3, 2026", "To get another one, call us at"], text => Assert.Contains(text, opened.Body, StringComparison.Ordinal));
        Assert.DoesNotContain("There is nothing for you to do right now", opened.Body, StringComparison.Ordinal);

        var reply = await PostAsync(token, act, ("which", "consultation-1"));
        Assert.Equal(409, reply.Status);
        Assert.All(["That visit was cancelled meanwhile, so nothing was changed.", "To get another one, call us at"], text => Assert.Contains(text, reply.Body, StringComparison.Ordinal));
        Assert.Empty(Desk.Given);
    }

    [Fact]
    public async Task Does_not_thank_for_a_confirmation_of_what_was_cancelled_since()
    {
        Journey.BookedConsultation().Give(new CancelAppointment(new AppointmentRef(AppointmentPurpose.Consultation, 1), "ill"), AJourneyOf.Intake);
        var token = await LinkAsync("appointment:consultation-1");
        var request = AnHttpRequest.Get($"/c/{token}?lang=en&done=confirm");
        var again = await request.Answered(Functions.GetClientPage(request, token, Stop));
        Assert.DoesNotContain("is confirmed", again.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_how_long_a_text_may_be_and_keeps_all_of_it()
    {
        Journey.OnThePath();
        var token = await LinkAsync("forms");
        var tooLong = new string('ñ', 4001);
        var (form, question) = Packet.SelectMany(kind => FormLibrary.Of(kind).Questions.Select(question => (kind, question))).First(each => each.question is { Kind: AnswerKind.LongText, When: null });
        var reply = await PostAsync(token, $"form-{(int)form}", ($"answers.{question.Id}", tooLong));
        Assert.Equal(422, reply.Status);
        Assert.All([tooLong, "there is room for 4000 characters"], text => Assert.Contains(text, reply.Body, StringComparison.Ordinal));
        var name = await PostAsync(token, "sign-0", ("signedName", new string('x', 201)));
        Assert.All([new string('x', 201), "at most 200 letters"], text => Assert.Contains(text, name.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Says_what_to_do_with_more_than_can_be_read()
    {
        Journey.OnThePath();
        var reply = await PostAsync(await LinkAsync("forms"), "form-1", ("answers.name", new string('x', ByteLimit.FormBytes)));
        Assert.Equal(413, reply.Status);
        Assert.Contains("back button brings back what you typed", System.Net.WebUtility.HtmlDecode(reply.Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_whose_words_could_not_be_passed_on_that_nobody_was_told()
    {
        Journey.OnThePath();
        Desk.Answers = new CommitOutcome.Busy();
        var reply = await PostAsync(await LinkAsync("overview"), "withdraw", ("reason", "I want to die"));
        Assert.Contains("has not reached the people of the practice yet", reply.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("We have told", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task About_one_appointment_opens_nothing_else()
    {
        Journey.OnThePath();
        var token = await LinkAsync("appointment:consultation-1");
        Assert.DoesNotContain("form-", (await GetAsync(token)).Body, StringComparison.Ordinal);
        Assert.Equal(303, (await GetAsync(token, "form-2")).Status);
        Assert.Equal(404, (await PostAsync(token, "form-1", ("answers.name", "x"))).Status);
        Assert.Equal(404, (await PostAsync(token, "confirm", ("which", "dosing-1"))).Status);
        Assert.Empty(Desk.Given);
    }

    [Fact]
    public async Task Names_no_form_in_its_address()
    {
        Journey.OnThePath();
        var page = await GetAsync(await LinkAsync("forms"));
        Assert.All(Packet, form => Assert.Contains($"/form-{(int)form}?", page.Body, StringComparison.Ordinal));
        Assert.All(["phq", "gad", "pcl", "cssrs", "suic"], word => Assert.DoesNotContain($"/{word}", page.Body, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Takes_a_form_once_and_keeps_what_was_typed_when_something_is_missing()
    {
        Journey.OnThePath();
        var token = await LinkAsync("forms");
        var missing = await PostAsync(token, "form-1", ("answers.name", "<i>Ada</i>"), ("answers.phone", ""));
        Assert.Equal(422, missing.Status);
        Assert.All(["value=\"&lt;i&gt;Ada&lt;/i&gt;\"", "aria-describedby=\"q-phone-error\"", "href=\"#q-phone\""], text => Assert.Contains(text, missing.Body, StringComparison.Ordinal));
        for (var click = 0; click < 2; click++)
            Assert.Equal((303, $"/c/{token}/received?lang=en"), (await PostAsync(token, "form-1", ("answers.name", "Ada"), ("answers.phone", "503 555 0199"))) is var reply ? (reply.Status, reply.Location) : default);
        Assert.Single(Desk.Facts(Journey.Id), fact => fact.Fact is FormSubmitted { Form: FormKind.EmergencyContact, Answers.Count: 2 } form && form.Answers["name"] == "Ada");
        var received = await GetAsync(token, "received");
        Assert.Contains("988", received.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("crisis first", received.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_where_help_is_first_after_an_answer_that_says_so()
    {
        Journey.OnThePath();
        var token = await LinkAsync("forms");
        var answers = Enumerable.Range(1, 9).Select(item => ($"answers.{item}", item == 9 ? "1" : "0")).ToArray();
        Assert.Equal(303, (await PostAsync(token, $"form-{(int)FormKind.Phq9}", answers)).Status);
        var received = await GetAsync(token, "received");
        var help = received.Body.IndexOf("crisis first", StringComparison.Ordinal);
        Assert.InRange(help, 1, received.Body.IndexOf("<h1>", StringComparison.Ordinal));
        Assert.Contains(Desk.Journey(Journey.Id).Alerts.Unresolved, alert => alert.Rule == SafetyRule.Item9Positive);
    }

    [Fact]
    public async Task Raises_the_alarm_for_a_half_filled_form_once()
    {
        Journey.OnThePath();
        var token = await LinkAsync("forms");
        for (var click = 0; click < 3; click++)
        {
            var reply = await PostAsync(token, $"form-{(int)FormKind.Phq9}", ("answers.9", "3"));
            Assert.Equal(422, reply.Status);
            Assert.InRange(reply.Body.IndexOf("crisis first", StringComparison.Ordinal), 1, reply.Body.IndexOf("<form", StringComparison.Ordinal));
            Assert.Contains("value=\"3\" checked", reply.Body, StringComparison.Ordinal);
        }
        Assert.Single(Desk.Journey(Journey.Id).Alerts.All);
        Assert.Contains(FormKind.Phq9, ClientTodo.Forms(Desk.Journey(Journey.Id), AClinicOf.Portland, Clock.GetCurrentInstant()));
    }

    [Theory]
    [InlineData("answers.9", "3")]
    [InlineData("answers.9", "1")]
    public async Task Shows_where_help_is_although_nothing_could_be_saved(string field, string answer)
    {
        Journey.OnThePath();
        var token = await LinkAsync("forms");
        Desk.Answers = new CommitOutcome.Busy();
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
        Journey.OnThePath();
        var token = await LinkAsync("forms");
        Assert.Equal(303, (await PostAsync(token, $"form-{(int)FormKind.Phq9}", [.. Enumerable.Range(1, 9).Select(item => ($"answers.{item}", item == 9 ? "1" : "0"))])).Status);
        Assert.Contains($"form-{(int)FormKind.Cssrs}", (await GetAsync(token, "received")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_the_crisis_panel_on_every_questionnaire()
    {
        Journey.OnThePath();
        var token = await LinkAsync("forms");
        Assert.Equal(303, (await GetAsync(token, $"form-{(int)FormKind.Vitals}")).Status);
        foreach (var form in Enum.GetValues<FormKind>().Where(Answering.IsFilledIn))
        {
            var page = await GetAsync(token, $"form-{(int)form}");
            Assert.Equal(200, page.Status);
            Assert.All(["911", "988", "AYUDA", "711"], text => Assert.Contains(text, page.Body, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Signs_a_consent_once_by_name()
    {
        Journey.OnThePath();
        var token = await LinkAsync("forms");
        var page = await GetAsync(token, "sign-0");
        Assert.Contains("I may stop at any time", page.Body, StringComparison.Ordinal);
        var unsigned = await PostAsync(token, "sign-0", ("signedName", " "));
        Assert.Equal(422, unsigned.Status);
        Assert.Contains("Please type your name.", unsigned.Body, StringComparison.Ordinal);
        Assert.Equal(303, (await PostAsync(token, "sign-0", ("signedName", "Zebulon Quark"))).Status);
        Assert.Equal(303, (await PostAsync(token, "sign-0", ("signedName", "Zebulon Quark"))).Status);
        Assert.Single(Desk.Journey(Journey.Id).Intake.Consents);
        Assert.Equal(2, Desk.Given.Count);
    }

    [Fact]
    public async Task Lets_the_client_stop_at_any_time()
    {
        Journey.BookedConsultation();
        var token = await LinkAsync("appointment:consultation-1");
        Assert.Contains("need not give a reason", (await GetAsync(token, "withdraw")).Body, StringComparison.Ordinal);
        Assert.Equal(303, (await PostAsync(token, "withdraw")).Status);
        Assert.Equal(ClosedBecause.Withdrawn, Desk.Journey(Journey.Id).Standing.Because);
        Assert.Contains("Nothing is planned", (await GetAsync(token)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_kindly_that_it_is_over_or_unknown()
    {
        var token = await LinkAsync("overview");
        var unknown = await GetAsync("AAAAAAAAAAAAAAAAAAAAAA");
        Assert.Equal(404, unknown.Status);
        Clock.Advance(Duration.FromDays(9));
        var expired = await GetAsync(token);
        Assert.Equal(410, expired.Status);
        Assert.All(new[] { unknown, expired }, page => Assert.Contains("+1 503 555 0100", System.Net.WebUtility.HtmlDecode(page.Body), StringComparison.Ordinal));
        Assert.Equal(410, (await PostAsync(token, "withdraw")).Status);
        Assert.Empty(Desk.Given);
    }

    [Fact]
    public async Task Takes_nothing_from_a_page_elsewhere()
    {
        Journey.BookedConsultation();
        var token = await LinkAsync("overview");
        foreach (var (name, value) in new[] { ("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example") })
        {
            var request = AnHttpRequest.Form($"/c/{token}/cancel", [("which", "consultation-1")], (name, value));
            Assert.Equal(403, (await request.Answered(Functions.PostClientAct(request, token, "cancel", null!, Stop))).Status);
        }
        Assert.Empty(Desk.Given);
    }

    [Fact]
    public async Task Keeps_the_answers_when_the_journey_is_busy()
    {
        Journey.OnThePath();
        var token = await LinkAsync("forms");
        Desk.Answers = new CommitOutcome.Busy();
        var reply = await PostAsync(token, "form-1", ("answers.name", "Ada"), ("answers.phone", "503 555 0199"));
        Assert.Equal(409, reply.Status);
        Assert.All(["value=\"Ada\"", "Your answers are still here"], text => Assert.Contains(text, reply.Body, StringComparison.Ordinal));
    }
}
