using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>
/// What the rules are told instead of the truth. The facts that they make of it are recorded as usual, so a lens shows whether
/// anybody would notice if a rule erred.
/// </summary>
public sealed record Lens(string Planted)
{
    public static Lens None { get; } = new("nothing");

    /// <summary>The journey that decisions are made on.</summary>
    public Func<Journey, Journey> Deciding { get; init; } = journey => journey;

    /// <summary>The journey that duties and messages are computed from.</summary>
    public Func<Journey, Journey> Planning { get; init; } = journey => journey;

    /// <summary>The journey for either.</summary>
    public static Lens Believing(string planted, Func<Journey, Journey> told) => new(planted) { Deciding = told, Planning = told };

    public Func<Ledger, Instant, Ledger> Ledger { get; init; } = (ledger, _) => ledger;

    public Func<Clinic, Clinic> Clinic { get; init; } = clinic => clinic;

    public Func<Author, Author> By { get; init; } = author => author;

    public Func<Command, Command> Command { get; init; } = command => command;
}
