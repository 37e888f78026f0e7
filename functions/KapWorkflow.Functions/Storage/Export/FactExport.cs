using System.Text.Json;
using System.Text.Json.Nodes;
using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>Every fact of every journey as JSON, a line each, in the order of each journey: to leave with one's data, and to read it elsewhere.</summary>
public sealed class FactExport(ITables tables, KeyRing keys)
{
    private readonly ITable _journeys = tables.Open(TableNames.Journeys);

    /// <summary>Content is in clear text. Of an erased journey the lines say that, and what kind of fact stood there.</summary>
    /// <returns>How many facts were written.</returns>
    public async Task<int> WriteAsync(TextWriter to, CancellationToken cancellationToken = default)
    {
        var count = 0;
        var heads = RowRange.Everywhere.Named(JourneyHead.Key).KeysOnly;
        await foreach (var found in _journeys.SweepAsync(heads, cancellationToken))
        {
            var id = JourneyId.TryParse(found.Partition, out var known) ? known : throw found.Corrupt("partition");
            var (head, rows) = await JourneyReader.RowsAsync(_journeys, ChainVerifier.FactsAndHead(id), cancellationToken);
            if (head is null) continue;
            var key = JourneyHead.Of(head).WrappedKey is null ? null : JourneyReader.KeyOf(keys, id, head);
            foreach (var row in rows.Where(row => row.Key.StartsWith(FactRows.Prefix, StringComparison.Ordinal)))
            {
                await to.WriteAsync(JsonSerializer.Serialize(LineOf(id, row, key), FactJson.Options).AsMemory(), cancellationToken);
                await to.WriteAsync("\n".AsMemory(), cancellationToken);
                count++;
            }
        }
        await to.FlushAsync(cancellationToken);
        return count;
    }

    private static Line LineOf(JourneyId id, Row row, DataKey? key) => new(
        id,
        FactRows.SequenceOf(row),
        row.Time("at"),
        row.Text("by"),
        row.Text("clinic"),
        row.Text("attempt"),
        row.Text("type"),
        key is null ? null : JsonNode.Parse(FactRows.JsonOf(row, key)),
        key is null ? true : null);

    private sealed record Line(JourneyId Journey, int Sequence, Instant At, string By, string Clinic, string Attempt, string Type, JsonNode? Fact, bool? Erased);
}
