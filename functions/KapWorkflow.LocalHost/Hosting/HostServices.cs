using KapWorkflow.Functions;
using Microsoft.AspNetCore.DataProtection;
using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>What this host brings, one line a feature.</summary>
internal static class HostServices
{
    /// <summary>Registered before the app's own services, which leave alone what is there already: the clock that moves, the tables.</summary>
    public static IServiceCollection AddLocalHost(this IServiceCollection services, LocalClinicOptions options, DevelopmentKeys keys, IConfiguration settings) => services
        .AddWeb(settings)
        .AddLocalTables(options, settings)
        .AddLocalTime(options)
        .AddLocalProviders(options.DataFolder, _ => new Uri(settings["Site:BaseUrl"]!))
        .AddAppFunctions(options, keys, settings)
        .AddSingleton<LocalPractice>()
        .AddSingleton<InboxPeople>()
        .AddSingleton<IStaffIdentity>(static provider => new DevelopmentStaffIdentity(LocalPractice.Of(provider) ?? throw new InvalidOperationException("No clinic is registered.")))
        .AddSingleton<TimeBarViews>();

    private static IServiceCollection AddWeb(this IServiceCollection services, IConfiguration settings)
    {
        services.AddRouting();
        services.AddMvcCore();
        services.AddDataProtection().SetApplicationName("KapWorkflow").AddKeyManagementOptions(static keys => keys.XmlRepository = new PassingKeys());
        services.AddHostFiltering(filter => filter.AllowedHosts = settings["AllowedHosts"]!.Split(';'));
        return services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
    }

    private static IServiceCollection AddLocalTables(this IServiceCollection services, LocalClinicOptions options, IConfiguration settings) =>
        services.AddSingleton(options.Tables ?? AzureTables.From(TablesOptions.From(settings)));

    private static IServiceCollection AddLocalTime(this IServiceCollection services, LocalClinicOptions options) => services
        .AddSingleton(ClockOf(options))
        .AddSingleton<IClock>(static provider => provider.GetRequiredService<LocalClock>())
        .AddSingleton(TimeProvider.System)
        .AddSingleton<Stillness>()
        .AddSingleton(options.Engine)
        .AddSingleton<ClinicTime>()
        .AddSingleton(static provider => new BoundDurableClient(provider.GetRequiredService<ClinicTime>().Engine.Client));

    private static LocalClock ClockOf(LocalClinicOptions options)
    {
        if (options.DataFolder is { } folder)
            return Kept(Path.Combine(folder, "clock.json"), options.StartAt);

        var clock = LocalClock.PausedAt(options.StartAt ?? SystemClock.Instance.GetCurrentInstant());
        if (options.StartAt is null)
            clock.Run();
        return clock;
    }

    private static LocalClock Kept(string file, Instant? holdAt)
    {
        try
        {
            return LocalClock.Open(file, holdAt);
        }
        catch (InvalidDataException cause)
        {
            throw new LocalProblemException($"{file} does not tell where the clinic's clock stands: restore it, or start over with --fresh.", cause);
        }
    }

    private static IServiceCollection AddAppFunctions(this IServiceCollection services, LocalClinicOptions options, DevelopmentKeys keys, IConfiguration settings)
    {
        var types = options.FunctionTypes ?? options.FunctionsAssembly.GetTypes();
        var prefix = HostJson.RoutePrefix(Path.Combine(AppContext.BaseDirectory, "host.json"));
        return services
            .AddSingleton(FunctionCatalogue.Of(types, settings, prefix))
            .AddSingleton(keys)
            .AddSingleton<FunctionRunner>()
            .AddSingleton<HttpFunctions>()
            .AddSingleton(new TimerMonitor(options.DataFolder))
            .AddSingleton<TimerFunctions>()
            .AddSingleton<IDurableFunctions, FoundDurableFunctions>();
    }
}
