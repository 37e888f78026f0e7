using System.Globalization;

namespace KapWorkflow.Core.Tests;

/// <summary>Complete answers to the forms, harmless by default.</summary>
public static class Answers
{
    public static Dictionary<string, string> To(FormKind form, int points = 1) => To(FormLibrary.Of(form), points);

    public static Dictionary<string, string> To(FormDefinition form, int points = 1)
    {
        var answers = form.Questions.Where(question => question.Required || Scoring.IsMeasure(form.Kind)).ToDictionary(question => question.Id, question => Of(form, question, points));
        return new(form.Readable(answers));
    }

    public static Dictionary<string, string> To(FormKind form, string question, string answer) => new(To(form)) { [question] = answer };

    private static string Of(FormDefinition form, Question question, int points) => question.Kind switch
    {
        AnswerKind.Date when question.Id == "birth-date" => "1988-05-14",
        AnswerKind.Number when question.Id == "weight" => "150",
        AnswerKind.FourPoint when form.Kind == FormKind.Phq9 && question.Id == "9" => "0",
        AnswerKind.YesNo => "no",
        AnswerKind.FourPoint or AnswerKind.FivePoint => Text(points),
        AnswerKind.Phone => "+16175550123",
        AnswerKind.Choice or AnswerKind.Many => question.Choices[0].Value,
        AnswerKind.Number => Text((question.Min!.Value + question.Max!.Value) / 2),
        AnswerKind.Date => "2020-01-31",
        _ => "none",
    };

    private static string Text(int points) => points.ToString(CultureInfo.InvariantCulture);
}
