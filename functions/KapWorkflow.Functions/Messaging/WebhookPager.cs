using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace KapWorkflow.Functions;

/// <summary>
/// An on-call service behind a webhook: JSON of contact, url and code, signed with HMAC-SHA256 over the body, with the code as
/// idempotency key, so that a page sent twice rings once. The service must not depend on the vendors that carry mail and texts.
/// </summary>
public sealed class WebhookPager(IHttpClientFactory clients, MessagingOptions options) : IPager
{
    public const string SignatureHeader = "X-Signature-256";
    public const string IdempotencyHeader = "Idempotency-Key";
    internal const string ClientName = "pager";

    public async Task<SendOutcome> PageAsync(PageMessage message, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.PagerPatience);
        using var http = clients.CreateClient(ClientName);
        var body = JsonSerializer.SerializeToUtf8Bytes(new Page(message.Contact, message.Url, message.Code), JsonSerializerOptions.Web);
        using var request = new HttpRequestMessage(HttpMethod.Post, options.PagerAddress)
        {
            Content = new ByteArrayContent(body) { Headers = { { "Content-Type", "application/json" } } },
        };
        request.Headers.Add(SignatureHeader, SignatureOf(body, options.PagerSecret));
        request.Headers.Add(IdempotencyHeader, message.Code);
        try
        {
            using var answer = await http.SendAsync(request, patience.Token);
            return answer.IsSuccessStatusCode ? new SendOutcome.Accepted(await IdOf(answer, patience.Token) ?? message.Code) : SendOutcomes.OfRefusal(answer.StatusCode);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested && failure is HttpRequestException or OperationCanceledException or IOException)
        {
            return SendOutcomes.OfFailure(failure, patience.IsCancellationRequested);
        }
    }

    /// <returns><c>sha256=</c> and lower-case hex.</returns>
    public static string SignatureOf(ReadOnlySpan<byte> body, string secret) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    private static async Task<string?> IdOf(HttpResponseMessage answer, CancellationToken cancellation)
    {
        try
        {
            return (await answer.Content.ReadFromJsonAsync<Answer>(cancellation))?.Id;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Page(string Contact, string Url, string Code);

    private sealed record Answer(string? Id);
}
