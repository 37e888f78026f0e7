using System.Collections.Frozen;
using System.Globalization;
using NodaTime;
using Twilio.Clients;
using Twilio.Exceptions;
using Twilio.Http;
using Twilio.Rest.Api.V2010.Account;

namespace KapWorkflow.Functions;

/// <summary>
/// Twilio's message API. Its exceptions name the number and repeat the answer, so none of them leaves this class.
/// </summary>
public sealed class TwilioSender(IHttpMessageHandlerFactory handlers, MessagingOptions options) : ISmsSender
{
    internal const string ClientName = "twilio";
    internal const string StatusPath = "/api/webhooks/twilio/status";
    private const int PageOfMessages = 200;

    /// <summary>Clocks differ: Twilio's may be behind the one that wrote the claim.</summary>
    private static readonly Duration ClockSlack = Duration.FromMinutes(1);

    /// <summary>
    /// Refusals that are about our sender, not about the person: a full queue (21611, 14107), a number or service that is not set up
    /// (21212, 21606, 21659, 21660, 21703, 21704), an account that is not active (20005). The message waits for them to be put right.
    /// </summary>
    private static readonly FrozenSet<int> AboutUs = new[] { 14107, 20003, 20005, 20429, 21212, 21606, 21611, 21659, 21660, 21703, 21704 }.ToFrozenSet();

    public async Task<SendOutcome> SendAsync(SmsMessage message, CancellationToken cancellation)
    {
        using var patience = Patience(cancellation);
        using var exchange = Open(patience.Token);
        var create = Of(message);
        try
        {
            var sent = await MessageResource.CreateAsync(create, Client(exchange));
            return sent.Sid is { Length: > 0 } sid ? new SendOutcome.Accepted(sid) : new SendOutcome.Unclear("no-id");
        }
        catch (Exception failure) when (exchange.HasEnded)
        {
            cancellation.ThrowIfCancellationRequested();
            return OutcomeOf(exchange, failure, patience.IsCancellationRequested);
        }
    }

    /// <remarks>Filtered here, not there: Twilio's filter goes by the time of sending, which a text in the queue does not have yet.</remarks>
    public async Task<string?> FindAsync(string to, string fingerprint, Instant since, CancellationToken cancellation)
    {
        using var patience = Patience(cancellation);
        using var exchange = Open(patience.Token);
        try
        {
            var found = await MessageResource.ReadAsync(new ReadMessageOptions { To = to, PageSize = PageOfMessages }, Client(exchange));
            // Newest first, and a person gets a handful of texts a week: what was sent since the claim is on the first page.
            found.AutoPaging = false;
            return found.FirstOrDefault(each => each.Body is { } body && Fingerprint.Of(body) == fingerprint && IsSince(each, since))?.Sid;
        }
        catch (Exception) when (exchange.HasEnded)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new HttpRequestException(exchange.Status is { } status
                ? string.Create(CultureInfo.InvariantCulture, $"Twilio answered {(int)status} when asked about a message: nobody can tell.")
                : "Twilio did not answer when asked about a message: nobody can tell.", inner: null, exchange.Status);
        }
    }

    private static bool IsSince(MessageResource message, Instant since) =>
        message.DateCreated is { } created && Instant.FromDateTimeUtc(created.ToUniversalTime()) >= since - ClockSlack;

    private static SendOutcome OutcomeOf(TwilioExchange exchange, Exception failure, bool gaveUp)
    {
        if (exchange.Failure is { } broken || exchange.Status is not { } status)
            return SendOutcomes.OfFailure(exchange.Failure ?? failure, gaveUp);
        var code = failure is ApiException { Code: > 0 and var number } ? number : 0;
        return AboutUs.Contains(code)
            ? new SendOutcome.NotNow(code.ToString(CultureInfo.InvariantCulture))
            : SendOutcomes.OfRefusal(status, code > 0 ? code.ToString(CultureInfo.InvariantCulture) : null);
    }

    private CreateMessageOptions Of(SmsMessage message)
    {
        var create = new CreateMessageOptions(message.To)
        {
            Body = message.Body,
            StatusCallback = new Uri(options.Site!, $"{StatusPath}?code={message.Code}"),
        };
        if (options.TwilioMessagingServiceSid.Length > 0)
            create.MessagingServiceSid = options.TwilioMessagingServiceSid;
        else
            create.From = options.TwilioFrom;
        return create;
    }

    private CancellationTokenSource Patience(CancellationToken cancellation)
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.Patience);
        return patience;
    }

    private TwilioExchange Open(CancellationToken patience) => new(handlers.CreateHandler(ClientName), options.TwilioAddress!, patience);

    private TwilioRestClient Client(TwilioExchange exchange)
    {
        var http = new SystemNetHttpClient(new System.Net.Http.HttpClient(exchange, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan });
        return options.TwilioApiKeySid.Length > 0
            ? new TwilioRestClient(options.TwilioApiKeySid, options.TwilioApiKeySecret, options.TwilioAccountSid, httpClient: http)
            : new TwilioRestClient(options.TwilioAccountSid, options.TwilioAuthToken, httpClient: http);
    }
}
