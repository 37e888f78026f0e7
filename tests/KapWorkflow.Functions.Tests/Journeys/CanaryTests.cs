using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using System.Text.RegularExpressions;
using KapWorkflow.Core;
using KapWorkflow.LocalHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace KapWorkflow.Functions.Tests;

/// <summary>Zebulon Quark goes the whole way. Where ids belong, nothing of his may turn up.</summary>
public partial class Nothing_of_a_client
{
    private static readonly string[] Canaries = ["zebulon", "quark", "5035550199", "503-555-0199", "xylophone", "dragonfruit"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_in_logs_addresses_orchestrations_tables_or_metrics()
    {
        using var heard = new Heard();
        await using var clinic = await AnOpenClinic.StartAsync(
            null,
            services => services
                .AddSingleton<ILoggerProvider>(heard)
                .Configure<LoggerFilterOptions>(static options => options.MinLevel = LogLevel.Trace)
                .AddSingleton<IStartupFilter>(new Addresses(heard)),
            new EngineOptions { Record = history => heard.Say("history", history.ToJson()) });

        var end = await new Walk(new Zebulons(new HttpGround(clinic.Clinic)), clinic.Clinic.Services.GetRequiredService<Clinic>(), Scenario.All[0]).GoAsync();
        await clinic.TextAsync("Zebulon Quark here, is dragonfruit allowed?");
        await clinic.StillAsync();
        await foreach (var instance in clinic.Clinic.Engine.Client.GetAllInstancesAsync(new OrchestrationQuery(FetchInputsAndOutputs: true)).WithCancellation(Stop))
            heard.Say("instance", $"{instance.InstanceId} {instance.SerializedInput} {instance.SerializedOutput} {instance.SerializedCustomStatus}");
        foreach (var table in TableNames.All)
            await HearAsync(clinic.Clinic.Services.GetRequiredService<ITables>().Open(table), heard);

        // He is there where he belongs.
        Assert.Equal("Zebulon", end.Journey.Inquiry!.Details.FirstName);
        Assert.Contains(clinic.Messages("sms"), message => message.To == "+15035550199");
        Assert.All((string[])["log", "address", "history", "table", "metric"], place => Assert.InRange(heard.Count(place), 20, int.MaxValue));
        Assert.Equal(1, heard.Count("instance"));
        Assert.Empty(heard.Where(line => Array.Exists(Canaries, canary => line.Contains(canary, StringComparison.OrdinalIgnoreCase))));
        // Tokens open a client's page: addresses have them, and so nothing else may.
        Assert.Empty(heard.Where(line => !line.StartsWith("address", StringComparison.Ordinal) && !line.StartsWith("log Microsoft.AspNetCore", StringComparison.Ordinal) && Token().IsMatch(line)));
    }

    private static async Task HearAsync(ITable table, Heard heard)
    {
        await foreach (var page in table.ReadAsync(RowRange.Everywhere, Stop))
        {
            foreach (var row in page)
                heard.Say("table", $"{table.Name} {row.Partition} {row.Key} {string.Join(' ', row.Values.Select(value => $"{value.Key}={(value.Value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : value.Value)}"))}");
        }
    }

    [GeneratedRegex("/c/[A-Za-z0-9_-]{22}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();

    private sealed class Zebulons(HttpGround ground) : IWalkGround
    {
        public Instant Now => ground.Now;

        public Instant? NextStop => ground.NextStop;

        public Task SubmitAsync(InquiryDetails details) => ground.SubmitAsync(details with
        {
            FirstName = "Zebulon",
            LastName = "Quark",
            Email = "zebulon.quark@example.org",
            Phone = "+15035550199",
            Interest = "May I bring my xylophone?",
            HowHeard = "dragonfruit",
        });

        public Task<LoadedJourney?> LookAsync() => ground.LookAsync();

        public Task<IReadOnlyList<Reason>> DoAsync(LoadedJourney read, NextStep.Do step) => ground.DoAsync(read, step);

        public Task AdvanceToAsync(Instant to) => ground.AdvanceToAsync(to);
    }

    private sealed class Addresses(Heard heard) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, go) =>
            {
                // Twilio's own list is asked for with a number: its interface, not ours.
                if (!http.Request.Path.StartsWithSegments("/local/providers", StringComparison.Ordinal))
                    heard.Say("address", http.Request.GetEncodedPathAndQuery());
                return go(http);
            });
            next(app);
        };
    }

    /// <summary>Everything that was logged, asked for, recorded, stored or measured, a line each.</summary>
    private sealed class Heard : ILoggerProvider
    {
        private readonly ConcurrentQueue<string> _lines = new();
        private readonly MeterListener _meters = new();

        public Heard()
        {
            _meters.InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument);
            _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measure(instrument, value, tags));
            _meters.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Measure(instrument, value, tags));
            _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measure(instrument, value, tags));
            _meters.Start();
        }

        public void Say(string place, string text) => _lines.Enqueue($"{place} {text}");

        public int Count(string place) => _lines.Count(line => line.StartsWith(place, StringComparison.Ordinal));

        public IReadOnlyList<string> Where(Func<string, bool> which) => [.. _lines.Where(which)];

        public ILogger CreateLogger(string categoryName) => new HeardLog(this, categoryName);

        public void Dispose() => _meters.Dispose();

        private void Measure<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var words = new StringBuilder();
            foreach (var tag in tags)
                words.Append(' ').Append(tag.Key).Append('=').Append(tag.Value);
            Say("metric", $"{instrument.Meter.Name} {instrument.Name} {value}{words}");
        }

        private sealed class HeardLog(Heard heard, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull
            {
                heard.Say("log", $"{category} scope {state}");
                return null;
            }

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                heard.Say("log", $"{category} {formatter(state, exception)} {exception}");
        }
    }
}
