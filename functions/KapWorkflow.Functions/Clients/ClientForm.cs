using System.Globalization;
using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>One form, measure or consent on a page of its own.</summary>
public sealed record ClientFormPage(string Title, string? Intro, string Action, string Back, IReadOnlyList<FieldView> Fields)
{
    /// <summary>The text of a consent.</summary>
    public string? Document { get; init; }
    public string Submit { get; init; } = "";

    /// <summary>Answers that cannot wait: where help is comes before everything else.</summary>
    public bool Urgent { get; init; }
    public IReadOnlyList<string> Notes { get; init; } = [];

    public bool HasErrors => Notes.Count > 0 || Wrong.Any();

    public IEnumerable<FieldView> Wrong => Fields.Where(each => each.HasErrors);
}

/// <summary>Lays out a form of the library: one question after another, in the client's language.</summary>
public static class ClientForm
{
    private static readonly string[] HowOften = ["Not at all", "Several days", "More than half the days", "Nearly every day"];
    private static readonly string[] ConFrecuencia = ["Ningún día", "Varios días", "Más de la mitad de los días", "Casi todos los días"];
    private static readonly string[] HowMuch = ["Not at all", "A little bit", "Moderately", "Quite a bit", "Extremely"];
    private static readonly string[] Cuanto = ["Nada", "Un poco", "Moderadamente", "Bastante", "Extremadamente"];
    private static readonly string[] Change = ["Worse", "The same", "Better", "Much better"];
    private static readonly string[] Cambio = ["Peor", "Igual", "Mejor", "Mucho mejor"];

    public static IReadOnlyList<FieldView> Fields(FormDefinition form, Fields typed, IReadOnlyList<Reason> reasons, string language) =>
    [
        .. form.Questions.Select((question, index) => new FieldView($"answers.{question.Id}", Label(form, question, index, language), Kind(question))
        {
            Id = $"q-{question.Id}",
            Value = typed.Typed($"answers.{question.Id}"),
            Required = question.Required,
            MaxLength = question.Kind == AnswerKind.LongText ? 4000 : 200,
            Autocomplete = question.Kind == AnswerKind.Phone ? "off" : null,
            Choices = [.. Choices(form.Kind, question, language).Select(choice => new Choice(choice.Value, choice.Label, typed[$"answers.{question.Id}"] == choice.Value))],
            Errors = [.. reasons.Where(reason => reason.Code == $"form.{question.Id}").Select(_ => language == "es" ? "Por favor, responda a esto." : "Please answer this.")],
        }),
    ];

    public static string? Intro(FormKind form, string language) => (form, language) switch
    {
        (FormKind.Phq9 or FormKind.Gad7, "es") => "Durante las últimas 2 semanas, ¿con qué frecuencia le han molestado los siguientes problemas?",
        (FormKind.Phq9 or FormKind.Gad7, _) => "Over the last 2 weeks, how often have you been bothered by the following?",
        (FormKind.Pcl5, "es") => "En el último mes, ¿cuánto le ha molestado lo siguiente?",
        (FormKind.Pcl5, _) => "In the past month, how much were you bothered by the following?",
        (FormKind.Cssrs, "es") => "Las preguntas 1 a 5 son sobre el último mes. Si la respuesta a la 2 es no, pase a la 6.",
        (FormKind.Cssrs, _) => "Questions 1 to 5 are about the past month. If the answer to 2 is no, go on to 6.",
        _ => null,
    };

    private static string Label(FormDefinition form, Question question, int index, string language) => Scoring.IsMeasure(form.Kind)
        ? string.Create(CultureInfo.InvariantCulture, $"{(question.Id.Contains('-', StringComparison.Ordinal) ? question.Id.Split('-')[0] : (index + 1).ToString(CultureInfo.InvariantCulture))}. {question.In(language)}")
        : question.In(language);

    private static string Kind(Question question) => question.Kind switch
    {
        AnswerKind.Text => "text",
        AnswerKind.Phone => "tel",
        AnswerKind.LongText => "textarea",
        _ => "radio",
    };

    private static IEnumerable<(string Value, string Label)> Choices(FormKind form, Question question, string language)
    {
        if (question.Kind == AnswerKind.YesNo)
            return [("yes", language == "es" ? "Sí" : "Yes"), ("no", "No")];
        if (question.Highest is not { } highest)
            return [];
        var labels = (form, question.Kind, language) switch
        {
            (FormKind.FollowUp, _, "es") => Cambio,
            (FormKind.FollowUp, _, _) => Change,
            (_, AnswerKind.FivePoint, "es") => Cuanto,
            (_, AnswerKind.FivePoint, _) => HowMuch,
            (_, _, "es") => ConFrecuencia,
            _ => HowOften,
        };
        return Enumerable.Range(0, highest + 1).Select(point => (point.ToString(CultureInfo.InvariantCulture), labels[point]));
    }
}
