using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <param name="Key">The duty's key within the journey.</param>
public sealed record CodedMessage(JourneyId Journey, string Key);

/// <summary>What an `mg_…` code stands for. Written before sending, so that every webhook finds its way.</summary>
public sealed class ProviderCodes(ITables tables)
{
    private readonly ITable _codes = tables.Open(TableNames.Codes);

    /// <summary>A code always stands for the same message, so a repeat changes nothing.</summary>
    public Task RememberAsync(string code, CodedMessage message, CancellationToken cancellationToken = default) =>
        _codes.AddIfAbsentAsync(new Row(code, "code") { ["journey"] = message.Journey.Value, ["key"] = message.Key }, cancellationToken);

    public async Task<CodedMessage?> FindAsync(string code, CancellationToken cancellationToken = default)
    {
        if (code.Length != 29 || !code.StartsWith("mg_", StringComparison.Ordinal) || !code.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')) return null;
        return await _codes.GetAsync(code, "code", cancellationToken) is { } row ? new(row.Journey("journey"), row.Text("key")) : null;
    }
}
