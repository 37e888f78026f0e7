using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace KapWorkflow.LocalHost;

/// <summary>This host's own pages, all under <c>/local</c>.</summary>
internal static class LocalPages
{
    private static readonly JsonSerializerOptions Json = new JsonSerializerOptions(JsonSerializerDefaults.Web).ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var local = routes.MapGroup("/local");
        local.MapGet("/inbox", (HttpContext http, InboxPeople inbox, LocalPractice practice) => Wants.Html(http.Request) ? PageAsync(http, inbox, practice) : MessagesAsync(http, inbox));
        local.MapGet("/inbox.json", (HttpContext http, InboxPeople inbox) => MessagesAsync(http, inbox));
        local.MapGet("/bar.css", () => Results.Text(TimeBar.Css, "text/css"));
        local.MapGet("/pages.css", () => Results.Text(LocalPage.Css, "text/css"));
        local.MapGet("/inbox.js", () => Results.Text(InboxPage.Script, "text/javascript"));

        var forms = routes.MapGroup("/local").AddEndpointFilter(LocalForms.RefuseStrangers);
        ClockPages.Map(forms);
        StaffPages.Map(forms);
        PhonePage.Map(forms);
    }

    public static IResult Html(string page, int status = StatusCodes.Status200OK) => Results.Content(page, "text/html", Encoding.UTF8, status);

    private static async Task<IResult> PageAsync(HttpContext http, InboxPeople inbox, LocalPractice practice) =>
        Html(InboxPage.Html(await inbox.AllAsync(http.RequestAborted), InboxFilter.From(http.Request.Query), practice.Zone));

    private static async Task<IResult> MessagesAsync(HttpContext http, InboxPeople inbox) =>
        Results.Json(new { messages = (await inbox.AllAsync(http.RequestAborted)).Where(InboxFilter.From(http.Request.Query).Matches).Reverse() }, Json);
}
