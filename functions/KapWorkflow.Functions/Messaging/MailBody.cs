using System.Text;
using Fluid.Values;

namespace KapWorkflow.Functions;

/// <summary>
/// An e-mail's words, written once and shown twice. The template's first line is the subject; a blank line parts paragraphs; a paragraph
/// that begins with @ is the link, under those words, and is left out when there is none.
/// </summary>
internal sealed record MailBody(string Subject, IReadOnlyList<MailBody.Paragraph> Paragraphs)
{
    internal sealed record Paragraph(string Words, bool IsLink);

    /// <param name="name">Of the template.</param>
    /// <param name="frame">Of the template around it: greeting and foot.</param>
    public static MailBody Render(string name, string frame, TextFields fields)
    {
        var (subject, body) = Split(TextTemplates.Render(name, fields));
        var framed = TextTemplates.Render(frame, fields, ("body", new StringValue(body)));
        return new MailBody(subject.Trim(),
        [
            .. framed.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(words => words[0] == '@' ? new Paragraph(words[1..].Trim(), IsLink: true) : new Paragraph(words, IsLink: false))
                .Where(paragraph => !paragraph.IsLink || fields.Link is not null),
        ]);
    }

    public string Plain(TextFields fields)
    {
        var plain = new StringBuilder();
        foreach (var paragraph in Paragraphs)
            plain.Append(plain.Length == 0 ? "" : "\n\n").Append(paragraph.IsLink ? $"{paragraph.Words}: {fields.Link}" : paragraph.Words);
        return plain.Append('\n').ToString();
    }

    public string Html(TextFields fields) => TextTemplates.RenderHtml("mail.html", fields,
        ("subject", new StringValue(Subject)),
        ("paragraphs", new ArrayValue([.. Paragraphs.Select(paragraph => (FluidValue)new ArrayValue(
        [
            BooleanValue.Create(paragraph.IsLink),
            .. paragraph.Words.Split('\n').Select(line => (FluidValue)new StringValue(line)),
        ]))])));

    private static (string Head, string Body) Split(string text)
    {
        var normal = text.ReplaceLineEndings("\n").Trim();
        var end = normal.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? (normal, "") : (normal[..end], normal[end..].Trim());
    }
}
