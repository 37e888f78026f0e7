namespace KapWorkflow.LocalHost;

/// <summary>
/// While the practice answers somebody, its clock stands still. This host's own pages do not count, or a request to move the clock
/// would wait for itself; nor do streams, which may stay open for hours.
/// </summary>
internal sealed class PeoplesRequests(RequestDelegate next, Stillness stillness)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments("/local", StringComparison.OrdinalIgnoreCase) || http.Request.Headers.Accept.ToString() == "text/event-stream")
        {
            await next(http);
            return;
        }

        using var underWay = stillness.Begin();
        await next(http);
    }
}
