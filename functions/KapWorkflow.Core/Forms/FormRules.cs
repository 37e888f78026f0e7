using System.Globalization;
using System.Text.RegularExpressions;

namespace KapWorkflow.Core;

/// <summary>What a readable definition may still say wrongly: each as <c>question: what must be</c>.</summary>
public static partial class FormRules
{
    public static IEnumerable<string> Problems(FormDefinition form)
    {
        if (form.Questions.Count == 0)
            yield return "questions: must not be empty";
        if (form.RecallDays is <= 0)
            yield return "recallDays: must be at least 1";
        if (form.MayMiss < 0 || form.MayMiss > 0 && form.MayMiss >= form.Questions.Count)
            yield return "mayMiss: must be fewer than there are questions";
        foreach (var highest in form.Questions.Select(question => question.Highest).OfType<int>().Distinct().Where(highest => form.Scale.Count != highest + 1))
            yield return string.Create(CultureInfo.InvariantCulture, $"scale: must name {highest + 1} points");
        for (var index = 0; index < form.Questions.Count; index++)
        {
            var question = form.Questions[index];
            foreach (var problem in Of(form, question, [.. form.Questions.Take(index)]))
                yield return $"{(question.Id.Length > 0 ? question.Id : string.Create(CultureInfo.InvariantCulture, $"questions[{index}]"))}: {problem}";
        }
    }

    /// <summary>Every form is there, and no two files are the same version.</summary>
    public static IEnumerable<string> OfAll(IReadOnlyList<FormDefinition> forms) =>
    [
        .. Enum.GetValues<FormKind>().Where(kind => forms.All(form => form.Kind != kind || form.Variant != FormVariant.Standard)).Select(kind => $"{kind}: there is no definition of this form"),
        .. forms.GroupBy(form => (form.Kind, form.Variant, form.Version)).Where(group => group.Count() > 1).Select(group => $"{group.Key.Kind} {group.Key.Variant}: version {group.Key.Version} is there twice"),
        .. forms.GroupBy(form => form.Hash, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => $"{group.First().Kind}: two definitions have one hash"),
    ];

    private static IEnumerable<string> Of(FormDefinition form, Question question, IReadOnlyList<Question> earlier)
    {
        if (!Id().IsMatch(question.Id))
            yield return "an id is lower-case letters, digits and hyphens";
        if (earlier.Any(each => each.Id == question.Id))
            yield return "there are two questions of this id";
        if (question.When is { } when)
        {
            if (earlier.FirstOrDefault(each => each.Id == when.Question) is not { } other)
                yield return $"when: {when.Question} is no earlier question";
            else if (when.Is.Count == 0 || !when.Is.All(other.Fits))
                yield return $"when: must name answers that {when.Question} can have";
        }
        if (!question.Review.All(question.Fits))
            yield return "review: must name answers that the question can have";
        if (!question.Alarm.All(question.Review.Contains))
            yield return "alarm: must be among those that are reviewed";
        // Item 9 and the risk screen are never skipped: a missing answer there must never look like a harmless one.
        if (question.MaySkip && (form.Kind == FormKind.Cssrs || form.Kind == FormKind.Phq9 && question.Id == "9"))
            yield return "maySkip: this one is never skipped";
        foreach (var problem in question.Kind is AnswerKind.Choice or AnswerKind.Many ? OfChoices(question) : question.Choices.Count > 0 ? ["choices: only a choice has them"] : [])
            yield return problem;
        foreach (var problem in question.Kind == AnswerKind.Number ? OfNumber(question, earlier) : HasBounds(question) ? ["min, max, unit and below: only a number has them"] : [])
            yield return problem;
    }

    private static IEnumerable<string> OfChoices(Question question)
    {
        if (question.Choices.Count < 2)
            yield return "choices: must be two or more";
        if (question.Choices.Select(choice => choice.Value).Distinct(StringComparer.Ordinal).Count() != question.Choices.Count)
            yield return "choices: two have one value";
        if (question.Choices.Any(choice => choice.Value == Question.Skip || !Id().IsMatch(choice.Value)))
            yield return "choices: a value is lower-case letters, digits and hyphens, and not skip";
    }

    private static IEnumerable<string> OfNumber(Question question, IReadOnlyList<Question> earlier)
    {
        if (question.Min is not { } min || question.Max is not { } max || min < 0 || min >= max)
            yield return "min and max: a number needs both, min from 0 and below max";
        if (question.Below is { } below && !earlier.Any(each => each.Id == below && each.Kind == AnswerKind.Number))
            yield return $"below: {below} is no earlier number";
    }

    private static bool HasBounds(Question question) => question is not { Min: null, Max: null, Unit: null, Below: null };

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Id();
}
