using System.Text.Json;
using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

/// <summary>A staff task in JSON.</summary>
public sealed record TaskAnswer(string Id, JourneyId Journey, TaskKind Kind, string Title, Instant DueBy, StaffId? ClaimedBy, IReadOnlyList<string> Roles, IReadOnlyList<string> Commands)
{
    public string? About { get; init; }

    public static TaskAnswer Of(JourneyId journey, string key, TaskKind kind, Instant dueBy, StaffId? claimedBy, Role roles, string? about = null, string? title = null) => new(
        $"{journey}.{key}", journey, kind, title ?? TaskCatalogue.Of(kind).Title, dueBy, claimedBy,
        [.. Words.Of(roles).Split(", ")], TaskCatalogue.Of(kind).Commands)
    { About = about };
}

public sealed record TasksAnswer(IReadOnlyList<TaskAnswer> Tasks);

/// <summary>What a decision became.</summary>
public sealed record DecisionAnswer(JourneyId Journey, int Sequence, Stage Stage, StandingKind Standing, IReadOnlyList<string> Facts);

public sealed record FactAnswer(int Sequence, Instant At, AuthorKind By, StaffId? Staff, string Type, JsonElement Body);

public sealed record DutyAnswer(string Key, Instant Due, string What, EffectState? State);

public sealed record AlertAnswer(string Key, SafetyRule Rule, AlertLevel Level, Instant Raised, bool Acknowledged, bool Resolved);

public sealed record AppointmentAnswer(AppointmentRef Which, int Version, Instant Start, Instant End, AppointmentState State, StaffId Therapist, StaffId? Prescriber, string? Room, Modality Modality);

/// <summary>A journey in JSON, for integrations of the practice's own.</summary>
public sealed record JourneyAnswer(
    JourneyId Id,
    int Sequence,
    string Name,
    Stage Stage,
    StandingKind Standing,
    IReadOnlyList<TaskAnswer> Tasks,
    IReadOnlyList<AlertAnswer> Alerts,
    IReadOnlyList<AppointmentAnswer> Appointments,
    IReadOnlyList<FactAnswer> Facts,
    IReadOnlyList<DutyAnswer> Duties)
{
    public ClosedBecause? Because { get; init; }
    public Instant? NextDue { get; init; }

    /// <summary>What is awaited, from whom, since when, and what happens next if nobody acts.</summary>
    public required Standstill Waiting { get; init; }

    public static JourneyAnswer Of(LoadedJourney loaded, Clinic clinic, Instant now)
    {
        var journey = loaded.Journey;
        return new(
            journey.Id, journey.Sequence, JourneyPages.NameOf(journey), journey.Stage, journey.Standing.Kind,
            [.. journey.Tasks.Open.Select(task => TaskAnswer.Of(journey.Id, task.Key, task.Kind, task.DueBy, task.ClaimedBy, task.Roles, task.About, TaskCatalogue.Of(task.Kind).TitleOf(journey, task)))],
            [.. journey.Alerts.All.Select(alert => new AlertAnswer(alert.Key, alert.Rule, alert.Level, alert.Raised.At, alert.Acknowledged is not null, alert.Resolved is not null))],
            [.. journey.Appointments.All.Values.OrderBy(each => each.Start).Select(each => new AppointmentAnswer(each.Which, each.Version, each.Start, each.End, each.State, each.Therapist, each.Prescriber, each.Room, each.Modality))],
            [.. loaded.Facts.Select(fact => new FactAnswer(fact.Sequence, fact.At, fact.By.Kind, fact.By.Staff, FactJson.TypeOf(fact.Fact), JsonSerializer.SerializeToElement(fact.Fact, fact.Fact.GetType(), FactJson.Options)))],
            [.. Pathway.Duties(journey, loaded.Ledger, clinic, now + DutyLines.Ahead).OrderBy(duty => duty.Due)
                .Select(duty => new DutyAnswer(duty.Key, duty.Due, DutyLines.What(journey, duty), loaded.Ledger.Find(duty.Key)?.State))])
        {
            Because = journey.Standing.Because,
            Waiting = Standstill.Of(journey, loaded.Ledger, clinic, now),
            NextDue = Planner.Make(journey, loaded.Ledger, clinic, now).NextDue,
        };
    }
}
