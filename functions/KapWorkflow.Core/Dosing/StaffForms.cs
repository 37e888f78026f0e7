using System.Globalization;
using System.Text.Json;

namespace KapWorkflow.Core;

/// <summary>
/// Forms that staff fill in by a command of their own: the command's members are the form's questions, so what is asked, its words and
/// its bounds stand in the definition alone.
/// </summary>
public static class StaffForms
{
    public static FormDefinition? Of(Type command) =>
        command == typeof(TakeVitals) ? FormLibrary.Of(FormKind.Vitals)
        : command == typeof(DischargeClient) ? FormLibrary.Of(FormKind.Discharge)
        : null;

    /// <summary>The question that a member of the command answers.</summary>
    public static Question? QuestionOf(Type command, string member) => Of(command)?.Find(JsonNamingPolicy.KebabCaseLower.ConvertName(member));

    /// <summary>Everything in a reading that cannot be so, at once.</summary>
    public static IEnumerable<Reason?> Problems(TakeVitals taken) =>
    [
        Between("systolic", taken.Systolic),
        Between("diastolic", taken.Diastolic, below: taken.Systolic),
        Between("pulse", taken.Pulse),
        Between("spo2", taken.Spo2),
        Between("temperature-tenths", taken.TemperatureTenths),
    ];

    /// <summary>Whether two numbers can be a blood pressure.</summary>
    public static bool IsPressure(int? systolic, int? diastolic) =>
        systolic is not null && diastolic is not null && Between("systolic", systolic) is null && Between("diastolic", diastolic, below: systolic) is null;

    private static Reason? Between(string id, int? value, int? below = null)
    {
        var question = FormLibrary.Of(FormKind.Vitals).Find(id)!;
        return Gate.Unless(
            value is null || (value >= question.Min && value <= question.Max && !(value >= below)),
            $"vitals.{id}",
            string.Create(CultureInfo.InvariantCulture, $"{question.In("en")}: between {question.Min} and {question.Max} {question.Unit}{(question.Below is { } other ? $", and below {other}" : "")}."),
            "Type it again.");
    }
}
