using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KapWorkflow.Functions;

public static class PageServices
{
    /// <summary>Templates, assets and where the site stands. Needs <see cref="Core.Clinic"/> in the container.</summary>
    /// <exception cref="SettingsException">Names every setting that is wrong.</exception>
    public static IServiceCollection AddPages(this IServiceCollection services, IConfiguration settings) => services
        .AddSingleton(SiteOptions.From(settings))
        .AddSingleton<SiteAssets>()
        .AddSingleton<PageRenderer>();
}
