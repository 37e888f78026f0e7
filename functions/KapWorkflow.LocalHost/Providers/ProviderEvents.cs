using System.Threading.Channels;

namespace KapWorkflow.LocalHost;

/// <summary>
/// Tells the app what became of its messages, as the providers' webhooks do: one after the other, signed, again when the app does not
/// answer with success. What a killed host left untold is told by the next one. The clock waits for it.
/// </summary>
internal sealed partial class ProviderEvents : BackgroundService
{
    private const int Attempts = 3;
    private readonly Channel<Event> _queue = Channel.CreateUnbounded<Event>(new UnboundedChannelOptions { SingleReader = true });
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly ILocalInbox _inbox;
    private readonly ProviderCallbacks _callbacks;
    private readonly Stillness _stillness;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger<ProviderEvents> _log;

    public ProviderEvents(ILocalInbox inbox, ProviderCallbacks callbacks, Stillness stillness, IHostApplicationLifetime lifetime, ILogger<ProviderEvents> log)
    {
        (_inbox, _callbacks, _stillness, _lifetime, _log) = (inbox, callbacks, stillness, lifetime, log);
        // Before anything is served: whatever is undelivered now was left by a host before this one.
        foreach (var message in inbox.All.Where(IsUntold))
            Tell(message, new LocalDelivery.Arrives());
    }

    /// <param name="callback">Where a text's sender wants to hear of it; null for what the account says.</param>
    public void Tell(InboxMessage message, LocalDelivery delivery, Uri? callback = null)
    {
        if (delivery is not LocalDelivery.Silent)
            _queue.Writer.TryWrite(new Event(message, delivery, callback, _stillness.Begin()));
    }

    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var listening = _lifetime.ApplicationStarted.Register(started.SetResult);
        try
        {
            await started.Task.WaitAsync(stoppingToken);
            await foreach (var each in _queue.Reader.ReadAllAsync(stoppingToken))
            {
                using (each.UnderWay)
                    await TellAsync(each, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is still in the queue is told by the next host.
        }
    }

    private static bool IsUntold(InboxMessage message) => message is { Status: "accepted", Channel: "email" or "sms", MessageId.Length: > 0 };

    private async Task TellAsync(Event each, CancellationToken stop)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            using var request = _callbacks.RequestFor(each.Message, each.Delivery, each.Callback);
            if (request is null)
                return;
            try
            {
                using var answer = await _http.SendAsync(request, stop);
                if (answer.IsSuccessStatusCode)
                {
                    _inbox.Add(each.Message with { Status = each.Delivery is LocalDelivery.Fails ? "undelivered" : "delivered" });
                    return;
                }
                LogRefused(each.Message.MessageId, attempt, (int)answer.StatusCode);
            }
            catch (HttpRequestException unreachable)
            {
                LogUnreachable(each.Message.MessageId, attempt, unreachable.HttpRequestError);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The app answered {Status} to the event about {Code}, attempt {Attempt}")]
    private partial void LogRefused(string code, int attempt, int status);

    [LoggerMessage(2, LogLevel.Warning, "The app could not be told about {Code}, attempt {Attempt}: {Error}")]
    private partial void LogUnreachable(string code, int attempt, HttpRequestError error);

    private sealed record Event(InboxMessage Message, LocalDelivery Delivery, Uri? Callback, IDisposable UnderWay);
}
