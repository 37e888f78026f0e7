using System.Globalization;
using KapWorkflow.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>Receives an inquiry as form or JSON: reads it counted, tells every problem at once, and hands it to the journeys.</summary>
public sealed partial class InquiryDesk(IJourneyDesk journeys, InquiryPages pages, InquiryLimits limits, KeyedHashes hashes, Clinic clinic, ILogger<InquiryDesk> log)
{
    /// <summary>Values of <c>?show=</c>: the form again in the other language, alone or with the practice's page around it.</summary>
    public const string Show = "form";
    public const string ShowWhole = "page";

    private const int KeyLength = 200;

    public async Task<IResult> ReceiveAsync(HttpRequest request, DurableTaskClient durable, CancellationToken cancellation)
    {
        var sender = new Sender(Accepts.Page(request), Accepts.Language(request));
        switch (await FieldsReader.ReadAsync(request, ByteLimit.FormBytes, cancellation))
        {
            case FieldsReading.OtherMedia:
                return await RefuseAsync(sender, 415, Say(sender, "Send a form or JSON.", "Envíe un formulario o JSON."));
            case FieldsReading.TooLarge:
                return await RefuseAsync(sender, 413, Say(
                    sender,
                    "That was too long for us to read. Nothing is lost: your browser's back button brings back what you typed. Please shorten it and send it again.",
                    "Fue demasiado largo para leerlo. No se ha perdido nada: con el botón de retroceso de su navegador vuelve lo que escribió. Acórtelo y envíelo otra vez."));
            case FieldsReading.Malformed:
                return await RefuseAsync(sender, 400, Say(sender, "We could not read what was sent.", "No pudimos leer lo que se envió."));
            // The other language was asked for: nothing is sent, nothing that was typed is lost.
            case FieldsReading.Read { Fields: { IsForm: true } fields } when request.Query["show"].ToString() is Show or ShowWhole:
                return await pages.AgainAsync(200, sender.Language, new InquiryAgain(fields.With(InquiryFields.Language, sender.Language)) { Whole = request.Query["show"] == ShowWhole });
            case FieldsReading.Read { Fields: var fields }:
                return await ReadAsync(request, sender, fields, durable, cancellation);
            default:
                throw new InvalidOperationException("A reading is one of the four.");
        }
    }

    private async Task<IResult> ReadAsync(HttpRequest request, Sender sender, Fields fields, DurableTaskClient durable, CancellationToken cancellation)
    {
        var key = request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } header ? header : fields.IsForm ? fields[InquiryFields.IdempotencyKey] : null;
        if (key is not null && (key.Length > KeyLength || key.Any(character => character is < '!' or > '~')))
            return await RefuseAsync(sender, 400, Say(sender, "The Idempotency-Key is not 1 to 200 printable characters.", "La clave Idempotency-Key no es válida."));
        var content = fields.Without(fields.IsForm ? [InquiryFields.IdempotencyKey, InquiryFields.Website] : [InquiryFields.Website]);

        // The trap is for programs: whoever's words cannot wait is heard, whatever their browser filled in.
        if (fields[InquiryFields.Website] is not null && !IsCrisis(fields))
            return await limits.AskAsync(request, key, cancellation) is { Allowed: false } wait ? await TooManyAsync(sender, fields, wait.RetryAfter) : Pretend(sender);

