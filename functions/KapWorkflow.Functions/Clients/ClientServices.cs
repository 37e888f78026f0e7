using Microsoft.Extensions.DependencyInjection;

namespace KapWorkflow.Functions;

public static class ClientServices
{
    /// <summary>What clients do through their links. Needs <see cref="ClientLinks"/> and <see cref="IJourneyDesk"/>.</summary>
    public static IServiceCollection AddClients(this IServiceCollection services) => services
        .AddSingleton<ClientDoor>()
        .AddSingleton<ClientPages>()
        .AddSingleton<ClientDesk>();
}
