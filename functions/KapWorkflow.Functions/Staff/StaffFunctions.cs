using KapWorkflow.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace KapWorkflow.Functions;

/// <summary>Staff pages. Anonymous to the platform, so that it can answer with a sign-in link; the door lets nobody else in.</summary>
public sealed class StaffFunctions(StaffDoor door, StaffDesk desk, BoardPages boards, ILogger<StaffFunctions> logger)
{
    [Function(nameof(GetStaffBoard))]
    public Task<IResult> GetStaffBoard([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff")] HttpRequest request, CancellationToken cancellation) =>
        door.EnterAsync(request, async person =>
        {
            logger.ReadList(person.Member.Id.Value, "board");
            return await door.PageAsync(200, "board", "Board", await boards.BoardAsync(person, request.Query["closed"] == "1", cancellation), person);
        });

    [Function(nameof(GetStaffTasks))]
    public Task<IResult> GetStaffTasks([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff/tasks")] HttpRequest request, CancellationToken cancellation) =>
        door.EnterAsync(request, async person =>
        {
            logger.ReadList(person.Member.Id.Value, "tasks");
            return await door.PageAsync(200, "tasks", "Tasks", await boards.TasksAsync(person, request.Query["all"] == "1", cancellation), person);
        });

    /// <summary>What a message to staff links to: the task's place on its journey's page.</summary>
    [Function(nameof(GetStaffTask))]
    public Task<IResult> GetStaffTask([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff/tasks/{id}")] HttpRequest request, string id) =>
        door.EnterAsync(request, _ => TaskId.TryParse(id, out var task)
            ? Task.FromResult<IResult>(Answer.SeeOther($"/staff/journeys/{task.Journey}#{task}"))
            : door.RefuseAsync(request, 404, "There is no such task.", "Look at the list again."));

    [Function(nameof(GetStaffJourney))]
    public Task<IResult> GetStaffJourney([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff/journeys/{id}")] HttpRequest request, string id, CancellationToken cancellation) =>
        door.EnterAsync(request, person => desk.ShowAsync(request, person, id, cancellation));

    /// <summary>A form filled in with the client, on the telephone or in the room; it is sent to the journey's <c>submit-form</c>.</summary>
    [Function(nameof(GetStaffForm))]
    public Task<IResult> GetStaffForm([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "staff/journeys/{id}/forms/{number}")] HttpRequest request, string id, string number, CancellationToken cancellation) =>
        door.EnterAsync(request, person => desk.FormAsync(request, person, id, number, cancellation));

    [Function(nameof(PostStaffCommand))]
    public Task<IResult> PostStaffCommand(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/journeys/{id}/{command}")] HttpRequest request,
        string id,
        string command,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) => door.EnterAsync(request, person => desk.GiveAsync(request, person, id, command, durable, cancellation));

    [Function(nameof(PostStaffDecision))]
    public Task<IResult> PostStaffDecision(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "staff/tasks/{id}/decision")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation) => door.EnterAsync(request, person => desk.DecideAsync(request, person, id, durable, cancellation));
}
