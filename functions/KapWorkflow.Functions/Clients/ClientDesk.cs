using System.Globalization;
using KapWorkflow.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>Shows and does what a client's link is for. Showing changes nothing: mail scanners open links too.</summary>
public sealed class ClientDesk(ClientDoor door, ClientPages pages, IJourneyDesk journeys, Clinic clinic, IClock clock)
{
    public Task<IResult> ShowAsync(HttpRequest request, string token, string act, CancellationToken cancellation) => door.EnterAsync(request, token, visit => Act.Read(act) switch
    {
        { Name: "" } => pages.OverviewAsync(visit, request.Query["done"]),
        { Form: { } form } when visit.SeesForms => pages.FormAsync(visit, form),
        { Consent: { } consent } when visit.SeesForms => pages.ConsentAsync(visit, consent, Fields.None, [], 200),
        { Name: "withdraw" } when !visit.Journey.Standing.IsClosed => pages.WithdrawAsync(visit, Fields.None),
        { Name: "received" } => pages.ReceivedAsync(visit),
        _ => Task.FromResult<IResult>(Answer.SeeOther(visit.UrlOf()).Secret()),
    }, cancellation);

    public Task<IResult> DoAsync(HttpRequest request, string token, string act, DurableTaskClient durable, CancellationToken cancellation) => door.EnterAsync(request, token, async visit =>
    {
        var reading = await FieldsReader.ReadAsync(request, ByteLimit.FormBytes, cancellation);
        if (reading is not FieldsReading.Read { Fields: var fields })
            return await door.UnreadAsync(visit, tooLong: reading is FieldsReading.TooLarge);
        return Act.Read(act) switch
        {
            // The other language was asked for: nothing is sent, nothing that was typed is lost.
            { Form: { } form } when visit.SeesForms && IsSwitch(request) => await pages.FormAsync(visit, form, fields, [], urgent: false, 200),
            { Consent: { } consent } when visit.SeesForms && IsSwitch(request) => await pages.ConsentAsync(visit, consent, fields, [], 200),
            { Name: "withdraw" } when IsSwitch(request) => await pages.WithdrawAsync(visit, fields),
            { Form: { } form } when visit.SeesForms => await SubmitAsync(visit, form, fields, request.Query["later"] == "1", durable, cancellation),
            { Consent: { } consent } when visit.SeesForms => await SignAsync(visit, consent, fields, durable, cancellation),
            { Name: "withdraw" } => await SimplyAsync(visit, "withdraw", new Withdraw(Brief(fields["reason"])), CrisisWords.Appear(fields["reason"]), durable, cancellation),
            { Name: "confirm" or "another-time" or "cancel" } appointment => await OnAppointmentAsync(visit, appointment.Name, fields, durable, cancellation),
            _ => await door.SayAsync(404, visit.Language, "This is not a part of your page", "Esto no es parte de su página", "Please open your link again.", "Abra su enlace otra vez."),
        };
    }, cancellation, visit => HearLateAsync(request, visit, Act.Read(act), durable, cancellation));

    /// <summary>A closed link takes nothing in, but for words that cannot wait: they are told as a message would be.</summary>
    private async Task<Lateness> HearLateAsync(HttpRequest request, ClientVisit visit, Act act, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (await FieldsReader.ReadAsync(request, ByteLimit.FormBytes, cancellation) is not FieldsReading.Read { Fields: var fields })
            return Lateness.Harmless;
        var answers = fields.Under("answers").All;
        var calls = act.Form is { } form && SafetyRules.CallForHelp(form, answers);
        string?[] words = [fields["reason"], fields["why"]];
        if (!calls && !words.Any(CrisisWords.Appear))
            return Lateness.Harmless;
        // A form that is still asked for keeps what was typed, and alarms by itself.
        if (calls && await journeys.GiveAsync(visit.Loaded, new SaveForm(act.Form!.Value, visit.Language, answers, fields["definition"]), Author.Client, durable, cancellation) is CommitOutcome.Committed)
            return Lateness.Heard;
        var message = new ReceiveMessage(InboundKind.Crisis, words.FirstOrDefault(CrisisWords.Appear) ?? answers.Values.FirstOrDefault(CrisisWords.Appear));
        return await journeys.GiveAsync(visit.Loaded, message, Author.Provider, durable, cancellation) is CommitOutcome.Committed ? Lateness.Heard : Lateness.Unheard;
    }

    private static bool IsSwitch(HttpRequest request) => request.Query["show"] == "1";

