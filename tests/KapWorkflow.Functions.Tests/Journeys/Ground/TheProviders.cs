using System.Globalization;
using KapWorkflow.Core;
using KapWorkflow.LocalHost;
using Microsoft.DurableTask.Client;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

internal sealed record SentMessage(string Id, Channel Channel, string To, string Text, string Code, Instant At);

/// <summary>Mailer, text provider and pager, outside of every process: what they have taken stays taken, and they tell what became of it until they are heard.</summary>
internal sealed class TheProviders(IClock clock)
{
    private readonly Lock _lock = new();
    private readonly List<SentMessage> _sent = [];
    private readonly List<SentMessage> _untold = [];

    public IReadOnlyList<SentMessage> Sent
    {
        get
        {
            lock (_lock)
                return [.. _sent];
        }
    }

    /// <summary>Tells one more event of that channel, any when null.</summary>
    /// <returns>False when there is none.</returns>
    public async Task<bool> TellAsync(Channel? channel, Receipts receipts, DurableTaskClient durable, CancellationToken cancellation)
    {
        SentMessage? next;
        lock (_lock)
            next = _untold.Find(message => channel is null || message.Channel == channel);
        if (next is null)
            return false;
        await receipts.RecordAsync(next.Code, next.Channel, EffectState.Delivered, null, next.Id, durable, cancellation);
        lock (_lock)
            _untold.Remove(next);
        return true;
    }

    public SendOutcome.Accepted Take(Channel channel, string to, string text, string code)
    {
        lock (_lock)
        {
            var message = new SentMessage(string.Create(CultureInfo.InvariantCulture, $"pv{_sent.Count + 1}"), channel, to, text, code, clock.GetCurrentInstant());
            _sent.Add(message);
            if (channel != Channel.Pager)
                _untold.Add(message);
            return new SendOutcome.Accepted(message.Id);
        }
    }

    public string? Find(string to, string fingerprint, Instant since) =>
        Sent.FirstOrDefault(message => message.Channel == Channel.Sms && message.To == to && message.At >= since && Fingerprint.Of(message.Text) == fingerprint)?.Id;
}

/// <summary>One process's way to the providers. A dead process sends nothing.</summary>
internal sealed class WayToProviders(TheProviders providers, FaultyTables life) : IEmailSender, ISmsSender, IPager
{
    public Task<SendOutcome> SendAsync(EmailMessage message, CancellationToken cancellation) =>
        WhileAliveAsync<SendOutcome>(() => providers.Take(Channel.Email, string.Join(' ', message.To), message.Text, message.Code));

    public Task<SendOutcome> SendAsync(SmsMessage message, CancellationToken cancellation) =>
        WhileAliveAsync<SendOutcome>(() => providers.Take(Channel.Sms, message.To, message.Body, message.Code));

    public Task<SendOutcome> PageAsync(PageMessage message, CancellationToken cancellation) =>
        WhileAliveAsync<SendOutcome>(() => providers.Take(Channel.Pager, message.Contact, message.Url, message.Code));

    public Task<string?> FindAsync(string to, string fingerprint, Instant since, CancellationToken cancellation) =>
        WhileAliveAsync(() => providers.Find(to, fingerprint, since));

    private async Task<T> WhileAliveAsync<T>(Func<T> act)
    {
        await Task.Yield();
        return life.Crashed ? throw new SimulatedCrashException(0) : act();
    }
}
