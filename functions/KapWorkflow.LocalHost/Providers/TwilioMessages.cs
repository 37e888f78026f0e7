using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace KapWorkflow.LocalHost;

internal sealed record TwilioRequest(string To, string From, string MessagingServiceSid, string Body, string StatusCallback);

internal sealed record TwilioMessage(string Sid, string To, string From, string? MessagingServiceSid, string Body, string Status, Instant At);

/// <summary>The account's messages, read back from the inbox so that they survive a restart as Twilio's do.</summary>
internal sealed class TwilioMessages(ILocalInbox inbox, LocalProviderFaults faults, ProviderEvents events, IClock clock)
{
    public IEnumerable<TwilioMessage> All => inbox.All
        .Where(message => message.Channel == "sms")
        .Select(message => new TwilioMessage(message.Id, message.To, LocalProviderAccounts.TwilioFrom, null, message.Text, message.Status, message.At));

    public TwilioMessage Accept(TwilioRequest request)
    {
        var message = new TwilioMessage(
            $"SM{Guid.NewGuid():N}", request.To, request.From.Length > 0 ? request.From : LocalProviderAccounts.TwilioFrom,
            request.MessagingServiceSid.Length > 0 ? request.MessagingServiceSid : null, request.Body, "queued", clock.GetCurrentInstant());
        var kept = new InboxMessage(message.Sid, "sms", message.To, null, null, message.Body, message.At, "accepted", OwnIds.In(request.StatusCallback) ?? "");
        inbox.Add(kept);
        events.Tell(kept, faults.NextDelivery(LocalProvider.Twilio), Uri.TryCreate(request.StatusCallback, UriKind.Absolute, out var callback) ? callback : null);
        return message;
    }
}

internal static class TwilioJson
{
    private static readonly InstantPattern Rfc2822 = InstantPattern.Create("ddd, dd MMM uuuu HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    public static object Of(TwilioMessage message, string account) => new
    {
        sid = message.Sid,
        account_sid = account,
        messaging_service_sid = message.MessagingServiceSid,
        api_version = "2010-04-01",
        to = message.To,
        from = message.From,
        body = message.Body,
        status = message.Status,
        direction = "outbound-api",
        num_segments = "1",
        num_media = "0",
        date_created = Rfc2822.Format(message.At),
        date_updated = Rfc2822.Format(message.At),
        date_sent = Rfc2822.Format(message.At),
        price = (string?)null,
        price_unit = "USD",
        error_code = (int?)null,
        error_message = (string?)null,
        uri = $"/2010-04-01/Accounts/{account}/Messages/{message.Sid}.json",
        subresource_uris = new { media = $"/2010-04-01/Accounts/{account}/Messages/{message.Sid}/Media.json" },
    };
}

/// <summary>Twilio's list filters: <c>To</c>, <c>From</c>, <c>DateSent</c> (a day), <c>DateSent&lt;</c>, <c>DateSent&gt;</c>.</summary>
internal sealed record TwilioQuery(string To, string From, Instant After, Instant Before, int Page, int PageSize)
{
    public static TwilioQuery? Parse(IQueryCollection query)
    {
        Instant? after = Instant.MinValue, before = Instant.MaxValue;
        if (query.TryGetValue("DateSent", out var day))
            (after, before) = (Start(day.ToString()), Start(day.ToString())?.Plus(Duration.FromDays(1)));
        if (query.TryGetValue("DateSent>", out var earliest))
            after = Start(earliest.ToString());
        if (query.TryGetValue("DateSent<", out var latest))
            before = End(latest.ToString());
        if (after is null || before is null)
            return null;

        return new TwilioQuery(
            query["To"].ToString(), query["From"].ToString(), after.Value, before.Value,
            Math.Max(0, Number(query["Page"].ToString()) ?? 0), Math.Clamp(Number(query["PageSize"].ToString()) ?? 50, 1, 1000));
    }

    public bool Matches(TwilioMessage message) =>
        (To.Length == 0 || message.To == To) && (From.Length == 0 || message.From == From) && message.At >= After && message.At < Before;

    public static string Url(IQueryCollection query, int page) => QueryString.Create(
        query.Where(pair => pair.Key != "Page").SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value))
            .Append(KeyValuePair.Create("Page", (string?)page.ToString(CultureInfo.InvariantCulture)))).ToString();

    private static Instant? Start(string text) => Day(text) ?? Moment(text);

    // "Until that day" includes the day, as a moment includes itself; messages carry parts of a second, the filter does not.
    private static Instant? End(string text) => Day(text)?.Plus(Duration.FromDays(1)) ?? Moment(text)?.Plus(Duration.FromSeconds(1));

    private static Instant? Day(string text) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true } day ? day.Value.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant() : null;

    private static Instant? Moment(string text) =>
        InstantPattern.ExtendedIso.Parse(text) is { Success: true } moment ? moment.Value : null;

    private static int? Number(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
}
