using System.Reflection;

namespace KapWorkflow.LocalHost;

/// <summary>
/// Runs a function as the isolated worker does: a scope of its own, its class constructed from it for this run, and what the function
/// returned used before the scope ends.
/// </summary>
internal sealed class FunctionRunner(IServiceScopeFactory scopes)
{
    /// <param name="prepare">Makes the run from its context: what the trigger brings.</param>
    /// <param name="use">Given the awaited result, or null when the function returns nothing.</param>
    public async Task RunAsync(
        FoundFunction function, Func<LocalFunctionContext, Invocation> prepare, Func<object?, Task> use, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var invocation = prepare(new LocalFunctionContext(function, scope.ServiceProvider, cancellation));
        var arguments = function.Parameters.Select(parameter => parameter(invocation)).ToArray();

        var instance = function.Method.IsStatic ? null : ActivatorUtilities.CreateInstance(scope.ServiceProvider, function.Method.DeclaringType!);
        try
        {
            var returned = function.Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
            await use(await function.Return.AwaitAsync(returned));
        }
        finally
        {
            if (instance is IAsyncDisposable later)
                await later.DisposeAsync();
            else if (instance is IDisposable now)
                now.Dispose();
        }
    }
}
