using KapWorkflow.LocalHost;

namespace KapWorkflow.Functions.Tests;

/// <summary>The sweep's sample on real tables: each call site of the app, by table, operation and kind of row, kills the process once.</summary>
public class A_journey_on_azurite(AzuriteFixture azurite)
{
    private static int _runs;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Fault.CrashBefore)]
    [InlineData(Fault.CrashAfter)]
    public async Task Goes_its_whole_way_although_every_call_site_kills_the_process_once(Fault fault)
    {
        var (baseline, sites) = await WalkAsync(new InMemoryTables(), static _ => null);
        HashSet<(string, string)> struck = [];
        var tables = AzureTables.From(new() { ConnectionString = azurite.ConnectionString, Prefix = $"s{Environment.ProcessId}n{Interlocked.Increment(ref _runs)}x" });
        await tables.CreateAsync(Stop);
        var (walk, _) = await WalkAsync(tables, call =>
        {
            lock (struck)
                return struck.Add((call.Table, call.Operation)) ? fault : null;
        });
        walk.IsLike(baseline);
        Assert.Superset(sites, struck);
        Assert.InRange(struck.Count, 20, 100);
    }

    private static async Task<(AWalk Walk, HashSet<(string, string)> Sites)> WalkAsync(ITables tables, Func<StorageCall, Fault?> faultOf)
    {
        var world = new AWorld(tables);
        await using var ground = new DirectGround(world, Stop) { Arm = (faulty, _, _) => faulty.FailWhere(faultOf) };
        return (await AWalk.GoAsync(world, ground, Scenario.All[0], Stop), ground.CallSites);
    }
}