    private async Task<IResult> SubmitAsync(ClientVisit visit, FormKind form, Fields fields, bool later, DurableTaskClient durable, CancellationToken cancellation)
    {
        var answers = fields.Under("answers").All;
        var submit = new SubmitForm(form, visit.Language, answers, fields["definition"]);
        // Nothing typed is nothing to keep.
        if (later && FormAnswers.Given(answers).Count == 0)
            return Answer.SeeOther(visit.UrlOf()).Secret();
        Command command = later ? new SaveForm(form, visit.Language, answers, fields["definition"]) : submit;
        var outcome = await journeys.GiveAsync(visit.Loaded, command, Author.Client, durable, cancellation);
        if (outcome is not CommitOutcome.Committed committed)
            return await pages.FormAsync(visit, form, fields, ReasonsOf(outcome), SafetyRules.CallForHelp(form, answers), StatusOf(outcome));
        var after = visit with { Loaded = committed.After };
        var left = later ? [] : Answering.Unmet(committed.Before, submit, clock.GetCurrentInstant()).Unmet;
        // Half-filled: it is kept. Where help is comes first when the answers ask for it, and the rest stays to be answered.
        if (left.Count > 0)
            return await pages.FormAsync(after, form, fields, left, SafetyRules.CallForHelp(form, answers), 422);
        // An answer about self-harm is followed by the risk screen on the same way (S2, S3).
        if (form == FormKind.Phq9 && pages.NextIsTheRiskScreen(after))
            return Answer.SeeOther(after.UrlOf(string.Create(CultureInfo.InvariantCulture, $"form-{(int)FormKind.Cssrs}"))).Secret();
        return later ? Answer.SeeOther($"{after.UrlOf()}&done=saved").Secret() : Received(after);
    }

    private async Task<IResult> SignAsync(ClientVisit visit, ConsentKind consent, Fields fields, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (visit.Journey.Intake.IsSigned(consent, clinic))
            return Received(visit);
        var name = fields["signedName"] ?? "";
        var outcome = name.Length > 200 || Inputs.HasControls(name)
            ? new CommitOutcome.Refused(RefusalKind.NotAllowed, [new Reason(ClientPages.NameTooLong, "", "")])
            : await journeys.GiveAsync(visit.Loaded, new SignConsent(consent, visit.Language, name, fields["document"]), Author.Client, durable, cancellation);
        return outcome is CommitOutcome.Committed
            ? Received(visit)
            : await pages.ConsentAsync(visit, consent, fields, ReasonsOf(outcome), StatusOf(outcome));
    }

    private async Task<IResult> OnAppointmentAsync(ClientVisit visit, string act, Fields fields, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (visit.Journey.Appointments.All.GetValueOrDefault(fields["which"] ?? "") is not { } appointment || !visit.Sees(appointment))
            return await pages.OverviewAsync(visit, null, [new Reason("appointment.unknown", "", "")], 404);
        // Cancelled twice is cancelled.
        if (act == "cancel" && appointment.State == AppointmentState.Cancelled)
            return Answer.SeeOther($"{visit.UrlOf()}&done=cancel").Secret();
        if (!appointment.IsAhead)
            return await pages.OverviewAsync(visit, null, [new Reason(appointment.State == AppointmentState.Cancelled ? ClientPages.VisitCancelled : ClientPages.VisitOver, "", "")], 409, CrisisWords.Appear(fields["why"]));
        Command command = act switch
        {
            "confirm" => new ConfirmAppointment(appointment.Which),
            "cancel" => new CancelAppointment(appointment.Which, Brief(fields["why"])),
            _ => new AskAnotherTime(appointment.Which),
        };
        return await SimplyAsync(visit, act, command, CrisisWords.Appear(fields["why"]), durable, cancellation);
    }

    /// <param name="help">Show where help is although it could not be done.</param>
    private async Task<IResult> SimplyAsync(ClientVisit visit, string done, Command command, bool help, DurableTaskClient durable, CancellationToken cancellation)
    {
        var outcome = await journeys.GiveAsync(visit.Loaded, command, Author.Client, durable, cancellation);
        if (outcome is CommitOutcome.Committed)
            return Answer.SeeOther($"{visit.UrlOf()}&done={done}").Secret();
        var now = await journeys.FindAsync(visit.Journey.Id, cancellation) ?? visit.Loaded;
        return await pages.OverviewAsync(visit with { Loaded = now }, null, [.. ReasonsOf(outcome), new Reason(done, "", "")], StatusOf(outcome), help);
    }

    /// <summary>As much as the page's own box takes: stopping and cancelling are never refused for their reason.</summary>
    private static string? Brief(string? text) => text is { Length: > 4000 } ? text[..4000] : text;

    private static Answer Received(ClientVisit visit) => Answer.SeeOther(visit.UrlOf("received")).Secret();

    private static IReadOnlyList<Reason> ReasonsOf(CommitOutcome outcome) => outcome is CommitOutcome.Refused refused
        ? refused.Reasons
        : [new Reason("busy", "It could not be saved at this moment.", "Send it again.")];

    private static int StatusOf(CommitOutcome outcome) => outcome is CommitOutcome.Refused refused ? Problem.StatusOf(refused.Kind) : 409;

    /// <summary>The last part of the address: a word, or a form or consent by its number, so that no address says what it is about.</summary>
    private sealed record Act(string Name)
    {
        public FormKind? Form { get; init; }
        public ConsentKind? Consent { get; init; }

        public static Act Read(string act) => act.Split('-', 2) switch
        {
            ["form", var number] => new Act("form") { Form = Numbered<FormKind>(number) is { } form && Answering.IsFilledIn(form) ? form : null },
            ["sign", var number] => new Act("sign") { Consent = Numbered<ConsentKind>(number) },
            _ => new Act(act),
        };

        private static T? Numbered<T>(string text)
            where T : struct, Enum =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Enum.IsDefined(typeof(T), number) ? (T)Enum.ToObject(typeof(T), number) : null;
    }
}
