namespace KapWorkflow.Functions;

/// <summary>Where the page of an inquiry that was not taken says where help is.</summary>
public enum InquiryHelp
{
    /// <summary>Nothing that was written asks for it: as on every page.</summary>
    Below,

    /// <summary>Before everything else, and nobody was told.</summary>
    First,

    /// <summary>Before everything else, and the people of the practice are told.</summary>
    FirstAndTold,
}

/// <summary>The inquiry form shown again: with everything that was typed, and why.</summary>
/// <param name="Typed">Without its idempotency key, what is sent next is another inquiry.</param>
public sealed record InquiryAgain(Fields Typed)
{
    public IReadOnlyList<FieldProblem> Problems { get; init; } = [];
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>With the practice's page around it.</summary>
    public bool Whole { get; init; }
    public InquiryHelp Help { get; init; }
}
