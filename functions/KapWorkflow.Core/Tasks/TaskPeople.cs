using NodaTime;

namespace KapWorkflow.Core;

/// <summary>Who may actually do a task today: the role, the licence, and nobody who would decide twice where two people have to (care-pathway §2.3).</summary>
public static class TaskPeople
{
    /// <summary>Who has it, if they are still at the practice in that role: whoever left has nothing.</summary>
    public static StaffId? Holder(StaffTask task, Clinic clinic) =>
        clinic.Find(task.ClaimedBy) is { } member && (member.Roles & (task.Roles | Role.Director)) != Role.None ? member.Id : null;

    /// <summary>The client's own people first, then the others as clinic.json lists them.</summary>
    public static IReadOnlyList<StaffMember> Able(Journey journey, StaffTask task, Clinic clinic, Instant now)
    {
        var own = journey.Appointments.All.Values.OrderByDescending(each => each.Start).SelectMany(each => new[] { each.Therapist, each.Prescriber }).OfType<StaffId>().ToList();
        return [.. AsListed(journey, task, clinic, now).OrderBy(member => own.IndexOf(member.Id) is var place and >= 0 ? place : int.MaxValue)];
    }

    /// <summary>The next who has not had it yet; null when everybody had it, and the director has to find somebody.</summary>
    public static StaffMember? Next(Journey journey, StaffTask task, Clinic clinic, Instant now) =>
        Able(journey, task, clinic, now).FirstOrDefault(member => IsNew(task, member));

    /// <summary>Whether there is one at all: asked of every late task in every plan.</summary>
    public static bool HasNext(Journey journey, StaffTask task, Clinic clinic, Instant now) =>
        AsListed(journey, task, clinic, now).Any(member => IsNew(task, member));

    private static bool IsNew(StaffTask task, StaffMember member) => member.Id != task.ClaimedBy && !task.HandedTo.Contains(member.Id);

    private static IEnumerable<StaffMember> AsListed(Journey journey, StaffTask task, Clinic clinic, Instant now)
    {
        var today = PracticeTime.Local(now, clinic.Zone).Date;
        var state = journey.Inquiry?.Details.State ?? "";
        return clinic.Staff
            .Where(member => (member.Roles & task.KindRoles) != Role.None && !Decided(journey, task, clinic, member.Id) && MayRelease(journey, task, member))
            .Where(member => !task.IsClinical || member.LicenceFor(state, today) is not null);
    }

    /// <summary>A hold is reviewed by whoever may release it.</summary>
    private static bool MayRelease(Journey journey, StaffTask task, StaffMember member) =>
        task.Kind != TaskKind.ReviewHold || journey.Standing.Holds.Exists(hold => (member.Roles & Standings.Releasers(hold)) != Role.None);

    /// <summary>Two keys, two people: whoever gave one does not give the other.</summary>
    private static bool Decided(Journey journey, StaffTask task, Clinic clinic, StaffId member) => !clinic.Clearance.AllowDualRole && task.Kind switch
    {
        TaskKind.DecideReadiness => journey.Clearance.Prescriber == member,
        TaskKind.DecideClearance => journey.Clearance.Readiness?.By == member,
        TaskKind.SignEndReview => journey.Reviews.EndTherapist == member || journey.Reviews.EndPrescriber == member,
        _ => false,
    };
}