        switch (InquiryReader.Read(content, sender.Language, clinic))
        {
            case InquiryReading.Wrong { Problems: var problems, Unfinished: var unfinished }:
                var help = await HearAsync(request, unfinished, key, durable, cancellation);
                return sender.Page
                    ? await pages.AgainAsync(422, sender.Language, new InquiryAgain(fields) { Problems = problems, Help = help })
                    : Answer.Of(Problem.OfFields(Say(sender, "The inquiry was not received: please look at these fields.", "El mensaje no se recibió: revise estos campos."), problems) with { CrisisHelp = CrisisHelp.In(sender.Language) });
            case InquiryReading.Read read when await limits.AskAsync(request, key, cancellation) is { Allowed: false } wait:
                return await TooManyAsync(sender, fields, wait.RetryAfter);
            case InquiryReading.Read read:
                var submission = new InquirySubmission(read.Details, key, hashes.OfContent(read.Canonical));
                var answer = await journeys.ReceiveAsync(submission, durable, cancellation);
                // Other words under a key that was used: words that cannot wait are not sent back for that.
                if (answer is InquiryAnswer.OtherBody && IsCrisis(fields))
                    answer = await journeys.ReceiveAsync(submission with { IdempotencyKey = null }, durable, cancellation);
                return await TellAsync(sender, fields, answer);
            default:
                throw new InvalidOperationException("A reading is one of the two.");
        }
    }

    private async Task<IResult> TellAsync(Sender sender, Fields fields, InquiryAnswer answer) => answer switch
    {
        InquiryAnswer.Received received => Received(sender, received),
        _ when sender.Page => await pages.AgainAsync(422, sender.Language, new InquiryAgain(fields.Without(InquiryFields.IdempotencyKey))
        {
            Notes = [Say(sender, "You already sent a message from this page, and it reached us. Send this one too, if you like.", "Ya envió un mensaje desde esta página y nos llegó. Si quiere, envíe también este.")],
        }),
        _ => Answer.Of(new Problem(422, "This Idempotency-Key was used with other content.") { Detail = "Give each inquiry a key of its own.", CrisisHelp = CrisisHelp.In(sender.Language) }),
    };

    private static Answer Received(Sender sender, InquiryAnswer.Received received) => sender.Page
        ? Answer.SeeOther($"/inquiry/thanks?lang={sender.Language}{(received.Crisis ? InquiryPages.HelpFirst : "")}")
        : Answer.Json(received.First ? 201 : 200, new InquiryReceipt(received.Reference, received.Crisis ? CrisisHelp.In(sender.Language) : null));

    /// <summary>Looks exactly like success, so that a program learns nothing, and starts nothing.</summary>
    private Answer Pretend(Sender sender) =>
        Received(sender, new InquiryAnswer.Received(InquiryReference.Of(hashes.JourneyIdFrom(Attempt.New())), First: true, Crisis: false));

    /// <summary>Words that cannot wait for a form that is right raise the alarm now, where there is a way to reach who wrote them.</summary>
    private async Task<InquiryHelp> HearAsync(HttpRequest request, InquiryDetails unfinished, string? key, DurableTaskClient durable, CancellationToken cancellation)
    {
        if (!unfinished.OwnWords.Any(CrisisWords.Appear))
            return InquiryHelp.Below;
        if (!UnfinishedInquiry.CannotWait(unfinished))
            return InquiryHelp.First;
        try
        {
            if (await limits.AskAsync(request, key, cancellation) is { Allowed: false })
                return InquiryHelp.First;
            await journeys.AlarmAsync(unfinished, key, durable, cancellation);
            return InquiryHelp.FirstAndTold;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Whatever broke, the page with where help is must come.
            NotHeard(log, failure.GetType().Name);
            return InquiryHelp.First;
        }
    }

    private static bool IsCrisis(Fields fields) =>
        new[] { InquiryFields.Interest, InquiryFields.Question, InquiryFields.HowHeard, InquiryFields.Organisation }.Any(name => CrisisWords.Appear(fields[name]));

    private async Task<IResult> TooManyAsync(Sender sender, Fields fields, Duration wait)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        var minutes = (seconds + 59) / 60;
        var text = Say(
            sender,
            $"Many messages came from your network just now. Please send it again in {minutes} min, or call us at {clinic.Phone}.",
            $"Llegaron muchos mensajes desde su red. Envíelo otra vez en {minutes} min o llámenos al {clinic.Phone}.");
        var answer = sender.Page
            ? await pages.AgainAsync(429, sender.Language, new InquiryAgain(fields) { Notes = [text], Help = IsCrisis(fields) ? InquiryHelp.First : InquiryHelp.Below })
            : Answer.Of(new Problem(429, text) { CrisisHelp = CrisisHelp.In(sender.Language) });
        return ((Answer)answer).With("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
    }

    private async Task<IResult> RefuseAsync(Sender sender, int status, string text) => sender.Page
        ? await pages.NoticeAsync(status, sender.Language, Say(sender, "Your message did not reach us", "Su mensaje no nos llegó"), text, Say(sender, $"You can also call us at {clinic.Phone}.", $"También puede llamarnos al {clinic.Phone}."))
        : Answer.Of(new Problem(status, text) { CrisisHelp = CrisisHelp.In(sender.Language) });

    private static string Say(Sender sender, string english, string spanish) => sender.Language == "es" ? spanish : english;

    [LoggerMessage(LogLevel.Error, "An alarm for an inquiry that was not right could not be raised ({Failure}).")]
    private static partial void NotHeard(ILogger log, string failure);

    private sealed record Sender(bool Page, string Language);
}

/// <summary>What a program is answered.</summary>
public sealed record InquiryReceipt(string Reference, CrisisHelp? CrisisHelp);
