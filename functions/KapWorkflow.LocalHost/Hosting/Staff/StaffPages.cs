using System.Net;
using System.Text;
using KapWorkflow.Core;
using Microsoft.AspNetCore.DataProtection;

namespace KapWorkflow.LocalHost;

/// <summary>The development sign-in: choose who you are. It is reached from this machine only, and nothing else of the host knows it.</summary>
internal static class StaffPages
{
    public static void Map(IEndpointRouteBuilder local)
    {
        local.MapGet("/sign-in", (HttpContext http, LocalPractice practice) => LocalPages.Html(Html(practice, practice.SignedIn(http), Back(http.Request.Query["back"]))));
        local.MapPost("/sign-in", async (HttpContext http, LocalPractice practice, IDataProtectionProvider protection) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            if (!StaffId.TryParse(form["staff"], out var staff) || practice.Staff.All(member => member.Id != staff))
                return Results.Problem("clinic.json names nobody with that id.", statusCode: StatusCodes.Status400BadRequest);

            http.Response.Cookies.Append(DevelopmentStaff.Cookie, DevelopmentStaff.Protect(protection, staff), Cookie);
            return LocalForms.SeeOther(Back(form["back"]));
        });
        local.MapGet("/sign-out", () => LocalForms.SeeOther("/local/sign-in"));
        local.MapPost("/sign-out", (HttpContext http) =>
        {
            http.Response.Cookies.Delete(DevelopmentStaff.Cookie, Cookie);
            return LocalForms.SeeOther("/local/sign-in");
        });
    }

    private static CookieOptions Cookie => new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/" };

    private static string Back(string? given) => LocalForms.Back(given, "/staff");

    private static string Html(LocalPractice practice, StaffMember? signedIn, string back)
    {
        var page = new StringBuilder(LocalPage.Start("Sign in"))
            .Append("<p>On this machine you choose who you are. In Azure staff sign in with their Microsoft account.</p>");
        if (signedIn is not null)
            page.Append("<form method=\"post\" action=\"/local/sign-out\"><p>You are ").Append(Encoded(signedIn.Name)).Append(". <button>Sign out</button></p></form>");
        if (practice.Staff.Count == 0)
            page.Append("<p>clinic.json names nobody yet.</p>");
        page.Append("<form method=\"post\" action=\"/local/sign-in\"><input type=\"hidden\" name=\"back\" value=\"").Append(Encoded(back)).Append("\"><ul class=\"people\">");
        foreach (var member in practice.Staff)
        {
            page.Append("<li><button name=\"staff\" value=\"").Append(Encoded(member.Id.Value)).Append("\">").Append(Encoded(member.Name)).Append("</button> ")
                .Append(Encoded(Roles(member.Roles))).Append("</li>");
        }

        return page.Append("</ul></form>").Append(LocalPage.End).ToString();
    }

    private static string Roles(Role roles)
    {
        Role[] single = [Role.Intake, Role.Therapist, Role.Prescriber, Role.Nurse, Role.Director, Role.Admin];
        return string.Join(", ", single.Where(role => roles.HasFlag(role)).Select(role => role.ToString().ToLowerInvariant()));
    }

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
