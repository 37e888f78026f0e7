namespace KapWorkflow.LocalHost;

internal static partial class FunctionLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Function {Function} failed in run {Invocation}: {Trace}")]
    public static partial void FunctionFailed(this ILogger log, string function, string invocation, string trace);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Timer function {Function} runs, past due: {IsPastDue}")]
    public static partial void TimerRuns(this ILogger log, string function, bool isPastDue);
}
