using KapWorkflow.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;

namespace KapWorkflow.Functions.Tests;

public class Staff_pages
{
    private readonly FakeClock _clock = new(Instant.FromUtc(2026, 12, 1, 18, 0));
    private readonly FakeDesk _desk;
    private readonly FakeBoard _board = new();
    private readonly AJourneyOf _journey;
    private readonly StaffFunctions _pages;
    private readonly StaffApiFunctions _api;

    public Staff_pages()
    {
        var clinic = AClinicOf.Portland;
        _desk = new FakeDesk(_clock, clinic);
        _journey = new AJourneyOf(_clock, AJourneyId.Number(1), typed => typed["firstName"] = "<script>x</script>");
        _journey.Give(new OpenTask("inquiry:call:1", TaskKind.CallInquirer, _clock.GetCurrentInstant() + Duration.FromHours(1)), Author.System);
        _desk.Know(_journey.Id, _journey.Facts);
        var door = new StaffDoor(new DevelopmentStaffIdentity(clinic), new PageRenderer(clinic, new SiteAssets()), new SiteOptions());
        var desk = new StaffDesk(_desk, door, new JourneyPages(clinic, _clock), clinic, _clock, NullLogger<StaffDesk>.Instance);
        var boards = new BoardPages(_board, clinic, _clock);
        _pages = new StaffFunctions(door, desk, boards, NullLogger<StaffFunctions>.Instance);
        _api = new StaffApiFunctions(door, desk, boards, NullLogger<StaffApiFunctions>.Instance);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Task => $"{_journey.Id}.inquiry:call:1";

    [Fact]
    public async Task Ask_whoever_is_not_signed_in_to_sign_in()
    {
        var request = AnHttpRequest.Get("/staff/tasks?all=1");
        var page = await request.Answered(_pages.GetStaffTasks(request, Stop));
        Assert.Equal((303, "/local/sign-in?back=%2Fstaff%2Ftasks%3Fall%3D1"), (page.Status, page.Location));
        var api = AnHttpRequest.Get("/api/staff/tasks");
        var problem = await api.Answered(_api.GetApiTasks(api, Stop));
        Assert.Equal((401, "/local/sign-in?back=%2Fstaff"), (problem.Status, (string?)problem.Json["signIn"]));
    }

    [Fact]
    public async Task Show_an_empty_board_and_then_a_journey_with_its_name_encoded()
    {
        Assert.Contains("Nobody here yet", (await GetAsync("/staff", request => _pages.GetStaffBoard(request, Stop))).Body, StringComparison.Ordinal);
        _board.Rows = [new BoardRow(_journey.Id, "<script>x</script>", Stage.InquiryNew, StandingKind.Open, null, Alert: true, [new BoardTask("inquiry:call:1", TaskKind.CallInquirer, _clock.GetCurrentInstant() - Duration.FromHours(1), null, Role.Intake)])];
        var board = await GetAsync("/staff", request => _pages.GetStaffBoard(request, Stop));
        Assert.Contains("&lt;script&gt;x&lt;/script&gt;", board.Body, StringComparison.Ordinal);
        Assert.Contains("late", board.Body, StringComparison.Ordinal);
        var tasks = await GetAsync("/staff/tasks", request => _pages.GetStaffTasks(request, Stop));
        Assert.Contains($"href=\"/staff/journeys/{_journey.Id}#{Task}\"", tasks.Body, StringComparison.Ordinal);
        Assert.Contains("Nothing to do", (await GetAsync("/staff/tasks", request => _pages.GetStaffTasks(request, Stop), "st_pia")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_everything_about_a_journey()
    {
        var page = await GetAsync($"/staff/journeys/{_journey.Id}", request => _pages.GetStaffJourney(request, _journey.Id.Value, Stop));
        Assert.Equal(200, page.Status);
        Assert.DoesNotContain("<script>x", page.Body, StringComparison.Ordinal);
        Assert.All(
            ["Call the person who inquired", "Do you have time in December?", "E-mail to the client: thank you, and when we call", "Nobody has tried to reach an inquirer for hours", $"action=\"/staff/tasks/{Task}/decision\"", "Did you reach the person?", "Nothing stands in the way", "inquired through the website."],
            text => Assert.Contains(text, page.Body, StringComparison.Ordinal));
        Assert.DoesNotContain("{{", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_a_tasks_decision_and_lead_back()
    {
        var reply = await DecideAsync([("command", "log-contact"), ("how", "Phone"), ("reached", "true")]);
        Assert.Equal((303, $"/staff/journeys/{_journey.Id}?done=log-contact&since=3"), (reply.Status, reply.Location));
        Assert.Equal(new LogContactAttempt(ContactBy.Phone, true), Assert.Single(_desk.Given).Command);
        Assert.Equal(StaffId.Parse("st_ines"), _desk.Given[0].By.Staff);
    }

    [Fact]
    public async Task Tell_what_was_just_recorded_in_sentences()
    {
        await DecideAsync([("command", "log-contact"), ("how", "Phone"), ("reached", "true"), ("note", "Will come")]);
        _journey.Give(new LogContactAttempt(ContactBy.Phone, Reached: true, "Will come"), AJourneyOf.Intake);
        _desk.Know(_journey.Id, _journey.Facts);
        var page = await GetAsync($"/staff/journeys/{_journey.Id}?done=log-contact&since=3", request => _pages.GetStaffJourney(request, _journey.Id.Value, Stop));
        Assert.Contains("<li>Ines Intake tried to reach the client by phone: reached. Will come</li>", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Say_who_is_awaited_since_when_and_until_when()
    {
        var page = await GetAsync($"/staff/journeys/{_journey.Id}", request => _pages.GetStaffJourney(request, _journey.Id.Value, Stop));
        Assert.Matches("<strong>Intake:</strong> <a href=\"#[^\"]+inquiry:call:1\">Call the person who inquired</a> +<span class=\"quiet\">since Tue 1 Dec 2026, 10:00, by Tue 1 Dec 2026, 11:00</span>", page.Body);
    }

    [Fact]
    public async Task Fill_in_a_form_with_the_client_and_keep_the_answers_of_one_that_is_refused()
    {
        var number = ((int)FormKind.EmergencyContact).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var empty = await GetAsync("/x", request => _pages.GetStaffForm(request, _journey.Id.Value, number, Stop));
        Assert.All(["Somebody we may call", $"action=\"/staff/journeys/{_journey.Id}/submit-form\"", "name=\"answers.phone\""], text => Assert.Contains(text, empty.Body, StringComparison.Ordinal));
        Assert.Equal(404, (await GetAsync("/x", request => _pages.GetStaffForm(request, _journey.Id.Value, "99", Stop))).Status);

        var refused = await SubmitAsync(("answers.name", "Ada <b>"), ("answers.phone", ""));
        Assert.Equal(422, refused.Status);
        Assert.All(["Not done: the form is not recorded yet", "value=\"Ada &lt;b&gt;\"", "Please answer this."], text => Assert.Contains(text, refused.Body, StringComparison.Ordinal));

        Assert.Contains("What is answered so far is kept.", refused.Body, StringComparison.Ordinal);
        var begun = await GetAsync("/x", request => _pages.GetStaffForm(request, _journey.Id.Value, number, Stop));
        Assert.All(["Begun, and kept on", "value=\"Ada &lt;b&gt;\"", "formaction=\"/staff/journeys/"], text => Assert.Contains(text, begun.Body, StringComparison.Ordinal));

        var done = await SubmitAsync(("answers.name", "Ada"), ("answers.phone", "503 555 0199"));
        Assert.Equal(303, done.Status);
        Assert.Equal(FormKind.EmergencyContact, Assert.IsType<SubmitForm>(_desk.Given[^1].Command).Form);
    }

    [Fact]
    public async Task Group_the_board_by_what_needs_attention()
    {
        var now = _clock.GetCurrentInstant();
        BoardRow Row(int number, string name, bool alert, params BoardTask[] tasks) => new(AJourneyId.Number(number), name, Stage.InquiryNew, StandingKind.Open, null, alert, tasks);
        BoardTask Task(Duration due) => new("inquiry:call:1", TaskKind.CallInquirer, now + due, null, Role.Intake);
        _board.Rows = [Row(2, "Waits", false), Row(3, "Works", false, Task(Duration.FromHours(1))), Row(4, "Late", false, Task(-Duration.FromHours(1))), Row(5, "Alarms", true)];
        var board = (await GetAsync("/staff", request => _pages.GetStaffBoard(request, Stop))).Body;
        string[] inOrder = [">Safety alerts <", ">Alarms<", ">Late <", ">Late<", ">To do <", ">Works<", ">Waiting <", ">Waits<"];
        var places = inOrder.Select(text => board.IndexOf(text, StringComparison.Ordinal)).ToList();
        Assert.All(places, place => Assert.True(place > 0));
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public async Task Keep_what_was_typed_when_a_field_is_wrong()
    {
        var reply = await DecideAsync([("command", "log-contact"), ("how", "pigeon"), ("note", "Left a <b>message</b>")]);
        Assert.Equal(422, reply.Status);
        Assert.All(["Left a &lt;b&gt;message&lt;/b&gt;", "Choose one of:", "Please answer this."], text => Assert.Contains(text, reply.Body, StringComparison.Ordinal));
        Assert.Empty(_desk.Given);
    }

    [Fact]
    public async Task Tell_every_reason_of_a_refusal_and_keep_what_was_typed()
    {
        var request = Form($"/staff/journeys/{_journey.Id}/book", [("purpose", "Dosing"), ("start", "2026-12-08T09:30"), ("therapist", "st_theo")]);
        var reply = await request.Answered(_pages.PostStaffCommand(request, _journey.Id.Value, "book", null!, Stop));
        Assert.Equal(422, reply.Status);
        Assert.All(["The care path is not KAP.", "The prescriber has not cleared the client.", "There is no emergency contact.", "value=\"2026-12-08T09:30\""], text => Assert.Contains(text, reply.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Show_what_was_typed_even_when_somebody_else_closed_the_task_meanwhile()
    {
        _journey.Give(new LogContactAttempt(ContactBy.Phone, Reached: true), AJourneyOf.Intake);
        _desk.Know(_journey.Id, _journey.Facts);
        var reply = await DecideAsync([("command", "log-contact"), ("how", "Phone"), ("reached", "true"), ("note", "She will call back")]);
        Assert.Equal(409, reply.Status);
        Assert.All(["This task was decided meanwhile.", "She will call back"], text => Assert.Contains(text, reply.Body, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("st_pia", 403)]
    [InlineData("st_nobody", 403)]
    [InlineData(null, 401)]
    public async Task Refuse_whoever_has_another_role(string? staff, int status) =>
        Assert.Equal(status, (await DecideAsync([("command", "log-contact"), ("how", "Phone"), ("reached", "true")], staff)).Status);

    [Fact]
    public async Task Refuse_a_form_from_elsewhere_before_anything_is_read()
    {
        var request = Form($"/staff/tasks/{Task}/decision", [("command", "log-contact")]);
        request.Headers["Sec-Fetch-Site"] = "cross-site";
        Assert.Equal(403, (await request.Answered(_pages.PostStaffDecision(request, Task, null!, Stop))).Status);
    }

    [Fact]
    public async Task Decide_in_JSON_too()
    {
        var wrong = await JsonAsync("""{"command":"log-contact","how":"Phone"}""");
        Assert.Equal(422, wrong.Status);
        Assert.NotNull(wrong.Json["errors"]!["reached"]);
        var other = await JsonAsync("""{"command":"close","because":"Declined"}""");
        Assert.Equal((422, "task.decision"), (other.Status, (string?)other.Json["reasons"]![0]!["code"]));
        var done = await JsonAsync("""{"command":"log-contact","how":"phone","reached":true}""");
        Assert.Equal((200, "ContactAttempted"), (done.Status, (string?)done.Json["facts"]![0]));
        var again = await JsonAsync("""{"command":"log-contact","how":"phone","reached":true}""");
        Assert.Equal((409, "task.closed"), (again.Status, (string?)again.Json["reasons"]![0]!["code"]));
    }

    [Fact]
    public async Task Give_the_journey_in_JSON()
    {
        var reply = await GetAsync($"/api/staff/journeys/{_journey.Id}", request => _api.GetApiJourney(request, _journey.Id.Value, Stop));
        Assert.Equal(("InquiryNew", Task, "InquiryReceived"), ((string?)reply.Json["stage"], (string?)reply.Json["tasks"]![0]!["id"], (string?)reply.Json["facts"]![0]!["type"]));
        Assert.Equal(404, (await GetAsync("/api/staff/journeys/x", request => _api.GetApiJourney(request, "x", Stop))).Status);
        Assert.Equal(404, (await GetAsync("/x", request => _api.GetApiJourney(request, AJourneyId.Number(2).Value, Stop))).Status);
    }

    [Fact]
    public async Task Know_what_an_alerts_task_is_about()
    {
        _journey.Give(new ReceiveMessage(InboundKind.Crisis, "words"), Author.Provider)
            .Give(new OpenTask("alert:1:answer", TaskKind.AnswerAlert, _clock.GetCurrentInstant(), "alert:1"), Author.System);
        _desk.Know(_journey.Id, _journey.Facts);
        var request = AnHttpRequest.Json("/api/staff/tasks/x/decision", """{"command":"acknowledge-alert"}""");
        request.HttpContext.Items[DevelopmentStaffIdentity.Item] = "st_ines";
        var reply = await request.Answered(_api.PostApiDecision(request, $"{_journey.Id}.alert:1:answer", null!, Stop));
        Assert.Equal(200, reply.Status);
        Assert.Equal(new AcknowledgeAlert("alert:1"), Assert.Single(_desk.Given).Command);
    }

    [Fact]
    public async Task Take_an_alerts_task_and_not_the_alert()
    {
        _journey.Give(new ReceiveMessage(InboundKind.Crisis, "words"), Author.Provider)
            .Give(new OpenTask("alert:1:answer", TaskKind.AnswerAlert, _clock.GetCurrentInstant(), "alert:1"), Author.System);
        _desk.Know(_journey.Id, _journey.Facts);
        var reply = await GetAsync($"/staff/journeys/{_journey.Id}", request => _pages.GetStaffJourney(request, _journey.Id.Value, Stop));
        var claim = reply.Body.Split("/claim-task\"")[1..].Select(form => form[..form.IndexOf("</form>", StringComparison.Ordinal)]);
        Assert.Contains(claim, form => form.Contains("value=\"alert:1:answer\"", StringComparison.Ordinal));
        Assert.DoesNotContain(claim, form => form.Contains("value=\"alert:1\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Let_a_task_be_put_off_and_given_on_beside_it()
    {
        var off = Form($"/staff/journeys/{_journey.Id}/follow-up-task", [("key", "inquiry:call:1"), ("on", "2026-12-03"), ("why", "in the air until then")]);
        Assert.Equal(303, (await off.Answered(_pages.PostStaffCommand(off, _journey.Id.Value, "follow-up-task", null!, Stop))).Status);
        var page = await GetAsync($"/staff/journeys/{_journey.Id}", request => _pages.GetStaffJourney(request, _journey.Id.Value, Stop));
        Assert.All(["again on", "Put this task off to another day", "Give this task to somebody", "taken by Ines Intake"], text => Assert.Contains(text, page.Body, StringComparison.Ordinal));

        var given = Form($"/staff/journeys/{_journey.Id}/delegate-task", [("key", "inquiry:call:1"), ("to", "st_pia"), ("why", "I am away")]);
        var refused = await given.Answered(_pages.PostStaffCommand(given, _journey.Id.Value, "delegate-task", null!, Stop));
        Assert.Equal(422, refused.Status);
        Assert.Contains("Pia Prescriber may not do this", refused.Body, StringComparison.Ordinal);
        Assert.Contains("I am away", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_the_director_what_is_late_though_only_a_clinician_decides_it_and_whoever_has_it()
    {
        _board.Rows = [new BoardRow(_journey.Id, "Zebulon", Stage.ClearanceReview, StandingKind.Open, null, Alert: false,
            [new BoardTask("clearance:1:prescriber", TaskKind.DecideClearance, _clock.GetCurrentInstant() - Duration.FromHours(1), null, Role.Prescriber) { IsEscalated = true, HandedTo = StaffId.Parse("st_pia"), FollowUp = new LocalDate(2026, 12, 4) }])];
        var tasks = await GetAsync("/staff/tasks", request => _pages.GetStaffTasks(request, Stop), "st_dora");
        Assert.All(["Decide medical clearance", "handed to Pia Prescriber", "again on", "on the director's list"], text => Assert.Contains(text, tasks.Body, StringComparison.Ordinal));
    }

    private Task<Replied> DecideAsync(IEnumerable<(string, string)> fields, string? staff = "st_ines")
    {
        var request = Form($"/staff/tasks/{Task}/decision", fields, staff);
        return request.Answered(_pages.PostStaffDecision(request, Task, null!, Stop));
    }

    private Task<Replied> SubmitAsync(params (string, string)[] answers)
    {
        var request = Form($"/staff/journeys/{_journey.Id}/submit-form", [("form", nameof(FormKind.EmergencyContact)), ("language", "en"), .. answers]);
        return request.Answered(_pages.PostStaffCommand(request, _journey.Id.Value, "submit-form", null!, Stop));
    }

    private Task<Replied> JsonAsync(string body)
    {
        var request = AnHttpRequest.Json($"/api/staff/tasks/{Task}/decision", body);
        request.HttpContext.Items[DevelopmentStaffIdentity.Item] = "st_ines";
        return request.Answered(_api.PostApiDecision(request, Task, null!, Stop));
    }

    private static HttpRequest Form(string url, IEnumerable<(string, string)> fields, string? staff = "st_ines")
    {
        var request = AnHttpRequest.Form(url, fields, ("Sec-Fetch-Site", "same-origin"));
        if (staff is not null)
            request.HttpContext.Items[DevelopmentStaffIdentity.Item] = staff;
        return request;
    }

    private static Task<Replied> GetAsync(string url, Func<HttpRequest, Task<IResult>> function, string staff = "st_ines")
    {
        var request = AnHttpRequest.Get(url);
        request.HttpContext.Items[DevelopmentStaffIdentity.Item] = staff;
        return request.Answered(function(request));
    }

    private sealed class FakeBoard : IBoard
    {
        public IReadOnlyList<BoardRow> Rows { get; set; } = [];

        public Task<IReadOnlyList<BoardRow>> ListAsync(CancellationToken cancellation) => System.Threading.Tasks.Task.FromResult(Rows);
    }
}
