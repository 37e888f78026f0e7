using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace KapWorkflow.LocalHost;

/// <summary>Answers as Twilio's message API does, and puts each text into the inbox.</summary>
internal sealed partial class LocalTwilio(TwilioMessages messages, LocalProviderFaults faults)
{
    private const string Messages = $"{LocalProviderAccounts.TwilioPath}/2010-04-01/Accounts/{{account}}/Messages.json";
    private const string Message = $"{LocalProviderAccounts.TwilioPath}/2010-04-01/Accounts/{{account}}/Messages/{{sid}}.json";
    private const int LongestBody = 1600;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Messages, (HttpContext http, string account, LocalTwilio twilio) => twilio.CreateAsync(http, account));
        routes.MapGet(Messages, (HttpContext http, string account, LocalTwilio twilio) => twilio.List(http, account));
        routes.MapGet(Message, (HttpContext http, string account, string sid, LocalTwilio twilio) => twilio.Fetch(http, account, sid));
    }

    private async Task<IResult> CreateAsync(HttpContext http, string account)
    {
        if (!MayUse(http, account))
            return Unauthorized();

        var fault = faults.Next(LocalProvider.Twilio);
        if (fault is ProviderFault.Refuse refusal)
            return Refused(refusal.Status, refusal.Code ?? 20500, "Refused on request");

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var request = new TwilioRequest(form["To"].ToString(), form["From"].ToString(), form["MessagingServiceSid"].ToString(), form["Body"].ToString(), form["StatusCallback"].ToString());
        if (Problem(request) is { } problem)
            return problem;

        var message = messages.Accept(request);
        await ProviderMischief.AfterAcceptingAsync(fault, http);
        return Results.Json(TwilioJson.Of(message, account), statusCode: 201);
    }

    private IResult List(HttpContext http, string account)
    {
        if (!MayUse(http, account))
            return Unauthorized();

        if (TwilioQuery.Parse(http.Request.Query) is not { } query)
            return Refused(400, 20001, "Invalid date in query");

        var found = messages.All.Where(query.Matches).OrderByDescending(message => message.At).ToList();
        var page = found.Skip(query.Page * query.PageSize).Take(query.PageSize);
        var here = $"/2010-04-01/Accounts/{account}/Messages.json";
        return Results.Json(new
        {
            messages = page.Select(message => TwilioJson.Of(message, account)),
            page = query.Page,
            page_size = query.PageSize,
            start = query.Page * query.PageSize,
            end = Math.Max(0, Math.Min(found.Count, (query.Page + 1) * query.PageSize) - 1),
            uri = here + http.Request.QueryString,
            first_page_uri = here + TwilioQuery.Url(http.Request.Query, 0),
            previous_page_uri = query.Page == 0 ? null : here + TwilioQuery.Url(http.Request.Query, query.Page - 1),
            next_page_uri = found.Count > (query.Page + 1) * query.PageSize ? here + TwilioQuery.Url(http.Request.Query, query.Page + 1) : null,
        });
    }

    private IResult Fetch(HttpContext http, string account, string sid)
    {
        if (!MayUse(http, account))
            return Unauthorized();

        return messages.All.FirstOrDefault(message => message.Sid == sid) is { } message
            ? Results.Json(TwilioJson.Of(message, account))
            : Refused(404, 20404, $"The requested resource /2010-04-01/Accounts/{account}/Messages/{sid}.json was not found");
    }

    private static IResult? Problem(TwilioRequest request) => request switch
    {
        { To: "" } => Refused(400, 21604, "A 'To' phone number is required."),
        { From: "", MessagingServiceSid: "" } => Refused(400, 21603, "A 'From' phone number is required."),
        { Body: "" } => Refused(400, 21602, "Message body is required."),
        { Body.Length: > LongestBody } => Refused(400, 21617, "The concatenated message body exceeds the 1600 character limit."),
        _ when !Number.IsMatch(request.To) => Refused(400, 21211, $"Invalid 'To' Phone Number: {Masked(request.To)}"),
        _ => null,
    };

    private static string Masked(string number) => number.Length <= 4 ? "XXXX" : number[..^4] + "XXXX";

    private static bool MayUse(HttpContext http, string account)
    {
        const string Expected = $"{LocalProviderAccounts.TwilioAccountSid}:{LocalProviderAccounts.TwilioAuthToken}";
        return account == LocalProviderAccounts.TwilioAccountSid
            && AuthenticationHeaderValue.TryParse(http.Request.Headers.Authorization, out var given)
            && given.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)
            && given.Parameter == Convert.ToBase64String(Encoding.UTF8.GetBytes(Expected));
    }

    private static IResult Unauthorized() => Refused(401, 20003, "Authenticate");

    private static IResult Refused(int status, int code, string message) => Results.Json(
        new { code, message, more_info = string.Create(CultureInfo.InvariantCulture, $"https://www.twilio.com/docs/errors/{code}"), status }, statusCode: status);

    [GeneratedRegex(@"^\+[1-9]\d{6,14}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number { get; }
}
