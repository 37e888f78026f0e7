using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.Azure.Functions.Worker;

namespace KapWorkflow.LocalHost;

/// <summary>Serves the app's HTTP functions on their routes.</summary>
internal sealed class HttpFunctions(FunctionCatalogue functions, FunctionRunner runner, DevelopmentKeys keys, ILogger<HttpFunctions> log)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (function, http) in functions.With<Trigger.Http>())
        {
            RequestDelegate serve = context => ServeAsync(function, http.Level, context);
            var endpoint = http.Methods.Count == 0 ? routes.Map(http.Route, serve) : routes.MapMethods("/" + http.Route.RawText, http.Methods, serve);
            endpoint.WithDisplayName(function.Name);
        }
    }

    private async Task ServeAsync(FoundFunction function, AuthorizationLevel level, HttpContext http)
    {
        if (!MayCall(level, http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        LocalFunctionContext? context = null;
        try
        {
            await runner.RunAsync(function, made => Prepare(context = made, http), result => AnswerAsync(result, http), http.RequestAborted);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The person has gone; nobody reads an answer.
        }
        catch (Exception failure)
        {
            log.FunctionFailed(function.Name, context?.InvocationId ?? "", FailureTrace.Of(failure));
            await HttpFailure.AnswerAsync(http, context?.InvocationId ?? "");
        }
    }

    private static Invocation Prepare(LocalFunctionContext context, HttpContext http)
    {
        context.Items[LocalFunctionContext.HttpItem] = http;
        foreach (var (name, value) in http.Request.RouteValues)
            context.Bind(name, Convert.ToString(value, CultureInfo.InvariantCulture));
        return new Invocation(context) { Http = http };
    }

    private static Task AnswerAsync(object? result, HttpContext http) => result switch
    {
        IActionResult action => action.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor())),
        IResult answer => answer.ExecuteAsync(http),
        _ => throw new InvalidOperationException("The function returned null instead of an answer."),
    };

    private bool MayCall(AuthorizationLevel level, HttpRequest request)
    {
        if (level is AuthorizationLevel.Anonymous)
            return true;

        string? given = request.Headers.TryGetValue("x-functions-key", out var header) ? header : request.Query["code"];
        return given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(keys.FunctionsKey));
    }
}
