using NodaTime;

namespace KapWorkflow.Functions;

public enum InboundState
{
    New,

    /// <summary>Taken before, but its handling was cut short: handle it again.</summary>
    Unfinished,
    Handled,
}

/// <summary>Which messages a provider has already handed us; providers repeat themselves.</summary>
public sealed class InboundMessages(ITables tables, IClock clock)
{
    private readonly ITable _inbound = tables.Open(TableNames.Inbound);

    /// <param name="id">The provider's own id.</param>
    public async Task<InboundState> TakeAsync(string provider, string id, CancellationToken cancellationToken = default)
    {
        var row = new Row(provider + ":" + id, "message") { ["at"] = clock.GetCurrentInstant() };
        if (await _inbound.AddIfAbsentAsync(row, cancellationToken)) return InboundState.New;
        var known = (await _inbound.GetAsync(row.Partition, row.Key, cancellationToken))!;
        return known.Flag("handled") ? InboundState.Handled : InboundState.Unfinished;
    }

    public async Task HandledAsync(string provider, string id, CancellationToken cancellationToken = default)
    {
        if (await _inbound.GetAsync(provider + ":" + id, "message", cancellationToken) is not { } row) return;
        await _inbound.WriteAsync(Write.Merge(new Row(row.Partition, row.Key, row.ETag) { ["handled"] = true }), cancellationToken);
    }
}
