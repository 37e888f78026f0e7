using KapWorkflow.Core;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace KapWorkflow.Functions;

public sealed record ClientAppointment(string Which, string Title, string When, string? Where, string? With, bool Confirmed, bool AskedForAnotherTime)
{
    /// <summary>What a prescriber signed about medicines around it.</summary>
    public IReadOnlyList<string> Plan { get; init; } = [];

    /// <summary>What to mind before it.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];
}

public sealed record ClientLinkView(string Url, string Label)
{
    /// <summary>How far a form has come that was begun.</summary>
    public string? Begun { get; init; }
}

/// <summary>What is next for a client.</summary>
public sealed record ClientOverview(string Name, string Base, string Query)
{
    public string? Said { get; init; }
    public bool Closed { get; init; }
    public bool OnHold { get; init; }
    public IReadOnlyList<ClientAppointment> Appointments { get; init; } = [];

    /// <summary>Visits that were cancelled and have no other time yet.</summary>
    public IReadOnlyList<ClientAppointment> Cancelled { get; init; } = [];
    public IReadOnlyList<ClientLinkView> Forms { get; init; } = [];
    public IReadOnlyList<ClientLinkView> Consents { get; init; } = [];
    public string? WithdrawUrl { get; init; }

    /// <summary>What to mind after the last visit, while it is fresh.</summary>
    public IReadOnlyList<string> Aftercare { get; init; } = [];
    public bool Urgent { get; init; }

    /// <summary>Urgent, and nobody at the practice was told.</summary>
    public bool Unheard { get; init; }
    public bool NothingToDo => !Closed && Appointments.Count == 0 && Cancelled.Count == 0 && Forms.Count == 0 && Consents.Count == 0 && Aftercare.Count == 0;
}

/// <summary>Thanks after a form, with what is left.</summary>
public sealed record ClientReceived(string Back, ClientLinkView? Next)
{
    public bool Urgent { get; init; }
}

/// <summary>Makes the pages under a client's link. None of their addresses says what they are about: forms and consents go by number.</summary>
public sealed class ClientPages(PageRenderer renderer, Clinic clinic, IClock clock)
{
    /// <summary>Why nothing was done about a visit: codes of this page's own.</summary>
    public const string VisitCancelled = "visit.cancelled";
    public const string VisitOver = "visit.over";
    public const string NameTooLong = "form.signedName.long";

    public Task<IResult> OverviewAsync(ClientVisit visit, string? done, IReadOnlyList<Reason>? refused = null, int status = 200, bool help = false) => RenderAsync(visit, status, "client", new ClientOverview(
        visit.Journey.Contact.FirstName, $"/c/{visit.Token}", $"?lang={visit.Language}")
    {
        Said = done switch
        {
            // Cancelled meanwhile, it is confirmed no more: a page that is loaded again does not say so.
            "confirm" when !visit.Journey.Appointments.Ahead.Any(each => visit.Sees(each) && each.State == AppointmentState.Confirmed) => null,
            "confirm" => visit.Say("Thank you: your appointment is confirmed.", "Gracias: su cita está confirmada."),
            "another-time" => visit.Say("Thank you: we will get in touch to find another time. Your present time stays reserved until then.", "Gracias: nos comunicaremos para buscar otra hora. Su hora actual queda reservada hasta entonces."),
            "cancel" => visit.Say("Your appointment is cancelled.", "Su cita está cancelada."),
            "saved" => visit.Say("We have kept what you answered. You can go on with it here whenever you like.", "Guardamos lo que respondió. Puede continuar aquí cuando quiera."),
            "withdraw" => visit.Say("You have stopped. You can come back whenever you like: a call is enough.", "Usted ha terminado. Puede volver cuando quiera: basta una llamada."),
            _ when refused is [{ Code: VisitOver }, ..] => visit.Say("That visit is over, so nothing was changed. If you need another one, call us.", "Esa visita ya pasó, así que nada cambió. Si necesita otra, llámenos."),
            _ when refused is [{ Code: VisitCancelled }, ..] => visit.Say("That visit was cancelled meanwhile, so nothing was changed.", "Esa visita se canceló entretanto, así que nada cambió."),
            _ => refused is { Count: > 0 } ? visit.Say("This could not be done now. Please look below, or call us.", "Esto no se pudo hacer ahora. Mire abajo o llámenos.") : null,
        },
        Closed = visit.Journey.Standing.IsClosed,
        OnHold = visit.Journey.Standing.IsOnHold,
        Appointments = [.. visit.Journey.Appointments.Ahead.Where(visit.Sees).Select(each => View(visit, each))],
        Cancelled = visit.Journey.Standing.IsClosed ? [] : [.. Cancelled(visit).Select(each => View(visit, each))],
        Forms = visit.SeesForms ? [.. FormLinks(visit)] : [],
        Consents = visit.SeesForms ? [.. ClientTodo.Consents(visit.Journey, clinic).Select(consent => new ClientLinkView(visit.UrlOf($"sign-{(int)consent}"), clinic.Documents.TitleOf(consent, visit.Language)))] : [],
        Aftercare = StepWords.Of(VisitSteps.After(visit.Journey, clinic, clock.GetCurrentInstant()), visit.Journey, visit.Language, clinic),
        WithdrawUrl = visit.Journey.Standing.IsClosed ? null : visit.UrlOf("withdraw"),
        Urgent = help || IsUrgent(visit.Journey),
        Unheard = help && !IsUrgent(visit.Journey),
    });

