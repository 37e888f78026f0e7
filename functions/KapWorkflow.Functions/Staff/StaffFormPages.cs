using System.Globalization;
using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>A client's form on a page for staff.</summary>
public sealed record StaffFormPage(string Title, string Client, string Back, string Action, IReadOnlyList<FieldView> Fields)
{
    public string? Intro { get; init; }
    public IReadOnlyList<Choice> Languages { get; init; } = [];
    public IReadOnlyList<Reason> Reasons { get; init; } = [];

    public bool HasErrors => Reasons.Count > 0 || Wrong.Any();

    public IEnumerable<FieldView> Wrong => Fields.Where(each => each.HasErrors);
}

/// <summary>Lays out a form that staff fill in with a client, question by question in the words that the client would read.</summary>
public static class StaffFormPages
{
    public static bool TryParse(string? text, out FormKind form)
    {
        form = default;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !Enum.IsDefined((FormKind)number) || !Intake.IsFilledIn((FormKind)number))
            return false;
        form = (FormKind)number;
        return true;
    }

    public static StaffFormPage Of(LoadedJourney loaded, FormKind form, string language) => Of(loaded, form, language, Fields.None, []);

    /// <summary>Null when what was sent names no form.</summary>
    public static StaffFormPage? Of(LoadedJourney loaded, Refusal refusal) =>
        Inputs.TryEnum<FormKind>(refusal.Typed["form"] ?? "", out var form)
            ? Of(loaded, form, refusal.Typed["language"] == "es" ? "es" : "en", refusal.Typed, [.. refusal.Reasons, .. refusal.Problems.Select(problem => new Reason($"form.{problem.Field}", problem.Text, ""))])
            : null;

    private static StaffFormPage Of(LoadedJourney loaded, FormKind form, string language, Fields typed, IReadOnlyList<Reason> reasons)
    {
        var journey = loaded.Journey;
        var definition = FormLibrary.For(journey, form);
        var known = definition.Questions.Select(question => $"form.{question.Id}").ToHashSet(StringComparer.Ordinal);
        return new(PaperLines.TitleOf(form), JourneyPages.NameOf(journey), $"/staff/journeys/{journey.Id}", $"/staff/journeys/{journey.Id}/submit-form",
        [
            new FieldView("form", "", "hidden") { Value = form.ToString() },
            new FieldView("language", "", "hidden") { Value = language },
            .. ClientForm.Fields(definition, typed, reasons, language),
        ])
        {
            Intro = definition.Intro?.In(language),
            Languages = [new Choice($"{PaperLines.UrlOf(journey.Id, form)}?lang=en", "English", language == "en"), new Choice($"{PaperLines.UrlOf(journey.Id, form)}?lang=es", "Español", language == "es")],
            Reasons = [.. reasons.Where(reason => !known.Contains(reason.Code))],
        };
    }
}
