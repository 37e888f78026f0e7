using System.Globalization;
using KapWorkflow.Functions;

namespace KapWorkflow.LocalHost;

/// <summary>Reads every journey's chain of facts, and names each that was changed from outside.</summary>
internal sealed class VerifyCommand(TextWriter output, TextWriter errors) : ILocalCommand
{
    public string Name => "verify";

    public string Does => "checks that no fact was changed, moved or taken away";

    public async Task<int> RunAsync(Arguments arguments, CancellationToken stop)
    {
        if (arguments.Operands.Count > 0)
            throw new LocalProblemException($"'verify' takes options only, and '{arguments.Operands[0]}' is none.");

        await using var practice = await ClosedPractice.OpenAsync(arguments, errors.WriteLine, stop);
        var reports = await new ChainVerifier(practice.Tables).VerifyAsync(stop);
        return Tell(reports, output);
    }

    internal static int Tell(IReadOnlyList<ChainReport> reports, TextWriter output)
    {
        foreach (var broken in reports.Where(report => !report.IsWhole))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{broken.Journey}: broken at fact {broken.FirstBroken} of {broken.Facts}."));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{reports.Count} journeys, {reports.Sum(report => report.Facts)} facts: {reports.Count(report => !report.IsWhole)} chains are broken."));
        return reports.All(report => report.IsWhole) ? CommandLine.Done : CommandLine.Problem;
    }
}
