using System.Net;
using System.Text;

namespace KapWorkflow.LocalHost;

/// <summary>What the time bar shows, made ready for a person.</summary>
/// <param name="Now">Practice time, such as <c>Tuesday 1 December 2026, 10:00 EST</c>.</param>
/// <param name="Next">When the next event falls due, or null when none is known.</param>
internal sealed record TimeBarView(string Now, string? Next, bool IsHeld, int Messages, string? Staff)
{
    /// <summary>The practice's wall clock, as a browser's calendar takes it: time goes forward only.</summary>
    public string Earliest { get; init; } = "";
}

/// <summary>
/// The bar at the bottom of every page: what time it is at the practice, and buttons that move it. Plain forms, a style sheet of its
/// own and no script, so that it works under any content security policy that allows the page's own origin.
/// </summary>
internal static class TimeBar
{
    private static readonly (string Does, string Says)[] Steps = [("next", "Next event"), ("PT1H", "+1 hour"), ("P1D", "+1 day"), ("P1W", "+1 week")];

    /// <param name="back">The path to return to.</param>
    public static string Html(TimeBarView view, string back)
    {
        var html = new StringBuilder()
            .Append("<aside id=\"kap-bar\" aria-label=\"The clinic's clock, on this machine only\"><link rel=\"stylesheet\" href=\"/local/bar.css\">")
            .Append("<form method=\"post\" action=\"/local/clock\"><input type=\"hidden\" name=\"back\" value=\"").Append(Encoded(back)).Append("\">")
            .Append("<span class=\"kap-now\"><strong>").Append(Encoded(view.Now)).Append("</strong>").Append(view.IsHeld ? " (held)" : "").Append("</span>")
            .Append("<span class=\"kap-next\">").Append(view.Next is null ? "nothing is due" : $"next: {Encoded(view.Next)}").Append("</span>");
        foreach (var (does, says) in Steps)
            html.Append("<button name=\"do\" value=\"").Append(does).Append("\">").Append(says).Append("</button>");
        html.Append(view.IsHeld ? "<button name=\"do\" value=\"run\">Run</button>" : "<button name=\"do\" value=\"hold\">Hold</button>")
            .Append("</form><form method=\"post\" action=\"/local/clock\"><input type=\"hidden\" name=\"back\" value=\"").Append(Encoded(back)).Append("\">")
            .Append("<label>Go to <input type=\"datetime-local\" name=\"to\" required min=\"").Append(Encoded(view.Earliest)).Append("\"></label><button name=\"do\" value=\"to\">Go</button>")
            .Append("</form><nav aria-label=\"The practice, on this machine only\"><a href=\"/local/inbox\">Inbox (").Append(view.Messages).Append(")</a> <a href=\"/local/phone\">Telephone</a> ")
            .Append("<a href=\"/staff\">Staff</a> <a href=\"/\">Form</a> <a href=\"/local/sign-in\">")
            .Append(view.Staff is null ? "Sign in" : Encoded(view.Staff)).Append("</a></nav></aside>");
        return html.ToString();
    }

    public const string Css = """
        #kap-bar { position: sticky; bottom: 0; z-index: 1000; display: flex; flex-wrap: wrap; gap: .4rem 1.25rem; align-items: center; justify-content: space-between;
          margin: 2rem 0 0; padding: .5rem 1rem; background: #1f2937; color: #f9fafb; font: 14px/1.4 system-ui, sans-serif; }
        body:has(> #kap-bar) { min-height: 100vh; display: flex; flex-direction: column; }
        body > #kap-bar { margin-top: auto; }
        html:has(#kap-bar) { scroll-padding-bottom: 6rem; }
        #kap-bar form { display: flex; flex-wrap: wrap; gap: .4rem .5rem; align-items: center; margin: 0; }
        #kap-bar nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
        #kap-bar a { color: #bfdbfe; text-decoration: underline; padding: .15rem 0; }
        #kap-bar button, #kap-bar input { width: auto; min-height: 28px; padding: .25rem .6rem; border: 1px solid #9ca3af; border-radius: 4px; background: #374151; color: #f9fafb; font: inherit; color-scheme: dark; }
        #kap-bar button { cursor: pointer; font-weight: 400; text-align: center; }
        #kap-bar button:hover { background: #4b5563; text-decoration: none; }
        #kap-bar a:focus-visible, #kap-bar button:focus-visible, #kap-bar input:focus-visible { outline: 3px solid #fbbf24; outline-offset: 2px; }
        #kap-bar .kap-now { margin-right: .25rem; }
        #kap-bar .kap-next { color: #d1d5db; }
        @media (max-width: 34rem), (max-height: 26rem) { #kap-bar { position: static; } html:has(#kap-bar) { scroll-padding-bottom: 0; } }
        @media print { #kap-bar { display: none; } }

        """;

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
