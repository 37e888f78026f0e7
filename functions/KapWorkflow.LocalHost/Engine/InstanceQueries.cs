using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace KapWorkflow.LocalHost;

/// <summary>By creation time, status and id prefix, as in Azure: no filter knows names, tags or custom statuses.</summary>
internal static class InstanceQueries
{
    public static bool Matches(Instance instance, OrchestrationQuery filter) =>
        IsBetween(instance.CreatedAt, filter.CreatedFrom, filter.CreatedTo)
        && IsIn(filter.Statuses, instance.Status)
        && instance.Id.StartsWith(filter.InstanceIdPrefix ?? "", StringComparison.Ordinal);

    public static bool IsBetween(DateTimeOffset at, DateTimeOffset? from, DateTimeOffset? to) => (from is null || at >= from) && (to is null || at <= to);

    public static bool IsIn(IEnumerable<OrchestrationRuntimeStatus>? statuses, OrchestrationRuntimeStatus status) =>
        statuses?.ToArray() is not { Length: > 0 } asked || asked.Contains(status);

    /// <summary>In order of the ids; the token is the last id of the page before.</summary>
    public static Page<T> Page<T>(IEnumerable<Instance> matching, string? after, int size, Func<Instance, T> describe)
        where T : notnull
    {
        Instance[] rest = [.. matching.Where(one => after is null || string.CompareOrdinal(one.Id, after) > 0).OrderBy(one => one.Id, StringComparer.Ordinal)];
        Instance[] page = [.. rest.Take(size)];
        return new([.. page.Select(describe)], page.Length < rest.Length ? page[^1].Id : null);
    }
}
