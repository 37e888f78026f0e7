using KapWorkflow.Core;
using KapWorkflow.LocalHost;
using Microsoft.Extensions.Configuration;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

/// <summary>What outlives a process of the app: tables, providers, the clinic's clock and settings, the system's time.</summary>
internal sealed class AWorld
{
    private static readonly IConfiguration TheSettings = new ConfigurationBuilder().AddInMemoryCollection(Settings()).Build();
    private static readonly Clinic TheClinic = ClinicFile.Read(TheSettings).Clinic;

    public AWorld(ITables? tables = null)
    {
        Tables = tables ?? new InMemoryTables();
        Time = new SystemTime(Clock);
        Providers = new TheProviders(Clock);
    }

    public ITables Tables { get; }

    public LocalClock Clock { get; } = LocalClock.PausedAt(DemoDay.Start);

    public SystemTime Time { get; }

    public TheProviders Providers { get; }

    public EngineOptions Engine { get; init; } = new();

    public IConfiguration Configuration => TheSettings;

    /// <summary>May be changed while processes live: they ask for it anew each time.</summary>
    public Clinic Clinic { get; set; } = WithDoses(2);

    /// <summary>The demonstration practice, whose course has so many doses.</summary>
    public static Clinic WithDoses(int planned) => TheClinic with { Dosing = TheClinic.Dosing with { Planned = planned } };

    private static Dictionary<string, string?> Settings() => LocalProviderSettings.For(new Uri("http://localhost:7071"))
        .Append(KeyValuePair.Create("Protection__MasterKeys__1", (string?)AKeyRing.Keys(1)["1"]))
        .Append(KeyValuePair.Create("Clinic__SmsEnabled", (string?)"true"))
        .ToDictionary(setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => setting.Value, StringComparer.Ordinal);
}

/// <summary>The system's time: goes with the clinic's clock, and ahead of it by what restarts took. Waits are real, and short ones are none.</summary>
internal sealed class SystemTime(IClock clock) : TimeProvider
{
    private long _ahead;

    public void Skip(Duration by) => Interlocked.Add(ref _ahead, by.BclCompatibleTicks);

    public override DateTimeOffset GetUtcNow() => (clock.GetCurrentInstant() + Duration.FromTicks(Interlocked.Read(ref _ahead))).ToDateTimeOffset();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.Zero && dueTime < TimeSpan.FromSeconds(1) ? TimeSpan.Zero : dueTime, period);
}
