using KapWorkflow.Core;
using SendGrid;
using SendGrid.Helpers.Mail;

namespace KapWorkflow.Functions;

/// <summary>
/// SendGrid, which is to be treated as a carrier without a BAA (care-pathway §8.2): no names, no tracking, and nothing about a message
/// but its code. SendGrid cannot be asked what became of one; its events say so.
/// </summary>
public sealed class SendGridSender(IHttpClientFactory clients, MessagingOptions options, Clinic clinic) : IEmailSender
{
    internal const string ClientName = "sendgrid";

    public async Task<SendOutcome> SendAsync(EmailMessage message, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.Patience);
        using var http = clients.CreateClient(ClientName);
        var client = new SendGridClient(http, new SendGridClientOptions { ApiKey = options.SendGridApiKey, Host = options.SendGridAddress!.AbsoluteUri });
        try
        {
            var answer = await client.SendEmailAsync(MailOf(message), patience.Token);
            return answer.IsSuccessStatusCode ? new SendOutcome.Accepted(IdOf(answer)) : SendOutcomes.OfRefusal(answer.StatusCode);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested && failure is HttpRequestException or OperationCanceledException or IOException)
        {
            return SendOutcomes.OfFailure(failure, patience.IsCancellationRequested);
        }
    }

    /// <summary>A personalization for each, so that nobody sees who else was written to.</summary>
    private SendGridMessage MailOf(EmailMessage message)
    {
        var mail = new SendGridMessage
        {
            From = new EmailAddress(options.FromEmail, clinic.Brand),
            Subject = message.Subject,
            PlainTextContent = message.Text,
            HtmlContent = message.Html,
            Personalizations = [.. message.To.Select(to => new Personalization { Tos = [new EmailAddress(to)] })],
        };
        // Of the message, not of its first recipient.
        mail.AddGlobalCustomArg("code", message.Code);
        mail.SetClickTracking(enable: false, enableText: false);
        mail.SetOpenTracking(enable: false);
        mail.SetGoogleAnalytics(enable: false);
        mail.SetSubscriptionTracking(enable: false);
        return mail;
    }

    private static string IdOf(Response answer) => answer.Headers.TryGetValues("X-Message-Id", out var ids) ? ids.First() : "";
}
