using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>One thing that a journey waits for: from whom, what, since when, until when, and what comes of it otherwise.</summary>
public sealed record AwaitedLine(string From, string What, string? Since, string? Until, bool Late)
{
    /// <summary>Its task on the same page.</summary>
    public string? Task { get; init; }
    public string? Otherwise { get; init; }
}

/// <summary>Why a client is where they are, for the journey's page.</summary>
public sealed record StandstillView(IReadOnlyList<AwaitedLine> Awaited, string? Next, string? Ends)
{
    public static StandstillView Of(LoadedJourney loaded, Clinic clinic, Instant now)
    {
        var standstill = Standstill.Of(loaded.Journey, loaded.Ledger, clinic, now);
        return new StandstillView([.. standstill.Awaits.Select(Line)], Words(standstill.Next), Words(standstill.Ends));

        AwaitedLine Line(Awaited each) => new(
            Capital(each.From), each.What, When(each.Since), When(each.Until), each.Until < now)
        {
            Task = each.Task is { } task ? $"{loaded.Journey.Id}.{task}" : null,
            Otherwise = Words(each.Otherwise),
        };

        string? When(Instant? at) => at is { } known ? Dates.Short(known, clinic.Zone) : null;

        string? Words(Foreseen? foreseen) => foreseen is null ? null : $"{foreseen.What} ({Dates.Short(foreseen.At, clinic.Zone)})";
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
