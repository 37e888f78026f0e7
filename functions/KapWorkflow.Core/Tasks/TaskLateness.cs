using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>
/// A late task goes to the next who may do it, step by step: the first step when it is late, the others a business day apart, an hour
/// where a client waits, or minutes where a life may be at risk. When everybody had it, it stays with the director, who can give it to anybody able, and was told at the first step.
/// </summary>
public static class TaskLateness
{
    public static IEnumerable<Duty> Duties(Journey journey, Clinic clinic)
    {
        foreach (var task in journey.Tasks.Open)
        {
            var step = task.Escalations + 1;
            if (step > 1 && !TaskPeople.HasNext(journey, task, clinic, task.HandedOn!.At))
                continue;
            var key = step == 1 ? $"{task.Key}:late" : string.Create(CultureInfo.InvariantCulture, $"{task.Key}:late:{step}");
            yield return Owe.Record(key, new EscalateTask(task.Key, step), At(task, clinic), task.HandedOn ?? task.Opened) with { Always = true };
        }
    }

    public static Decision Decide(Journey journey, EscalateTask escalate, Moment moment) =>
        journey.Tasks.Find(escalate.Key) is { IsOpen: true } late && escalate.Step == late.Escalations + 1
            ? Decision.Record(new TaskEscalated(late.Key, Role.Director, TaskPeople.Next(journey, late, moment.Clinic, moment.Now)?.Id))
            : Decision.Record();

    private static Instant At(StaffTask task, Clinic clinic)
    {
        if (task.HandedOn is not { } last)
            return FirstAt(task, clinic);
        var since = Instant.Max(last.At, task.ClaimedSince?.At ?? last.At);
        return Instant.Max(task.DueBy, TaskCatalogue.Of(task.Kind).HandsOn switch
        {
            Pace.Minutes => since + Duration.FromMinutes(clinic.Safety.AckMinutes),
            Pace.Hour => since + Duration.FromMinutes(clinic.Tasks.HandOnMinutes),
            _ => clinic.Business.EndOfDayAfter(since, 1),
        });
    }

    /// <summary>When it is due, but for two: a first call has half an hour's grace, and the director hears of a clearance a day before it is late.</summary>
    private static Instant FirstAt(StaffTask task, Clinic clinic) => task.Kind switch
    {
        _ when task.FollowUp is not null => task.DueBy,
        TaskKind.CallInquirer => clinic.Business.After(task.Opened.At, Duration.FromMinutes(clinic.Inquiry.SupervisorMinutes)),
        TaskKind.DecideClearance or TaskKind.DecideReadiness => Instant.Min(task.DueBy, clinic.Business.EndOfDayAfter(task.Opened.At, clinic.Clearance.EscalateBusinessDays)),
        _ => task.DueBy,
    };
}
