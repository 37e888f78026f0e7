using Microsoft.DurableTask.Client;

namespace KapWorkflow.LocalHost;

/// <summary>The engine's client, in a wrapping of ours: in Azure the client itself is not among the services either, only bound.</summary>
internal sealed record BoundDurableClient(DurableTaskClient Client);
