using System.Globalization;
using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>One form, measure or consent on a page of its own.</summary>
public sealed record ClientFormPage(string Title, string? Intro, string Action, string Back, IReadOnlyList<FieldView> Fields)
{
    /// <summary>The text of a consent.</summary>
    public IReadOnlyList<string> Document { get; init; } = [];
    public string Submit { get; init; } = "";

    /// <summary>Where the same answers are sent to be gone on with later.</summary>
    public string? Later { get; init; }

    /// <summary>What was sent is not whole, and is kept all the same.</summary>
    public bool Kept { get; init; }

    /// <summary>Answers that cannot wait: where help is comes before everything else.</summary>
    public bool Urgent { get; init; }

    /// <summary>Urgent, and nobody at the practice was told.</summary>
    public bool Unheard { get; init; }
    public IReadOnlyList<string> Notes { get; init; } = [];

    public bool HasErrors => Notes.Count > 0 || Wrong.Any();

    public IEnumerable<FieldView> Wrong => Fields.Where(each => each.HasErrors);
}

/// <summary>Lays out a form of the library: one question after another, in the client's language.</summary>
public static class ClientForm
{
    public static IReadOnlyList<FieldView> Fields(FormDefinition form, Fields typed, IReadOnlyList<Reason> reasons, string language) =>
        [.. form.Questions.Select((question, index) => Field(form, question, index, typed, language) with
        {
            Errors = [.. reasons.Where(reason => reason.Code == $"form.{question.Id}").Select(_ => Wrong(question, typed[$"answers.{question.Id}"], language))],
        })];

    private static FieldView Field(FormDefinition form, Question question, int index, Fields typed, string language)
    {
        var name = $"answers.{question.Id}";
        var chosen = (typed[name] ?? "").Split(',');
        return new FieldView(name, Label(form, question, index, language), Kind(question))
        {
            Id = $"q-{question.Id}",
            Value = typed.Typed(name),
            Required = question.Required,
            Hint = Hint(form, question, language),
            MaxLength = LimitOf(question),
            Min = question.Min,
            Max = question.Max,
            Autocomplete = question.Kind == AnswerKind.Phone ? "off" : null,
            Choices = [.. Choices(form, question, language).Select(choice => new Choice(choice.Value, choice.Label, question.Kind == AnswerKind.Many ? chosen.Contains(choice.Value) : typed[name] == choice.Value))],
            AskedAfter = question.When is { } when ? $"answers.{when.Question}" : null,
            AskedAt = question.When?.Is ?? [],
        };
    }

    private static string Label(FormDefinition form, Question question, int index, string language)
    {
        var words = question.Unit is { } unit ? $"{question.In(language)} ({unit})" : question.In(language);
        return Scoring.IsMeasure(form.Kind)
            ? string.Create(CultureInfo.InvariantCulture, $"{(question.Id.Contains('-', StringComparison.Ordinal) ? question.Id.Split('-')[0] : (index + 1).ToString(CultureInfo.InvariantCulture))}. {words}")
            : words;
    }

    /// <summary>Without a script every question stands on the page: the hint says when it is meant.</summary>
    private static string? Hint(FormDefinition form, Question question, string language)
    {
        if (question.When is not { } when || form.Find(when.Question) is not { } other)
            return question.Help?.In(language);
        var answers = string.Join(", ", Choices(form, other, language).Where(choice => when.Is.Contains(choice.Value)).Select(choice => choice.Label));
        var only = language == "es" ? $"Solo si respondió «{answers}» a: {other.In(language)}" : $"Only if you answered “{answers}” to: {other.In(language)}";
        return question.Help is { } help ? $"{only} {help.In(language)}" : only;
    }

    private static string Wrong(Question question, string? answer, string language) => (question.Kind, answer, language) switch
    {
        (AnswerKind.Number, not null, "es") => string.Create(CultureInfo.InvariantCulture, $"Escriba un número entre {question.Min} y {question.Max}{(question.Below is null ? "" : ", menor que el anterior")}."),
        (AnswerKind.Number, not null, _) => string.Create(CultureInfo.InvariantCulture, $"Give a number between {question.Min} and {question.Max}{(question.Below is null ? "" : ", below the one before")}."),
        (AnswerKind.Text or AnswerKind.LongText or AnswerKind.Phone, not null, "es") => string.Create(CultureInfo.InvariantCulture, $"Por favor, hágalo más corto: caben {LimitOf(question)} caracteres."),
        (AnswerKind.Text or AnswerKind.LongText or AnswerKind.Phone, not null, _) => string.Create(CultureInfo.InvariantCulture, $"Please make this shorter: there is room for {LimitOf(question)} characters."),
        (AnswerKind.Date, not null, "es") => "Por favor, mire otra vez esta fecha.",
        (AnswerKind.Date, not null, _) => "Please look at this date again.",
        (_, _, "es") => "Por favor, responda a esto.",
        _ => "Please answer this.",
    };

    private static int? LimitOf(Question question) => question.Kind switch { AnswerKind.LongText => Question.Longest, AnswerKind.Text or AnswerKind.Phone => Question.Line, _ => null };

    private static string Kind(Question question) => question.Kind switch
    {
        AnswerKind.Text => "text",
        AnswerKind.Phone => "tel",
        AnswerKind.LongText => "textarea",
        AnswerKind.Number => "number",
        AnswerKind.Date => "date",
        AnswerKind.Many => "many",
        _ => "radio",
    };

    private static IEnumerable<(string Value, string Label)> Choices(FormDefinition form, Question question, string language)
    {
        IEnumerable<(string, string)> choices = question.Kind switch
        {
            AnswerKind.YesNo => [("yes", language == "es" ? "Sí" : "Yes"), ("no", "No")],
            AnswerKind.FourPoint or AnswerKind.FivePoint => form.Scale.Select((words, point) => (point.ToString(CultureInfo.InvariantCulture), words.In(language))),
            _ => question.Choices.Select(choice => (choice.Value, choice.Words.In(language))),
        };
        return question.MaySkip ? choices.Append((Question.Skip, language == "es" ? "Prefiero no responder" : "I would rather not answer")) : choices;
    }
}
