using System.Globalization;
using System.Net;

namespace KapWorkflow.Functions;

/// <summary>
/// What an answer, or its absence, proves about a message. The question is always the same: may it have been taken?
/// When it surely was not, it is tried again; when nobody can tell, the provider is asked first.
/// </summary>
internal static class SendOutcomes
{
    /// <param name="code">The provider's own code, where it gave one.</param>
    public static SendOutcome OfRefusal(HttpStatusCode status, string? code = null)
    {
        var name = code ?? ((int)status).ToString(CultureInfo.InvariantCulture);
        return (int)status switch
        {
            429 or 503 => new SendOutcome.NotNow(name),
            // Our credentials, our account or our settings are at fault, not this message: it waits for them to be put right.
            >= 300 and < 400 or 401 or 402 or 403 or 404 or 405 or 407 => new SendOutcome.NotNow(name),
            408 or >= 500 or < 300 => new SendOutcome.Unclear(name),
            _ => new SendOutcome.Refused(name),
        };
    }

    /// <param name="gaveUp">Our own patience ended the wait.</param>
    public static SendOutcome OfFailure(Exception failure, bool gaveUp) => failure switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError }
            => new SendOutcome.NotNow("no-connection"),
        // The handler gave up connecting; our own patience shows as a cancellation of our token instead.
        OperationCanceledException { InnerException: TimeoutException } when !gaveUp => new SendOutcome.NotNow("no-connection"),
        OperationCanceledException => new SendOutcome.Unclear("timeout"),
        _ => new SendOutcome.Unclear("broken"),
    };
}
