using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>SMS has not been set up: every text is refused for good, and the other channel takes its place (care-pathway §0.3).</summary>
internal sealed class NoSms : ISmsSender
{
    public Task<SendOutcome> SendAsync(SmsMessage message, CancellationToken cancellation) => Task.FromResult<SendOutcome>(new SendOutcome.Refused("no-sms"));

    public Task<string?> FindAsync(string to, string fingerprint, Instant since, CancellationToken cancellation) => Task.FromResult<string?>(null);
}

/// <summary>No pager has been set up: a page goes on to the contact's next channel.</summary>
internal sealed class NoPager : IPager
{
    public Task<SendOutcome> PageAsync(PageMessage message, CancellationToken cancellation) => Task.FromResult<SendOutcome>(new SendOutcome.Refused("no-pager"));
}
