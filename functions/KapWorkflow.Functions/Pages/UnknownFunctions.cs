using KapWorkflow.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace KapWorkflow.Functions;

/// <summary>What nothing else serves: an address that was mistyped, a page that a form was sent from and that is asked for again.</summary>
public sealed class UnknownFunctions(StaffDoor staff, ClientDoor clients, PageRenderer renderer, Clinic clinic)
{
    /// <summary>
    /// The Functions host takes the first route that fits, in the order of the functions' names, after its own under /admin and /runtime:
    /// this name stays the last one.
    /// </summary>
    [Function(nameof(UnknownAddress))]
    public async Task<IResult> UnknownAddress([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*address}")] HttpRequest request)
    {
        var methods = KnownRoutes.MethodsOf(request.Path);
        var answer = (Answer)await SayAsync(request, methods.Count == 0 ? 404 : 405);
        return methods.Count == 0 ? answer : answer.With("Allow", string.Join(", ", methods));
    }

    private Task<IResult> SayAsync(HttpRequest request, int status)
    {
        if (request.Path.StartsWithSegments("/staff", StringComparison.OrdinalIgnoreCase))
            return status == 404
                ? staff.RefuseAsync(request, 404, "There is no such page.", "Look for what you need on the board.")
                : staff.RefuseAsync(request, 405, "This address only takes what a form sends.", "Nothing was recorded by opening it. Go on from the page that the form stands on.", PageOf(request.Path));
        if (request.Path.StartsWithSegments("/api/staff", StringComparison.OrdinalIgnoreCase) || !Accepts.Page(request))
            return Task.FromResult<IResult>(Answer.Of(status == 404
                ? new Problem(404, "There is nothing at this address.") { Detail = "Look at how the address is written." }
                : new Problem(405, "This address does not take that method.") { Detail = "The Allow header names those that it takes." }));
        return request.Path.StartsWithSegments("/c", StringComparison.OrdinalIgnoreCase)
            ? clients.SayAsync(status, Accepts.Language(request), "This is not a part of your page", "Esto no es parte de su página", "Please open your link from our message again.", "Abra su enlace otra vez desde nuestro mensaje.")
            : NoticeAsync(request, status);
    }

    private async Task<IResult> NoticeAsync(HttpRequest request, int status)
    {
        var language = Accepts.Language(request);
        var heading = status == 404 ? Say("There is no page here", "Aquí no hay ninguna página") : Say("There is nothing to open here", "Aquí no hay nada que abrir");
        string[] lines =
        [
            status == 404
                ? Say("Perhaps the address was mistyped, or a part of it is missing. If it came in a message of ours, please open it from there again.", "Quizás la dirección está mal escrita o le falta una parte. Si estaba en un mensaje nuestro, ábrala otra vez desde ahí.")
                : Say("This address only takes what a form sends. If you were writing to us, your browser's back button brings back what you typed.", "Esta dirección solo recibe lo que envía un formulario. Si nos estaba escribiendo, con el botón de retroceso de su navegador vuelve lo que escribió."),
            Say($"You can also call us at {clinic.Phone}.", $"También puede llamarnos al {clinic.Phone}."),
        ];
        var page = new NoticePage(heading, lines) { Crisis = true, LinkUrl = $"/inquiry?lang={language}", LinkLabel = Say("Write to us", "Escríbanos") };
        return Answer.Html(status, await renderer.RenderAsync(new PageView("notice", heading, page) { Language = language }));

        string Say(string english, string spanish) => language == "es" ? spanish : english;
    }

    /// <summary>Where the form stands that is sent to this address: the journey's page, or the one of its task.</summary>
    private static string? PageOf(PathString path) => path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        [_, "journeys", var id, ..] when JourneyId.TryParse(id, out var journey) => $"/staff/journeys/{journey}",
        [_, "tasks", var id, ..] when TaskId.TryParse(id, out var task) => $"/staff/tasks/{task}",
        [_, "clinic", ..] => "/staff/clinic",
        _ => null,
    };
}
