using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KapWorkflow.LocalHost.Tests;

/// <summary>Keeps every line that is logged, exceptions included, as a console would show it.</summary>
internal sealed class ListenedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public LocalClinicOptions In(LocalClinicOptions options) => new()
    {
        Tables = options.Tables,
        FunctionTypes = options.FunctionTypes,
        StartAt = options.StartAt,
        ConfigureServices = services =>
        {
            options.ConfigureServices(services);
            services.AddSingleton<ILoggerProvider>(this);
        },
    };

    public ILogger CreateLogger(string categoryName) => new Logger(_lines);

    public void Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
