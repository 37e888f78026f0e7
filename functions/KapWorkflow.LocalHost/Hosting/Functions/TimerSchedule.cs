using System.Text.RegularExpressions;
using Cronos;
using NodaTime;

namespace KapWorkflow.LocalHost;

/// <summary>
/// An NCRONTAB expression of six fields, seconds first, read in UTC as the Functions host reads it. Cronos knows more (L, W, #, @daily);
/// what the host would refuse is refused here.
/// </summary>
internal sealed partial class TimerSchedule
{
    private readonly CronExpression _expression;

    private TimerSchedule(CronExpression expression) => _expression = expression;

    public static TimerSchedule? Parse(string text)
    {
        if (!Shape.IsMatch(text))
            return null;

        return CronExpression.TryParse(text, CronFormat.IncludeSeconds, out var expression) ? new TimerSchedule(expression) : null;
    }

    /// <summary>Strictly after; null when there is none, as for 30 February.</summary>
    public Instant? After(Instant instant) =>
        _expression.GetNextOccurrence(instant.ToDateTimeUtc()) is { } next ? Instant.FromDateTimeUtc(next) : null;

    [GeneratedRegex(@"^\s*(([0-9*/,\-]|[A-Za-z]{3})+\s+){5}([0-9*/,\-]|[A-Za-z]{3})+\s*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape { get; }
}
