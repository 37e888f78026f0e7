using Microsoft.AspNetCore.Routing.Patterns;

namespace KapWorkflow.LocalHost;

/// <summary>A function's whole route: the prefix of host.json, then its own route, or its name when it has none.</summary>
internal static class FunctionRoutes
{
    /// <summary>The Functions host keeps the first two for itself, this host the third.</summary>
    private static readonly string[] Reserved = ["admin", "runtime", "local"];

    public static RoutePattern? Read(string? route, string name, string prefix, List<string> found)
    {
        if (route is { Length: 0 })
        {
            found.Add("an empty route is not served by the Functions host: use '{ignored:maxlength(0)?}' for the home page.");
            return null;
        }

        var whole = $"{prefix.Trim('/')}/{(route ?? name).Trim('/')}".Trim('/');
        try
        {
            var pattern = RoutePatternFactory.Parse(whole);
            if (Reserved.FirstOrDefault(word => IsFirst(pattern, word)) is { } taken)
                found.Add($"routes under '/{taken}' are kept for the host.");
            return pattern;
        }
        catch (RoutePatternException problem)
        {
            found.Add($"its route '{whole}' cannot be read: {problem.Message}");
            return null;
        }
    }

    private static bool IsFirst(RoutePattern pattern, string word) =>
        pattern.PathSegments is [{ Parts: [RoutePatternLiteralPart literal] }, ..] && literal.Content.Equals(word, StringComparison.OrdinalIgnoreCase);
}
