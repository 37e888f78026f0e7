using KapWorkflow.Core;

namespace KapWorkflow.LocalHost;

/// <summary>What is particular about one client's way; everything else goes as a practice would wish.</summary>
public sealed record Scenario(string Name, string Title)
{
    public CarePathOutcome CarePath { get; init; } = CarePathOutcome.Kap;
    public ClearanceOutcome Clearance { get; init; } = ClearanceOutcome.Cleared;

    /// <summary>False: the client never picks up the telephone, nor answers anything.</summary>
    public bool Answers { get; init; } = true;

    /// <summary>When the client withdraws, if ever.</summary>
    public Func<Journey, bool> Withdraws { get; init; } = static _ => false;

    /// <summary>Which tasks the practice's people leave for a later moment, if any.</summary>
    public Func<Journey, TaskKind, bool> Leaves { get; init; } = static (_, _) => false;

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("full", "A client goes the whole way"),
        new("withdraws", "A client withdraws before the first dosing session")
        {
            Withdraws = static journey => journey.Appointments.Next(AppointmentPurpose.Dosing) is { State: AppointmentState.Confirmed },
        },
        new("no-answer", "A client who never answers") { Answers = false },
        new("not-cleared", "A client who is not cleared") { Clearance = ClearanceOutcome.NotCleared },
        new("other-care", "A client who chooses another care path") { CarePath = CarePathOutcome.Therapy },
    ];

    public static Scenario? Find(string name) => All.FirstOrDefault(scenario => scenario.Name == name);
}
