using System.Globalization;
using KapWorkflow.Core;
using NodaTime.Text;

namespace KapWorkflow.Functions;

/// <summary>What reading a command gave: the command, or everything that is wrong with its fields at once.</summary>
public abstract record CommandReading
{
    private CommandReading()
    {
    }

    public sealed record Read(Command Command) : CommandReading;

    public sealed record Wrong(IReadOnlyList<FieldProblem> Problems) : CommandReading;
}

/// <summary>Binds any command of Core from a form or JSON by its description. Only shape is checked here: the rules are Core's.</summary>
public sealed class CommandReader
{
    private const int LineLength = 200;
    private const int TextLength = 4000;
    private readonly List<FieldProblem> _problems = [];

    private readonly bool _page;

    /// <param name="page">A person chose from lists; a program is told the words that it may send.</param>
    private CommandReader(bool page) => _page = page;

    public static CommandReading Read(CommandKind kind, Fields fields)
    {
        var reader = new CommandReader(fields.IsForm);
        var command = reader.Build(kind.Type, CommandFields.Of(kind.Type), fields, "");
        return reader._problems.Count > 0 ? new CommandReading.Wrong(reader._problems) : new CommandReading.Read((Command)command!);
    }

    private object? Build(Type type, IReadOnlyList<CommandField> described, Fields fields, string prefix)
    {
        foreach (var unknown in fields.All.Keys.Where(name => !described.Any(field => Owns(field, name))).Order(StringComparer.Ordinal))
            Wrong(prefix + unknown, "There is no such field.");
        var constructed = described.Where(field => field.Property is null).Select(field => Value(field, fields, prefix)).ToArray();
        var set = described.Where(field => field.Property is not null).Select(field => (field.Property, Value: Value(field, fields, prefix))).ToList();
        if (_problems.Count > 0)
            return null;
        var built = type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!.Invoke(constructed);
        foreach (var (property, value) in set)
            property!.SetValue(built, value);
        return built;
    }

    private static bool Owns(CommandField field, string name) => field.Kind is CommandFieldKind.Answers or CommandFieldKind.Record
        ? name.StartsWith(field.Name + ".", StringComparison.Ordinal)
        : name == field.Name;

    private object? Value(CommandField field, Fields fields, string prefix)
    {
        var name = prefix + field.Name;
        if (field.Kind == CommandFieldKind.Record)
            return Build(field.Type, field.Inner, fields.Under(field.Name), name + ".");
        if (field.Kind == CommandFieldKind.Answers)
            return fields.Under(field.Name).All;
        if (fields[field.Name] is { } text)
            return Parsed(field, text, name);
        if (field.Kind == CommandFieldKind.Tick && field.Required && fields.IsForm)
            return false;
        if (field.Required)
            Wrong(name, "Please answer this.");
        return field.Default;
    }

    private object? Parsed(CommandField field, string text, string name) => field.Kind switch
    {
        CommandFieldKind.Text when field.Member == "Email" => Inputs.IsEmail(text) ? text : Not(name, "Give an address such as name@example.com."),
        CommandFieldKind.Text when field.Member is "Phone" or "EscortPhone" => Inputs.TryPhone(text, out var phone) ? phone : Not(name, "Give the number with its area code, or with + and the country."),
        CommandFieldKind.Text => Text(text, LineLength, name),
        CommandFieldKind.LongText => Text(text, TextLength, name),
        CommandFieldKind.Room => Text(text, LineLength, name),
        CommandFieldKind.Choice => Inputs.TryEnum(field.Type, text, out var value) ? value : Not(name, _page ? $"Choose one of: {string.Join("; ", Enum.GetValues(field.Type).Cast<Enum>().Select(Words.Of))}." : $"Choose one of: {string.Join(", ", Enum.GetNames(field.Type))}."),
        CommandFieldKind.Tick or CommandFieldKind.YesNo => Inputs.YesOrNo(text) is { } answer ? answer : Not(name, "Answer yes or no."),
        CommandFieldKind.Number => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : Not(name, "Give a whole number."),
        CommandFieldKind.Date => LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day } ? day : Not(name, _page ? "Choose a day of the calendar." : "Give a day as 2026-12-31."),
        CommandFieldKind.DateTime => WallClock(text) is { } local ? local : Not(name, _page ? "Choose a day and a time." : "Give a day and time as 2026-12-31T14:30."),
        CommandFieldKind.Instant => InstantPattern.ExtendedIso.Parse(text) is { Success: true, Value: var instant } ? instant : Not(name, "Give an instant as 2026-12-31T22:30:00Z."),
        CommandFieldKind.Staff => StaffId.TryParse(text, out var staff) ? staff : Not(name, "Choose one of the practice's people."),
        CommandFieldKind.Journey => JourneyId.TryParse(text, out var journey) ? journey : Not(name, _page ? "Choose the other journey." : "Give a journey's id, jr_ and 26 characters."),
        CommandFieldKind.Appointment => Appointment(text) is { } which ? which : Not(name, _page ? "Choose an appointment." : "Choose an appointment, such as dosing-2."),
        _ => throw new InvalidOperationException($"{field.Kind} is not read from one text."),
    };

    private static AppointmentRef? Appointment(string text)
    {
        try
        {
            return AppointmentRef.Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Browsers leave out the seconds.</summary>
    private static NodaTime.LocalDateTime? WallClock(string text) =>
        LocalDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var full } ? full
        : LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm").Parse(text) is { Success: true, Value: var brief } ? brief
        : null;

    private string Text(string text, int longest, string name)
    {
        if (text.Length > longest)
            Wrong(name, $"This is longer than {longest} characters.");
        else if (Inputs.HasControls(text))
            Wrong(name, "This holds characters that are not text.");
        return text;
    }

    private object? Not(string name, string text)
    {
        Wrong(name, text);
        return null;
    }

    private void Wrong(string name, string text) => _problems.Add(new FieldProblem(name, text));
}
