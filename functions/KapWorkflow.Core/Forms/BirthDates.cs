using NodaTime;
using NodaTime.Text;

namespace KapWorkflow.Core;

/// <summary>A day on which somebody alive was born: not to come, and not longer ago than people live. A slip of the keys would decide about age.</summary>
public static class BirthDates
{
    /// <summary>Of the question in the health history.</summary>
    public const string Question = "birth-date";

    private const int Oldest = 120;

    public static bool IsPossible(LocalDate born, LocalDate today) => born <= today && born >= today.PlusYears(-Oldest);

    public static Reason? Problem(FormKind form, IReadOnlyDictionary<string, string> answers, LocalDate today) => Gate.Unless(
        form != FormKind.HealthHistory || LocalDatePattern.Iso.Parse(answers.GetValueOrDefault(Question)?.Trim() ?? "") is not { Success: true, Value: var born } || IsPossible(born, today),
        $"form.{Question}", "Nobody was born on that day.", "Look at the date again.");
}
