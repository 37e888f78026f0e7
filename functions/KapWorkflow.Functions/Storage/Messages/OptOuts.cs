using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>STOP and START by phone number, whoever shares it. Read last before a text is sent; the later word wins, not the later write.</summary>
public sealed class OptOuts(ITables tables)
{
    private readonly ITable _optOuts = tables.Open(TableNames.OptOuts);

    public Task StopAsync(string phoneHash, Instant at, CancellationToken cancellationToken = default) => SayAsync(phoneHash, stopped: true, at, cancellationToken);

    public Task StartAsync(string phoneHash, Instant at, CancellationToken cancellationToken = default) => SayAsync(phoneHash, stopped: false, at, cancellationToken);

    public async Task<bool> IsStoppedAsync(string phoneHash, CancellationToken cancellationToken = default) =>
        (await _optOuts.GetAsync(phoneHash, "sms", cancellationToken))?.Flag("stopped") ?? false;

    private async Task SayAsync(string phoneHash, bool stopped, Instant at, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = await _optOuts.GetAsync(phoneHash, "sms", cancellationToken);
            // Of two words at one instant the refusal counts.
            if (row is not null && (row.Time("at") > at || (row.Time("at") == at && row.Flag("stopped")))) return;
            var said = new Row(phoneHash, "sms", row?.ETag) { ["stopped"] = stopped, ["at"] = at };
            if ((await _optOuts.WriteAsync(row is null ? Write.Add(said) : Write.Replace(said), cancellationToken)).Done) return;
        }
    }
}
