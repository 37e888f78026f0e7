using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>SendGrid, Twilio and an on-call service, on this machine, with their webhooks. Needs an <see cref="IClock"/> and <see cref="Stillness"/>.</summary>
public static class LocalProviders
{
    /// <param name="dataFolder">Where messages are kept; null keeps them in memory.</param>
    /// <param name="site">Where the app is served, and so its webhooks.</param>
    public static IServiceCollection AddLocalProviders(this IServiceCollection services, string? dataFolder, Func<IServiceProvider, Uri> site) => services
        .AddSingleton<ILocalInbox>(_ => new FileInbox(dataFolder))
        .AddSingleton<LocalProviderFaults>()
        .AddSingleton<ILocalProviderFaults>(provider => provider.GetRequiredService<LocalProviderFaults>())
        .AddSingleton(provider => new ProviderCallbacks(() => site(provider), provider.GetRequiredService<IClock>()))
        .AddSingleton<ProviderEvents>()
        .AddHostedService(provider => provider.GetRequiredService<ProviderEvents>())
        .AddSingleton<PhonePage>()
        .AddSingleton<TwilioMessages>()
        .AddSingleton<LocalSendGrid>()
        .AddSingleton<LocalTwilio>()
        .AddSingleton<LocalPager>();

    public static void MapLocalProviders(this IEndpointRouteBuilder routes)
    {
        LocalSendGrid.Map(routes);
        LocalTwilio.Map(routes);
        LocalPager.Map(routes);
    }
}
