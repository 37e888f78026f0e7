using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace KapWorkflow.LocalHost;

/// <summary>Every function of an app, found by reflection as the worker finds them.</summary>
internal sealed class FunctionCatalogue
{
    private const BindingFlags AnyMethod = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private FunctionCatalogue(IReadOnlyList<FoundFunction> functions) => All = functions;

    public IReadOnlyList<FoundFunction> All { get; }

    /// <exception cref="FunctionsException">Names every function that could not be hosted, here or in Azure, and why.</exception>
    public static FunctionCatalogue FindIn(Assembly app, IConfiguration settings, string routePrefix) => Of(app.GetTypes(), settings, routePrefix);

    public static FunctionCatalogue Of(IEnumerable<Type> types, IConfiguration settings, string routePrefix)
    {
        var problems = new List<string>();
        var reader = new FunctionReader(settings, routePrefix, problems);
        var functions = types
            .SelectMany(type => type.GetMethods(AnyMethod))
            .Select(method => (Method: method, Attribute: method.GetCustomAttribute<FunctionAttribute>()))
            .Where(found => found.Attribute is not null)
            .OrderBy(found => found.Attribute!.Name, StringComparer.Ordinal)
            .Select(found => reader.Read(found.Method, found.Attribute!.Name))
            .OfType<FoundFunction>()
            .ToList();

        problems.AddRange(SharedNames(functions));
        problems.AddRange(SharedRoutes(functions));
        return problems.Count == 0 ? new FunctionCatalogue(functions) : throw new FunctionsException(problems);
    }

    public IEnumerable<(FoundFunction Function, T Trigger)> With<T>()
        where T : Trigger =>
        All.Where(function => function.Trigger is T).Select(function => (function, (T)function.Trigger));

    public FoundFunction? Find<T>(string name)
        where T : Trigger =>
        All.FirstOrDefault(function => function.Trigger is T && function.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> SharedNames(IEnumerable<FoundFunction> functions) => functions
        .GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Count() > 1)
        .Select(group => $"Function '{group.Key}': {group.Count()} functions have this name ({string.Join(", ", group.Select(FunctionReader.Place))}).");

    private static IEnumerable<string> SharedRoutes(IEnumerable<FoundFunction> functions) => functions
        .Where(function => function.Trigger is Trigger.Http)
        .SelectMany(function => MethodsOf(function).Select(method => (Function: function, Key: $"{method} /{RouteOf(function)}")))
        .GroupBy(route => route.Key, route => route.Function.Name, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Count() > 1)
        .Select(group => $"Route '{group.Key}': more than one function serves it ({string.Join(", ", group)}).");

    private static IReadOnlyList<string> MethodsOf(FoundFunction function) =>
        ((Trigger.Http)function.Trigger).Methods is { Count: > 0 } methods ? methods : ["any"];

    private static string RouteOf(FoundFunction function) => ((Trigger.Http)function.Trigger).Route.RawText ?? "";
}
