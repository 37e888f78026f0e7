using System.Text.Json;
using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

public class Reading_a_command
{
    public static TheoryData<string> Names => [.. Commands.All.Select(kind => kind.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Gives_every_command_back_from_JSON(string name)
    {
        var kind = Commands.Find(name)!;
        var command = Sample(kind.Type);
        var json = JsonSerializer.SerializeToElement(command, kind.Type, FactJson.Options);
        var read = Assert.IsType<CommandReading.Read>(CommandReader.Read(kind, FieldsOf(json)));
        Assert.Equal(json.GetRawText(), JsonSerializer.Serialize(read.Command, kind.Type, FactJson.Options));
    }

    [Theory, MemberData(nameof(Names))]
    public void Names_every_field_that_is_missing_at_once(string name)
    {
        var kind = Commands.Find(name)!;
        var needed = Needed(CommandFields.Of(kind.Type), "").Order(StringComparer.Ordinal).ToList();
        var reading = CommandReader.Read(kind, new Fields(new Dictionary<string, string>(StringComparer.Ordinal), IsForm: false));
        Assert.Equal(needed, reading is CommandReading.Wrong wrong ? wrong.Problems.Select(problem => problem.Field).Order(StringComparer.Ordinal) : []);
    }

    [Theory, MemberData(nameof(Names))]
    public void Names_a_field_that_no_command_has(string name)
    {
        var reading = CommandReader.Read(Commands.Find(name)!, new Fields(new Dictionary<string, string>(StringComparer.Ordinal) { ["colour"] = "green" }, IsForm: true));
        Assert.Contains("colour", ((CommandReading.Wrong)reading).Problems.Select(problem => problem.Field));
    }

    [Theory, MemberData(nameof(Names))]
    public void Can_draw_a_form_for_every_command_with_a_label_for_each_field(string name)
    {
        var form = new CommandForms(new Journey(AJourneyId.Number(1)), AClinicOf.Portland, null, NodaTime.Instant.FromUtc(2026, 12, 1, 18, 0)).ForJourney(Commands.Find(name)!);
        Assert.All(form.Fields, field => Assert.True(field.Kind == "hidden" || field.Label.Length > 0));
        Assert.Distinct(form.Fields.Select(field => field.Id));
    }

    [Fact]
    public void Takes_an_unticked_box_as_no_and_what_a_browser_sends_as_a_time()
    {
        var discharge = (DischargeClient)Form("discharge", ("which", "dosing-1"), ("walksSteadily", "true"));
        Assert.True(discharge is { WalksSteadily: true, EscortPresent: false });
        var book = (BookAppointment)Form("book", ("purpose", "dosing"), ("start", "2026-12-08T09:30"), ("therapist", "st_theo"), ("prescriber", ""), ("modality", "in-person"));
        Assert.Equal(new BookAppointment(AppointmentPurpose.Dosing, new LocalDateTime(2026, 12, 8, 9, 30), StaffId.Parse("st_theo")), book);
    }

    [Fact]
    public void Never_takes_silence_for_a_decision() =>
        Assert.Equal(["ready"], ((CommandReading.Wrong)CommandReader.Read(Commands.Find("decide-readiness")!, Typed(("reason", "Spoke twice")))).Problems.Select(problem => problem.Field));

    [Theory]
    [InlineData("vitals", "pulse", "fast")]
    [InlineData("decide-clearance", "outcome", "1")]
    [InlineData("decide-clearance", "expiresOn", "31.12.2026")]
    [InlineData("book", "start", "tomorrow")]
    [InlineData("book", "therapist", "Theo")]
    [InlineData("move", "which", "Tuesday")]
    [InlineData("complete-preparation", "note", "bell \u0007")]
    public void Says_which_field_cannot_be_read_without_repeating_it(string command, string field, string typed)
    {
        var wrong = (CommandReading.Wrong)CommandReader.Read(Commands.Find(command)!, Typed((field, typed)));
        Assert.DoesNotContain(typed, Assert.Single(wrong.Problems, problem => problem.Field == field).Text, StringComparison.Ordinal);
    }

    private static Command Form(string name, params (string, string)[] typed) =>
        ((CommandReading.Read)CommandReader.Read(Commands.Find(name)!, Typed(typed))).Command;

    private static Fields Typed(params (string Name, string Value)[] typed) =>
        new(typed.ToDictionary(each => each.Name, each => each.Value, StringComparer.Ordinal), IsForm: true);

    private static IEnumerable<string> Needed(IEnumerable<CommandField> fields, string prefix) => fields.SelectMany(field =>
        field.Kind == CommandFieldKind.Record ? Needed(field.Inner, $"{prefix}{field.Name}.")
        : field.Required && field.Kind != CommandFieldKind.Answers ? [prefix + field.Name]
        : []);

    /// <summary>A command with something in every field.</summary>
    private static object Sample(Type type)
    {
        var fields = CommandFields.Of(type);
        var built = type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!
            .Invoke([.. fields.Where(field => field.Property is null).Select(Value)]);
        foreach (var field in fields.Where(field => field.Property is not null))
            field.Property!.SetValue(built, Value(field));
        return built;
    }

    private static object Value(CommandField field) => field.Kind switch
    {
        CommandFieldKind.Choice => Enum.GetValues(field.Type).GetValue(Enum.GetValues(field.Type).Length - 1)!,
        CommandFieldKind.Tick or CommandFieldKind.YesNo => true,
        CommandFieldKind.Number => 3,
        CommandFieldKind.Date => new LocalDate(2026, 12, 31),
        CommandFieldKind.DateTime => new LocalDateTime(2026, 12, 31, 14, 30),
        CommandFieldKind.Instant => Instant.FromUtc(2026, 12, 31, 22, 30),
        CommandFieldKind.Staff => StaffId.Parse("st_theo"),
        CommandFieldKind.Appointment => new AppointmentRef(AppointmentPurpose.Dosing, 2),
        CommandFieldKind.Journey => AJourneyId.Number(7),
        CommandFieldKind.Answers => new Dictionary<string, string>(StringComparer.Ordinal) { ["1"] = "yes", ["6-recent"] = "no" },
        CommandFieldKind.Record => Sample(field.Type),
        _ when field.Member == "Email" => "zebulon@example.org",
        _ when field.Member is "Phone" or "EscortPhone" => "+15035550142",
        _ => "Two words & <more>",
    };

    private static Fields FieldsOf(JsonElement json)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(json, "");
        return new Fields(all, IsForm: false);

        void Add(JsonElement element, string prefix)
        {
            foreach (var member in element.EnumerateObject())
            {
                if (member.Value.ValueKind == JsonValueKind.Object)
                    Add(member.Value, $"{prefix}{member.Name}.");
                else if (member.Value.ValueKind != JsonValueKind.Array) // ownWords is computed from the others
                    all[prefix + member.Name] = member.Value.ToString();
            }
        }
    }
}
