using Microsoft.Extensions.Logging;

namespace KapWorkflow.Functions;

/// <summary>Who read and decided what, by ids alone: the record of access that a practice has to keep.</summary>
internal static partial class StaffLog
{
    [LoggerMessage(4101, LogLevel.Information, "{Staff} read journey {Journey}.")]
    public static partial void Read(this ILogger logger, string staff, string journey);

    [LoggerMessage(4102, LogLevel.Information, "{Staff} read the list {List}.")]
    public static partial void ReadList(this ILogger logger, string staff, string list);

    [LoggerMessage(4103, LogLevel.Information, "{Staff} gave {Command} to journey {Journey}: {Status}.")]
    public static partial void Gave(this ILogger logger, string staff, string command, string journey, int status);
}
