using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Fluid;
using Fluid.Values;
using KapWorkflow.Core;

namespace KapWorkflow.Functions;

/// <summary>Renders page views through the Liquid templates in Pages. Everything is HTML-encoded unless a template says <c>raw</c>, which only the layout does.</summary>
public sealed class PageRenderer
{
    private static readonly FluidParser Parser = new();
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly ConcurrentDictionary<string, IFluidTemplate> _templates = new(StringComparer.Ordinal);
    private readonly EmbeddedTemplates _files = new();
    private readonly TemplateOptions _options;
    private readonly Clinic _clinic;
    private readonly SiteAssets _assets;

    public PageRenderer(Clinic clinic, SiteAssets assets)
    {
        (_clinic, _assets) = (clinic, assets);
        _options = new TemplateOptions
        {
            FileProvider = _files,
            MemberAccessStrategy = new UnsafeMemberAccessStrategy { MemberNameStrategy = MemberNameStrategies.CamelCase },
            MaxSteps = 0,
        };
        // {{ "First name" | es: "Nombre" }}: both languages stand side by side where a reviewer sees them.
        _options.Filters.AddFilter("es", (input, arguments, context) =>
            context.AmbientValues.TryGetValue("language", out var language) && language is "es" ? arguments.At(0) : input);
        _options.Filters.AddFilter("asset", (input, _, _) => new StringValue(_assets.UrlOf(input.ToStringValue())));
    }

    public async Task<string> RenderAsync(PageView page)
    {
        var body = await RenderAsync(page.Template, page.Model, page, content: null);
        return await RenderAsync("layout", page, page, body);
    }

    private async Task<string> RenderAsync(string template, object model, PageView page, string? content)
    {
        var context = new TemplateContext(model, _options);
        context.AmbientValues["language"] = page.Language;
        context.SetValue("language", page.Language);
        context.SetValue("practice", _clinic.PracticeName);
        context.SetValue("phone", _clinic.Phone);
        context.SetValue("dial", string.Concat(_clinic.Phone.Where(character => char.IsAsciiDigit(character) || character == '+')));
        context.SetValue("address", _clinic.Address);
        if (content is not null)
            context.SetValue("content", new StringValue(content, encode: false));
        return await _templates.GetOrAdd(template, Parse).RenderAsync(context, Encoder);
    }

    private IFluidTemplate Parse(string name)
    {
        using var reader = new StreamReader(_files.GetFileInfo(name + ".liquid").CreateReadStream());
        return Parser.TryParse(reader.ReadToEnd(), out var template, out var error)
            ? template
            : throw new InvalidOperationException($"The template {name} cannot be read: {error}");
    }
}
