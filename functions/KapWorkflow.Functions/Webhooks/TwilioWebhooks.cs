using System.Security;
using KapWorkflow.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace KapWorkflow.Functions;

/// <summary>What Twilio tells us. Its signature is checked on the public address, which is in the settings, not on what a proxy made of it.</summary>
public sealed class TwilioWebhooks(InboundTexts texts, Receipts receipts, TwilioSignature signature)
{
    [Function("TwilioSms")]
    public async Task<IResult> Text(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/twilio/sms")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken)
    {
        if (await SignedFormAsync(request, cancellationToken) is not { } form)
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        var (sid, from) = (form["MessageSid"].ToString(), form["From"].ToString());
        if (sid.Length is 0 or > 64 || !sid.All(char.IsAsciiLetterOrDigit) || from.Length == 0)
            return Results.BadRequest();
        var reply = await texts.ReceiveAsync(sid, from, form["Body"].ToString(), durable, cancellationToken);
        var message = reply is null ? "" : $"<Message>{SecurityElement.Escape(reply)}</Message>";
        return Results.Text($"""<?xml version="1.0" encoding="UTF-8"?><Response>{message}</Response>""", "text/xml");
    }

    [Function("TwilioStatus")]
    public async Task<IResult> Status(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/twilio/status")] HttpRequest request, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken)
    {
        if (await SignedFormAsync(request, cancellationToken) is not { } form)
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        EffectState? state = form["MessageStatus"].ToString() switch
        {
            "queued" or "accepted" or "sending" or "sent" => EffectState.Accepted,
            "delivered" or "read" => EffectState.Delivered,
            "undelivered" or "failed" => EffectState.Undelivered,
            _ => null,
        };
        if (state is { } reached)
            await receipts.RecordAsync(request.Query["code"].ToString(), Channel.Sms, reached, Code(form["ErrorCode"].ToString()), form["MessageSid"].ToString(), durable, cancellationToken);
        return Results.NoContent();
    }

    private async Task<IFormCollection?> SignedFormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
            return null;
        var form = await request.ReadFormAsync(cancellationToken);
        return signature.IsValid(request.Path + request.QueryString, form, request.Headers[TwilioSignature.Header]) ? form : null;
    }

    private static string? Code(string code) => code.Length is > 0 and <= 8 && code.All(char.IsAsciiDigit) ? code : null;
}
