using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace KapWorkflow.LocalHost.Tests;

public class An_orchestration_of_the_app
{
    private static readonly Instant Tuesday = Instant.FromUtc(2026, 12, 1, 15, 0);

    [Fact]
    public async Task Is_started_over_HTTP_retries_its_activity_and_ends_on_the_clinics_clock()
    {
        await using var clinic = await StartedAsync();

        var id = await clinic.Http.GetStringAsync(new Uri("/start/7", UriKind.Relative));
        await clinic.Travel.AdvanceByAsync(Duration.FromDays(8));

        var ended = await clinic.Engine.Client.GetInstanceAsync(id, getInputsAndOutputs: true);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended!.RuntimeStatus);
        Assert.Equal($"{id} took 7 days after 3 tries", ended.ReadOutputAs<string>());
        Assert.Equal(Tuesday + Duration.FromDays(8), clinic.Clock.GetCurrentInstant());
    }

    [Fact]
    public async Task Waits_at_the_next_event_of_the_clock()
    {
        await using var clinic = await StartedAsync();
        await clinic.Http.GetStringAsync(new Uri("/start/2", UriKind.Relative));
        await clinic.Services.GetRequiredService<Stillness>().WhenStillAsync();

        var reached = await clinic.Travel.NextAsync();

        Assert.Equal(Tuesday + Duration.FromMinutes(1), reached);
    }

    [Fact]
    public async Task Ends_with_what_its_activity_threw()
    {
        await using var clinic = await StartedAsync();
        var id = await clinic.Engine.Client.ScheduleNewOrchestrationInstanceAsync("doomed");

        await clinic.Services.GetRequiredService<Stillness>().WhenStillAsync();

        var ended = await clinic.Engine.Client.GetInstanceAsync(id, getInputsAndOutputs: true);
        Assert.Equal((OrchestrationRuntimeStatus.Completed, "System.InvalidOperationException: not today"), (ended!.RuntimeStatus, ended.ReadOutputAs<string>()));
    }

    [Fact]
    public async Task Is_skipped_to_with_each_timer_function_run_once_a_stop()
    {
        await using var clinic = await LocalClinic.StartAsync(new LocalClinicOptions
        {
            Tables = new InMemoryTables(),
            StartAt = Tuesday,
            FunctionTypes = [typeof(Patient), typeof(A_timer_function.Hourly)],
            ConfigureServices = static services => services.AddSingleton<Noticed>().AddSingleton<Tries>(),
        });

        await clinic.Http.GetStringAsync(new Uri("/start/2", UriKind.Relative));

        await clinic.Travel.AdvanceByAsync(Duration.FromHours(60));

        // Once when the two days' wait ends, once where the skip ends: the hours on the way are one run, past due.
        var noticed = clinic.Services.GetRequiredService<Noticed>();
        Assert.Equal((2, true), (noticed.Constructed, noticed.Timer!.IsPastDue));
    }

    private static Task<LocalClinic> StartedAsync() => LocalClinic.StartAsync(new LocalClinicOptions
    {
        Tables = new InMemoryTables(),
        StartAt = Tuesday,
        FunctionTypes = [typeof(Patient)],
        ConfigureServices = static services => services.AddSingleton<Tries>(),
    });

    public sealed class Tries
    {
        private int _count;

        public int Next() => Interlocked.Increment(ref _count);
    }

    public sealed record Wish(int Days);

    public sealed class Patient(Tries tries)
    {
        [Function("start")]
        public static async Task<IResult> Start([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "start/{days:int}")] HttpRequest request, int days, [DurableClient] DurableTaskClient client) =>
            Results.Text(await client.ScheduleNewOrchestrationInstanceAsync("patient", new Wish(days)));

        [Function("patient")]
        public static async Task<string> Run([OrchestrationTrigger] TaskOrchestrationContext context, Wish wish)
        {
            var policy = new TaskOptions(new RetryPolicy(maxNumberOfAttempts: 3, firstRetryInterval: TimeSpan.FromMinutes(1)));
            var answer = await context.CallActivityAsync<string>("unsteady", wish, policy);
            await context.CreateTimer(TimeSpan.FromDays(wish.Days), CancellationToken.None);
            return answer;
        }

        [Function("unsteady")]
        public async Task<string> Unsteady([ActivityTrigger] Wish wish, string instanceId, FunctionContext context, CancellationToken cancellation)
        {
            await Task.Yield();
            var count = tries.Next();
            return count < 3 ? throw new InvalidOperationException("not yet") : $"{context.BindingContext.BindingData["instanceId"]} took {wish.Days} days after {count} tries";
        }

        [Function("doomed")]
        public static async Task<string> Doomed([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            try
            {
                await context.CallActivityAsync("failing");
                return "";
            }
            catch (TaskFailedException failure)
            {
                return $"{failure.FailureDetails.ErrorType}: {failure.FailureDetails.ErrorMessage}";
            }
        }

        [Function("failing")]
        public static void Failing([ActivityTrigger] string? nothing) => throw new InvalidOperationException("not today");
    }
}
