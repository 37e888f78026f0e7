using System.Text;

namespace KapWorkflow.LocalHost;

/// <summary>Where an exception came from, without its message: a message may repeat what a person typed.</summary>
internal static class FailureTrace
{
    public static string Of(Exception failure)
    {
        var trace = new StringBuilder();
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            trace.Append(trace.Length == 0 ? "" : "caused by ").AppendLine(cause.GetType().FullName);
            trace.AppendLine(cause.StackTrace);
        }

        return trace.ToString().TrimEnd();
    }
}
