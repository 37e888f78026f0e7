namespace KapWorkflow.LocalHost.Tests;

/// <summary>What compiles offline must compile against the real packages: a stand-in may have less than they have, never more.</summary>
public class The_stand_ins_for_the_packages
{
    private static readonly Lazy<IReadOnlySet<string>> Azure = new(() => Read("AzureSurface", "*.txt"));

    public static TheoryData<string, string> Widened => new()
    {
        { "an extra member", "public class TimerInfo { public bool IsLate { get; set; } }" },
        { "an extra accessor", "public sealed class TimerTriggerAttribute { public string Schedule { get; set; } }" },
        { "an extra type", "public class TimerHistory { }" },
        { "a parameter of another name", "public class FunctionAttribute { public FunctionAttribute(string functionName) { } }" },
        { "a parameter of another type", "public class FunctionAttribute { public FunctionAttribute(object name) { } }" },
        { "a default of its own", "public class FunctionAttribute { public FunctionAttribute(string name = \"x\") { } }" },
        { "an override that is not there", "public class TimerInfo { public override string ToString() => \"\"; }" },
        { "a virtual member that is not virtual there", "public class TimerInfo { public virtual bool IsPastDue { get; set; } }" },
        { "an unsealed type", "public class TimerTriggerAttribute { }" },
        { "another base", "public class ScheduleStatus : IDisposable { }" },
    };

    [Fact]
    public void Have_nothing_that_the_packages_lack() => Assert.Empty(Surplus(Read("StandIns", "*.cs")));

    [Fact]
    public void Are_compared_member_by_member()
    {
        var standIns = Read("StandIns", "*.cs");
        Assert.Contains("Microsoft.DurableTask.Client.DurableTaskClient: abstract public Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)", standIns);
        Assert.Contains("Microsoft.DurableTask.RetryPolicy: public Func<TaskFailureDetails, bool> HandleFailure { init }", standIns);
        Assert.Contains("DurableTask.Core.Exceptions.TaskFailedException: public class", standIns);
        Assert.True(standIns.Count > 300, $"{standIns.Count} lines");
    }

    [Theory]
    [MemberData(nameof(Widened))]
    public void Would_be_caught_with(string surplus, string standIn)
    {
        var line = Assert.Single(Surplus(PublicSurface.Of("namespace Microsoft.Azure.Functions.Worker; " + standIn)));
        Assert.False(string.IsNullOrEmpty(line), surplus);
    }

    private static string[] Surplus(IReadOnlySet<string> standIns) => [.. standIns.Where(line => !Azure.Value.Contains(line)).Order(StringComparer.Ordinal)];

    private static HashSet<string> Read(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, folder), pattern, SearchOption.AllDirectories)
            .SelectMany(file => PublicSurface.Of(File.ReadAllText(file)))
            .ToHashSet(StringComparer.Ordinal);
}
