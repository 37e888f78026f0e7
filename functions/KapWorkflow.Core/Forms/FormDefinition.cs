using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace KapWorkflow.Core;

public enum AnswerKind
{
    Text,
    LongText,
    YesNo,

    /// <summary>0 to 3.</summary>
    FourPoint,

    /// <summary>0 to 4.</summary>
    FivePoint,
    Phone,
}

public sealed record Question(string Id, string English, string Spanish, AnswerKind Kind, bool Required = true)
{
    public string In(string language) => language == "es" ? Spanish : English;

    /// <summary>The highest point of a scale, or null.</summary>
    public int? Highest => Kind switch
    {
        AnswerKind.FourPoint => 3,
        AnswerKind.FivePoint => 4,
        _ => null,
    };
}

/// <summary>A form as data. The hash stands for exactly these questions in this order.</summary>
public sealed record FormDefinition(FormKind Kind, string Version, string English, string Spanish, IReadOnlyList<Question> Questions)
{
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        JsonSerializer.Serialize(new { Kind = Kind.ToString(), Version, Questions }))))[..16];

    public string In(string language) => language == "es" ? Spanish : English;

    /// <summary>Everything that is wrong with the answers, at once; the code is <c>form.</c> and the question's id.</summary>
    public IEnumerable<Reason> Problems(IReadOnlyDictionary<string, string> answers)
    {
        foreach (var question in Questions)
        {
            var answer = answers.GetValueOrDefault(question.Id)?.Trim();
            if (string.IsNullOrEmpty(answer))
            {
                if (question.Required)
                    yield return new Reason($"form.{question.Id}", "This question has no answer yet.", "Answer it and send the form again.");
            }
            else if (!Fits(question, answer))
            {
                yield return new Reason($"form.{question.Id}", "This answer is not one of the possible ones.", "Choose one of the answers shown.");
            }
        }

        foreach (var unknown in answers.Keys.Except(Questions.Select(question => question.Id), StringComparer.Ordinal))
            yield return new Reason("form.unknown", "The form has no such question.", "Open the form again from your link.");
    }

    /// <summary>The answers that can be read, whatever is missing or wrong beside them.</summary>
    public IReadOnlyDictionary<string, string> Readable(IReadOnlyDictionary<string, string> answers) => Questions
        .Where(question => answers.TryGetValue(question.Id, out var answer) && Fits(question, answer))
        .ToDictionary(question => question.Id, question => answers[question.Id], StringComparer.Ordinal);

    private static bool Fits(Question question, string answer) => question.Kind switch
    {
        AnswerKind.YesNo => answer is "yes" or "no",
        AnswerKind.FourPoint or AnswerKind.FivePoint =>
            int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var points) && points <= question.Highest,
        AnswerKind.LongText => answer.Length <= 4000,
        _ => answer.Length <= 200,
    };
}
