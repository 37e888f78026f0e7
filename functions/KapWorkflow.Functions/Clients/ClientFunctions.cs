using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace KapWorkflow.Functions;

/// <summary>What a client reaches by the link in a message: no account, no password, nothing to install.</summary>
public sealed class ClientFunctions(ClientDesk desk)
{
    [Function(nameof(GetClientPage))]
    public Task<IResult> GetClientPage([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "c/{token}")] HttpRequest request, string token, CancellationToken cancellation) =>
        desk.ShowAsync(request, token, "", cancellation);

    [Function(nameof(GetClientAct))]
    public Task<IResult> GetClientAct([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "c/{token}/{act}")] HttpRequest request, string token, string act, CancellationToken cancellation) =>
        desk.ShowAsync(request, token, act, cancellation);

    [Function(nameof(PostClientAct))]
    public Task<IResult> PostClientAct(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "c/{token}/{act}")] HttpRequest request,
        string token,
        string act,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) => desk.DoAsync(request, token, act, durable, cancellation);
}
