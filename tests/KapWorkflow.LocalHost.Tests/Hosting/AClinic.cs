using Microsoft.Extensions.DependencyInjection;

namespace KapWorkflow.LocalHost.Tests;

/// <summary>A clinic for one test: tables in memory, any free port, and only the functions it is given.</summary>
internal static class AClinic
{
    public static LocalClinicOptions With(params Type[] functions) => new()
    {
        Tables = new InMemoryTables(),
        FunctionTypes = functions,
        ConfigureServices = static services => services.AddSingleton<Noticed>(),
    };

    public static Task<LocalClinic> ServingAsync(params Type[] functions) => LocalClinic.StartAsync(With(functions));
}
