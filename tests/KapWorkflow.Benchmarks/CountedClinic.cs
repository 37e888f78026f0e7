using KapWorkflow.Core;
using KapWorkflow.Functions;
using KapWorkflow.LocalHost;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace KapWorkflow.Benchmarks;

/// <summary>A clinic whose app, whose watchdog and whose walker each have a store of their own over the same tables, so that only the app's transactions are the app's.</summary>
internal static class CountedClinic
{
    public static Task<LocalClinic> StartAsync(ITables tables, Measurement into) => LocalClinic.StartAsync(new LocalClinicOptions
    {
        StartAt = DemoDay.Start,
        Tables = new CountedTables(tables, into.App),
        Engine = new EngineOptions { Record = into.Add },
        ConfigureServices = services => services.AddSingleton(provider => SweepOver(provider, new CountedTables(tables, into.Sweeps))),
    });

    public static JourneyStore StoreOver(IServiceProvider provider, ITables tables) => new(
        tables, provider.GetRequiredService<KeyRing>(), provider.GetRequiredService<Func<Clinic>>(), provider.GetRequiredService<IClock>(), provider.GetRequiredService<TimeProvider>());

    private static Sweep SweepOver(IServiceProvider provider, ITables tables)
    {
        var store = StoreOver(provider, tables);
        var board = new Board(tables, provider.GetRequiredService<KeyRing>(), store);
        var commits = ActivatorUtilities.CreateInstance<Commits>(provider, store, board);
        return ActivatorUtilities.CreateInstance<Sweep>(provider, store, board, commits);
    }
}
