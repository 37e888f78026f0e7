using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;

namespace KapWorkflow.Functions;

/// <summary>Which methods an address takes, read off the app's own functions.</summary>
public static class KnownRoutes
{
    private static readonly IReadOnlyList<(TemplateMatcher Route, bool IsEmpty, string Method)> All =
    [
        .. typeof(KnownRoutes).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .OfType<HttpTriggerAttribute>()
            .Where(trigger => trigger is { Route: not null, Methods.Length: > 0 })
            .SelectMany(trigger => trigger.Methods!.Select(method => (Matcher(trigger.Route!), trigger.Route!.StartsWith("{ignored", StringComparison.Ordinal), method.ToUpperInvariant()))),
    ];

    /// <returns>Empty when there is nothing at that address.</returns>
    public static IReadOnlyList<string> MethodsOf(PathString path) =>
    [
        .. All.Where(each => each.IsEmpty ? path.Value is null or "" or "/" : each.Route.TryMatch(path, []))
            .Select(each => each.Method).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    private static TemplateMatcher Matcher(string route) => new(TemplateParser.Parse(route), []);
}
