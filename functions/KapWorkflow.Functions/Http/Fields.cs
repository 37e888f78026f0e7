using System.Diagnostics.CodeAnalysis;

namespace KapWorkflow.Functions;

/// <summary>
/// What a form or a JSON object says, as text by name, so that one reader serves both. JSON booleans are <c>true</c> and <c>false</c>,
/// a member of a nested object is <c>outer.inner</c>, null is absent.
/// </summary>
/// <param name="IsForm">In a form an unticked box is simply absent.</param>
public sealed record Fields(IReadOnlyDictionary<string, string> All, bool IsForm)
{
    public static Fields None { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal), IsForm: true);

    /// <summary>Trimmed, with line ends of one kind; null when absent or blank.</summary>
    public string? this[string name] =>
        All.TryGetValue(name, out var text) && text.Trim() is { Length: > 0 } trimmed ? trimmed.ReplaceLineEndings("\n") : null;

    /// <summary>As typed, to be shown again.</summary>
    public string Typed(string name) => All.GetValueOrDefault(name, "");

    public bool TryGet(string name, [NotNullWhen(true)] out string? text)
    {
        text = this[name];
        return text is not null;
    }

    /// <summary>The members of a nested object, under their own names.</summary>
    public Fields Under(string name)
    {
        var prefix = name + ".";
        return new(
            All.Where(each => each.Key.StartsWith(prefix, StringComparison.Ordinal))
                .ToDictionary(each => each.Key[prefix.Length..], each => each.Value, StringComparer.Ordinal),
            IsForm);
    }

    public Fields With(string name, string value) => this with { All = new Dictionary<string, string>(All, StringComparer.Ordinal) { [name] = value } };

    public Fields Without(params IEnumerable<string> names)
    {
        var left = new Dictionary<string, string>(All, StringComparer.Ordinal);
        foreach (var name in names)
            left.Remove(name);
        return this with { All = left };
    }
}

/// <summary>What became of reading a request's fields.</summary>
public abstract record FieldsReading
{
    private FieldsReading()
    {
    }

    public sealed record Read(Fields Fields) : FieldsReading;

    public sealed record TooLarge : FieldsReading;

    /// <summary>Neither a form nor JSON.</summary>
    public sealed record OtherMedia : FieldsReading;

    /// <summary>Says it is a form or JSON, and is not.</summary>
    public sealed record Malformed : FieldsReading;
}
