namespace KapWorkflow.LocalHost;

internal static partial class EngineLog
{
    [LoggerMessage(1, LogLevel.Warning, "Activity {Activity} #{TaskId} of {InstanceId} failed: {ExceptionType}")]
    public static partial void ActivityFailed(ILogger logger, string activity, string instanceId, int taskId, string exceptionType);

    [LoggerMessage(2, LogLevel.Error, "Orchestration {Orchestrator} {InstanceId} failed: {ErrorType}")]
    public static partial void OrchestrationFailed(ILogger logger, string orchestrator, string instanceId, string errorType);

    [LoggerMessage(3, LogLevel.Error, "Orchestration {InstanceId} went on outside of its episode: {Position}")]
    public static partial void Strayed(ILogger logger, string instanceId, string position);

    [LoggerMessage(4, LogLevel.Warning, "The engine stopped dead: {ExceptionType}")]
    public static partial void Died(ILogger logger, string exceptionType);
}
