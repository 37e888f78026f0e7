using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core;

/// <summary>Giving a task to somebody, and putting it off to another day: both with a reason, neither past a clock that keeps a client safe.</summary>
public static class TaskHandling
{
    public static Decision Delegate(Journey journey, DelegateTask delegated, Moment moment)
    {
        if (moment.By.Has(Role.Director))
            return StaffTasks.OnOpen(journey, delegated.Key, task => Hand(journey, task, delegated, moment));
        return StaffTasks.OnOpenTask(journey, delegated.Key, moment, task => Hand(journey, task, delegated, moment));
    }

    public static Decision FollowUp(Journey journey, FollowUpTask followUp, Moment moment) => StaffTasks.OnOpenTask(journey, followUp.Key, moment, task =>
    {
        var business = moment.Clinic.Business;
        var opening = PracticeTime.At(followUp.On + moment.Clinic.Opening.From, moment.Clinic.Zone);
        var (latest, why) = Latest(journey, task, moment);
        return Decision.When(
            Gate.Of(
                "follow-up",
                Gate.Unless(!string.IsNullOrWhiteSpace(followUp.Why), "task.why", "The reason is missing.", "Write down what you wait for."),
                Gate.Unless(followUp.On > PracticeTime.Local(moment.Now, moment.Clinic.Zone).Date, "follow-up.past", "That day is not to come.", "Choose a day after today."),
                Gate.Unless(business.IsBusinessDay(followUp.On), "follow-up.closed", "The practice is closed on that day.", $"The next day it is open is {Day(business.NextOpen(opening), moment.Clinic)}."),
                Gate.Unless(opening <= latest, "follow-up.late", why, latest > moment.Now + Duration.FromDays(1) ? $"Choose a day up to {Day(latest, moment.Clinic)}." : "Do it now, or give it to somebody who can.")),
            new TaskPutOff(task.Key, followUp.On, Instant.Min(business.EndOfDayAfter(opening, 0), TaskCatalogue.Of(task.Kind).IsSafety ? task.DueBy : Owe.Never), followUp.Why));
    });

    /// <summary>The instant by which the task has to be looked at again, and what sets it.</summary>
    private static (Instant Latest, string Why) Latest(Journey journey, StaffTask task, Moment moment)
    {
        if (TaskCatalogue.Of(task.Kind).IsSafety)
            return (task.DueBy, "This keeps a client safe, and waits no longer than its clock.");
        if (AppointmentRef.TryParse(task.About, out var which) && journey.Appointments.Find(which) is { IsAhead: true } appointment)
            return (appointment.Start, "The appointment that it is about comes first.");
        var days = moment.Clinic.Tasks.FollowUpDays;
        return (moment.Now + Duration.FromDays(days), string.Create(CultureInfo.InvariantCulture, $"No task sleeps for more than {days} days."));
    }

    private static Decision Hand(Journey journey, StaffTask task, DelegateTask delegated, Moment moment)
    {
        if (task.ClaimedBy == delegated.To)
            return Decision.Record();
        var able = TaskPeople.Able(journey, task, moment.Clinic, moment.Now);
        var others = string.Join(", ", able.Where(member => member.Id != task.ClaimedBy).Select(member => member.Name));
        return Decision.When(
            Gate.Of(
                "delegate",
                Gate.Unless(!string.IsNullOrWhiteSpace(delegated.Why), "task.why", "The reason is missing.", "Write down why they do it, or what they have to know."),
                Gate.Unless(
                    able.Any(member => member.Id == delegated.To), "task.unable",
                    $"{moment.Clinic.Find(delegated.To)?.Name ?? "That person"} may not do this: it takes {RoleWords.AnyOf(task.KindRoles)}{(task.IsClinical ? ", licensed for the client's state" : "")}.",
                    others.Length > 0 ? $"It can be given to: {others}." : "Nobody else at the practice may do it: the director finds somebody.")),
            new TaskDelegated(task.Key, delegated.To, delegated.Why));
    }

    private static string Day(Instant at, Clinic clinic) => PracticeTime.Local(at, clinic.Zone).Date.ToString("ddd uuuu-MM-dd", CultureInfo.InvariantCulture);
}
