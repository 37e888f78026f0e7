namespace KapWorkflow.LocalHost;

/// <summary>What can be known of a function only once the services are there: still before anybody asks for it.</summary>
internal static class FunctionChecks
{
    /// <exception cref="FunctionsException">Names every class that could not be constructed, and every route whose constraint is unknown.</exception>
    public static void Check(FunctionCatalogue functions, IServiceProvider services)
    {
        var known = services.GetRequiredService<IServiceProviderIsService>();
        var policies = services.GetRequiredService<ParameterPolicyFactory>();
        List<string> problems =
        [
            .. functions.All.Where(function => !function.Method.IsStatic).Select(function => function.Method.DeclaringType!).Distinct().SelectMany(type => ProblemsOf(type, known)),
            .. functions.With<Trigger.Http>().SelectMany(found => ProblemsOf(found.Function.Name, found.Trigger, policies)),
        ];
        if (problems.Count > 0)
            throw new FunctionsException(problems);
    }

    private static IEnumerable<string> ProblemsOf(Type type, IServiceProviderIsService known)
    {
        var constructors = type.GetConstructors();
        if (constructors is not [var only])
            return constructors.Length == 0 ? [$"Class {type.Name}: it has no public constructor."] : [];

        return only.GetParameters()
            .Where(parameter => !parameter.HasDefaultValue && !known.IsService(parameter.ParameterType) && !parameter.IsDefined(typeof(FromKeyedServicesAttribute), inherit: false))
            .Select(parameter => $"Class {type.Name}: it needs a {parameter.ParameterType.Name}, and nobody has registered one.");
    }

    private static IEnumerable<string> ProblemsOf(string name, Trigger.Http http, ParameterPolicyFactory policies)
    {
        foreach (var (parameter, constraints) in http.Route.ParameterPolicies)
        {
            foreach (var constraint in constraints)
            {
                if (Problem(() => policies.Create(http.Route.GetParameter(parameter), constraint)) is { } problem)
                    yield return $"Function '{name}': its route '{http.Route.RawText}' cannot be served: {problem}";
            }
        }
    }

    private static string? Problem(Func<object> make)
    {
        try
        {
            make();
            return null;
        }
        catch (InvalidOperationException unknown)
        {
            return unknown.Message;
        }
    }
}
