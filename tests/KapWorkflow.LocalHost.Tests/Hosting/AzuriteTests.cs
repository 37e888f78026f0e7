using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Azure.Data.Tables;

namespace KapWorkflow.LocalHost.Tests;

public class Azurite_as_our_table_storage
{
    [Fact]
    public async Task Takes_a_free_port_and_stores()
    {
        await using var azurite = await Azurite.StartAsync(new AzuriteOptions());

        await Store(azurite, "one");

        Assert.Equal(["one"], await Stored(azurite));
    }

    [Fact]
    public async Task Keeps_its_tables_over_a_restart()
    {
        using var folder = new TemporaryFolder();
        await using (var azurite = await Azurite.StartAsync(new AzuriteOptions { DataFolder = folder.Path }))
            await Store(azurite, "kept");

        await using var again = await Azurite.StartAsync(new AzuriteOptions { DataFolder = folder.Path });

        Assert.Equal(["kept"], await Stored(again));
    }

    [Fact]
    public async Task Saves_and_stops_when_its_host_is_killed_and_the_next_start_takes_its_place()
    {
        using var folder = new TemporaryFolder();
        var options = new AzuriteOptions { DataFolder = folder.Path };
        var orphan = await Azurite.StartAsync(options);
        await Store(orphan, "written just before");
        orphan.LoseHost();

        await using var next = await Azurite.StartAsync(options);

        Assert.Equal(["written just before"], await Stored(next));
        await orphan.Stopped;
    }

    [Fact]
    public async Task Ends_an_orphan_of_ours_that_does_not_notice()
    {
        using var folder = new TemporaryFolder();
        using var deaf = Process.Start(new ProcessStartInfo("sleep", "600") { UseShellExecute = false })!;
        var record = new AzuriteRecord(folder.Path);
        record.Remember(deaf);

        await record.StopOrphanAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);

        Assert.True(deaf.HasExited);
    }

    [Fact]
    public async Task Leaves_a_stranger_alone_that_was_given_the_same_process_id()
    {
        using var folder = new TemporaryFolder();
        using var stranger = Process.Start(new ProcessStartInfo("sleep", "600") { UseShellExecute = false })!;
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "azurite.json"),
            JsonSerializer.Serialize(new { ProcessId = stranger.Id, StartedAt = stranger.StartTime.ToUniversalTime().AddMinutes(-5) }));

        await new AzuriteRecord(folder.Path).StopOrphanAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);

        Assert.False(stranger.HasExited);
        stranger.Kill();
    }

    [Fact]
    public async Task Says_in_one_line_that_the_port_is_taken()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var problem = await Assert.ThrowsAsync<LocalProblemException>(() => Azurite.StartAsync(new AzuriteOptions { TablePort = port }));

        Assert.Equal($"Port {port}, for the table storage, is in use by another program: stop that one, or choose another port with --tables-port.", problem.Message);
    }

    [Fact]
    public async Task Says_in_one_line_that_Node_is_missing()
    {
        var problem = await Assert.ThrowsAsync<LocalProblemException>(() => Azurite.StartAsync(new AzuriteOptions { Node = "no-such-node" }));

        Assert.StartsWith("Node.js was not found", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
    }

    private static async Task Store(Azurite azurite, string row)
    {
        var table = new TableClient(azurite.ConnectionString, "things");
        await table.CreateIfNotExistsAsync();
        await table.AddEntityAsync(new TableEntity("p", row));
    }

    private static async Task<List<string>> Stored(Azurite azurite)
    {
        var rows = new List<string>();
        await foreach (var row in new TableClient(azurite.ConnectionString, "things").QueryAsync<TableEntity>())
            rows.Add(row.RowKey);
        return rows;
    }
}
