using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace KapWorkflow.LocalHost.Tests;

public enum Colour
{
    Green = 1,
    Blue,
}

/// <summary>Remembers across runs; the functions themselves are new each time.</summary>
public sealed class Noticed
{
    private int _constructed;

    public int Constructed => _constructed;

    public bool Disposed { get; set; }

    public TimerInfo? Timer { get; set; }

    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Construct() => Interlocked.Increment(ref _constructed);
}

/// <summary>An app of a few functions, hosted by the tests.</summary>
public sealed class ServedFunctions : IDisposable
{
    private readonly Noticed _noticed;

    public ServedFunctions(Noticed noticed)
    {
        _noticed = noticed;
        noticed.Construct();
    }

    [Function("home")]
    public static IResult Home([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{ignored:maxlength(0)?}")] HttpRequest request, string? ignored) =>
        Results.Text($"home{ignored}");

    [Function("named")]
    public static async Task<IActionResult> Named([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "named/{id}/{number:int}/{key:guid}/{flag:bool}/{colour}")] HttpRequest request, Colour colour, bool flag, Guid key, int number, string id, FunctionContext context, CancellationToken cancellation)
    {
        await Task.Yield();
        return new OkObjectResult(new { id, number, key, flag, colour = colour.ToString(), bound = context.BindingContext.BindingData["id"], same = context.GetHttpContext() == request.HttpContext, token = cancellation.CanBeCanceled });
    }

    [Function("posted")]
    public async Task<IResult> Posted([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/posted")] HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return Results.Text($"{await reader.ReadToEndAsync()} {_noticed.Constructed}", statusCode: 201);
    }

    [Function("any")]
    public static IActionResult Any([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => new ContentResult { Content = request.Method, StatusCode = 203 };

    [Function("guarded")]
    public static IResult Guarded([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) => Results.Text("in");

    [Function("broken")]
    public static IResult Broken([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => throw new InvalidOperationException("Zebulon Quark");

    [Function("page")]
    public static IResult Page([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "page/{status:int}")] HttpRequest request, int status) =>
        Results.Content("<!doctype html><html><body><p>A page.</p></body></html>", "text/html; charset=utf-8", statusCode: status);

    [Function("halfpage")]
    public static IResult HalfPage([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => new BrokenPage();

    [Function("who")]
    public static IResult Who([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        Results.Text($"{request.HttpContext.Items["kap.dev.staff"]}|{request.Headers["X-MS-CLIENT-PRINCIPAL"]}{request.Headers["X-MS-CLIENT-PRINCIPAL-ID"]}");

    public void Dispose() => _noticed.Disposed = true;

    private sealed class BrokenPage : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "text/html";
            await httpContext.Response.WriteAsync("<html><body><p>Half a page");
            throw new InvalidOperationException("Zebulon Quark");
        }
    }
}
