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
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Azurite / in memory, median wall time: {tables / memory:0.00}"));
        return 0;
    }

    private static async Task<double> MeasureAsync(string name, int runs, Func<int, ITables> open)
    {
        List<double> seconds = [];
        var counter = new TransactionCounter();
        var end = (LoadedJourney?)null;
        for (var run = 0; run <= runs; run++)
        {
            counter.Reset();
            var watch = Stopwatch.StartNew();
            end = await WalkAsync(new CountedTables(open(run), counter), watch);
            if (run > 0)
                seconds.Add(watch.Elapsed.TotalSeconds);
        }

        seconds.Sort();
        var median = seconds[seconds.Count / 2];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {runs} journeys, seconds min {seconds[0]:0.00} median {median:0.00} max {seconds[^1]:0.00}; {end!.Facts.Count} facts, {end.Ledger.Entries.Count} effects, {counter.Total} storage transactions"));
        foreach (var group in counter.Counts)
            Console.WriteLine($"  {group.Table,-10} {group.Operation,-12} {group.Count,6}");
        return median;
    }

    private static async Task<LoadedJourney> WalkAsync(ITables tables, Stopwatch watch)
    {
        await using var clinic = await LocalClinic.StartAsync(new LocalClinicOptions { StartAt = DemoDay.Start, Tables = tables });
        watch.Restart();
        var end = await new Walk(new HttpGround(clinic), clinic.Services.GetRequiredService<Clinic>(), Scenario.All[0]).GoAsync();
        watch.Stop();
        return end;
    }
}
