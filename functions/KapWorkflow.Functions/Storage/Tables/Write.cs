namespace KapWorkflow.Functions;

public enum WriteKind
{
    Add,
    Replace,
    Merge,
    Delete,

    /// <summary>Adds or merges without an ETag; for the row `v` alone, which exists only so that its ETag changes.</summary>
    Touch,
}

/// <summary>One change to one row. Replace, merge and delete need the ETag the row was read with: nothing is ever overwritten unseen.</summary>
public sealed record Write
{
    private Write(WriteKind kind, Row row) => (Kind, Row) = (kind, row);

    public WriteKind Kind { get; }

    public Row Row { get; }

    public static Write Add(Row row) => new(WriteKind.Add, row);

    public static Write Replace(Row row) => new(WriteKind.Replace, row);

    /// <summary>Changes the values given and keeps the others.</summary>
    public static Write Merge(Row row) => new(WriteKind.Merge, row);

    public static Write Delete(Row row) => new(WriteKind.Delete, row);

    public static Write Touch(string partition) => new(WriteKind.Touch, new Row(partition, TableRules.TouchedRow));
}

public enum WriteResult
{
    Done,

    /// <summary>A row to be added is there already.</summary>
    Exists,

    /// <summary>A row was changed since it was read.</summary>
    Changed,

    /// <summary>A row to be changed is not there.</summary>
    Missing,
}

/// <param name="ETags">The new ETag of each row written, in order; null for a deleted one. Empty unless done.</param>
/// <param name="FailedAt">Which write of a batch was refused, where the storage says so.</param>
public sealed record WriteOutcome(WriteResult Result, IReadOnlyList<string?> ETags, int? FailedAt = null)
{
    public bool Done => Result == WriteResult.Done;

    public static WriteOutcome Written(params IReadOnlyList<string?> etags) => new(WriteResult.Done, etags);

    public static WriteOutcome Refused(WriteResult why, int? at = null) => new(why, [], at);
}
