using KapWorkflow.Core;
using Microsoft.AspNetCore.Http;

namespace KapWorkflow.Functions;

/// <summary>Lets in whoever is one of the practice's people, and nobody else; a post only from our own pages.</summary>
public sealed class StaffDoor(IStaffIdentity identity, PageRenderer renderer, SiteOptions site)
{
    public async Task<IResult> EnterAsync(HttpRequest request, Func<StaffPerson, Task<IResult>> inside)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !SameSite.AllowsSignedIn(request, site))
            return await RefuseAsync(request, 403, "This did not come from our own page.", "Open the page again and send it from there.");
        switch (identity.Of(request.HttpContext))
        {
            case StaffSignIn.SignedIn { Person: var person } when person.Has(Role.Staff):
                return await inside(person);
            case StaffSignIn.Nobody:
                return await SignInAsync(request);
            default:
                return await RefuseAsync(request, 403, "This part is for the people of the practice who work with clients.", "Ask the director for the role in clinic.json and in the sign-in.");
        }
    }

    /// <summary>What was sent is still in the browser: how to get it back, and what to do with it.</summary>
    public Task<IResult> UnreadAsync(HttpRequest request, FieldsReading reading) => reading switch
    {
        FieldsReading.TooLarge when Page(request) => RefuseAsync(request, 413, "That was too long to be read.", "Nothing is lost: your browser's back button brings back what you typed. Shorten it, and send it again."),
        FieldsReading.TooLarge => RefuseAsync(request, 413, "That was too long to be read.", $"Send up to {ByteLimit.FormBytes / 1024} KiB."),
        _ when Page(request) => RefuseAsync(request, 400, "This could not be read.", "Your browser's back button brings back what you typed. Send it again; if that does not help, open the page again."),
        _ => RefuseAsync(request, 400, "This could not be read.", "Send a form, or one JSON object."),
    };

    /// <param name="page">Where to go on; null for the board.</param>
    public async Task<IResult> RefuseAsync(HttpRequest request, int status, string title, string next, string? page = null)
    {
        if (!Page(request))
            return Answer.Of(new Problem(status, title) { Detail = next });
        var signedIn = identity.Of(request.HttpContext) is StaffSignIn.SignedIn { Person: var person } ? Bar(person) : null;
        return Answer.Html(status, await renderer.RenderAsync(new PageView("notice", title, new NoticePage(title, [next]) { LinkUrl = page ?? "/staff", LinkLabel = page is null ? "To the board" : "To the page" }) { Staff = signedIn }));
    }

    public async Task<IResult> PageAsync(int status, string template, string title, object model, StaffPerson person) =>
        Answer.Html(status, await renderer.RenderAsync(new PageView(template, title, model) { Staff = Bar(person), Scripts = ["forms.js"] }));

    /// <summary>Under /api everybody is answered in JSON.</summary>
    public static bool Page(HttpRequest request) => !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    private async Task<IResult> SignInAsync(HttpRequest request)
    {
        // After signing in nobody lands on a post.
        var back = HttpMethods.IsGet(request.Method) && Page(request) ? request.Path + request.QueryString : "/staff";
        var url = identity.SignInUrl(back);
        if (Page(request) && HttpMethods.IsGet(request.Method))
            return Answer.SeeOther(url);
        return Page(request)
            ? Answer.Html(401, await renderer.RenderAsync(new PageView("notice", "Please sign in", new NoticePage("Please sign in again", ["Your sign-in has ended, and what you sent was not taken.", "Sign in, then go back to the form: your browser may still hold what you typed."]) { LinkUrl = url, LinkLabel = "Sign in" })))
            : Answer.Of(new Problem(401, "Please sign in.") { SignIn = url });
    }

    private StaffBar Bar(StaffPerson person) => new(person.Member.Name, Words.Of(person.Roles), identity.SignOutUrl);
}
