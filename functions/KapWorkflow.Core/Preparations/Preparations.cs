using System.Globalization;

namespace KapWorkflow.Core;

/// <summary>The therapist finds the preparation complete.</summary>
public sealed record PreparationCompleted(string Note) : Fact;

[Command("complete-preparation", "Complete the preparation", Role.Therapist)]
public sealed record CompletePreparation(string Note) : Command;

public sealed record Preparation(Stamp? Completed)
{
    public static Preparation None { get; } = new((Stamp?)null);
}

/// <summary>Stage 13: sessions with the therapist before the first dose.</summary>
public static class Preparations
{
    public static Decision Decide(Journey journey, CompletePreparation command, Moment moment) => Decision.When(
        Gate.Of(
            "preparation",
            Gate.Unless(journey.Preparation.Completed is null, "preparation.completed", "The preparation is already complete.", "Book the first session."),
            Gate.Unless(
                journey.Appointments.Attended(AppointmentPurpose.Preparation) >= moment.Clinic.Preparation.Required,
                "G1.preparation", $"Fewer than {moment.Clinic.Preparation.Required} preparation sessions were held.", "Book and hold the next one.")),
        new PreparationCompleted(command.Note));

    public static Gate MayBook(Journey journey, Clinic clinic) => Gate.Of(
        "preparation",
        Gate.Unless(journey.Clearance.HasBothKeys, "preparation.clearance", "The client is not cleared by both.", "Wait for both keys."),
        Gate.Unless(journey.Appointments.Attended(AppointmentPurpose.Preparation) < clinic.Preparation.Max, "preparation.max", $"{clinic.Preparation.Max} preparation sessions were held.", "Complete the preparation."));

    public static Journey Evolve(Journey journey, Recorded recorded) =>
        recorded.Fact is PreparationCompleted ? journey with { Preparation = new Preparation(recorded.Stamp) } : journey;

    public static IEnumerable<Duty> Duties(Journey journey, Clinic clinic)
    {
        foreach (var each in journey.Appointments.For(AppointmentPurpose.Preparation).Where(each => each.IsAhead))
        {
            foreach (var duty in Owe.Tell($"{each.Key}:booked", Text.PreparationBooked, Windows.Later(journey, clinic, each.Since.At), each.Since, each.Which, LinkPurpose.Appointment).NotAfter(each.Start)
                .Concat(AppointmentReminders.For(journey, clinic, each, Text.PreparationReminder)))
                yield return duty;
        }

        var attended = journey.Appointments.For(AppointmentPurpose.Preparation).Where(each => each.State == AppointmentState.Attended).ToList();
        if (attended.FirstOrDefault() is { } first)
            yield return Owe.Tell("preparation:packet", Text.PreparationPacket, Channel.Email, Windows.Later(journey, clinic, first.StateSince.At), first.StateSince);

        if (journey.Clearance.BothKeys is not { } cleared || journey.Preparation.Completed is not null)
            yield break;
        var since = journey.Appointments.For(AppointmentPurpose.Preparation).Where(each => !each.IsAhead).Select(each => each.StateSince).Append(cleared).MaxBy(stamp => stamp.Sequence)!;
        if (attended.Count >= clinic.Preparation.Required)
            yield return Owe.Ask("preparation:complete", TaskKind.CompletePreparation, since.At, clinic.Business.EndOfDayAfter(since.At, 2), since);
        else if (journey.Appointments.Next(AppointmentPurpose.Preparation) is null)
            yield return Owe.Ask(string.Create(CultureInfo.InvariantCulture, $"preparation:book:{since.Sequence}"), TaskKind.BookPreparation, since.At, clinic.Business.EndOfDayAfter(since.At, 1), since);
    }
}
