using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Encodings.Web;
using Fluid;
using Fluid.Values;
using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>The catalogue's Liquid templates, embedded: <c>Messaging/Texts/{language}/{text}.{email|sms}.liquid</c>.</summary>
public static class TextTemplates
{
    private const string Folder = "Messaging/Texts/";
    private static readonly Assembly Home = typeof(TextTemplates).Assembly;
    private static readonly FluidParser Parser = new();
    private static readonly TemplateOptions Strict = new() { StrictVariables = true, StrictFilters = true };
    private static readonly ConcurrentDictionary<string, IFluidTemplate> Parsed = new(StringComparer.Ordinal);

    // A Windows build writes the folders with backslashes.
    private static readonly Dictionary<string, string> Names = Home.GetManifestResourceNames().ToDictionary(name => name.Replace('\\', '/'), StringComparer.Ordinal);

    public static IReadOnlyList<string> Languages { get; } = ["en", "es"];

    /// <summary>Every template's name, such as <c>en/inquiry-ack.sms</c>.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Names.Keys.Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(".liquid", StringComparison.Ordinal))
            .Select(name => name[Folder.Length..^".liquid".Length]).Order(StringComparer.Ordinal),
    ];

    public static string NameOf(string textId, Channel channel, string language) => $"{language}/{textId}.{(channel == Channel.Sms ? "sms" : "email")}";

    public static string Render(string name, TextFields fields, params (string Name, FluidValue Value)[] more) =>
        Template(name).Render(ContextOf(fields, more), NullEncoder.Default);

    /// <summary>The same, with every value encoded.</summary>
    public static string RenderHtml(string name, TextFields fields, params (string Name, FluidValue Value)[] more) =>
        Template(name).Render(ContextOf(fields, more), HtmlEncoder.Default);

    private static TemplateContext ContextOf(TextFields fields, (string Name, FluidValue Value)[] more)
    {
        var context = new TemplateContext(Strict);
        context.SetValue("language", new StringValue(fields.Language));
        context.SetValue("brand", new StringValue(fields.Brand));
        context.SetValue("hours", new StringValue(fields.Hours));
        context.SetValue("crisis", BooleanValue.Create(fields.Crisis));
        context.SetValue("calls", BooleanValue.Create(fields.Calls));
        context.SetValue("writes", BooleanValue.Create(fields.Writes));
        foreach (var (name, value) in new[] { ("phone", fields.Phone), ("first", fields.First), ("link", fields.Link), ("when", fields.When), ("steps", fields.Steps) })
            context.SetValue(name, value is null ? BooleanValue.False : new StringValue(value));
        foreach (var (name, value) in more)
            context.SetValue(name, value);
        return context;
    }

    private static IFluidTemplate Template(string name) => Parsed.GetOrAdd(name, static key =>
    {
        if (!Names.TryGetValue($"{Folder}{key}.liquid", out var resource))
            throw new InvalidOperationException($"There is no template {key}.");
        using var reader = new StreamReader(Home.GetManifestResourceStream(resource)!);
        return Parser.TryParse(reader.ReadToEnd(), out var template, out var error)
            ? template
            : throw new InvalidOperationException($"The template {key} cannot be read: {error}");
    });
}
