using NodaTime;

namespace KapWorkflow.Core;

/// <summary>
/// Something that happened to a client's journey, in the past tense. Facts are kept for ever and never changed:
/// a later version may only add nullable members, and golden files of every released shape are read in tests.
/// </summary>
public abstract record Fact;

/// <summary>A fact in its envelope. <see cref="Sequence"/> starts at 1 and has no gaps; <see cref="At"/> never runs backwards.</summary>
/// <param name="ClinicVersion">Version of clinic.json under which the decision was made.</param>
/// <param name="Attempt">Id of the commit that wrote it: tells our own ambiguous commit from somebody else's.</param>
public sealed record Recorded(int Sequence, Instant At, Author By, string ClinicVersion, string Attempt, Fact Fact)
{
    public Stamp Stamp => new(Sequence, At);
}

/// <summary>Where in a journey something was caused: the fact's sequence and instant.</summary>
public sealed record Stamp(int Sequence, Instant At);
