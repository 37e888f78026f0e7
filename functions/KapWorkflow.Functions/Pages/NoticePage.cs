namespace KapWorkflow.Functions;

/// <summary>A page that says one thing and what to do next.</summary>
public sealed record NoticePage(string Heading, IReadOnlyList<string> Lines)
{
    public string? LinkUrl { get; init; }
    public string? LinkLabel { get; init; }
    public bool Crisis { get; init; }

    /// <summary>Where help is comes before everything else.</summary>
    public bool Urgent { get; init; }

    /// <summary>Urgent, and nobody at the practice was told.</summary>
    public bool Unheard { get; init; }
}
