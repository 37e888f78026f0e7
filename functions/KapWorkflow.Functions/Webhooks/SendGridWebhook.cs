using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using KapWorkflow.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace KapWorkflow.Functions;

/// <summary>SendGrid's event webhook: the only way to learn what became of an e-mail, and the answer to a claim that a crash left open.</summary>
public sealed class SendGridWebhook(Receipts receipts, SendGridSignature signature)
{
    private const int LongestBody = 1024 * 1024;

    [Function("SendGridEvents")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/sendgrid")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken)
    {
        if (request.ContentLength > LongestBody)
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(cancellationToken);
        if (!signature.IsValid(body, request.Headers[SendGridSignature.Header], request.Headers[SendGridSignature.TimestampHeader]))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        if (Read(body) is not { } events)
            return Results.BadRequest();
        // First, while the ledger still says when the message went out: the address may have been corrected since.
        foreach (var stop in events.Where(each => each.Code is not null).Select(each => (each.Code, Why: StopOf(each))).Where(each => each.Why is not null).Distinct())
            await receipts.StopMailAsync(stop.Code!, stop.Why!.Value, durable, cancellationToken);
        foreach (var each in Furthest(events))
            await receipts.RecordAsync(each.Code!, Channel.Email, StateOf(each)!.Value, NoteOf(each), each.MessageId, durable, cancellationToken);
        return Results.NoContent();
    }

    /// <summary>SendGrid posts what has gathered, "processed" and "delivered" of one message side by side: only how far each has come counts.</summary>
    private static IEnumerable<MailEvent> Furthest(IEnumerable<MailEvent> events) => events
        .Where(each => each.Code is not null && StateOf(each) is not null)
        .GroupBy(each => each.Code, StringComparer.Ordinal)
        .Select(message => message.MaxBy(StateOf)!);

    private static EffectState? StateOf(MailEvent each) => each.Event switch
    {
        "processed" or "deferred" => EffectState.Accepted,
        "delivered" => EffectState.Delivered,
        "bounce" or "blocked" or "dropped" => EffectState.Undelivered,
        _ => null,
    };

    /// <summary>After which nothing more may or can be mailed to the address; a mail server that is full or afraid of spam ("blocked") is not for ever.</summary>
    private static EmailStop? StopOf(MailEvent each) => each switch
    {
        { Event: "bounce", Type: not "blocked" } or { Event: "dropped", Reason: "Bounced Address" or "Invalid" } => EmailStop.HardBounce,
        { Event: "unsubscribe" or "group_unsubscribe" } or { Event: "dropped", Reason: "Unsubscribed Address" } => EmailStop.OptedOut,
        { Event: "spamreport" } or { Event: "dropped", Reason: "Spam Reporting Address" } => EmailStop.Complaint,
        _ => null,
    };

    // The reason is free text of a stranger's mail server: only its class goes into the ledger.
    private static string? NoteOf(MailEvent each) => StateOf(each) == EffectState.Undelivered ? each.Event : null;

    private static List<MailEvent>? Read(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<List<MailEvent>>(body, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record MailEvent(string? Event, string? Code, [property: JsonPropertyName("sg_message_id")] string? MessageId, string? Type = null, string? Reason = null);
}
