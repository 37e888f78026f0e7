using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KapWorkflow.Functions;

public static class StaffServices
{
    /// <summary>
    /// Staff pages with the platform's sign-in, unless another identity is registered already (the local host's development one).
    /// Needs <see cref="IBoard"/> and <see cref="IJourneyDesk"/>.
    /// </summary>
    public static IServiceCollection AddStaff(this IServiceCollection services, IConfiguration settings)
    {
        services.TryAddSingleton<IStaffIdentity, EasyAuthStaffIdentity>();
        return services
            .AddSingleton(StaffOptions.From(settings))
            .AddSingleton<StaffDoor>()
            .AddSingleton<JourneyPages>()
            .AddSingleton<BoardPages>()
            .AddSingleton<StaffDesk>();
    }
}
