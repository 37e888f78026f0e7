namespace KapWorkflow.Functions;

/// <summary>A row that cannot be read. It names kinds only: keys and values may belong to a client.</summary>
public sealed class CorruptRowException(string table, string partition, string key, string property, Exception? inner = null)
    : Exception($"Table {table}, partition kind '{KeyKind.Of(partition)}', row kind '{KeyKind.Of(key)}': value '{property}' is missing or unreadable.", inner);

/// <summary>Our own code asked for something that Azure refuses, or that would lose data. A bug, not an incident.</summary>
public sealed class TableRuleException(string table, string rule) : InvalidOperationException($"Table {table}: {rule}");

/// <summary>The storage did not answer. A write may have happened: read back before trying again.</summary>
public sealed class StorageUnreachableException(string table, string operation, Exception? inner = null)
    : Exception($"Table {table}: no answer to {operation}.", inner);

/// <summary>The part of a key that says what it is: `f` of `f:00000012`, `jr` of `jr_…`.</summary>
public static class KeyKind
{
    public static string Of(string key)
    {
        var end = key.AsSpan().IndexOfAny(':', '_');
        var kind = end > 0 ? key[..end] : key;
        return kind.Length is > 0 and <= 12 && kind.All(char.IsAsciiLetterLower) ? kind : "id";
    }
}
