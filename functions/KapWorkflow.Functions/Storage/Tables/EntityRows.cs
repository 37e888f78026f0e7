using Azure;
using Azure.Data.Tables;

namespace KapWorkflow.Functions;

/// <summary>Between our rows and the Azure client's entities.</summary>
internal static class EntityRows
{
    private static readonly HashSet<string> Envelope = new(["PartitionKey", "RowKey", "Timestamp", "odata.etag"], StringComparer.Ordinal);

    public static TableEntity ToEntity(Row row)
    {
        var entity = new TableEntity(row.Partition, row.Key);
        foreach (var (name, value) in row.Values) entity[name] = value;
        return entity;
    }

    public static Row ToRow(string table, TableEntity entity)
    {
        var values = ((IEnumerable<KeyValuePair<string, object>>)entity).Where(value => !Envelope.Contains(value.Key) && value.Value is not null);
        return Row.Of(entity.PartitionKey, entity.RowKey, entity.ETag.ToString(), values, table);
    }

    public static TableTransactionAction ToAction(Write write) => new(
        write.Kind switch
        {
            WriteKind.Add => TableTransactionActionType.Add,
            WriteKind.Replace => TableTransactionActionType.UpdateReplace,
            WriteKind.Merge => TableTransactionActionType.UpdateMerge,
            WriteKind.Touch => TableTransactionActionType.UpsertMerge,
            _ => TableTransactionActionType.Delete,
        },
        ToEntity(write.Row),
        write.Row.ETag is { } etag ? new ETag(etag) : default);
}
