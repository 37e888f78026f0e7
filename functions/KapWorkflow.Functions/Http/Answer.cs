using System.Text;
using System.Text.Json;
using KapWorkflow.Core;
using Microsoft.AspNetCore.Http;

namespace KapWorkflow.Functions;

/// <summary>An HTTP answer with the headers that every page of the practice carries. Needs nothing but the response it is written to.</summary>
public sealed class Answer : IResult
{
    /// <summary>No inline script or style, nothing from elsewhere, no framing, forms go home only.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private readonly string? _contentType;
    private readonly byte[] _body;
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["X-Content-Type-Options"] = "nosniff",
        ["Cache-Control"] = "no-store",
        // Staff pages need the origin on their own posts; a page under a client's link sends no address at all.
        ["Referrer-Policy"] = "same-origin",
        ["X-Robots-Tag"] = "noindex",
    };

    private Answer(int status, string? contentType, byte[] body) => (Status, _contentType, _body) = (status, contentType, body);

    public int Status { get; }

    public IReadOnlyDictionary<string, string> Headers => _headers;

    public string Body => Encoding.UTF8.GetString(_body);

    public static Answer Html(int status, string html) =>
        new Answer(status, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(html))
            .With("Content-Security-Policy", ContentSecurityPolicy)
            .With("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
            .With("Cross-Origin-Opener-Policy", "same-origin");

    public static Answer Json(int status, object body) => new(status, "application/json; charset=utf-8", Bytes(body));

    public static Answer Of(Problem problem) => new(problem.Status, "application/problem+json; charset=utf-8", Bytes(problem));

    public static Answer Bytes(string contentType, byte[] body) => new(200, contentType, body);

    /// <summary>Post, redirect, get.</summary>
    public static Answer SeeOther(string location) => new Answer(303, null, []).With("Location", location);

    public static Answer NotModified() => new(304, null, []);

    public Answer With(string header, string value)
    {
        _headers[header] = value;
        return this;
    }

    /// <summary>A page whose address is a secret: it goes into no referrer.</summary>
    public Answer Secret() => With("Referrer-Policy", "no-referrer");

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        foreach (var (name, value) in _headers)
            response.Headers[name] = value;
        if (_contentType is null)
            return;
        response.ContentType = _contentType;
        response.ContentLength = _body.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await response.Body.WriteAsync(_body, httpContext.RequestAborted);
    }

    private static byte[] Bytes(object body) => JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), FactJson.Options);
}
