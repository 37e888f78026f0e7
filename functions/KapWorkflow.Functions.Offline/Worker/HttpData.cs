#pragma warning disable MA0017 // Public, as in the real package.
using System.Net;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Only named in signatures: the app takes ASP.NET Core's request.</summary>
public abstract class HttpRequestData
{
    public HttpRequestData(FunctionContext functionContext) => FunctionContext = functionContext;

    public abstract Stream Body { get; }

    public abstract Uri Url { get; }

    public abstract string Method { get; }

    public FunctionContext FunctionContext { get; }

    public abstract HttpResponseData CreateResponse();
}

public abstract class HttpResponseData
{
    public HttpResponseData(FunctionContext functionContext) => FunctionContext = functionContext;

    public abstract HttpStatusCode StatusCode { get; set; }

    public abstract Stream Body { get; set; }

    public FunctionContext FunctionContext { get; }
}
