using System.Globalization;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>Answers as SendGrid's v3 mail API does, and puts each message into the inbox.</summary>
internal sealed class LocalSendGrid(ILocalInbox inbox, LocalProviderFaults faults, ProviderEvents events, IClock clock)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost($"{LocalProviderAccounts.SendGridPath}/v3/mail/send", (HttpContext http, LocalSendGrid sendGrid) => sendGrid.SendAsync(http));

    private async Task<IResult> SendAsync(HttpContext http)
    {
        if (http.Request.Headers.Authorization != $"Bearer {LocalProviderAccounts.SendGridApiKey}")
            return Refused(401, "The provided authorization grant is invalid, expired, or revoked");

        var fault = faults.Next(LocalProvider.SendGrid);
        if (fault is ProviderFault.Refuse refusal)
            return Refused(refusal.Status, "Refused on request");

        var (mail, problem) = await ReadAsync(http.Request);
        if (mail is null)
            return problem!;

        var id = Guid.NewGuid().ToString("N");
        Deliver(mail, id);
        await ProviderMischief.AfterAcceptingAsync(fault, http);
        http.Response.Headers["X-Message-Id"] = id;
        return Results.StatusCode(202);
    }

    private static async Task<(Mail? Mail, IResult? Problem)> ReadAsync(HttpRequest request)
    {
        Mail? mail;
        try
        {
            mail = await request.ReadFromJsonAsync<Mail>(Json, request.HttpContext.RequestAborted);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return (null, Refused(400, "Bad Request"));
        }

        return mail switch
        {
            not { Personalizations.Count: > 0 } => (null, Refused(400, "The personalizations field is required and must have at least one personalization.", "personalizations")),
            { From.Email: null or "" } or { From: null } => (null, Refused(400, "The from object must be provided for every email send.", "from.email")),
            _ when mail.Personalizations.Any(p => p.To is not { Count: > 0 }) => (null, Refused(400, "The to array is required for all personalization objects, and must have at least one email object with a valid email address.", "personalizations.0.to")),
            _ when string.IsNullOrEmpty(mail.Subject) && mail.Personalizations.Any(p => string.IsNullOrEmpty(p.Subject)) => (null, Refused(400, "The subject is required.", "subject")),
            not { Content.Count: > 0 } => (null, Refused(400, "Unless a valid template_id is provided, the content parameter is required.", "content")),
            _ => (mail, null),
        };
    }

    private void Deliver(Mail mail, string id)
    {
        var recipients = mail.Personalizations!.SelectMany(p => p.To!.Select(to => (To: to, Personalization: p)));
        var ordinal = 0;
        foreach (var (to, personalization) in recipients)
        {
            var message = new InboxMessage(
                ordinal == 0 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}.{ordinal}"),
                "email", to.Email ?? "", string.IsNullOrWhiteSpace(to.Name) ? null : to.Name, personalization.Subject ?? mail.Subject, TextOf(mail),
                clock.GetCurrentInstant(), "accepted", OwnId(personalization.CustomArgs) ?? OwnId(mail.CustomArgs) ?? "");
            inbox.Add(message);
            events.Tell(message, faults.NextDelivery(LocalProvider.SendGrid));
            ordinal++;
        }
    }

    private static string TextOf(Mail mail)
    {
        var content = mail.Content!.FirstOrDefault(c => c.Type == MediaTypeNames.Text.Plain) ?? mail.Content![0];
        var text = new StringBuilder(content.Value);
        foreach (var attachment in mail.Attachments ?? [])
            text.Append(CultureInfo.InvariantCulture, $"\n\n[attached: {attachment.Filename}]");
        return text.ToString();
    }

    private static string? OwnId(Dictionary<string, string>? customArgs) => customArgs?.Values.FirstOrDefault(OwnIds.Is);

    private static IResult Refused(int status, string message, string? field = null) =>
        Results.Json(new { errors = new[] { new { message, field, help = (string?)null } } }, statusCode: status);

    private sealed record Mail(
        List<Personalization>? Personalizations, Address? From, string? Subject, List<Content>? Content, List<Attachment>? Attachments, Dictionary<string, string>? CustomArgs);

    private sealed record Personalization(List<Address>? To, string? Subject, Dictionary<string, string>? CustomArgs);

    private sealed record Address(string? Email, string? Name);

    private sealed record Content(string? Type, string? Value);

    private sealed record Attachment(string? Filename);
}
