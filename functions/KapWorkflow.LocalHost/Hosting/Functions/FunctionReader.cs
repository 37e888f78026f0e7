using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace KapWorkflow.LocalHost;

/// <summary>Reads one method as a function; what the worker or the host would refuse, or serve with an empty answer, is a problem.</summary>
internal sealed partial class FunctionReader(IConfiguration settings, string routePrefix, ICollection<string> problems)
{
    public static string Place(FoundFunction function) => Place(function.Method);

    public FoundFunction? Read(MethodInfo method, string name)
    {
        var found = new List<string>();
        var function = ReadTrigger(method, name, found) is var (parameter, trigger)
            ? new FoundFunction(name, method, trigger, [.. new ParameterReader(method, trigger, parameter, found).Read()])
            : null;
        found.AddRange(ProblemsOf(method, name));
        if (function is not null)
            found.AddRange(ProblemsOfReturn(function));
        foreach (var problem in found)
            problems.Add($"Function '{name}' ({Place(method)}): {problem}");
        return function;
    }

    private static string Place(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    private (ParameterInfo Parameter, Trigger Trigger)? ReadTrigger(MethodInfo method, string name, List<string> found)
    {
        var triggers = method.GetParameters()
            .SelectMany(parameter => parameter.GetCustomAttributes<TriggerBindingAttribute>().Select(attribute => (Parameter: parameter, Attribute: attribute)))
            .ToList();
        if (triggers is not [var only])
        {
            found.Add(triggers.Count == 0 ? "it has no trigger." : $"it has {triggers.Count} triggers, and a function has one.");
            return null;
        }

        Trigger? trigger = only.Attribute switch
        {
            HttpTriggerAttribute http => ReadHttp(http, name, found),
            TimerTriggerAttribute timer => ReadTimer(timer, found),
            OrchestrationTriggerAttribute => new Trigger.Orchestration(),
            ActivityTriggerAttribute => new Trigger.Activity(),
            var other => Unknown(other, found),
        };
        return trigger is null ? null : (only.Parameter, trigger);
    }

    private static Trigger? Unknown(TriggerBindingAttribute attribute, List<string> found)
    {
        found.Add($"this host knows HTTP, timer, orchestration and activity triggers, not {attribute.GetType().Name}.");
        return null;
    }

    private Trigger.Http? ReadHttp(HttpTriggerAttribute http, string name, List<string> found)
    {
        if (http.AuthLevel is AuthorizationLevel.User)
            found.Add("AuthorizationLevel.User is not served by the host: use Anonymous, and check the person in the function.");
        return FunctionRoutes.Read(http.Route, name, routePrefix, found) is { } route
            ? new Trigger.Http(route, [.. (http.Methods ?? []).Select(method => method.ToUpperInvariant())], http.AuthLevel)
            : null;
    }

    private Trigger.Timer? ReadTimer(TimerTriggerAttribute timer, List<string> found)
    {
        var text = timer.Schedule;
        if (text is ['%', .. var setting, '%'])
        {
            text = settings[setting.Replace("__", ":", StringComparison.Ordinal)];
            if (string.IsNullOrWhiteSpace(text))
            {
                found.Add($"its schedule is the setting {setting}, which is missing.");
                return null;
            }
        }

        if (TimerSchedule.Parse(text) is { } schedule)
            return new Trigger.Timer(schedule, timer.UseMonitor, timer.RunOnStartup);

        found.Add($"its schedule '{text}' is not an NCRONTAB expression of six fields, seconds first, such as '0 */5 * * * *'.");
        return null;
    }

    private static IEnumerable<string> ProblemsOf(MethodInfo method, string name)
    {
        if (!Name.IsMatch(name))
            yield return "its name must be a letter, then up to 126 letters, digits, - or _.";
        if (!method.IsPublic || !method.DeclaringType!.IsVisible)
            yield return "it must be a public method of a public class.";
        if (method.ContainsGenericParameters)
            yield return "neither it nor its class may be generic.";
        if (!method.IsStatic && method.DeclaringType!.IsAbstract)
            yield return "its class is abstract, so nobody can make one.";
        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)))
            yield return "it is async void, so nobody can wait for it: return Task.";
    }

    private static IEnumerable<string> ProblemsOfReturn(FoundFunction function)
    {
        if (function.Method.ReturnType.FullName!.StartsWith("System.Threading.Tasks.ValueTask", StringComparison.Ordinal))
            yield return "it returns a ValueTask: return a Task.";
        else if (function.Trigger is Trigger.Http && !IsAnswer(function.Return.Result))
            yield return $"it returns {function.Return.Result?.Name ?? "nothing"}, which the worker answers with an empty page: return an IActionResult or an IResult.";
        else if (function.Trigger is Trigger.Timer && function.Return.Result is not null)
            yield return "a timer has nobody to return something to: return nothing, or Task.";
        else if (function.Trigger is Trigger.Orchestration && !function.Return.IsTask)
            yield return "an orchestrator returns a Task.";

        if (function.Trigger is Trigger.Orchestration && !function.Method.IsStatic)
            yield return "an orchestrator is static: an instance would be constructed again at every replay.";
    }

    private static bool IsAnswer(Type? result) => result is not null && (result.IsAssignableTo(typeof(IActionResult)) || result.IsAssignableTo(typeof(IResult)));

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,126}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name { get; }
}
