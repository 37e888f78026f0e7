using KapWorkflow.Functions;
using Microsoft.AspNetCore.DataProtection;

namespace KapWorkflow.LocalHost;

/// <summary>What this host brings, one line a feature.</summary>
internal static class HostServices
{
    /// <summary>Registered before the app's own services, which leave alone what is there already: the clock that moves, the tables.</summary>
    public static IServiceCollection AddLocalHost(this IServiceCollection services, LocalClinicOptions options, DevelopmentKeys keys, IConfiguration settings) => services
        .AddWeb(settings)
        .AddLocalTables(options, settings)
        .AddLocalTime(options)
        .AddLocalProviders(options)
        .AddAppFunctions(options, keys, settings)
        .AddSingleton<LocalPractice>()
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

    private static IServiceCollection AddLocalProviders(this IServiceCollection services, LocalClinicOptions options) => services
        .AddSingleton<ILocalInbox>(new FileInbox(options.DataFolder))
        .AddSingleton<LocalProviderFaults>()
        .AddSingleton<ILocalProviderFaults>(provider => provider.GetRequiredService<LocalProviderFaults>())
        .AddSingleton<TwilioMessages>()
        .AddSingleton<LocalSendGrid>()
        .AddSingleton<LocalTwilio>();

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
