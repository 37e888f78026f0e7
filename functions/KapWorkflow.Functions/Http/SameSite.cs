using Microsoft.AspNetCore.Http;

namespace KapWorkflow.Functions;

/// <summary>Whether a post comes from our own page. Browsers set these headers; no page elsewhere can forge them.</summary>
public static class SameSite
{
    /// <summary>
    /// For posts that a cookie signs in: fails closed. Sec-Fetch-Site decides where there is one; else Origin must be ours.
    /// JSON without both comes from a program, not a page: a page elsewhere may not send JSON without asking first.
    /// </summary>
    public static bool AllowsSignedIn(HttpRequest request, SiteOptions site) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        "same-origin" or "none" => true,
        { Length: > 0 } => false,
        _ when request.Headers.Origin.ToString() is { Length: > 0 } origin => IsOurs(origin, request, site),
        _ => FieldsReader.IsJson(request),
    };

    /// <summary>
    /// For posts to a secret address: knowing it is the proof, so only what is surely from elsewhere is refused.
    /// (A page with no-referrer sends <c>Origin: null</c>, so Origin cannot be asked for here.)
    /// </summary>
    public static bool AllowsSecret(HttpRequest request, SiteOptions site) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
        && (request.Headers.Origin.ToString() is "" or "null" or { Length: 0 } || IsOurs(request.Headers.Origin.ToString(), request, site));

    private static bool IsOurs(string origin, HttpRequest request, SiteOptions site) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from)
        && (Same(from, $"{request.Scheme}://{request.Host}") || (site.PublicUrl is { } address && Same(from, address.ToString())));

    private static bool Same(Uri from, string ours) =>
        Uri.TryCreate(ours, UriKind.Absolute, out var home) && Uri.Compare(from, home, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
