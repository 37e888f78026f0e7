#nullable disable
using System.Text.Json;
using Twilio.Exceptions;
using Twilio.Http;

namespace Twilio.Clients;

public interface ITwilioRestClient
{
    string AccountSid { get; }

    string Region { get; }

    Http.HttpClient HttpClient { get; }

    Response Request(Request request);

    Task<Response> RequestAsync(Request request);
}

/// <summary>Posts to Twilio's REST API, as the package's client does, with the package's exceptions.</summary>
public class TwilioRestClient : ITwilioRestClient
{
    private readonly string _username;
    private readonly string _password;

    public TwilioRestClient(string username, string password, string accountSid = null, string region = null, Http.HttpClient httpClient = null, string edge = null)
    {
        _username = username;
        _password = password;
        AccountSid = accountSid ?? username;
        HttpClient = httpClient ?? new SystemNetHttpClient();
        Region = region;
        Edge = edge;
    }

    public Http.HttpClient HttpClient { get; }

    public string AccountSid { get; }

    public string Region { get; }

    public string Edge { get; set; }

    public Response Request(Request request) => RequestAsync(request).GetAwaiter().GetResult();

    public async Task<Response> RequestAsync(Request request)
    {
        request.Credentials = $"{_username}:{_password}";
        Response response;
        try
        {
            response = await HttpClient.SendAsync(request);
        }
        catch (Exception failure)
        {
            // The package says the address here, with the number in its query: nobody may show this message.
            throw new ApiConnectionException($"Connection Error: {request.Verb}{request.Address}", failure);
        }
        return response.StatusCode is >= (System.Net.HttpStatusCode)200 and < (System.Net.HttpStatusCode)400 ? response : throw Refusal(response);
    }

    private static ApiException Refusal(Response response)
    {
        try
        {
            using var error = JsonDocument.Parse(response.Content);
            return new ApiException(
                error.RootElement.TryGetProperty("code", out var code) && code.TryGetInt32(out var number) ? number : 0,
                (int)response.StatusCode,
                error.RootElement.TryGetProperty("message", out var message) ? message.GetString() : $"Unable to make request, {response.StatusCode}",
                error.RootElement.TryGetProperty("more_info", out var more) ? more.GetString() : null);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // As in the package: neither a code nor a status when the answer is not Twilio's JSON.
            return new ApiException($"Api Error: {response.StatusCode} - {response.Content}");
        }
    }
}
