#nullable disable
using System.Globalization;
using System.Text.Json;
using Twilio.Base;
using Twilio.Clients;
using Twilio.Http;
using Twilio.Types;

namespace Twilio.Rest.Api.V2010.Account;

public class MessageResource : Resource
{
    private MessageResource()
    {
    }

    public string Sid { get; private set; }

    public string Body { get; private set; }

    public PhoneNumber From { get; private set; }

    public string To { get; private set; }

    public int? ErrorCode { get; private set; }

    public DateTime? DateCreated { get; private set; }

    public DateTime? DateSent { get; private set; }

    public static async Task<MessageResource> CreateAsync(CreateMessageOptions options, ITwilioRestClient client = null)
    {
        var response = await client.RequestAsync(new Request(System.Net.Http.HttpMethod.Post, Messages(options.PathAccountSid, client), options.GetParams()));
        using var json = JsonDocument.Parse(response.Content);
        return Of(json.RootElement);
    }

    public static async Task<ResourceSet<MessageResource>> ReadAsync(ReadMessageOptions options, ITwilioRestClient client = null)
    {
        var response = await client.RequestAsync(new Request(System.Net.Http.HttpMethod.Get, Messages(options.PathAccountSid, client), options.GetParams()));
        return new ResourceSet<MessageResource>(
            Page(response), options.Limit, next => Page(client.Request(new Request(System.Net.Http.HttpMethod.Get, next, []))));
    }

    private static string Messages(string account, ITwilioRestClient client) => $"/2010-04-01/Accounts/{account ?? client.AccountSid}/Messages.json";

    private static (List<MessageResource> Records, string Next) Page(Response response)
    {
        using var json = JsonDocument.Parse(response.Content);
        return ([.. json.RootElement.GetProperty("messages").EnumerateArray().Select(Of)], Text(json.RootElement, "next_page_uri"));
    }

    private static MessageResource Of(JsonElement message) => new()
    {
        Sid = Text(message, "sid"),
        Body = Text(message, "body"),
        From = Text(message, "from") is { } from ? new PhoneNumber(from) : null,
        To = Text(message, "to"),
        ErrorCode = message.TryGetProperty("error_code", out var code) && code.ValueKind == JsonValueKind.Number ? code.GetInt32() : null,
        DateCreated = Moment(message, "date_created"),
        DateSent = Moment(message, "date_sent"),
    };

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // A local time, as the package's reader makes of "Tue, 01 Dec 2026 22:00:00 +0000": who compares it says ToUniversalTime first.
    private static DateTime? Moment(JsonElement json, string name) =>
        Text(json, name) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).LocalDateTime : null;
}
