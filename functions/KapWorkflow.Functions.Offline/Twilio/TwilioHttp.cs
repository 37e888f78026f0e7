#nullable disable
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Twilio.Http;

public class Response
{
    public Response(HttpStatusCode statusCode, string content, HttpResponseHeaders headers = null)
    {
        StatusCode = statusCode;
        Content = content;
    }

    public HttpStatusCode StatusCode { get; }

    public string Content { get; }
}

/// <summary>The real constructors take the package's own verbs and domains; the app builds no request itself.</summary>
public class Request
{
    internal Request(System.Net.Http.HttpMethod method, string path, List<KeyValuePair<string, string>> parameters)
    {
        Verb = method;
        Path = path;
        Parameters = parameters;
    }

    internal System.Net.Http.HttpMethod Verb { get; }

    internal string Path { get; }

    internal List<KeyValuePair<string, string>> Parameters { get; }

    internal string Credentials { get; set; }

    internal Uri Address => Verb == System.Net.Http.HttpMethod.Get && Parameters.Count > 0
        ? new Uri($"https://api.twilio.com{Path}?{string.Join('&', Parameters.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"))}")
        : new Uri($"https://api.twilio.com{Path}");
}

public abstract class HttpClient
{
    internal abstract Task<Response> SendAsync(Request request);
}

public class SystemNetHttpClient : HttpClient
{
    private readonly System.Net.Http.HttpClient _client;

    public SystemNetHttpClient(System.Net.Http.HttpClient httpClient = null) => _client = httpClient ?? new System.Net.Http.HttpClient();

    internal override async Task<Response> SendAsync(Request request)
    {
        using var message = new HttpRequestMessage(request.Verb, request.Address);
        if (request.Verb != System.Net.Http.HttpMethod.Get)
            message.Content = new FormUrlEncodedContent(request.Parameters);
        message.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(request.Credentials)));
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var response = await _client.SendAsync(message);
        return new Response(response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
