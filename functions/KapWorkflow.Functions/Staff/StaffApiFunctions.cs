using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace KapWorkflow.Functions;

/// <summary>The same as the staff pages, as JSON.</summary>
public sealed class StaffApiFunctions(StaffDoor door, StaffDesk desk, BoardPages boards, ILogger<StaffApiFunctions> logger)
{
    [Function(nameof(GetApiTasks))]
    public Task<IResult> GetApiTasks([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/staff/tasks")] HttpRequest request, CancellationToken cancellation) =>
        door.EnterAsync(request, async person =>
        {
            logger.ReadList(person.Member.Id.Value, "tasks");
            var tasks = await boards.TasksOfAsync(person, request.Query["all"] == "1", cancellation);
            return Answer.Json(200, new TasksAnswer([.. tasks.Select(each => TaskAnswer.Of(each.Row.Journey, each.Task.Key, each.Task.Kind, each.Task.DueBy, each.Task.ClaimedBy, each.Task.Roles, each.Task.About, each.Task.Named))]));
        });

    [Function(nameof(GetApiJourney))]
    public Task<IResult> GetApiJourney([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/staff/journeys/{id}")] HttpRequest request, string id, CancellationToken cancellation) =>
        door.EnterAsync(request, person => desk.ShowAsync(request, person, id, cancellation));

    [Function(nameof(PostApiCommand))]
    public Task<IResult> PostApiCommand(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/staff/journeys/{id}/{command}")] HttpRequest request,
        string id,
        string command,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) => door.EnterAsync(request, person => desk.GiveAsync(request, person, id, command, durable, cancellation));

    [Function(nameof(PostApiDecision))]
    public Task<IResult> PostApiDecision(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/staff/tasks/{id}/decision")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) => door.EnterAsync(request, person => desk.DecideAsync(request, person, id, durable, cancellation));
}
