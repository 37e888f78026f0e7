namespace KapWorkflow.Functions;

/// <summary>A text that must not be sent as it came out. Names the text and the rule, never the words.</summary>
public sealed class UnsafeTextException(string textId, string rule) : Exception($"The text {textId} breaks the rule '{rule}' and was not sent.")
{
    public string TextId { get; } = textId;
    public string Rule { get; } = rule;
}
