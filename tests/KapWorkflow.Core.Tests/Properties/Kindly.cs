using System.Reflection;
using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>A task's decision as somebody would make it who means well: every box ticked, the good outcome, something written in each field.</summary>
public static class Kindly
{
    public static Command Decide(StaffTask task, CommandKind kind, Walk walk) => (Command)Make(kind.Type, task, walk);

    private static object Make(Type type, StaffTask task, Walk walk) => Shape.Of(type).With((member, mayBeNull) => Value(member, mayBeNull, type, task, walk));

    private static object? Value(ParameterInfo member, bool mayBeNull, Type owner, StaffTask task, Walk walk)
    {
        var type = Nullable.GetUnderlyingType(member.ParameterType) ?? member.ParameterType;
        if (type == typeof(AppointmentRef))
            return AppointmentRef.TryParse(task.About, out var which) ? which : walk.Journey.Appointments.Ahead.FirstOrDefault()?.Which ?? new AppointmentRef(AppointmentPurpose.Dosing, 1);
        if (type == typeof(string) && member.Name == "Key")
            return task.About is { } about && about.StartsWith("alert:", StringComparison.Ordinal) && owner != typeof(FinishTask) ? about : task.Key;
        if (type == typeof(string) && member.Name is "Code" or "Item" or "Medicine" or "Test")
            return task.About ?? Canary.Words;
        if (type == typeof(bool))
            return true;
        if (mayBeNull && type != typeof(string))
            return null;
        return type switch
        {
            _ when type == typeof(string) => Canary.Words,
            _ when type == typeof(int) => 1,
            _ when type.IsEnum => type.GetEnumValues().GetValue(0),
            _ when type == typeof(StaffId) => AClinic.Theo,
            _ when type == typeof(LocalDate) => PracticeTime.Local(walk.Now, walk.Clinic.Zone).Date.PlusDays(1),
            _ when type == typeof(Instant) => walk.Now,
            _ when type == typeof(JourneyId) => Walk.Id,
            _ when type.IsGenericType => Array.CreateInstance(type.GenericTypeArguments[0], 0),
            _ when type.IsAbstract || type == typeof(LocalDateTime) => null,
            _ => Make(type, task, walk),
        };
    }
}
