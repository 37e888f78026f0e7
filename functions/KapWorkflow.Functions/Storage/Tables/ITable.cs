namespace KapWorkflow.Functions;

/// <summary>
/// One table of rows, as small as our use of it. Expected answers (a row exists already, changed meanwhile, is missing) are outcomes;
/// what our code must never ask is a <see cref="TableRuleException"/>, and a storage that does not answer is a
/// <see cref="StorageUnreachableException"/>, after which a write may or may not have happened.
/// </summary>
public interface ITable
{
    string Name { get; }

    Task<Row?> GetAsync(string partition, string key, CancellationToken cancellationToken = default);

    /// <summary>The rows of a range in key order, a page at a time. A page is a consistent read; two pages are not.</summary>
    IAsyncEnumerable<IReadOnlyList<Row>> ReadAsync(RowRange range, CancellationToken cancellationToken = default);

    Task<WriteOutcome> WriteAsync(Write write, CancellationToken cancellationToken = default);

    /// <summary>All writes or none; one partition, 100 writes and 4 MiB at most.</summary>
    Task<WriteOutcome> SubmitAsync(IReadOnlyList<Write> writes, CancellationToken cancellationToken = default);
}

/// <summary>Opens tables by their name in <see cref="TableNames"/>; a prefix keeps several practices or test runs in one account apart.</summary>
public interface ITables
{
    ITable Open(string name);

    Task CreateAsync(CancellationToken cancellationToken = default);
}
