using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>Walks one client through the whole pathway, over HTTP and on storage of its own, and prints the diary.</summary>
internal sealed class DemoCommand(TextWriter output, TextWriter errors) : ILocalCommand
{
    public string Name => "demo";

    public string Does => $"walks one client to the end and prints the diary: {string.Join(", ", Scenario.All.Select(scenario => scenario.Name))}";

    public async Task<int> RunAsync(Arguments arguments, CancellationToken stop)
    {
        var name = arguments.Operands.Count == 0 ? Scenario.All[0].Name : arguments.Operands[0];
        if (Scenario.Find(name) is not { } scenario || arguments.Operands.Count > 1)
        {
            await errors.WriteLineAsync($"demo knows {string.Join(", ", Scenario.All.Select(each => each.Name))}.");
            return CommandLine.Misread;
        }

        var start = DemoDay.Start;
        await using var clinic = await LocalClinic.StartAsync(new LocalClinicOptions { StartAt = start, Engine = DemoDay.OneAtATime, Progress = errors.WriteLine }, stop);
        var practice = clinic.Services.GetRequiredService<Clinic>();
        try
        {
            var end = await new Walk(new HttpGround(clinic), practice, scenario, inPace: true).GoAsync();
            await output.WriteAsync(DiaryPage.Of(scenario, end, practice));
            return CommandLine.Done;
        }
        catch (WalkStoppedException stopped)
        {
            await errors.WriteLineAsync(stopped.Message);
            return CommandLine.Problem;
        }
    }
}

/// <summary>Every walk starts on the same morning, so that two diaries can be compared.</summary>
public static class DemoDay
{
    /// <summary>A Tuesday, ten in the morning at the demonstration practice.</summary>
    public static Instant Start { get; } = PracticeTime.At(new LocalDateTime(2026, 3, 3, 10, 0), DateTimeZoneProviders.Tzdb["America/New_York"]);

    /// <summary>What falls due at one instant is done in one order: a diary is the same each time.</summary>
    public static EngineOptions OneAtATime { get; } = new() { MaxParallelActivities = 1 };
}
