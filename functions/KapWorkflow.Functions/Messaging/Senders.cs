using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>What a provider made of a message.</summary>
public abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <param name="ProviderId">The provider's own id of the message; never an address.</param>
    public sealed record Accepted(string ProviderId) : SendOutcome;

    /// <summary>Refused for good: a bad address, an opt-out at the carrier. Never tried again.</summary>
    /// <param name="Code">The provider's code, such as 21610.</param>
    public sealed record Refused(string Code) : SendOutcome;

    /// <summary>Surely not taken, and worth another try later: no connection, 429, a 5xx that says so.</summary>
    public sealed record NotNow(string Code) : SendOutcome;

    /// <summary>Nobody can tell: the connection broke after the request went out.</summary>
    public sealed record Unclear(string Code) : SendOutcome;
}

/// <param name="Code">The message's name outside our tables, <c>mg_…</c>: comes back with every event.</param>
public sealed record EmailMessage(IReadOnlyList<string> To, string Subject, string Text, string Html, string Code);

/// <param name="To">E.164.</param>
public sealed record SmsMessage(string To, string Body, string Code);

/// <param name="Contact">The on-call service's id of the contact.</param>
/// <param name="Url">Where the alert is answered; the page itself says nothing about anybody.</param>
public sealed record PageMessage(string Contact, string Url, string Code);

/// <summary>A mailer. A practice that needs one under a BAA adds one class (care-pathway §8.2).</summary>
public interface IEmailSender
{
    Task<SendOutcome> SendAsync(EmailMessage message, CancellationToken cancellation);
}

public interface ISmsSender
{
    Task<SendOutcome> SendAsync(SmsMessage message, CancellationToken cancellation);

    /// <summary>The provider's id of a text to that number sent since then whose body has that fingerprint; null when there is none.</summary>
    /// <exception cref="HttpRequestException">The provider did not answer: nobody can tell.</exception>
    Task<string?> FindAsync(string to, string fingerprint, Instant since, CancellationToken cancellation);
}

/// <summary>An on-call service that does not use the vendors that may be failing.</summary>
public interface IPager
{
    Task<SendOutcome> PageAsync(PageMessage message, CancellationToken cancellation);
}
