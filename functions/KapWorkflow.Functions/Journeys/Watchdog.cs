using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace KapWorkflow.Functions;

/// <summary>
/// Durable is the fast path, not the only one: every open journey has a live orchestration and no overdue duty, or this sees to it.
/// It runs at start too, so that a host that was killed goes on where it stopped.
/// </summary>
public sealed class Watchdog(Sweep sweep)
{
    [Function(nameof(Watchdog))]
    public Task Run([TimerTrigger("0 */5 * * * *", RunOnStartup = true)] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        sweep.RunAsync(durable, cancellationToken);

    /// <summary>A commit whose request died before it rang: seen to within two minutes, for it may hold an alarm. One query where there is none.</summary>
    [Function(nameof(UnseenCommits))]
    public Task UnseenCommits([TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        sweep.SeeAsync(durable, cancellationToken);
}
