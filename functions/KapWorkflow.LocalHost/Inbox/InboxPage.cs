using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using NodaTime;

namespace KapWorkflow.LocalHost;

/// <param name="Person">An address, number or name; null for everybody's.</param>
/// <param name="Channel">Null for every channel.</param>
internal sealed record InboxFilter(string? Person, string? Channel)
{
    public static InboxFilter From(IQueryCollection query) => new(Text(query["person"]), Text(query["channel"]));

    public bool Matches(InboxMessage message) =>
        (Person is null || message.To == Person || message.Person == Person) && (Channel is null || message.Channel == Channel);

    private static string? Text(string? given) => string.IsNullOrWhiteSpace(given) ? null : given;
}

/// <summary>The inbox as a page: newest first, what a person wrote or was sent shown as text, links clickable.</summary>
internal static partial class InboxPage
{
    /// <summary>A page of thousands is slow to draw and read by nobody; programs get them all.</summary>
    private const int Most = 200;

    public static string Html(IReadOnlyList<InboxMessage> all, InboxFilter filter, DateTimeZone zone)
    {
        var shown = all.Where(filter.Matches).Reverse().ToList();
        var page = new StringBuilder(LocalPage.Start("Inbox"))
            .Append("<p>Every e-mail, text and page that this practice would have sent. Nothing left this machine. To write back as a client, take the <a href=\"/local/phone\">telephone</a>.</p>")
            .Append(Form(all, filter))
            .Append(CultureInfo.InvariantCulture, $"<p id=\"count\" role=\"status\" data-shown=\"{shown.Count}\">{Count(shown.Count, all.Count)}</p>");
        foreach (var message in shown.Take(Most))
            page.Append(Article(message, zone));
        if (shown.Count > Most)
            page.Append(CultureInfo.InvariantCulture, $"<p>{shown.Count - Most} older ones are not shown: choose a person or a channel.</p>");
        return page.Append("<script src=\"/local/inbox.js\" defer></script>").Append(LocalPage.End).ToString();
    }

    /// <summary>Says that something has come, and leaves the page alone: somebody may be reading it.</summary>
    public const string Script = """
        const count = document.getElementById("count");
        const address = new URL("/local/inbox.json" + location.search, location.href);
        setInterval(async () => {
          if (document.hidden) return;
          const answer = await fetch(address, { headers: { accept: "application/json" } }).catch(() => null);
          if (!answer?.ok) return;
          const { messages } = await answer.json();
          const news = messages.length - Number(count.dataset.shown);
          if (news > 0 && window.scrollY < 100 && !document.activeElement?.closest("article, form")) location.reload();
          else if (news > 0) count.innerHTML = `<a href="">${news} new: show</a>`;
        }, 3000);

        """;

    private static string Count(int shown, int all) => (shown, all) switch
    {
        (_, 0) => "Nothing has been sent yet. Send an inquiry with the form, then look here.",
        (0, _) => $"None of the {all} messages is for this person and channel.",
        _ when shown == all => $"{all} {(all == 1 ? "message" : "messages")}",
        _ => $"{shown} of {all} messages",
    };

    private static string Form(IReadOnlyList<InboxMessage> all, InboxFilter filter) =>
        $"""
         <form method="get" action="/local/inbox" class="filter">
         <label>Person <select name="person">{Options("Everybody", People(all), filter.Person)}</select></label>
         <label>Channel <select name="channel">{Options("Every channel", all.Select(message => message.Channel), filter.Channel)}</select></label>
         <button>Show</button></form>
         """;

    private static IEnumerable<string> People(IEnumerable<InboxMessage> all) => all.Select(message => message.Person ?? message.To);

    private static string Options(string everything, IEnumerable<string> values, string? chosen)
    {
        var options = new StringBuilder($"<option value=\"\">{everything}</option>");
        foreach (var value in values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            options.Append("<option").Append(value == chosen ? " selected" : "").Append('>').Append(Encoded(value)).Append("</option>");
        return options.ToString();
    }

    private static string Article(InboxMessage message, DateTimeZone zone) =>
        $"""
         <article id="{Encoded(message.Id)}"><h2>{Encoded(message.Subject ?? Titles.GetValueOrDefault(message.Channel, message.Channel))}</h2>
         <p class="meta"><span class="tag">{Encoded(ChannelNames.GetValueOrDefault(message.Channel, message.Channel))}</span> to {Encoded(To(message))} · <time datetime="{message.At}">{Encoded(PracticeMoment.Words(message.At, zone))}</time> · {Encoded(message.Status)}</p>
         <p class="text">{Linked(message.Text)}</p>{(message.Channel == "sms" ? $"<p class=\"meta\"><a href=\"/local/phone?from={Uri.EscapeDataString(message.To)}\">Answer from this telephone</a></p>" : "")}</article>
         """;

    private static string To(InboxMessage message) => message.Person is null || message.Person == message.To ? message.To : $"{message.Person} ({message.To})";

    private static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal) { ["sms"] = "Text message", ["email"] = "(no subject)", ["pager"] = "Page" };

    private static readonly Dictionary<string, string> ChannelNames = new(StringComparer.Ordinal) { ["sms"] = "text message", ["email"] = "e-mail", ["pager"] = "page to on-call" };

    public static string Linked(string text)
    {
        var html = new StringBuilder();
        var from = 0;
        foreach (Match link in Link.Matches(text))
        {
            html.Append(Encoded(text[from..link.Index])).Append("<a href=\"").Append(Encoded(link.Value)).Append("\" rel=\"noreferrer\">").Append(Encoded(link.Value)).Append("</a>");
            from = link.Index + link.Length;
        }

        return html.Append(Encoded(text[from..])).ToString();
    }

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);

    // A full stop or bracket after an address belongs to the sentence.
    [GeneratedRegex(@"https?://[^\s<>""]*[^\s<>"".,;:!?)\]']", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link { get; }
}
