using KapWorkflow.Core;
using Microsoft.AspNetCore.Http;

namespace KapWorkflow.Functions;

/// <summary>What came through a link that had closed.</summary>
public enum Lateness
{
    Harmless,

    /// <summary>It could not wait, and nobody was told.</summary>
    Unheard,

    /// <summary>It could not wait, and the practice was told.</summary>
    Heard,
}

/// <summary>Opens a client's link, or says kindly why it does not open and what to do.</summary>
public sealed class ClientDoor(ClientLinks links, IJourneyDesk journeys, PageRenderer renderer, SiteOptions site, Clinic clinic)
{
    /// <param name="late">What was sent through a link that closed meanwhile may still be a cry for help: whether somebody at the practice was told of it.</param>
    public async Task<IResult> EnterAsync(HttpRequest request, string token, Func<ClientVisit, Task<IResult>> inside, CancellationToken cancellation, Func<ClientVisit, Task<Lateness>>? late = null)
    {
        if (!HttpMethods.IsGet(request.Method) && !SameSite.AllowsSecret(request, site))
            return await SayAsync(403, Accepts.Language(request), "This did not come from your own page", "Esto no vino de su página", "Please open your link again and send it from there.", "Abra su enlace otra vez y envíelo desde ahí.");
        var link = await links.FindAsync(token, cancellation);
        if (link is null || await journeys.FindAsync(link.Journey, cancellation) is not { } loaded)
            return await SayAsync(404, Accepts.Language(request), "We do not know this link", "No conocemos este enlace", "Perhaps a part of it is missing: please open it from our message again.", "Quizás falta una parte: ábralo otra vez desde nuestro mensaje.");
        var language = request.Query["lang"].ToString() is "en" or "es" ? request.Query["lang"].ToString() : loaded.Journey.Contact.Language;
        if (link.State != LinkState.Usable && late is not null && loaded.Journey.Standing.Kind != StandingKind.Deceased)
            return await TooLateAsync(language, await late(new ClientVisit(token, loaded, ClientVisit.Read(link.Purpose).Purpose, null, language)));
        if (link.State != LinkState.Usable || loaded.Journey.Standing.Kind == StandingKind.Deceased)
            return await SayAsync(410, language, "This link is no longer open", "Este enlace ya no está abierto", "Links close after a while, to keep your information private. Nothing that you sent while it was open is lost.", "Los enlaces se cierran después de un tiempo, para proteger su información. Nada de lo que envió mientras estaba abierto se ha perdido.");
        var (purpose, appointment) = ClientVisit.Read(link.Purpose);
        return await inside(new ClientVisit(token, loaded, purpose, appointment, language));
    }

    private async Task<IResult> TooLateAsync(string language, Lateness late)
    {
        var (heading, lines) = language == "es"
            ? ("Este enlace se cerró antes de que lo enviara", (string[])[
                "Lo que acaba de enviar no se guardó. Con el botón de retroceso de su navegador vuelve lo que escribió: cópielo si lo necesita.",
                $"Llámenos al {clinic.Phone} y le enviamos un enlace nuevo o le ayudamos por teléfono."])
            : ("This link closed before you sent it", [
                "What you have just sent was not kept. Your browser's back button brings back what you typed: copy it if you need it.",
                $"Call us at {clinic.Phone}: we send you a new link, or help you on the telephone."]);
        return Answer.Html(410, await renderer.RenderAsync(new PageView("notice", heading, new NoticePage(heading, lines)
        {
            Crisis = late == Lateness.Harmless,
            Urgent = late != Lateness.Harmless,
            Unheard = late == Lateness.Unheard,
        })
        { Language = language })).Secret();
    }

    /// <summary>What was sent is still in the browser: how to get it back, and what to do with it.</summary>
    public async Task<IResult> UnreadAsync(ClientVisit visit, bool tooLong)
    {
        var heading = tooLong ? visit.Say("That was too long for us to read", "Fue demasiado largo para leerlo") : visit.Say("We could not read what was sent", "No pudimos leer lo que se envió");
        string[] lines =
        [
            visit.Say("Nothing is lost: your browser's back button brings back what you typed.", "No se ha perdido nada: con el botón de retroceso de su navegador vuelve lo que escribió."),
            tooLong ? visit.Say($"Please shorten it and send it again, or call us at {clinic.Phone}.", $"Acórtelo y envíelo otra vez, o llámenos al {clinic.Phone}.")
                : visit.Say($"Please send it again, or call us at {clinic.Phone}.", $"Envíelo otra vez, o llámenos al {clinic.Phone}."),
        ];
        return Answer.Html(tooLong ? 413 : 400, await renderer.RenderAsync(new PageView("notice", heading, new NoticePage(heading, lines) { Crisis = true, LinkUrl = visit.UrlOf(), LinkLabel = visit.Say("To your page", "A su página") }) { Language = visit.Language })).Secret();
    }

    public async Task<IResult> SayAsync(int status, string language, string english, string spanish, string more, string mas)
    {
        var (heading, line) = language == "es" ? (spanish, mas) : (english, more);
        var call = language == "es" ? $"Llámenos al {clinic.Phone} y le enviamos uno nuevo o le ayudamos por teléfono." : $"Call us at {clinic.Phone}: we send you a new one, or help you on the telephone.";
        return Answer.Html(status, await renderer.RenderAsync(new PageView("notice", heading, new NoticePage(heading, [line, call]) { Crisis = true }) { Language = language })).Secret();
    }
}
