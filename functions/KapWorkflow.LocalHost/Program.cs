using System.Runtime.InteropServices;
using KapWorkflow.LocalHost;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var end = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

ILocalCommand[] commands =
[
    new RunCommand(Console.Out),
    new DemoCommand(Console.Out, Console.Error),
    new ExportCommand(Console.Out, Console.Error),
    new VerifyCommand(Console.Out, Console.Error),
    new RebuildCommand(Console.Out, Console.Error),
];
return await new CommandLine(commands, Console.Out, Console.Error).RunAsync(args, stop.Token);

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
