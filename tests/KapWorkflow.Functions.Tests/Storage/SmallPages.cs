using System.Runtime.CompilerServices;

namespace KapWorkflow.Functions.Tests;

/// <summary>
/// Tables that answer in pages of so few rows, and let somebody in after each. As in Azure, the next page starts at the key that came
/// next when the last one was answered: a row added just before that key is left out.
/// </summary>
internal sealed class SmallPages(ITables tables, int size) : ITables
{
    public Func<IReadOnlyList<Row>, Task>? AfterPage { get; set; }

    public ITable Open(string name) => new Small(tables.Open(name), size, this);

    public Task CreateAsync(CancellationToken cancellationToken = default) => tables.CreateAsync(cancellationToken);

    private sealed class Small(ITable table, int size, SmallPages pages) : ITable
    {
        public string Name => table.Name;

        public Task<Row?> GetAsync(string partition, string key, CancellationToken cancellationToken = default) => table.GetAsync(partition, key, cancellationToken);

        public async IAsyncEnumerable<IReadOnlyList<Row>> ReadAsync(RowRange range, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            for (var left = range; left is not null;)
            {
                List<Row> rows = [];
                await foreach (var page in table.ReadAsync(left with { PageSize = size + 1 }, cancellationToken))
                {
                    rows.AddRange(page);
                    break;
                }
                left = rows.Count > size ? range.Between(rows[size].Key, range.Before ?? "~") : null;
                IReadOnlyList<Row> answer = [.. rows.Take(size)];
                yield return answer;
                if (pages.AfterPage is { } act) await act(answer);
            }
        }

        public Task<WriteOutcome> WriteAsync(Write write, CancellationToken cancellationToken = default) => table.WriteAsync(write, cancellationToken);

        public Task<WriteOutcome> SubmitAsync(IReadOnlyList<Write> writes, CancellationToken cancellationToken = default) => table.SubmitAsync(writes, cancellationToken);
    }
}
