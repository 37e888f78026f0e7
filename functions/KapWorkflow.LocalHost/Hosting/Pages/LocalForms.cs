namespace KapWorkflow.LocalHost;

/// <summary>Posts to this host's own pages.</summary>
internal static class LocalForms
{
    /// <summary>A page elsewhere on the web must not move the clock or sign somebody in. Browsers tell; programs need not.</summary>
    public static async ValueTask<object?> RefuseStrangers(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var isOurs = request.Headers["Sec-Fetch-Site"].ToString() switch
        {
            "same-origin" or "none" => true,
            { Length: > 0 } => false,
            _ => request.Headers.Origin.ToString() is "" || request.Headers.Origin == $"{request.Scheme}://{request.Host}",
        };
        return isOurs ? await next(context) : Results.Problem("This page takes forms of its own only.", statusCode: StatusCodes.Status403Forbidden);
    }

    /// <summary>A path on this host, or the other one: never an address elsewhere.</summary>
    public static string Back(string? given, string otherwise) =>
        given is ['/', not ('/' or '\\'), ..] or "/" && !given.Any(char.IsControl) ? given : otherwise;

    public static IResult SeeOther(string path) => new SeeOtherResult(path);

    private sealed class SeeOtherResult(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = Uri.EscapeDataString(path).Length == path.Length ? path : Location(path);
            return Task.CompletedTask;
        }

        private static string Location(string path) => new Uri(new Uri("http://local/"), path).PathAndQuery;
    }
}
