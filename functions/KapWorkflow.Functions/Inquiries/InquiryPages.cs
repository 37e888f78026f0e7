using KapWorkflow.Core;
using Microsoft.AspNetCore.Http;

namespace KapWorkflow.Functions;

/// <summary>Renders what an inquirer sees. The crisis panel stands on every one of these pages.</summary>
public sealed class InquiryPages(PageRenderer renderer, Clinic clinic)
{
    /// <summary>On the receipt's address: where help is comes before the thanks. It does not say why.</summary>
    public const string HelpFirst = "&v=2";

    private const string Action = "/api/inquiries";

    public Task<IResult> FormAsync(HttpRequest request, bool whole) =>
        FormAsync(200, Accepts.Language(request), whole, Fields.None, [], []);

    /// <summary>The form again, with everything that was typed and what is wrong with it.</summary>
    /// <param name="fresh">A new idempotency key: what is sent next is another inquiry.</param>
    public Task<IResult> AgainAsync(int status, string language, Fields typed, IReadOnlyList<FieldProblem> problems, IReadOnlyList<string> notes, bool fresh = false, bool whole = false) =>
        FormAsync(status, language, whole, fresh ? typed.Without(InquiryFields.IdempotencyKey) : typed, problems, notes);

    public async Task<IResult> ThanksAsync(HttpRequest request)
    {
        var language = Accepts.Language(request);
        var first = HelpFirst.EndsWith($"={request.Query["v"]}", StringComparison.Ordinal);
        return Answer.Html(200, await renderer.RenderAsync(new PageView("thanks", language == "es" ? "Gracias" : "Thank you", new NoticePage("", []) { Crisis = first })
        {
            Language = language,
            OtherLanguageUrl = $"/inquiry/thanks?lang={Other(language)}{(first ? HelpFirst : "")}",
        }));
    }

    public async Task<IResult> NoticeAsync(int status, string language, string heading, params IReadOnlyList<string> lines) =>
        Answer.Html(status, await renderer.RenderAsync(new PageView("notice", heading, new NoticePage(heading, lines)
        {
            Crisis = true,
            LinkUrl = $"/inquiry?lang={language}",
            LinkLabel = language == "es" ? "Volver al formulario" : "Back to the form",
        })
        { Language = language }));

    private async Task<IResult> FormAsync(int status, string language, bool whole, Fields typed, IReadOnlyList<FieldProblem> problems, IReadOnlyList<string> notes)
    {
        var shown = InquiryForm.Groups(typed, problems, language, clinic);
        // A field that the form does not show is named in the summary, so that nothing is wrong in silence.
        var hidden = problems.Where(problem => !shown.Any(group => group.Fields.Any(field => field.Name == problem.Field))).Select(problem => $"{problem.Field}: {problem.Text}");
        var page = new InquiryPage(whole, shown, typed[InquiryFields.IdempotencyKey] ?? Attempt.New(), $"{Action}?lang={language}") { Notes = [.. notes, .. hidden], IsNew = typed.All.Count == 0 };
        var view = new PageView("inquiry", language == "es" ? "Escríbanos" : "Write to us", page)
        {
            Language = language,
            OtherLanguageAction = $"{Action}?lang={Other(language)}&show={(whole ? InquiryDesk.ShowWhole : InquiryDesk.Show)}",
            Scripts = ["inquiry.js", "forms.js"],
        };
        return Answer.Html(status, await renderer.RenderAsync(view));
    }

    private static string Other(string language) => language == "es" ? "en" : "es";
}
