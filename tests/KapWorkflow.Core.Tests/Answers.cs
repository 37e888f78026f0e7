using System.Globalization;

namespace KapWorkflow.Core.Tests;

/// <summary>Complete answers to the forms, harmless by default.</summary>
public static class Answers
{
    public static Dictionary<string, string> To(FormKind form, int points = 1) => form switch
    {
        FormKind.Phq9 => FormLibrary.Of(form).Questions.ToDictionary(question => question.Id, question => question.Id == "9" ? "0" : Text(points)),
        FormKind.Gad7 or FormKind.Pcl5 or FormKind.FollowUp => FormLibrary.Of(form).Questions.ToDictionary(question => question.Id, question => Of(question, points)),
        _ => FormLibrary.Of(form).Questions.Where(question => question.Required).ToDictionary(question => question.Id, question => Of(question, points)),
    };

    public static Dictionary<string, string> To(FormKind form, string question, string answer) => new(To(form)) { [question] = answer };

    private static string Of(Question question, int points) => question.Kind switch
    {
        AnswerKind.YesNo => "no",
        AnswerKind.FourPoint or AnswerKind.FivePoint => Text(points),
        AnswerKind.Phone => "+16175550123",
        _ => "none",
    };

    private static string Text(int points) => points.ToString(CultureInfo.InvariantCulture);
}
