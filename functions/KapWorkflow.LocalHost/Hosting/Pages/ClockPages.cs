using System.Net;
using System.Text.Json;
using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>The clinic's clock for programs (JSON) and for the time bar (forms).</summary>
internal static class ClockPages
{
    // Sleeps last three days at most: half a year of idle wakes of one journey.
    private const int MostIdleWakes = 60;

    public static void Map(IEndpointRouteBuilder local)
    {
        local.MapGet("/clock", (ClinicTime time, LocalPractice practice) => State(time, practice));
        local.MapPost("/clock", (HttpContext http, ClinicTime time, LocalPractice practice) =>
            http.Request.HasFormContentType ? MoveByFormAsync(http, time, practice) : MoveByJsonAsync(http, time, practice));
    }

    private static async Task<IResult> MoveByFormAsync(HttpContext http, ClinicTime time, LocalPractice practice)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (wish, problem) = ClockWish.Read(form, time.Now, practice.Zone);
        if (wish is null)
            return LocalPages.Html(NotMoved(problem!, LocalForms.Back(form["back"], "/local/inbox")), StatusCodes.Status400BadRequest);

        await GrantAsync(wish, time, practice, http.RequestAborted);
        return LocalForms.SeeOther(LocalForms.Back(form["back"], "/local/inbox"));
    }

    private static async Task<IResult> MoveByJsonAsync(HttpContext http, ClinicTime time, LocalPractice practice)
    {
        JsonElement body;
        try
        {
            using var json = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
            body = json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return Refused("The body is not JSON.");
        }

        var (wish, problem) = ClockWish.Read(body, time.Now, practice.Zone);
        if (wish is null)
            return Refused(problem!);

        await GrantAsync(wish, time, practice, http.RequestAborted);
        return State(time, practice);
    }

    private static async Task GrantAsync(ClockWish wish, ClinicTime time, LocalPractice practice, CancellationToken cancellation)
    {
        switch (wish)
        {
            case ClockWish.NextEvent:
                await NextEventAsync(time, practice, cancellation);
                break;
            case ClockWish.To(var at):
                await time.Travel.AdvanceToAsync(at, cancellation);
                break;
            case ClockWish.Hold(var isOn):
                time.Hold(isOn);
                break;
        }
    }

    /// <summary>To a person an orchestration that woke and slept on is no event: time goes on until something was sent or staff see a change.</summary>
    private static async Task NextEventAsync(ClinicTime time, LocalPractice practice, CancellationToken cancellation)
    {
        var before = await practice.SightAsync(cancellation);
        for (var wakes = 0; wakes < MostIdleWakes; wakes++)
        {
            if (await time.Travel.NextAsync(cancellation) is null || await practice.SightAsync(cancellation) != before)
                return;
        }
    }

    /// <summary>Only the bar posts forms: whoever pressed its button reads a page.</summary>
    private static string NotMoved(string problem, string back) =>
        $"""
         {LocalPage.Start("The clock was not moved")}<p class="problem" role="alert">{WebUtility.HtmlEncode(problem)}</p>
         <p><a href="{WebUtility.HtmlEncode(back)}">Back to where you were</a></p>{LocalPage.End}
         """;

    private static IResult Refused(string problem) => Results.Problem($"{problem} {ClockWish.Accepted}", statusCode: StatusCodes.Status400BadRequest);

    private static IResult State(ClinicTime time, LocalPractice practice)
    {
        var zone = practice.Zone;
        return Results.Json(new
        {
            now = time.Now.ToString(),
            practice = Words(time.Now, zone),
            zone = zone.Id,
            paused = time.IsHeld,
            next = time.Next?.ToString(),
            nextPractice = time.Next is { } next ? Words(next, zone) : null,
        });
    }

    private static string Words(Instant instant, DateTimeZone zone) => PracticeMoment.Words(instant, zone);
}