    /// <summary>As it was left, when it was begun. The risk screen after an answer that cannot wait says first where help is.</summary>
    public Task<IResult> FormAsync(ClientVisit visit, FormKind kind)
    {
        var begun = Drafts.AnswersTo(visit.Journey, kind, clinic, clock.GetCurrentInstant());
        var typed = new Fields(begun.ToDictionary(each => $"answers.{each.Key}", each => each.Value, StringComparer.Ordinal), IsForm: true);
        return FormAsync(visit, kind, typed, [], kind == FormKind.Cssrs && HasAlert(visit.Journey, SafetyRule.Item9Urgent, SafetyRule.CssrsHigh, SafetyRule.CrisisWords), 200);
    }

    public bool NextIsTheRiskScreen(ClientVisit visit) =>
        HasAlert(visit.Journey, SafetyRule.Item9Positive, SafetyRule.Item9Urgent) && ClientTodo.Forms(visit.Journey, clinic, clock.GetCurrentInstant()).Contains(FormKind.Cssrs);

    public Task<IResult> FormAsync(ClientVisit visit, FormKind kind, Fields typed, IReadOnlyList<Reason> reasons, bool urgent, int status)
    {
        var form = FormLibrary.For(visit.Journey, kind);
        if (typed["definition"] is { } hash && FormLibrary.ByHash(hash) is { } shown && !form.IsComparable(shown))
            typed = Fields.None;
        var known = form.Questions.Select(question => $"form.{question.Id}").ToHashSet(StringComparer.Ordinal);
        return RenderAsync(visit, status, "client-form", new ClientFormPage(
            form.In(visit.Language), form.Intro?.In(visit.Language), visit.UrlOf($"form-{(int)kind}"), visit.UrlOf(),
            [new FieldView("definition", "", "hidden") { Value = form.Hash }, .. ClientForm.Fields(form, typed, reasons, visit.Language)])
        {
            Submit = visit.Say("Send", "Enviar"),
            Later = $"{visit.UrlOf($"form-{(int)kind}")}&later=1",
            Kept = status == 422 && reasons.Count > 0 && visit.Journey.Intake.Drafts.ContainsKey(kind),
            Urgent = urgent,
            Unheard = urgent && !IsUrgent(visit.Journey),
            Notes = [.. reasons.Where(reason => !known.Contains(reason.Code)).Select(reason => Plain(visit, reason))],
        });
    }

    public Task<IResult> ConsentAsync(ClientVisit visit, ConsentKind kind, Fields typed, IReadOnlyList<Reason> reasons, int status) => RenderAsync(visit, status, "client-form", new ClientFormPage(
        clinic.Documents.TitleOf(kind, visit.Language), visit.Say("Please read this. If you have questions, ask us before you sign.", "Por favor, lea esto. Si tiene preguntas, háganoslas antes de firmar."),
        visit.UrlOf($"sign-{(int)kind}"), visit.UrlOf(),
        [
            new FieldView("document", "", "hidden") { Value = clinic.Documents.InForce(kind)?.HashIn(visit.Language) ?? "" },
            new FieldView("signedName", visit.Say("Type your full name to sign", "Escriba su nombre completo para firmar"), "text")
            {
                Id = "q-name",
                Value = typed.Typed("signedName"),
                Required = true,
                MaxLength = 200,
                Autocomplete = "name",
                Errors =
                [
                    .. reasons.Where(reason => reason.Code == "form.signedName").Select(_ => visit.Say("Please type your name.", "Por favor, escriba su nombre.")),
                    .. reasons.Where(reason => reason.Code == NameTooLong).Select(_ => visit.Say("A name is at most 200 letters here.", "Un nombre tiene aquí 200 letras como máximo.")),
                ],
            },
        ])
    {
        Document = clinic.Documents.InForce(kind)?.In(visit.Language) ?? [],
        Submit = visit.Say("Sign", "Firmar"),
        Notes = [.. reasons.Where(reason => reason.Code is not ("form.signedName" or NameTooLong)).Select(reason => Plain(visit, reason))],
    });

    public Task<IResult> WithdrawAsync(ClientVisit visit, Fields typed) => RenderAsync(visit, 200, "client-form", new ClientFormPage(
        visit.Say("I want to stop", "Quiero terminar"),
        visit.Say("You may stop at any time, and you need not give a reason. Your appointments are cancelled, and we write to you once more to say so.", "Puede terminar en cualquier momento sin dar una razón. Sus citas se cancelan y le escribimos una vez más para decírselo."),
        visit.UrlOf("withdraw"), visit.UrlOf(),
        [new FieldView("reason", visit.Say("Would you like to tell us why?", "¿Quiere decirnos por qué?"), "textarea") { Id = "q-reason", Value = typed.Typed("reason"), MaxLength = 4000 }])
    { Submit = visit.Say("Stop", "Terminar") });

