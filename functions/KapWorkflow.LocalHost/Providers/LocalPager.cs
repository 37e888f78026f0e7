using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>An on-call service: takes signed pages, each once, and puts them into the inbox.</summary>
internal sealed class LocalPager(ILocalInbox inbox, LocalProviderFaults faults, IClock clock)
{
    private readonly Lock _lock = new();

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(LocalProviderAccounts.PagerPath, (HttpContext http, LocalPager pager) => pager.PageAsync(http));

    private async Task<IResult> PageAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        if (!IsSigned(http.Request, body.ToArray()))
            return Results.Json(new { error = "The signature does not fit the body." }, statusCode: 401);

        var fault = faults.Next(LocalProvider.Pager);
        if (fault is ProviderFault.Refuse refusal)
            return Results.Json(new { error = "Refused on request" }, statusCode: refusal.Status);
        if (Read(body.ToArray()) is not { Contact.Length: > 0, Url.Length: > 0, Code.Length: > 0 } page)
            return Results.Json(new { error = "contact, url and code are required." }, statusCode: 400);

        var id = Take(page, http.Request.Headers["Idempotency-Key"].ToString());
        await ProviderMischief.AfterAcceptingAsync(fault, http);
        return Results.Json(new { id }, statusCode: 202);
    }

    /// <summary>The same key rings once, however often it comes.</summary>
    private string Take(Page page, string key)
    {
        lock (_lock)
        {
            if (inbox.All.FirstOrDefault(message => message.Channel == "pager" && message.MessageId == page.Code && key.Length > 0) is { } earlier)
                return earlier.Id;
            var message = new InboxMessage($"PG{Guid.NewGuid():N}", "pager", page.Contact!, null, null, page.Url!, clock.GetCurrentInstant(), "delivered", page.Code!);
            inbox.Add(message);
            return message.Id;
        }
    }

    private static bool IsSigned(HttpRequest request, byte[] body) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(request.Headers["X-Signature-256"].ToString()),
        Encoding.UTF8.GetBytes("sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(LocalProviderAccounts.PagerSecret), body))));

    private static Page? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<Page>(body, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Page(string? Contact, string? Url, string? Code);
}
