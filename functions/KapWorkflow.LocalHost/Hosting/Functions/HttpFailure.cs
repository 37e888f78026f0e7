using System.Globalization;
using System.Net.Mime;

namespace KapWorkflow.LocalHost;

/// <summary>What a person sees when a function broke: that it did, and a reference to its log line. Never why.</summary>
internal static class HttpFailure
{
    public static async Task AnswerAsync(HttpContext http, string reference)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        if (Wants.Html(http.Request))
        {
            http.Response.ContentType = $"{MediaTypeNames.Text.Html}; charset=utf-8";
            await http.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"""
                <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Something went wrong</title></head>
                <body><h1>Something went wrong</h1><p>This page could not be made. Please go back and try again.</p><p>Reference: {reference}</p></body></html>
                """));
            return;
        }

        await http.Response.WriteAsJsonAsync(
            new { title = "Something went wrong.", status = http.Response.StatusCode, reference }, options: null, MediaTypeNames.Application.ProblemJson);
    }
}

internal static class Wants
{
    /// <summary>A browser says so; a program that accepts anything does not.</summary>
    public static bool Html(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals(MediaTypeNames.Text.Html, StringComparison.OrdinalIgnoreCase));
}
