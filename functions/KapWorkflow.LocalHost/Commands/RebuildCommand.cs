using System.Globalization;
using KapWorkflow.Functions;
using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>Makes the board anew from the journeys: it is a projection, and the facts are the truth.</summary>
internal sealed class RebuildCommand(TextWriter output, TextWriter errors) : ILocalCommand
{
    public string Name => "rebuild";

    public string Does => "makes the staff's board anew from the journeys";

    public async Task<int> RunAsync(Arguments arguments, CancellationToken stop)
    {
        if (arguments.Operands.Count > 0)
            throw new LocalProblemException($"'rebuild' takes options only, and '{arguments.Operands[0]}' is none.");

        await using var practice = await ClosedPractice.OpenAsync(arguments, errors.WriteLine, stop);
        var clinic = ClinicFile.Read(new ConfigurationBuilder().Build()).Clinic;
        var journeys = new JourneyStore(practice.Tables, practice.Keys, () => clinic, SystemClock.Instance, TimeProvider.System);
        var shown = await new Board(practice.Tables, practice.Keys, journeys).RebuildAsync(stop);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"The board shows {shown} journeys."));
        return CommandLine.Done;
    }
}
