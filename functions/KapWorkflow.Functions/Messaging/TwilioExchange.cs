using System.Net;

namespace KapWorkflow.Functions;

/// <summary>
/// One exchange with Twilio. The package can be given neither another address nor a cancellation, and forgets the status of an answer
/// that is not its own JSON: this handler under its client sees to all three.
/// </summary>
internal sealed class TwilioExchange(HttpMessageHandler inner, Uri address, CancellationToken patience) : DelegatingHandler(inner)
{
    /// <summary>What was answered, if anything was.</summary>
    public HttpStatusCode? Status { get; private set; }

    /// <summary>Why nothing was answered.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Whatever is thrown before that is a mistake of ours, and nothing was sent.</summary>
    public bool HasEnded => Status is not null || Failure is not null;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.RequestUri = new Uri(address.GetLeftPart(UriPartial.Path).TrimEnd('/') + request.RequestUri!.PathAndQuery);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience);
        try
        {
            var answer = await base.SendAsync(request, both.Token);
            Status = answer.StatusCode;
            await answer.Content.LoadIntoBufferAsync(both.Token);
            return answer;
        }
        catch (Exception failure)
        {
            Failure = failure;
            throw;
        }
    }
}
