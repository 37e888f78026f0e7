namespace KapWorkflow.Functions;

/// <summary>
/// Rows from one key up to, not including, another, in one partition or (a sweep, which reads the whole table) in all of them.
/// Keys compare by their UTF-16 code units, as Azure does.
/// </summary>
public sealed record RowRange
{
    /// <summary>Azure's own limit of rows in one answer.</summary>
    public const int LargestPage = 1000;

    public string? Partition { get; private init; }
    public string? From { get; private init; }
    public string? Before { get; private init; }
    public int PageSize { get; init; } = LargestPage;

    /// <summary>The values wanted; null reads all, an empty list reads keys only.</summary>
    public IReadOnlyList<string>? Only { get; init; }

    public static RowRange Of(string partition) => new() { Partition = partition };

    public static RowRange Everywhere { get; } = new();

    public RowRange Between(string from, string before) => this with { From = from, Before = before };

    public RowRange StartingAt(string from) => this with { From = from };

    public RowRange StartingWith(string prefix) => Between(prefix, prefix[..^1] + (char)(prefix[^1] + 1));

    /// <summary>'-' is the lowest character a key may hold, so nothing lies between a key and the key with '-' behind it.</summary>
    public RowRange Named(string key) => Between(key, key + '-');

    public RowRange KeysOnly => this with { Only = [] };

    public bool Holds(string partition, string key) =>
        (Partition is null || Partition == partition)
        && (From is null || string.CompareOrdinal(key, From) >= 0)
        && (Before is null || string.CompareOrdinal(key, Before) < 0);
}
