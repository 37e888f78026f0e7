using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>
/// A row from before a commit until somebody has projected it and rung for it, one per commit: `{journey}:{attempt}`, over sixteen
/// partitions. A row without a commit is harmless; a commit without a row would be one that nobody sees.
/// </summary>
internal sealed class WakeRows(ITables tables, TimeProvider time)
{
    private readonly ITable _wake = tables.Open(TableNames.Wake);

    /// <returns>The row's name, which carries the tag it was written with, so that removing it is one transaction.</returns>
    public async Task<string> LeaveAsync(JourneyId journey, string attempt, CancellationToken cancellationToken)
    {
        var row = new Row(ShardOf(journey), KeyOf(journey, attempt)) { ["at"] = time.SystemNow() };
        try
        {
            if (await _wake.WriteAsync(Write.Add(row), cancellationToken) is { Done: true } written) return NameOf(attempt, written.ETags[0]);
        }
        catch (StorageUnreachableException)
        {
            if (await _wake.GetAsync(row.Partition, row.Key, cancellationToken) is null) throw;
        }
        // The attempt is ours alone: a row that is there is our own.
        return NameOf(attempt, (await _wake.GetAsync(row.Partition, row.Key, cancellationToken))?.ETag);
    }

    public async Task RemoveAsync(JourneyId journey, string name, CancellationToken cancellationToken)
    {
        var space = name.IndexOf(' ', StringComparison.Ordinal);
        try
        {
            if (space > 0) await _wake.WriteAsync(Write.Delete(new Row(ShardOf(journey), KeyOf(journey, name[..space]), name[(space + 1)..])), cancellationToken);
        }
        catch (StorageUnreachableException)
        {
            // The row stays, and the sweep looks at the journey once more than needed: no reason to fail what was committed.
        }
    }

    public async IAsyncEnumerable<WakeRow> UnseenAsync(Duration olderThan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var limit = time.SystemNow() - olderThan;
        await foreach (var row in _wake.SweepAsync(RowRange.Everywhere, cancellationToken))
        {
            var colon = row.Key.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || !JourneyId.TryParse(row.Key[..colon], out var journey)) throw row.Corrupt("key");
            if (row.Time("at") < limit) yield return new(journey, NameOf(row.Key[(colon + 1)..], row.ETag), row.Time("at"));
        }
    }

    private static string NameOf(string attempt, string? etag) => $"{attempt} {etag}";

    private static string KeyOf(JourneyId journey, string attempt) => $"{journey}:{attempt}";

    private static string ShardOf(JourneyId journey) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(journey.Value)))[..1];
}
