using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;

namespace KapWorkflow.Functions;

/// <summary>A table in Azure or its emulator, behind <see cref="TableRules"/>.</summary>
public sealed class GuardedTable(string name, TableClient client) : ITable
{
    public string Name => name;

    public async Task<Row?> GetAsync(string partition, string key, CancellationToken cancellationToken = default)
    {
        TableRules.CheckKey(name, partition);
        TableRules.CheckKey(name, key);
        var found = await AskAsync("get", () => client.GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: cancellationToken), cancellationToken);
        return found.HasValue ? EntityRows.ToRow(name, found.Value!) : null;
    }

    public async IAsyncEnumerable<IReadOnlyList<Row>> ReadAsync(RowRange range, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IEnumerable<string>? only = range.Only is null ? null : ["PartitionKey", "RowKey", .. range.Only];
        var query = client.QueryAsync<TableEntity>(FilterOf(range), Math.Min(range.PageSize, RowRange.LargestPage), only, cancellationToken);
        await using var pages = query.AsPages().GetAsyncEnumerator(cancellationToken);
        while (await AskAsync("read", () => pages.MoveNextAsync().AsTask(), cancellationToken))
            yield return [.. pages.Current.Values.Select(entity => EntityRows.ToRow(name, entity))];
    }

    public async Task<WriteOutcome> WriteAsync(Write write, CancellationToken cancellationToken = default)
    {
        TableRules.Check(name, [write]);
        var row = write.Row;
        var etag = row.ETag is { } read ? new ETag(read) : default;
        try
        {
            var response = await AskAsync(write.Kind.ToString(), () => write.Kind switch
            {
                WriteKind.Add => client.AddEntityAsync(EntityRows.ToEntity(row), cancellationToken),
                WriteKind.Replace => client.UpdateEntityAsync(EntityRows.ToEntity(row), etag, TableUpdateMode.Replace, cancellationToken),
                WriteKind.Merge => client.UpdateEntityAsync(EntityRows.ToEntity(row), etag, TableUpdateMode.Merge, cancellationToken),
                WriteKind.Touch => client.UpsertEntityAsync(EntityRows.ToEntity(row), TableUpdateMode.Merge, cancellationToken),
                _ => client.DeleteEntityAsync(row.Partition, row.Key, etag, cancellationToken),
            }, cancellationToken);
            // The client answers a delete of a missing row with the 404 itself, not with an exception.
            return response.Status == 404 ? WriteOutcome.Refused(WriteResult.Missing, 0) : WriteOutcome.Written(response.Headers.ETag?.ToString());
        }
        catch (RequestFailedException failure) when (ExpectedOf(failure) is { } why)
        {
            return WriteOutcome.Refused(why, 0);
        }
    }

    public async Task<WriteOutcome> SubmitAsync(IReadOnlyList<Write> writes, CancellationToken cancellationToken = default)
    {
        TableRules.Check(name, writes);
        try
        {
            var answer = await AskAsync("transaction", () => client.SubmitTransactionAsync(writes.Select(EntityRows.ToAction), cancellationToken), cancellationToken);
            return WriteOutcome.Written([.. answer.Value.Select(response => response.Headers.ETag?.ToString())]);
        }
        catch (TableTransactionFailedException failure) when (ExpectedOf(failure) is { } why)
        {
            return WriteOutcome.Refused(why, failure.FailedTransactionActionIndex);
        }
    }

    private static string? FilterOf(RowRange range)
    {
        List<string> parts = [];
        if (range.Partition is { } partition) parts.Add(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"));
        if (range.From is { } from) parts.Add(TableClient.CreateQueryFilter($"RowKey ge {from}"));
        if (range.Before is { } before) parts.Add(TableClient.CreateQueryFilter($"RowKey lt {before}"));
        return parts.Count == 0 ? null : string.Join(" and ", parts);
    }

    private async Task<T> AskAsync<T>(string operation, Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        catch (RequestFailedException failure) when (failure.Status is 0 or 408 or 429 or >= 500)
        {
            throw new StorageUnreachableException(name, operation, failure);
        }
        catch (Exception failure) when (failure is AggregateException or HttpRequestException or IOException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new StorageUnreachableException(name, operation, failure);
        }
    }

    // A missing or vanishing table is an incident, not an answer about a row.
    private static WriteResult? ExpectedOf(RequestFailedException failure) => (failure.Status, failure.ErrorCode) switch
    {
        (409, "EntityAlreadyExists") => WriteResult.Exists,
        (412, _) => WriteResult.Changed,
        (404, "ResourceNotFound" or "EntityNotFound") => WriteResult.Missing,
        _ => null,
    };
}
