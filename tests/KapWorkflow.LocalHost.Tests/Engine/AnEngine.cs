using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace KapWorkflow.LocalHost.Tests;

/// <summary>An engine on a clock that stands still until it is moved.</summary>
public sealed class AnEngine : IAsyncDisposable
{
    public static readonly Instant Start = Instant.FromUtc(2026, 1, 6, 17, 0);

    public AnEngine(IDurableFunctions app, EngineOptions? options = null)
    {
        Engine = new(app, Clock, Stillness, options ?? new(), NullLoggerFactory.Instance);
        Travel = new(Clock, Stillness, [Engine]);
    }

    public LocalClock Clock { get; } = LocalClock.PausedAt(Start);

    public Stillness Stillness { get; } = new();

    public DurableEngine Engine { get; }

    public TimeTravel Travel { get; }

    public DurableTaskClient Client => Engine.Client;

    /// <summary>Everything that can happen now has happened.</summary>
    public Task WhenStill => Stillness.WhenStillAsync();

    public async Task<OrchestrationMetadata> LookAt(string id) =>
        await Client.GetInstanceAsync(id, getInputsAndOutputs: true) ?? throw new InvalidOperationException($"{id} is not there.");

    public async ValueTask DisposeAsync()
    {
        Travel.Dispose();
        await Engine.DisposeAsync();
    }
}