    public Task<IResult> ReceivedAsync(ClientVisit visit) =>
        RenderAsync(visit, 200, "client-received", new ClientReceived(visit.UrlOf(), FormLinks(visit).FirstOrDefault()) { Urgent = IsUrgent(visit.Journey) });

    private async Task<IResult> RenderAsync(ClientVisit visit, int status, string template, object model) => Answer.Html(status, await renderer.RenderAsync(
        new PageView(template, visit.Say("Your page", "Su página"), model)
        {
            Language = visit.Language,
            OtherLanguageUrl = $"/c/{visit.Token}?lang={visit.OtherLanguage}",
            OtherLanguageAction = model is ClientFormPage form ? $"{form.Action.Split('?')[0]}?lang={visit.OtherLanguage}&show=1" : null,
            Scripts = ["forms.js"],
        })).Secret();

    private IEnumerable<ClientLinkView> FormLinks(ClientVisit visit)
    {
        var now = clock.GetCurrentInstant();
        return ClientTodo.Forms(visit.Journey, clinic, now).Select(form => new ClientLinkView(visit.UrlOf($"form-{(int)form}"), FormLibrary.For(visit.Journey, form).In(visit.Language))
        {
            Begun = Drafts.Progress(visit.Journey, form, clinic, now) is (var answered, var asked) ? visit.Say($"begun, {answered} of {asked}", $"comenzado, {answered} de {asked}") : null,
        });
    }

    /// <summary>What the client may still be counting on: its time has not come, and nothing else is booked in its place.</summary>
    private IEnumerable<Appointment> Cancelled(ClientVisit visit) => visit.Journey.Appointments.All.Values
        .Where(each => each.State == AppointmentState.Cancelled && each.Start > clock.GetCurrentInstant() && visit.Sees(each) && visit.Journey.Appointments.Next(each.Which.Purpose) is null)
        .OrderBy(each => each.Start);

    private ClientAppointment View(ClientVisit visit, Appointment each) => new(
        each.Which.ToString(),
        each.Which.Purpose switch
        {
            AppointmentPurpose.Consultation => visit.Say("First conversation", "Primera conversación"),
            AppointmentPurpose.Preparation => visit.Say("Preparation visit", "Visita de preparación"),
            AppointmentPurpose.Dosing => visit.Say("Your visit", "Su visita"),
            AppointmentPurpose.Integration => visit.Say("Conversation after your visit", "Conversación después de su visita"),
            _ => visit.Say("Review", "Revisión"),
        },
        When(visit, each),
        each.Modality switch
        {
            Modality.Telehealth => visit.Say("By video", "Por video"),
            Modality.Phone => visit.Say("By telephone", "Por teléfono"),
            _ => clinic.Rooms.FirstOrDefault(room => room.Id == each.Room) is { Address.Length: > 0 } room ? room.Address : clinic.Address,
        },
        clinic.Find(each.Therapist)?.Name,
        each.State == AppointmentState.Confirmed,
        each.AskedForAnotherTime is not null)
    {
        Steps = StepWords.Of(VisitSteps.Before(each, clinic), visit.Journey, visit.Language, clinic),
        Plan = each.Which.Purpose == AppointmentPurpose.Dosing ? PlanWords.Of(visit.Journey, each, visit.Language) : [],
    };

    /// <summary>Whoever comes to us reads our clocks; whoever is called reads their own.</summary>
    private string When(ClientVisit visit, Appointment each)
    {
        var (zone, name) = each.Modality == Modality.InPerson ? (clinic.Zone, clinic.TimeZone) : (visit.Journey.Contact.Zone, visit.Journey.Contact.TimeZone);
        return $"{Dates.Long(each.Start, zone, visit.Language)} ({ZoneWords.Of(name, visit.Language)})";
    }

    /// <summary>What the client told us raised an alert that nobody has resolved: where help is comes first.</summary>
    private static bool IsUrgent(Journey journey) =>
        HasAlert(journey, SafetyRule.CssrsHigh, SafetyRule.CssrsModerate, SafetyRule.Item9Urgent, SafetyRule.Item9Positive, SafetyRule.CrisisWords, SafetyRule.EmergencySymptom);

    private static bool HasAlert(Journey journey, params IReadOnlyList<SafetyRule> rules) => journey.Alerts.Unresolved.Any(alert => rules.Contains(alert.Rule));

    /// <summary>Reasons are written for staff; a client is told those that are theirs.</summary>
    private static string Plain(ClientVisit visit, Reason reason) => reason.Code is "form.no-session" or "form.no-visit" or "form.not-completed" or "form.early" or "consent.path"
        ? visit.Say($"{reason.Text} {reason.NextStep}", "Esto no se espera ahora. Llámenos si usted lo esperaba.")
        : visit.Say("This could not be saved now. Your answers are still here: please send them again, or call us.", "Esto no se pudo guardar ahora. Sus respuestas siguen aquí: envíelas otra vez o llámenos.");
}
