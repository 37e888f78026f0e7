using Microsoft.AspNetCore.Http;

namespace KapWorkflow.Functions;

/// <summary>In what form and language somebody wants to be answered.</summary>
public static class Accepts
{
    /// <summary>A form is answered with a page, unless its sender asks for JSON alone; everything else with JSON, unless it asks for a page.</summary>
    public static bool Page(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        var page = accept.Contains("text/html", StringComparison.OrdinalIgnoreCase);
        return page || (FieldsReader.IsForm(request) && !accept.Contains("json", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary><c>?lang=</c>, else the browser's first language if it is one of ours, else English.</summary>
    public static string Language(HttpRequest request) => request.Query["lang"].ToString() switch
    {
        "es" => "es",
        "en" => "en",
        _ => request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(each => each.Quality ?? 1)
            .Select(each => each.Value.ToString().Split('-')[0].ToLowerInvariant())
            .FirstOrDefault(each => each is "en" or "es") ?? "en",
    };
}
