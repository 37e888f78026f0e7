using Microsoft.Extensions.Logging.Console;

namespace KapWorkflow.LocalHost;

/// <summary>What the console shows: what the app says, and everybody's warnings. Requests are not logged: an address may carry a client's link.</summary>
internal static class LocalLog
{
    public static ILoggingBuilder AddLocalLog(this ILoggingBuilder logging, bool toConsole)
    {
        if (!toConsole)
            return logging;

        return logging
            .AddSimpleConsole(static console => (console.SingleLine, console.ColorBehavior) = (true, LoggerColorBehavior.Default))
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("KapWorkflow", LogLevel.Information)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
    }
}
