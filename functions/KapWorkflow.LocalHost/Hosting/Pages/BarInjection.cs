using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace KapWorkflow.LocalHost;

/// <summary>Puts the time bar before the end of every page that is shown: HTML with a body.</summary>
internal sealed class BarInjection(RequestDelegate next, TimeBarViews views)
{
    private static readonly byte[] EndOfBody = "</body>"u8.ToArray();

    public async Task InvokeAsync(HttpContext http)
    {
        var original = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        await using var page = new HeldPage(http.Response, original);
        http.Features.Set<IHttpResponseBodyFeature>(page);
        try
        {
            await next(http);
            await page.Writer.FlushAsync(http.RequestAborted);
        }
        finally
        {
            http.Features.Set(original);
        }

        if (page.Held is { } held)
            await SendAsync(http, held.GetBuffer().AsMemory(0, (int)held.Length), original.Stream);
    }

    private async Task SendAsync(HttpContext http, ReadOnlyMemory<byte> page, Stream to)
    {
        var end = page.Span.LastIndexOf(EndOfBody);
        var bar = end < 0 ? [] : Encoding.UTF8.GetBytes(TimeBar.Html(views.Of(http), Back(http.Request)));
        http.Response.ContentLength = page.Length + bar.Length;
        await to.WriteAsync(end < 0 ? page : page[..end], http.RequestAborted);
        await to.WriteAsync(bar, http.RequestAborted);
        if (end >= 0)
            await to.WriteAsync(page[end..], http.RequestAborted);
    }

    // A page that answers a form cannot be asked for again; its bar returns to the start.
    private static string Back(HttpRequest request) => HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : "/";
}
