using System.Net;
using System.Net.Sockets;
using KapWorkflow.Functions;

namespace KapWorkflow.LocalHost.Tests;

public class The_command_line
{
    [Fact]
    public async Task Says_everything_that_is_wrong_one_line_each()
    {
        var (exitCode, output, errors) = await RunAsync("rum", "--port", "many", "--tables-port", "--quick", "--in-memory", "--data", "x");

        Assert.Equal(2, exitCode);
        Assert.Equal("", output);
        Assert.Equal(
            [
                "--port needs a port from 1 to 65535, and 'many' is none.",
                "--tables-port needs a port after it.",
                "There is no option '--quick': 'help' lists them.",
                "--in-memory keeps nothing, so it cannot be given together with --data.",
                "There is no command 'rum': there are run, fail, help.",
            ],
            errors);
    }

    [Theory]
    [InlineData("help")]
    [InlineData("--help")]
    [InlineData("run", "-h")]
    public async Task Lists_the_commands(params string[] arguments)
    {
        var (exitCode, output, errors) = await RunAsync(arguments);

        Assert.Equal((0, 0), (exitCode, errors.Length));
        Assert.Contains("fail             fails", output, StringComparison.Ordinal);
        Assert.Contains("--tables-port N", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(LocalProblemException), "One line.")]
    [InlineData(typeof(SettingsException), "First.", "Second.")]
    [InlineData(typeof(FunctionsException), "First.", "Second.")]
    public async Task Turns_what_went_wrong_into_lines(Type kind, params string[] lines)
    {
        var problem = kind == typeof(LocalProblemException) ? new LocalProblemException(lines[0])
            : kind == typeof(SettingsException) ? (Exception)new SettingsException(lines)
            : new FunctionsException(lines);
        var errors = new StringWriter();

        var exitCode = await new CommandLine([new Failing(problem)], TextWriter.Null, errors).RunAsync(["fail"], CancellationToken.None);

        Assert.Equal(1, exitCode);
        Assert.Equal(lines, Lines(errors));
    }

    [Fact]
    public void Runs_the_practice_on_the_usual_ports_when_nothing_is_said()
    {
        var (arguments, problems) = Arguments.Read([], ["run"]);

        Assert.Empty(problems);
        Assert.Equal(("run", 7071, 10002, null, false, false), (arguments.Command, arguments.Port, arguments.TablesPort, arguments.Data, arguments.InMemory, arguments.Fresh));
    }

    [Fact]
    public async Task Says_in_one_line_that_the_port_is_taken()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var problem = await Assert.ThrowsAsync<LocalProblemException>(() => LocalClinic.StartAsync(new LocalClinicOptions { Port = port, Tables = new InMemoryTables() }));

        Assert.Equal($"Port {port} is in use by another program (another local host?): stop that one, or choose another port with --port.", problem.Message);
    }

    private static async Task<(int ExitCode, string Output, string[] Errors)> RunAsync(params string[] arguments)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var exitCode = await new CommandLine([new Run(), new Failing(new LocalProblemException("x"))], output, errors).RunAsync(arguments, CancellationToken.None);
        return (exitCode, output.ToString(), Lines(errors));
    }

    private static string[] Lines(StringWriter text) => text.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    private sealed class Run : ILocalCommand
    {
        public string Name => "run";

        public string Does => "runs";

        public Task<int> RunAsync(Arguments arguments, CancellationToken stop) => Task.FromResult(0);
    }

    private sealed class Failing(Exception problem) : ILocalCommand
    {
        public string Name => "fail";

        public string Does => "fails";

        public Task<int> RunAsync(Arguments arguments, CancellationToken stop) => Task.FromException<int>(problem);
    }
}

public class The_data_folder
{
    [Fact]
    public void Is_held_by_one_host_at_a_time()
    {
        using var folder = new TemporaryFolder();
        var first = DataFolder.Open(folder.Path, fresh: false);

        var problem = Assert.Throws<LocalProblemException>(() => DataFolder.Open(folder.Path, fresh: true));
        first.Dispose();
        using var next = DataFolder.Open(folder.Path, fresh: false);

        Assert.Equal($"{folder.Path} is in use by another local host: stop that one, or choose another folder with --data.", problem.Message);
    }

    [Fact]
    public void Starts_over_when_asked_to()
    {
        using var folder = new TemporaryFolder();
        using (DataFolder.Open(folder.Path, fresh: false))
        {
            Directory.CreateDirectory(Path.Combine(folder.Path, "tables"));
            File.WriteAllText(Path.Combine(folder.Path, "inbox.ndjson"), "{}");
        }

        using var fresh = DataFolder.Open(folder.Path, fresh: true);

        Assert.Equal(["host.lock"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Is_never_one_that_holds_something_else()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "thesis.docx"), "");

        Assert.Throws<LocalProblemException>(() => DataFolder.Open(folder.Path, fresh: true));

        Assert.True(File.Exists(Path.Combine(folder.Path, "thesis.docx")));
    }

    [Fact]
    public void Keeps_its_keys()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(DevelopmentKeys.Of(folder.Path), DevelopmentKeys.Of(folder.Path));
        Assert.NotEqual(DevelopmentKeys.Of(null), DevelopmentKeys.Of(null));
    }

    [Fact]
    public void With_keys_that_cannot_be_read_is_not_opened_with_others()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "development-keys.json"), "{");

        var problem = Assert.Throws<LocalProblemException>(() => DevelopmentKeys.Of(folder.Path));

        Assert.EndsWith("restore it, or start over with --fresh.", problem.Message, StringComparison.Ordinal);
    }
}
