using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace KapWorkflow.Functions.Tests;

/// <summary>A request as a browser or a program would make it, and what came back.</summary>
internal static class AnHttpRequest
{
    public static HttpRequest Get(string url, params (string Name, string Value)[] headers) => Of("GET", url, null, null, headers);

    public static HttpRequest Form(string url, IEnumerable<(string Name, string Value)> fields, params (string Name, string Value)[] headers) =>
        Of("POST", url, "application/x-www-form-urlencoded", string.Join('&', fields.Select(field => $"{WebUtility.UrlEncode(field.Name)}={WebUtility.UrlEncode(field.Value)}")), headers);

    public static HttpRequest Json(string url, string body, params (string Name, string Value)[] headers) => Of("POST", url, "application/json", body, headers);

    public static HttpRequest Of(string method, string url, string? type, string? body, params (string Name, string Value)[] headers)
    {
        var uri = new Uri(new Uri("https://visits.example.org"), url);
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse("203.0.113.7");
        context.Response.Body = new MemoryStream();
        var request = context.Request;
        (request.Method, request.Scheme, request.Host, request.Path, request.QueryString, request.ContentType) =
            (method, uri.Scheme, new HostString(uri.Authority), uri.AbsolutePath, new QueryString(uri.Query), type);
        if (body is not null)
            request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        foreach (var (name, value) in headers)
            request.Headers[name] = value;
        return request;
    }

    /// <summary>Lets the answer be written, and reads it back.</summary>
    public static async Task<Replied> Answered(this HttpRequest request, Task<IResult> result)
    {
        await (await result).ExecuteAsync(request.HttpContext);
        var response = request.HttpContext.Response;
        response.Body.Position = 0;
        return new Replied(response.StatusCode, await new StreamReader(response.Body).ReadToEndAsync(), response.Headers);
    }
}

internal sealed record Replied(int Status, string Body, IHeaderDictionary Headers)
{
    public string Location => Headers.Location.ToString();

    public System.Text.Json.Nodes.JsonNode Json => System.Text.Json.Nodes.JsonNode.Parse(Body)!;
}
