using System.Globalization;

namespace KapWorkflow.LocalHost;

/// <summary>Serves the practice until it is stopped.</summary>
internal sealed class RunCommand(TextWriter output) : ILocalCommand
{
    public string Name => "run";

    public string Does => "serves the practice (what happens without a command)";

    public async Task<int> RunAsync(Arguments arguments, CancellationToken stop)
    {
        if (arguments.Operands.Count > 0)
            throw new LocalProblemException($"'run' takes options only, and '{arguments.Operands[0]}' is none.");

        using var folder = arguments.InMemory ? null : DataFolder.Open(arguments.Data ?? DataFolder.Usual, arguments.Fresh);
        await using var clinic = await LocalClinic.StartAsync(OptionsFor(arguments, folder), stop);
        await output.WriteAsync(Welcome(clinic.BaseAddress, folder?.Path));
        await clinic.StoppedAsync(stop);
        await output.WriteLineAsync("Stopping …");
        return CommandLine.Done;
    }

    private LocalClinicOptions OptionsFor(Arguments arguments, DataFolder? folder) => new()
    {
        Port = arguments.Port,
        TablesPort = arguments.TablesPort,
        DataFolder = folder?.Path,
        SettingsFile = LocalSettings.UsualFile,
        LogToConsole = true,
        Progress = output.WriteLine,
    };

    private static string Welcome(Uri address, string? folder) => string.Create(CultureInfo.InvariantCulture, $"""

        The practice is open.
          Form   {address}
          Staff  {new Uri(address, "staff")}
          Inbox  {new Uri(address, "local/inbox")}   (nothing leaves this machine)
          Clock  in the bar at the bottom of every page
          Kept   {(folder is null ? "nowhere: it is gone when this ends" : $"in {folder}")}
        Ctrl-C closes it.

        """);
}
