using KapWorkflow.Core;
using KapWorkflow.Functions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace KapWorkflow.LocalHost.Tests;

public class A_practice_that_was_kept
{
    private static readonly JourneyId Journey = JourneyId.Parse("jr_aaaaaaaaaaaaaaaaaaaaaaaaaa");

    [Fact]
    public async Task Is_exported_and_verified_while_nobody_serves_it()
    {
        using var folder = new TemporaryFolder();
        await KeepAnInquiryAsync(folder.Path);

        var exported = await RunAsync("export", "--data", folder.Path);
        var verified = await RunAsync("verify", "--data", folder.Path);

        Assert.Equal((0, 0), (exported.ExitCode, verified.ExitCode));
        Assert.Contains($"\"journey\":\"{Journey}\"", exported.Output, StringComparison.Ordinal);
        Assert.Contains("Zebulon", exported.Output, StringComparison.Ordinal);
        Assert.Equal($"1 journeys, 1 facts: 0 chains are broken.{Environment.NewLine}", verified.Output);
    }

    [Fact]
    public async Task Is_exported_to_a_new_file_that_only_its_owner_reads()
    {
        using var folder = new TemporaryFolder();
        await KeepAnInquiryAsync(Path.Combine(folder.Path, "practice"));
        var file = Path.Combine(folder.Path, "facts.ndjson");

        var first = await RunAsync("export", file, "--data", Path.Combine(folder.Path, "practice"));
        var second = await RunAsync("export", file, "--data", Path.Combine(folder.Path, "practice"));

        Assert.Equal((0, 1), (first.ExitCode, second.ExitCode));
        Assert.Single(await File.ReadAllLinesAsync(file));
        Assert.Equal($"{file} cannot be made (it is there already): give another name.{Environment.NewLine}", second.Errors);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public void Whose_facts_were_changed_is_named()
    {
        var output = new StringWriter();

        var exitCode = VerifyCommand.Tell([new ChainReport(Journey, 7, 3), new ChainReport(Journey, 2, null)], output);

        Assert.Equal(1, exitCode);
        Assert.Equal($"{Journey}: broken at fact 3 of 7.\n2 journeys, 9 facts: 1 chains are broken.\n", output.ToString().ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("export")]
    public async Task Has_to_be_there(string command)
    {
        using var folder = new TemporaryFolder();

        var answer = await RunAsync(command, "--data", folder.Path);

        Assert.Equal((1, $"No local practice is kept in {folder.Path}: start one there first, or name its folder with --data.{Environment.NewLine}"), (answer.ExitCode, answer.Errors));
    }

    [Fact]
    public async Task Goes_on_at_the_time_at_which_it_stopped()
    {
        using var folder = new TemporaryFolder();
        Instant stopped;
        await using (var clinic = await StartAsync(folder.Path))
        {
            await clinic.Travel.AdvanceByAsync(Duration.FromDays(400));
            stopped = clinic.Clock.GetCurrentInstant();
        }

        await using var again = await StartAsync(folder.Path);

        Assert.InRange(again.Clock.GetCurrentInstant(), stopped, stopped + Duration.FromHours(1));
    }

    [Fact]
    public async Task Whose_clock_cannot_be_read_says_what_to_do()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "clock.json"), "{");

        var problem = await Assert.ThrowsAsync<LocalProblemException>(() => StartAsync(folder.Path));

        Assert.EndsWith("does not tell where the clinic's clock stands: restore it, or start over with --fresh.", problem.Message, StringComparison.Ordinal);
    }

    private static Task<LocalClinic> StartAsync(string folder) => LocalClinic.StartAsync(new LocalClinicOptions { DataFolder = folder, Tables = new InMemoryTables(), FunctionTypes = [] });

    private static async Task KeepAnInquiryAsync(string folder)
    {
        // As the host does: the folder is held, then served.
        using var held = DataFolder.Open(folder, fresh: false);
        await using var clinic = await LocalClinic.StartAsync(new LocalClinicOptions { DataFolder = folder, FunctionTypes = [] });
        var keys = KeyRing.From(ProtectionOptions.From(clinic.Services.GetRequiredService<IConfiguration>()));
        var store = new JourneyStore(clinic.Services.GetRequiredService<ITables>(), keys, () => ThePractice, clinic.Clock, TimeProvider.System);
        var inquiry = new ReceiveInquiry(new(InquiringFor.Self, "Zebulon", "zebulon.quark@example.org", "+15035550199", ContactBy.Email, true, "en", "America/Los_Angeles", "OR", true));
        Assert.IsType<CommitOutcome.Committed>(await store.CreateAsync(Journey, inquiry, Author.Website, TestContext.Current.CancellationToken));
    }

    private static Clinic ThePractice { get; } = new()
    {
        Version = "cv_1",
        PracticeName = "The practice",
        Brand = "RVR",
        Phone = "+15035550100",
        TimeZone = "America/Los_Angeles",
        States = ["OR"],
    };

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var exitCode = await new CommandLine([new ExportCommand(output, errors), new VerifyCommand(output, errors)], output, errors).RunAsync(arguments, TestContext.Current.CancellationToken);
        return (exitCode, output.ToString(), errors.ToString());
    }
}
