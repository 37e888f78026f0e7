using System.Diagnostics;
using System.Globalization;
using KapWorkflow.Core;
using KapWorkflow.Functions;
using KapWorkflow.LocalHost;
using Microsoft.Extensions.DependencyInjection;

namespace KapWorkflow.Benchmarks;

/// <summary>
/// Whole journeys of six doses, from the form to the last follow-up, over HTTP: on Azurite, and in the same run on the in-memory tables
/// as the baseline. Journeys run one after the other, each in a clinic of its own; the first of each kind warms up and is not counted.
/// </summary>
internal static class WholeJourneys
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var runs = arguments is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 5;
        await using var azurite = await Azurite.StartAsync(new AzuriteOptions());
        var memory = await MeasureAsync("in memory", runs, static _ => new InMemoryTables());
        var tables = await MeasureAsync("Azurite", runs, run => AzureTables.From(new TablesOptions { ConnectionString = azurite.ConnectionString, Prefix = $"bench{run}" }));
        Line($"Azurite / in memory, median wall time: {tables / memory:0.00}");
        return 0;
    }

    private static async Task<double> MeasureAsync(string name, int runs, Func<int, ITables> open)
    {
        List<double> wall = [];
        List<double> looks = [];
        List<double> cpu = [];
        for (var run = 0; run <= runs; run++)
        {
            var measured = new Measurement();
            var (end, wallTime, lookTime, cpuTime) = await WalkAsync(open(run), measured);
            if (run == 0)
                continue;
            wall.Add(wallTime);
            looks.Add(lookTime);
            cpu.Add(cpuTime);
            if (run == runs)
                Report(name, end, measured);
        }

        Line($"{name}: {runs} journeys, wall seconds {Spread(wall)}, of which the walker looked at the tables {Spread(looks)}; this process's processor seconds {Spread(cpu)}");
        return wall[wall.Count / 2];
    }

    private static async Task<(LoadedJourney End, double Wall, double Looks, double Cpu)> WalkAsync(ITables tables, Measurement into)
    {
        await using var clinic = await CountedClinic.StartAsync(tables, into);
        var timed = new TimedTables(tables);
        var looking = CountedClinic.StoreOver(clinic.Services, timed);
        var watch = Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        var end = await new Walk(new HttpGround(clinic, looking), clinic.Services.GetRequiredService<Clinic>(), Scenario.All[0]).GoAsync();
        return (end, watch.Elapsed.TotalSeconds, timed.Waited.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    private static void Report(string name, LoadedJourney end, Measurement measured)
    {
        Line($"{name}: {end.Facts.Count} facts, {end.Ledger.Entries.Count} effects, {measured.App.Total} storage transactions of the app");
        foreach (var group in measured.App.Counts)
            Line($"  {group.Table,-10} {group.Operation,-12} {group.Count,6}");
        Line($"  the watchdog: {measured.Looks} looks for unseen commits, {measured.Rounds} of them rounds over all journeys; {measured.Sweeps.Total} transactions");
        foreach (var group in measured.Sweeps.Counts)
            Line($"  sweeps: {group.Table,-10} {group.Operation,-12} {group.Count,6}");
        var (queue, least, most) = measured.OfDurable;
        Line($"  the engine: {measured.Generations} generations, {measured.Activities} activities, {measured.Timers} timers, {measured.Events} events; on Azure Storage Durable would ask for some {queue} queue and {least} to {most} table operations more");
    }

    private static string Spread(List<double> values)
    {
        values.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"min {values[0]:0.00} median {values[values.Count / 2]:0.00} max {values[^1]:0.00}");
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
