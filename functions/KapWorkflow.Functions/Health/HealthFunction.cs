using KapWorkflow.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace KapWorkflow.Functions;

/// <summary>For the availability alert: whether the tables answer, and which clinic and build this is. Nothing about anybody.</summary>
public sealed class HealthFunction(ITables tables, Func<Clinic> clinic)
{
    private static readonly string Build = typeof(HealthFunction).Assembly.GetName().Version?.ToString() ?? "";

    [Function("Health")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health")] HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await tables.Open(TableNames.Clinics).GetAsync("health", "health", cancellationToken);
            return Results.Json(new { status = "ok", build = Build, clinic = clinic().Version });
        }
        catch (StorageUnreachableException)
        {
            return Results.Json(new { status = "storage does not answer", build = Build }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
