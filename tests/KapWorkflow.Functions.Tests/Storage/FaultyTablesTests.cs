using KapWorkflow.LocalHost;

namespace KapWorkflow.Functions.Tests;

public class Tables_that_fail_at_a_chosen_call
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Fault.CrashBefore, false)]
    [InlineData(Fault.CrashAfter, true)]
    [InlineData(Fault.ResponseLost, true)]
    [InlineData(Fault.RequestLost, false)]
    public async Task Lose_the_call_or_only_its_answer(Fault fault, bool written)
    {
        var tables = new FaultyTables(new InMemoryTables());
        var table = tables.Open(TableNames.Journeys);
        await table.WriteAsync(Write.Add(new Row("p", "before")), Stop);
        tables.FailAt(2, fault);
        await table.GetAsync("p", "before", Stop);
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => table.WriteAsync(Write.Add(new Row("p", "a")), Stop));
        Assert.Equal(fault is Fault.CrashAfter or Fault.CrashBefore, failure is SimulatedCrashException);
        tables.Restart();
        Assert.Equal(written, await table.GetAsync("p", "a", Stop) is not null);
    }

    [Fact]
    public async Task Stay_dead_after_a_crash_until_restarted()
    {
        var tables = new FaultyTables(new InMemoryTables());
        tables.FailAt(1, Fault.CrashBefore);
        var table = tables.Open(TableNames.Wake);
        await Assert.ThrowsAsync<SimulatedCrashException>(() => table.WriteAsync(Write.Add(new Row("p", "a")), Stop));
        await Assert.ThrowsAsync<SimulatedCrashException>(() => table.WriteAsync(Write.Add(new Row("p", "b")), Stop));
        Assert.True(tables.Crashed);
        tables.Restart();
        Assert.True((await table.WriteAsync(Write.Add(new Row("p", "a")), Stop)).Done);
        Assert.Equal([new StorageCall(1, TableNames.Wake, "Add a")], tables.Calls);
    }
}
