using System.Runtime.CompilerServices;

namespace KapWorkflow.Functions;

public static class TableReading
{
    /// <summary>All rows of a range. More than one page is not one moment: callers that need one moment read the pages themselves.</summary>
    public static async Task<IReadOnlyList<Row>> ReadAllAsync(this ITable table, RowRange range, CancellationToken cancellationToken = default)
    {
        List<Row> rows = [];
        await foreach (var page in table.ReadAsync(range, cancellationToken)) rows.AddRange(page);
        return rows;
    }

    /// <summary>The rows of a range one by one, for sweeps that must not hold a table in memory.</summary>
    public static async IAsyncEnumerable<Row> SweepAsync(
        this ITable table, RowRange range, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var page in table.ReadAsync(range, cancellationToken))
        {
            foreach (var row in page) yield return row;
        }
    }

    /// <returns>
    /// Whether this call added the row. The storage's client asks again after a lost answer, so false can also mean that our own first
    /// request arrived: callers for whom that matters compare what is there.
    /// </returns>
    public static async Task<bool> AddIfAbsentAsync(this ITable table, Row row, CancellationToken cancellationToken = default) =>
        (await table.WriteAsync(Write.Add(row), cancellationToken)).Done;
}
