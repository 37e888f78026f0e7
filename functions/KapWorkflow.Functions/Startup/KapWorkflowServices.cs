using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KapWorkflow.Functions;

/// <summary>The app's services, one line a feature: Program on the Functions host and the local host both call it.</summary>
public static class KapWorkflowServices
{
    /// <exception cref="SettingsException">Names every setting that is missing or wrong.</exception>
    public static IServiceCollection AddKapWorkflow(this IServiceCollection services, IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return services;
    }
}
