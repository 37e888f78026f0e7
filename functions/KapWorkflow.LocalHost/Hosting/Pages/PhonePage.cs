using System.Net;
using System.Text;
using System.Xml.Linq;
using KapWorkflow.Functions;

namespace KapWorkflow.LocalHost;

/// <summary>A client's telephone: writes a text to the practice as Twilio would bring it, signed, and shows what is answered at once.</summary>
internal sealed class PhonePage(ProviderCallbacks callbacks, ILocalInbox inbox, LocalPractice practice) : IDisposable
{
    private const int LongestText = 1600;
    private static readonly (string Word, string Says)[] Words =
        [("C", "C: confirm"), ("R", "R: another time"), ("STOP", "STOP"), ("START", "START"), ("HELP", "HELP")];

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    public static void Map(IEndpointRouteBuilder local)
    {
        local.MapGet("/phone", (HttpContext http, PhonePage phone) => LocalPages.Html(phone.Html(new Draft(http.Request.Query["from"].ToString(), ""))));
        local.MapPost("/phone", (HttpContext http, PhonePage phone) => phone.SendAsync(http));
    }

    public void Dispose() => _http.Dispose();

    private async Task<IResult> SendAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var word = form["word"].ToString();
        var draft = new Draft(form["from"].ToString().Trim(), word.Length > 0 ? word : form["text"].ToString());
        if (!Inputs.TryPhone(draft.From, out var from))
            return LocalPages.Html(Html(draft with { Problem = "Give a telephone number with its area code, such as 617 555 0142." }));
        if (draft.Text.Trim().Length is 0 or > LongestText)
            return LocalPages.Html(Html(draft with { Problem = $"Write a text of up to {LongestText} characters, or press one of the words." }));

        using var request = callbacks.TextFrom(from, draft.Text.ReplaceLineEndings("\n"));
        using var answer = await _http.SendAsync(request, http.RequestAborted);
        var body = await answer.Content.ReadAsStringAsync(http.RequestAborted);
        return LocalPages.Html(Html(answer.IsSuccessStatusCode
            ? new Draft(from, "") { Sent = draft.Text, Reply = Reply(body) }
            : draft with { From = from, Problem = $"The practice did not take the text: it answered {(int)answer.StatusCode}." }));
    }

    private static string? Reply(string twiml) => XDocument.Parse(twiml).Root?.Element("Message")?.Value;

    private string Html(Draft draft)
    {
        var page = new StringBuilder(LocalPage.Start("A client's telephone"))
            .Append("<p>Write a text to the practice as one of its clients. It comes in as Twilio would bring it, signed; nothing leaves this machine.</p>");
        if (draft.Problem is { } problem)
            page.Append("<p class=\"problem\" role=\"alert\" id=\"problem\">").Append(Encoded(problem)).Append("</p>");
        if (draft.Sent is { } sent)
            page.Append(Exchange(draft.From, sent, draft.Reply));
        page.Append("<form method=\"post\" action=\"/local/phone\" class=\"phone\"><label for=\"from\">From the number</label>")
            .Append("<input id=\"from\" name=\"from\" type=\"tel\" list=\"numbers\" autocomplete=\"off\" required value=\"").Append(Encoded(draft.From)).Append('"')
            .Append(draft.Problem is null ? "" : " aria-describedby=\"problem\"").Append("><datalist id=\"numbers\">");
        foreach (var number in Numbers)
            page.Append("<option value=\"").Append(Encoded(number)).Append("\"></option>");
        page.Append("</datalist><label for=\"text\">Text</label><textarea id=\"text\" name=\"text\" rows=\"3\" maxlength=\"1600\">\n").Append(Encoded(draft.Sent is null ? draft.Text : "")).Append("</textarea>")
            .Append("<p><button>Send</button></p><p class=\"words\">Or press a word: ");
        foreach (var (word, says) in Words)
            page.Append("<button name=\"word\" value=\"").Append(word).Append("\">").Append(says).Append("</button> ");
        page.Append("</p></form>");
        return page.Append(Received(draft.From)).Append(LocalPage.End).ToString();
    }

    private IEnumerable<string> Numbers => inbox.All.Where(message => message.Channel == "sms").Select(message => message.To).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static string Exchange(string from, string sent, string? reply) =>
        $"""
         <section role="status"><article><h2>Sent</h2><p class="meta">from {Encoded(from)}</p><p class="text">{Encoded(sent)}</p></article>
         <article><h2>Answered at once</h2><p class="text">{(reply is null ? "Nothing. What was written is on the journey’s page for <a href=\"/staff\">staff</a>; STOP and START are answered by Twilio itself." : Encoded(reply))}</p></article></section>
         """;

    /// <summary>The latest texts to this number, so that one knows what is being answered.</summary>
    private string Received(string from)
    {
        const int Most = 5;
        var number = Inputs.TryPhone(from, out var known) ? known : from;
        var texts = inbox.All.Where(message => message.Channel == "sms" && message.To == number).Reverse().Take(Most).ToList();
        if (texts.Count == 0)
            return number.Length == 0 ? "" : "<p>This number has received no text yet.</p>";
        var html = new StringBuilder("<h2>Texts that came to this number</h2>");
        foreach (var text in texts)
        {
            html.Append("<article><p class=\"meta\">").Append(Encoded(PracticeMoment.Words(text.At, practice.Zone))).Append(" · ").Append(Encoded(text.Status))
                .Append("</p><p class=\"text\">").Append(InboxPage.Linked(text.Text)).Append("</p></article>");
        }

        return html.ToString();
    }

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);

    private sealed record Draft(string From, string Text)
    {
        public string? Problem { get; init; }
        public string? Sent { get; init; }
        public string? Reply { get; init; }
    }
}
