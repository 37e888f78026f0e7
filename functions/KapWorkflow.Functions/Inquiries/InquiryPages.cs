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
        AgainAsync(200, Accepts.Language(request), new InquiryAgain(Fields.None) { Whole = whole });

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

    /// <summary>The form, with everything that was typed and what is wrong with it.</summary>
    public async Task<IResult> AgainAsync(int status, string language, InquiryAgain again)
    {
        var shown = InquiryForm.Groups(again.Typed, again.Problems, language, clinic);
        // A field that the form does not show is named in the summary, so that nothing is wrong in silence.
        var hidden = again.Problems.Where(problem => !shown.Any(group => group.Fields.Any(field => field.Name == problem.Field))).Select(problem => $"{problem.Field}: {problem.Text}");
        var page = new InquiryPage(again.Whole, shown, again.Typed[InquiryFields.IdempotencyKey] ?? Attempt.New(), $"{Action}?lang={language}")
        {
            Notes = [.. again.Notes, .. hidden],
            IsNew = again.Typed.All.Count == 0,
            Urgent = again.Help != InquiryHelp.Below,
            Unheard = again.Help == InquiryHelp.First,
        };
        var view = new PageView("inquiry", language == "es" ? "Escríbanos" : "Write to us", page)
        {
            Language = language,
            OtherLanguageAction = $"{Action}?lang={Other(language)}&show={(again.Whole ? InquiryDesk.ShowWhole : InquiryDesk.Show)}",
            Scripts = ["inquiry.js", "forms.js"],
        };
        return Answer.Html(status, await renderer.RenderAsync(view));
    }

    private static string Other(string language) => language == "es" ? "en" : "es";
}
