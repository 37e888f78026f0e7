using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>How the engine behaves, and how it misbehaves on request.</summary>
public sealed class EngineOptions
{
    /// <summary>Activities at one time; the deployed host has the same limit in host.json.</summary>
    public int MaxParallelActivities { get; init; } = 10;

    /// <summary>The version of orchestrations that are started without one.</summary>
    public string DefaultVersion { get; init; } = "";

    /// <summary>Whether starting an id that is under way ends and replaces it. The deployed host's default is no.</summary>
    public bool RunningInstancesMayBeReplaced { get; init; }

    /// <summary>The flaws of SDK releases up to 1.25.0: a cancelled waiter eats the next event of its name.</summary>
    public bool LegacyEvents { get; init; }

    /// <summary>Each activity runs twice, one after the other, as when the first answer was lost; the second answer counts.</summary>
    public bool RunActivitiesTwice { get; init; }

    /// <summary>Raised events, answers and timers arrive twice.</summary>
    public bool DeliverEventsTwice { get; init; }

    /// <summary>Raised events arrive after a pause of up to this, in clinic time, drawn with <see cref="Seed"/>.</summary>
    public Duration EventLateness { get; init; } = Duration.Zero;

    /// <summary>What waits together is delivered in an order drawn with <see cref="Seed"/>.</summary>
    public bool ShuffleDeliveries { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>Told of every generation when it has ended: see <see cref="HistoryFiles"/>.</summary>
    public Action<RecordedHistory>? Record { get; init; }
}
