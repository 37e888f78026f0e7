using BenchmarkDotNet.Attributes;
using KapWorkflow.LocalHost;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging.Abstractions;

namespace KapWorkflow.Benchmarks;

/// <summary>
/// What a step of the local engine costs: an orchestration that calls one activity and begins again, a hundred generations, each replayed
/// from its history. The baseline is the same activity called a hundred times without an engine.
/// </summary>
[MemoryDiagnoser]
[ShortRunJob]
public class EngineSteps : IAsyncDisposable
{
    private const int Generations = 100;
    private DurableEngine _engine = null!;
    private int _runs;

    [GlobalSetup]
    public void Setup() => _engine = new DurableEngine(
        new Loop(), LocalClock.PausedAt(DemoDay.Start), new Stillness(), new EngineOptions(), NullLoggerFactory.Instance);

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Generations)]
    public async Task<string?> Activity_alone()
    {
        string? last = null;
        for (var n = 0; n < Generations; n++)
            last = await Loop.WorkAsync("1");
        return last;
    }

    [Benchmark(OperationsPerInvoke = Generations)]
    public async Task Generation_with_one_activity()
    {
        var id = $"run-{++_runs}";
        await _engine.Client.ScheduleNewOrchestrationInstanceAsync("Loop", Generations, new StartOrchestrationOptions(id));
        await _engine.Client.WaitForInstanceCompletionAsync(id);
        await _engine.Client.PurgeInstanceAsync(id);
    }

    private sealed class Loop : IDurableFunctions
    {
        public Func<TaskOrchestrationContext, Task<object?>>? FindOrchestrator(string name) => name == "Loop" ? RunAsync : null;

        public Func<ActivityCall, CancellationToken, Task<string?>>? FindActivity(string name) => name == "Work" ? static (call, _) => WorkAsync(call.Input) : null;

        public static Task<string?> WorkAsync(string? input) => Task.FromResult(input);

        private static async Task<object?> RunAsync(TaskOrchestrationContext context)
        {
            var left = context.GetInput<int>();
            await context.CallActivityAsync<int>("Work", left);
            if (left > 1)
                context.ContinueAsNew(left - 1, preserveUnprocessedEvents: false);
            return left;
        }
    }
}
