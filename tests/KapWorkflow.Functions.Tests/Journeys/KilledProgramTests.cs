using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using KapWorkflow.LocalHost;

namespace KapWorkflow.Functions.Tests;

/// <summary>The real program, in a process of its own, killed without warning at moments drawn by lot, and started again on what it kept.</summary>
public sealed class A_program_that_is_killed : IAsyncLifetime
{
    private const int Rounds = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("kap-killed-").FullName;
    private readonly int _port = FreePort();
    private readonly int _tablesPort = FreePort();
    private readonly Random _lot = new(11);
    private Process? _program;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Begins_each_journey_once_and_sends_no_message_twice()
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://localhost:{_port}"), Timeout = Patience };
        await StartAsync(http);
        Dictionary<int, string> references = [];
        for (var round = 1; round <= Rounds; round++)
        {
            var submitting = SubmitAsync(http, round);
            await Task.WhenAny(submitting, KillAfterAsync(TimeSpan.FromMilliseconds(_lot.Next(0, 120))));
            await KillAsync();
            var before = await submitting;

            await StartAsync(http);
            // The person sees an error, and sends the same form again.
            var after = await SubmitAsync(http, round);
            Assert.NotNull(after);
            Assert.Equal(before ?? after, after);
            references.Add(round, after);
        }

        Assert.Equal(Rounds, references.Values.Distinct(StringComparer.Ordinal).Count());
        // Nobody can tell whether a mail that was on its way when the program died went out, and it is not repeated. Who is left alone has theirs.
        Assert.NotNull(await SubmitAsync(http, Rounds + 1));
        var messages = await MessagesAsync(http, until: all => all.Exists(message => IsMailTo(message, Rounds + 1)));
        Assert.All(
            messages.CountBy(message => $"{message.GetProperty("channel")} {message.GetProperty("to")} {message.GetProperty("messageId")}"),
            sent => Assert.True(sent.Value == 1, $"{sent.Key}: {sent.Value} times"));
        Assert.All(Enumerable.Range(1, Rounds), round => Assert.InRange(messages.Count(message => IsMailTo(message, round)), 0, 1));
        Assert.Single(messages, message => IsMailTo(message, Rounds + 1));
    }

    private static bool IsMailTo(JsonElement message, int round) =>
        message.GetProperty("channel").GetString() == "email" && message.GetProperty("to").GetString() == $"round{round}@example.org";

    private static async Task<List<JsonElement>> MessagesAsync(HttpClient http, Predicate<List<JsonElement>> until)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var messages = (await http.GetFromJsonAsync<JsonElement>("/local/inbox.json", Stop)).GetProperty("messages").EnumerateArray().ToList();
            if (until(messages) || patience.IsCancellationRequested)
                return messages;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task StartAsync(HttpClient http)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(LocalClinic).Assembly.Location, "run", "--port", $"{_port}", "--tables-port", $"{_tablesPort}", "--data", _folder])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _program = Process.Start(start)!;
        var open = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new List<string>();
        void Hear(string? line)
        {
            lock (said)
                said.Add(line ?? "");
            if (line is not null && line.Contains("The practice is open", StringComparison.Ordinal))
                open.TrySetResult(true);
        }
        _program.OutputDataReceived += (_, heard) => Hear(heard.Data);
        _program.ErrorDataReceived += (_, heard) => Hear(heard.Data);
        _program.BeginOutputReadLine();
        _program.BeginErrorReadLine();
        var ended = _program.WaitForExitAsync(Stop);
        await Task.WhenAny(open.Task, ended).WaitAsync(Patience, Stop);
        Assert.True(open.Task.IsCompleted, string.Join('\n', said));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/api/health", Stop)).StatusCode);
    }

    private async Task KillAfterAsync(TimeSpan moment)
    {
        var timer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var clock = TimeProvider.System.CreateTimer(_ => timer.TrySetResult(), null, moment, Timeout.InfiniteTimeSpan);
        await timer.Task;
    }

    private async Task KillAsync()
    {
        if (_program is not { } program)
            return;
        _program = null;
        program.Kill();
        await program.WaitForExitAsync(CancellationToken.None);
        program.Dispose();
    }

    /// <returns>The reference, or null when the program died before it answered.</returns>
    private static async Task<string?> SubmitAsync(HttpClient http, int round)
    {
        var inquiry = AnOpenClinic.AnInquiry($"Person{(char)('A' + round)}");
        inquiry["email"] = $"round{round}@example.org";
        inquiry["phone"] = $"+1503555020{round}";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/inquiries") { Content = JsonContent.Create(inquiry) };
        request.Headers.Add("Idempotency-Key", $"round-{round}");
        try
        {
            using var answer = await http.SendAsync(request, Stop);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
            return body.GetProperty("reference").GetString();
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            return null;
        }
    }
}
