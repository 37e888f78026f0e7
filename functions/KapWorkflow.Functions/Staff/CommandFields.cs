using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

public enum CommandFieldKind
{
    Text,
    LongText,
    Choice,

    /// <summary>A box: not ticked is no.</summary>
    Tick,

    /// <summary>Yes or no, both said: no is a decision of its own.</summary>
    YesNo,
    Number,
    Date,
    DateTime,
    Instant,
    Staff,
    Appointment,
    Room,
    Journey,

    /// <summary>Text by question.</summary>
    Answers,

    /// <summary>A record with fields of its own.</summary>
    Record,
}

/// <summary>One thing that a command needs to know, read off its constructor.</summary>
/// <param name="Name">In forms and JSON.</param>
/// <param name="Member">In the code.</param>
/// <param name="Default">What it is when absent.</param>
public sealed record CommandField(string Name, string Member, CommandFieldKind Kind, Type Type, bool Required, object? Default)
{
    /// <summary>As the form words it where the command fills one in.</summary>
    public string Label { get; init; } = CommandLabels.Of(Member, Kind);

    public string? Hint => CommandLabels.HintOf(Member);

    /// <summary>For <see cref="CommandFieldKind.Record"/>.</summary>
    public IReadOnlyList<CommandField> Inner { get; init; } = [];

    /// <summary>Set after construction, not by it.</summary>
    public PropertyInfo? Property { get; init; }
}

/// <summary>
/// Describes every command by its constructor: one description binds JSON and forms, and draws the form. A new command needs nothing
/// here unless it brings a new kind of value.
/// </summary>
public static class CommandFields
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<CommandField>> Known = new();

    /// <summary>Where no is a decision, not the absence of one.</summary>
    private static readonly HashSet<string> Decided = new(StringComparer.Ordinal) { "Ready", "Reached", "Came", "Happened", "ClientAgreed", "IsAdult", "FollowUpConsent" };

    private static readonly HashSet<string> Lines = new(StringComparer.Ordinal) { "Key", "Language", "SignedName", "Dose", "Drug", "FirstName", "LastName", "PreferredName", "Email", "Phone", "EscortName", "EscortPhone", "WhyLate", "TimeZone", "State", "About" };

    public static IReadOnlyList<CommandField> Of(Type command) => Known.GetOrAdd(command, Describe);

    private static IReadOnlyList<CommandField> Describe(Type type)
    {
        var nullability = new NullabilityInfoContext();
        var parameters = type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!.GetParameters();
        var fields = parameters.Select(parameter => Describe(
            type, parameter.Name!, parameter.ParameterType,
            required: !parameter.HasDefaultValue && nullability.Create(parameter).WriteState != NullabilityState.Nullable,
            parameter.HasDefaultValue ? parameter.DefaultValue : null));
        var settable = type.GetProperties()
            .Where(property => property.SetMethod is { IsPublic: true } && parameters.All(parameter => parameter.Name != property.Name))
            .Select(property => Describe(type, property.Name, property.PropertyType, nullability.Create(property).WriteState != NullabilityState.Nullable, null) with { Property = property });
        return [.. fields, .. settable];
    }

    private static CommandField Describe(Type command, string member, Type type, bool required, object? otherwise)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var kind = KindOf(member, plain);
        var field = new CommandField(JsonNamingPolicy.CamelCase.ConvertName(member), member, kind, plain, required, otherwise)
        {
            Inner = kind == CommandFieldKind.Record ? Of(plain) : [],
        };
        return StaffForms.QuestionOf(command, member) is { } question
            ? field with { Label = question.Unit is { } unit ? $"{question.In("en")}, in {unit}" : question.In("en") }
            : field;
    }

    private static CommandFieldKind KindOf(string member, Type type) => type switch
    {
        _ when type.IsEnum => CommandFieldKind.Choice,
        _ when type == typeof(bool) => Decided.Contains(member) ? CommandFieldKind.YesNo : CommandFieldKind.Tick,
        _ when type == typeof(int) => CommandFieldKind.Number,
        _ when type == typeof(LocalDate) => CommandFieldKind.Date,
        _ when type == typeof(LocalDateTime) => CommandFieldKind.DateTime,
        _ when type == typeof(Instant) => CommandFieldKind.Instant,
        _ when type == typeof(StaffId) => CommandFieldKind.Staff,
        _ when type == typeof(AppointmentRef) => CommandFieldKind.Appointment,
        _ when type == typeof(JourneyId) => CommandFieldKind.Journey,
        _ when type == typeof(string) => member == "Room" ? CommandFieldKind.Room : Lines.Contains(member) ? CommandFieldKind.Text : CommandFieldKind.LongText,
        _ when typeof(IReadOnlyDictionary<string, string>).IsAssignableFrom(type) => CommandFieldKind.Answers,
        _ when type.Assembly == typeof(Command).Assembly && type.IsClass => CommandFieldKind.Record,
        _ => throw new InvalidOperationException($"No form knows how to ask for a {type.Name}."),
    };
}
