using System.Globalization;

namespace KapWorkflow.Core;

/// <summary>What is asked, what is missing or wrong, and what is kept of somebody's answers to a form.</summary>
public static class FormAnswers
{
    /// <summary>Without blanks around, and without what is not answered.</summary>
    public static IReadOnlyDictionary<string, string> Given(IReadOnlyDictionary<string, string> answers) => answers
        .Where(each => !string.IsNullOrWhiteSpace(each.Value))
        .ToDictionary(each => each.Key, each => each.Value.Trim(), StringComparer.Ordinal);

    /// <summary>The questions that are asked after these answers: of a hidden question, what hangs on it is hidden too.</summary>
    public static IReadOnlyList<Question> Asked(this FormDefinition form, IReadOnlyDictionary<string, string> answers)
    {
        var asked = new List<Question>();
        foreach (var question in form.Questions)
        {
            if (question.When is not { } when || (asked.Exists(earlier => earlier.Id == when.Question) && when.IsMet(answers.GetValueOrDefault(when.Question)?.Trim())))
                asked.Add(question);
        }
        return asked;
    }

    /// <summary>Everything that is wrong with the answers, at once; the code is <c>form.</c> and the question's id.</summary>
    public static IEnumerable<Reason> Problems(this FormDefinition form, IReadOnlyDictionary<string, string> answers)
    {
        foreach (var question in form.Asked(answers))
        {
            var answer = answers.GetValueOrDefault(question.Id)?.Trim();
            if (string.IsNullOrEmpty(answer))
            {
                if (question.Required)
                    yield return new Reason($"form.{question.Id}", "This question has no answer yet.", "Answer it and send the form again.");
            }
            else if (!question.Fits(answer))
            {
                yield return new Reason($"form.{question.Id}", "This answer is not one of the possible ones.", Expected(question));
            }
            else if (question.Below is { } other && answers.GetValueOrDefault(other)?.Trim() is { } upper && form.Find(other)!.Fits(upper) && Number(answer) >= Number(upper))
            {
                yield return new Reason($"form.{question.Id}", $"This number is not below the one before it: {form.Find(other)!.In("en").ToLowerInvariant()}.", "Type both again.");
            }
        }

        foreach (var unknown in answers.Keys.Except(form.Questions.Select(question => question.Id), StringComparer.Ordinal))
            yield return new Reason("form.unknown", "The form has no such question.", "Open the form again from your link.");
    }

    /// <summary>The answers to what is asked that are possible ones, whatever is missing or wrong beside them.</summary>
    public static IReadOnlyDictionary<string, string> Readable(this FormDefinition form, IReadOnlyDictionary<string, string> answers) => form.Asked(answers)
        .Select(question => (question.Id, Answer: answers.GetValueOrDefault(question.Id)?.Trim() ?? "", question))
        .Where(each => each.Answer.Length > 0 && each.question.Fits(each.Answer))
        .ToDictionary(each => each.Id, each => each.Answer, StringComparer.Ordinal);

    /// <summary>
    /// What is recorded: the readable answers. Of the risk screen also those to questions that were not asked: somebody who says no
    /// to thoughts and yes to a plan is taken at the worse.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Kept(this FormDefinition form, IReadOnlyDictionary<string, string> answers) => form.Kind != FormKind.Cssrs
        ? form.Readable(answers)
        : form.Questions
            .Where(question => answers.TryGetValue(question.Id, out var answer) && question.Fits(answer.Trim()))
            .ToDictionary(question => question.Id, question => answers[question.Id].Trim(), StringComparer.Ordinal);

    public static bool AreSame(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(each => other.TryGetValue(each.Key, out var answer) && answer == each.Value);

    /// <summary>How many of the questions that must be answered are.</summary>
    public static (int Answered, int Asked) Progress(this FormDefinition form, IReadOnlyDictionary<string, string> answers)
    {
        var asked = form.Asked(answers).Where(question => question.Required).ToList();
        return (asked.Count(question => answers.GetValueOrDefault(question.Id) is { } answer && question.Fits(answer)), asked.Count);
    }

    /// <summary>Whether somebody has to look at these answers before all is well.</summary>
    public static bool NeedsReview(this FormDefinition form, IReadOnlyDictionary<string, string> answers) => form.ToReview(answers).Any();

    /// <summary>The questions whose answers somebody has to look at.</summary>
    public static IEnumerable<Question> ToReview(this FormDefinition form, IReadOnlyDictionary<string, string> answers) =>
        form.Asked(answers).Where(question => question.Review.Count > 0 && new Condition(question.Id, question.Review).IsMet(answers.GetValueOrDefault(question.Id)));

    /// <summary>The questions whose answers cannot wait.</summary>
    public static IEnumerable<Question> ToAlarm(this FormDefinition form, IReadOnlyDictionary<string, string> answers) =>
        form.Asked(answers).Where(question => question.Alarm.Count > 0 && new Condition(question.Id, question.Alarm).IsMet(answers.GetValueOrDefault(question.Id)));

    private static int Number(string answer) => int.Parse(answer, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Expected(Question question) => question.Kind switch
    {
        AnswerKind.Number => string.Create(CultureInfo.InvariantCulture, $"Give a number between {question.Min} and {question.Max}{(question.Unit is { } unit ? $" {unit}" : "")}."),
        AnswerKind.Date => "Give a day.",
        AnswerKind.Text or AnswerKind.LongText or AnswerKind.Phone => "Make it shorter.",
        _ => "Choose one of the answers shown.",
    };
}
