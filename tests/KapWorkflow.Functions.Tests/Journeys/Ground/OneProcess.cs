using KapWorkflow.Core;
using KapWorkflow.LocalHost;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

/// <summary>One process of the app, without HTTP: its services, orchestrations and timers. It may die at any storage call; the world goes on.</summary>
internal sealed class OneProcess : IAsyncDisposable
{
    private readonly AWorld _world;
    private readonly ServiceProvider _services;

    private OneProcess(AWorld world)
    {
        _world = world;
        Tables = new FaultyTables(world.Tables);
        var ways = new WayToProviders(world.Providers, Tables);
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<ITables>(Tables)
            .AddSingleton<IClock>(world.Clock)
            .AddSingleton<TimeProvider>(world.Time)
            .AddKapWorkflow(world.Configuration)
            .AddSingleton<Func<Clinic>>(() => world.Clinic)
            .AddTransient(_ => world.Clinic)
            .AddSingleton<IEmailSender>(ways)
            .AddSingleton<ISmsSender>(ways)
            .AddSingleton<IPager>(ways)
            .AddSingleton<JourneyActivities>()
            .BuildServiceProvider();
        Engine = new DurableEngine(new AppFunctions(_services), world.Clock, Stillness, world.Engine, NullLoggerFactory.Instance);
        Travel = new TimeTravel(world.Clock, Stillness, [Engine, new WatchdogTimer(this)]);
    }

    public FaultyTables Tables { get; }

    public Stillness Stillness { get; } = new();

    public DurableEngine Engine { get; }

    public TimeTravel Travel { get; }

    public DurableTaskClient Durable => Engine.Client;

    public bool IsDead => Tables.Crashed;

    public static async Task<OneProcess> StartAsync(AWorld world, CancellationToken stop)
    {
        var process = new OneProcess(world);
        foreach (var service in process._services.GetServices<IHostedService>())
            await service.StartAsync(stop);
        return process;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task SweepAsync(CancellationToken stop) => Get<Sweep>().RunAsync(Durable, stop);

    /// <summary>Until nothing is under way and the providers have told everything of that channel.</summary>
    public async Task SettleAsync(Channel? told, CancellationToken stop)
    {
        do
            await Stillness.WhenStillAsync(stop);
        while (!IsDead && await _world.Providers.TellAsync(told, Get<Receipts>(), Durable, stop));
    }

    public async ValueTask DisposeAsync()
    {
        Travel.Dispose();
        await Engine.DisposeAsync();
        await _services.DisposeAsync();
    }

    /// <summary>The watchdog of this process, every five minutes of the clinic's clock, once a move.</summary>
    private sealed class WatchdogTimer(OneProcess process) : ITimed
    {
        private static readonly Duration Every = Duration.FromMinutes(5);

        public Instant? NextDue { get; private set; } = process._world.Clock.GetCurrentInstant() + Every;

        public bool IsStop => false;

        public void RunDue(Instant now)
        {
            NextDue = now + Every;
            _ = SweepAsync(process.Stillness.Begin());
        }

        private async Task SweepAsync(IDisposable underWay)
        {
            using (underWay)
            {
                try
                {
                    await Task.Yield();
                    await process.SweepAsync(CancellationToken.None);
                }
                catch (Exception failure) when (failure is StorageUnreachableException or SimulatedCrashException)
                {
                    // The next round comes in five minutes, or in the next process.
                }
            }
        }
    }

    private sealed class AppFunctions(ServiceProvider services) : IDurableFunctions
    {
        public Func<TaskOrchestrationContext, Task<object?>>? FindOrchestrator(string name) => name == nameof(ClientJourney)
            ? async context => await ClientJourney.Run(context, context.GetInput<JourneyTurn>()!)
            : null;

        public Func<ActivityCall, CancellationToken, Task<string?>>? FindActivity(string name)
        {
            var activities = services.GetRequiredService<JourneyActivities>();
            return name switch
            {
                nameof(JourneyActivities.PlanJourney) => async (call, stop) => WorkerJson.Instance.Serialize(await activities.PlanJourney(Read<PlanRequest>(call), stop)),
                nameof(JourneyActivities.SendEmail) => Effect(activities.SendEmail),
                nameof(JourneyActivities.SendSms) => Effect(activities.SendSms),
                nameof(JourneyActivities.AskStaff) => Effect(activities.AskStaff),
                nameof(JourneyActivities.RecordFact) => Effect(activities.RecordFact),
                nameof(JourneyActivities.PageOnCall) => Effect(activities.PageOnCall),
                _ => null,
            };
        }

        private static Func<ActivityCall, CancellationToken, Task<string?>> Effect(Func<EffectCall, CancellationToken, Task> perform) => async (call, stop) =>
        {
            await perform(Read<EffectCall>(call), stop);
            return null;
        };

        private static T Read<T>(ActivityCall call) => (T)WorkerJson.Instance.Deserialize(call.Input, typeof(T))!;
    }
}
