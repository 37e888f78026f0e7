using KapWorkflow.Core;

namespace KapWorkflow.Functions.Tests;

public class A_clients_form : AClientsBrowser
{
    [Fact]
    public async Task Keeps_a_half_filled_form_and_shows_it_again_as_it_was_left()
    {
        Journey.OnThePath();
        var token = await LinkAsync("forms");
        var form = $"form-{(int)FormKind.Gad7}";
        Assert.Contains($"formaction=\"/c/{token}/{form}?lang=en&amp;later=1\"", (await GetAsync(token, form)).Body, StringComparison.Ordinal);
        var saved = await PostAsync(token, form, "&later=1", ("answers.1", "2"), ("answers.2", "skip"), ("definition", FormLibrary.Of(FormKind.Gad7).Hash));
        Assert.Equal((303, $"/c/{token}?lang=en&done=saved"), (saved.Status, saved.Location));
        Assert.Contains("begun, 2 of 7", (await GetAsync(token)).Body, StringComparison.Ordinal);
        var again = await GetAsync(token, form);
        Assert.All(["value=\"2\" checked", "value=\"skip\" checked"], text => Assert.Contains(text, again.Body, StringComparison.Ordinal));
        Assert.Empty(Desk.Journey(Journey.Id).Intake.Measures);
    }

    [Fact]
    public async Task Keeps_a_form_that_was_sent_too_early_and_says_so()
    {
        Journey.OnThePath();
        var token = await LinkAsync("forms");
        var reply = await PostAsync(token, "form-1", ("answers.name", "Ada"), ("answers.phone", ""));
        Assert.Equal(422, reply.Status);
        Assert.Contains("What you answered is kept", reply.Body, StringComparison.Ordinal);
        Assert.Contains("value=\"Ada\"", (await GetAsync(token, "form-1")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", false)]
    [InlineData("2", true)]
    public async Task Leads_from_an_answer_about_self_harm_straight_to_the_risk_screen(string item9, bool helpFirst)
    {
        Journey.OnThePath();
        var token = await LinkAsync("forms");
        var screen = $"form-{(int)FormKind.Cssrs}";
        var answers = Enumerable.Range(1, 9).Select(item => ($"answers.{item}", item == 9 ? item9 : "0")).ToArray();
        var reply = await PostAsync(token, $"form-{(int)FormKind.Phq9}", answers);
        Assert.Equal((303, $"/c/{token}/{screen}?lang=en"), (reply.Status, reply.Location));
        Assert.Equal(helpFirst, (await GetAsync(token, screen)).Body.Contains("crisis first", StringComparison.Ordinal));
        Assert.Equal(303, (await PostAsync(token, screen, ("answers.1", "no"), ("answers.2", "no"), ("answers.6", "no"))).Status);
        Assert.DoesNotContain(FormKind.Cssrs, ClientTodo.Forms(Desk.Journey(Journey.Id), AClinicOf.Portland, Clock.GetCurrentInstant()));
    }

    [Fact]
    public async Task Asks_what_hangs_on_an_answer_in_words_that_need_no_script()
    {
        Journey.OnThePath();
        var token = await LinkAsync("forms");
        var page = await GetAsync(token, $"form-{(int)FormKind.Cssrs}");
        Assert.Matches("data-after=\"answers.2\" data-at=\"yes\"[^>]*aria-describedby=\"q-3-hint\"", page.Body);
        Assert.Contains("Only if you answered “Yes” to: Have you had any actual thoughts", System.Net.WebUtility.HtmlDecode(page.Body), StringComparison.Ordinal);
        var missing = await PostAsync(token, $"form-{(int)FormKind.Cssrs}", ("answers.1", "no"), ("answers.2", "no"), ("answers.6", "yes"));
        Assert.Contains("href=\"#q-6-recent-1\"", missing.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"#q-3-1\"", missing.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_several_answers_to_one_question()
    {
        Journey.OnThePath();
        var token = await LinkAsync("forms");
        var page = await PostAsync(token, $"form-{(int)FormKind.Checkin}", ("answers.symptoms", "nausea"), ("answers.symptoms", "headache"));
        Assert.Equal(2, System.Text.RegularExpressions.Regex.Count(page.Body, "type=\"checkbox\"[^>]*checked"));
    }
}
