using System.Collections;
using System.Text.Json;
using NodaTime;

namespace KapWorkflow.Core.Tests;

public class A_fact_as_JSON
{
    public static TheoryData<string> Types => [.. FactJson.FactTypes.Select(type => type.Name).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Reads_back_what_it_wrote(string type)
    {
        var json = FactJson.Write(Example(type));
        var again = FactJson.Read(type, json);
        Assert.Equal(type, FactJson.TypeOf(again));
        Assert.Equal(json, FactJson.Write(again));
    }

    /// <summary>The released shapes. A change here is a change to every journey ever recorded: members may be added, nothing else.</summary>
    [Theory]
    [MemberData(nameof(Types))]
    public void Keeps_its_released_shape(string type)
    {
        using var pretty = JsonDocument.Parse(FactJson.Write(Example(type)));
        Golden.Matches(JsonSerializer.Serialize(pretty.RootElement, Indented) + "\n", "Facts", $"{type}.json");
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Is_still_read_in_the_shape_it_was_released_in(string type)
    {
        var kept = File.ReadAllText(TheRepository.Path("tests", "KapWorkflow.Core.Tests", "Facts", $"{type}.json"));
        var fact = FactJson.Read(type, kept);
        using var before = JsonDocument.Parse(kept);
        using var after = JsonDocument.Parse(FactJson.Write(fact));
        Assert.All(before.RootElement.EnumerateObject(), member => Assert.True(
            after.RootElement.TryGetProperty(member.Name, out var value) && value.GetRawText() == JsonSerializer.Serialize(member.Value), $"{type}.{member.Name} was lost"));
        // And it is told in the diary, whatever it is, without an id.
        var line = Diary.Of([new Recorded(1, Story.Start, AClinic.As(AClinic.Theo), "v", "a", fact)], Ledger.Empty, AClinic.Open);
        Assert.All(line, each => Assert.DoesNotMatch("(st|jr|at)_[a-z]", each.Text));
        Assert.True(line.Count == 1 || type == nameof(AppointmentAttended), $"the diary has no sentence for {type}");
    }

    [Fact]
    public void Of_a_later_release_is_refused_by_its_type_alone()
    {
        var refused = Assert.Throws<JsonException>(() => FactJson.Read("MoonPhaseNoted", """{"secret":"Robin"}"""));
        Assert.Contains("MoonPhaseNoted", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Robin", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Never_throws_when_any_fact_meets_any_journey()
    {
        AJourney[] journeys = [AJourney.Inquired, AJourney.Cleared, AJourney.Dosed, AJourney.AfterOneCycle, AJourney.AtTheEnd];
        foreach (var type in FactJson.FactTypes)
        {
            foreach (var journey in journeys.Select(each => each.Journey).Append(new Journey(Walk.Id)))
            {
                var after = Pathway.Evolve(journey, new Recorded(journey.Sequence + 1, Story.Start, Author.System, "v", "a", Example(type.Name)));
                Assert.Equal(journey.Sequence + 1, after.Sequence);
                Assert.NotNull(Pathway.Duties(after, Ledger.Empty, AClinic.Open, Owe.Never));
            }
        }
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    private static Fact Example(string type) => (Fact)Make(FactJson.FactTypes.Single(each => each.Name == type), type);

    /// <summary>Every member filled, so that the shape shows all of them.</summary>
    private static object Make(Type type, string name)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return name == "language" ? "en" : name == "timeZone" ? "America/New_York" : name == "key" ? "alert:1" : "words";
        if (type == typeof(int))
            return 2;
        if (type == typeof(bool))
            return true;
        if (type == typeof(Instant))
            return Story.Start;
        if (type == typeof(LocalDate))
            return new LocalDate(2026, 12, 24);
        if (type == typeof(StaffId))
            return AClinic.Theo;
        if (type == typeof(JourneyId))
            return Walk.Id;
        if (type == typeof(AppointmentRef))
            return new AppointmentRef(name.StartsWith("Appointment", StringComparison.Ordinal) ? AppointmentPurpose.Consultation : AppointmentPurpose.Dosing, 1);
        if (type.IsEnum)
            return Enum.GetValues(type).Cast<object>().ElementAt(1);
        if (typeof(IEnumerable).IsAssignableFrom(type))
            return type.GenericTypeArguments[1] == typeof(int) ? new Dictionary<string, int> { ["1"] = 2 } : new Dictionary<string, string> { ["words"] = "thank you" };
        var constructor = type.GetConstructors().MaxBy(each => each.GetParameters().Length)!;
        var made = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Make(parameter.ParameterType, parameter.Name == "Which" ? type.Name : char.ToLowerInvariant(parameter.Name![0]) + parameter.Name[1..]))]);
        foreach (var property in type.GetProperties().Where(property => property.SetMethod is not null && constructor.GetParameters().All(parameter => parameter.Name != property.Name)))
            property.SetValue(made, Make(property.PropertyType, property.Name));
        return made;
    }
}
