using System.Globalization;

namespace KapWorkflow.Core;

/// <summary>How many doses this client's course is planned to have.</summary>
public sealed record CoursePlanned(int Doses, string Reason) : Fact;

[Command("plan-course", "Change the number of planned sessions", Role.Therapist | Role.Prescriber)]
public sealed record PlanCourse(int Doses, string Reason) : Command;

/// <summary>The planned number, and what its change and the last authorised dose owe.</summary>
public static class CoursePlans
{
    /// <summary>As it was planned for this client, else as the practice plans.</summary>
    public static int Doses(Journey journey, Clinic clinic) => journey.Course.Planned ?? clinic.Dosing.Planned;

    /// <summary>What a course may have at most; of maintenance as many again.</summary>
    public static int Most(Journey journey, Clinic clinic) => journey.Course.Before + clinic.Dosing.Max;

    public static Decision Decide(Journey journey, PlanCourse plan, Moment moment) => Decision.When(
        Gate.Of(
            "plan",
            Gate.Unless(journey.CarePath is { IsKap: true }, "plan.path", "The care path is not KAP.", "Decide the care path first."),
            Gate.Unless(!Reviews.Stopped(journey) && journey.Reviews.Completed is null, "plan.over", "The course is stopped or completed.", "Go on with the end review."),
            Gate.Unless(
                plan.Doses >= Math.Max(1, journey.Course.Given) && plan.Doses <= Most(journey, moment.Clinic),
                "plan.doses", "That number is not possible.", string.Create(CultureInfo.InvariantCulture, $"Choose between {Math.Max(1, journey.Course.Given)} and {Most(journey, moment.Clinic)}.")),
            Gate.Unless(!string.IsNullOrWhiteSpace(plan.Reason), "plan.reason", "The reason is missing.", "Write it down.")),
        new CoursePlanned(plan.Doses, plan.Reason));

    /// <summary>G2: a session beyond the plan waits until somebody plans it.</summary>
    public static Reason? Beyond(Journey journey, int booked, Clinic clinic) => Gate.Unless(
        journey.Course.Given + booked < Doses(journey, clinic), "G2.planned", "Every planned session was given or is booked.", "Change the number of planned sessions, or sign the end review.");

    /// <summary>M47: the last authorised dose is given, and more are planned.</summary>
    public static IEnumerable<Duty> Duties(Journey journey, Clinic clinic)
    {
        var course = journey.Course;
        if (course.Last?.Dosed is not { } last || journey.Clearance.Authorised is null || course.Given < journey.Clearance.AuthorisedDoses || course.Given >= Doses(journey, clinic) || Reviews.Stopped(journey) || journey.Reviews.Completed is not null)
            yield break;
        yield return Owe.Ask(string.Create(CultureInfo.InvariantCulture, $"authorise:{last.Sequence}"), TaskKind.AuthoriseMore, last.At, clinic.Business.EndOfDayAfter(last.At, 5), last);
    }
}
