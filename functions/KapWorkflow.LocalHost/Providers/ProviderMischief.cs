using System.Text.RegularExpressions;

namespace KapWorkflow.LocalHost;

internal static class ProviderMischief
{
    /// <summary>The message is in the inbox; what its sender hears of that is another matter.</summary>
    public static async Task AfterAcceptingAsync(ProviderFault? fault, HttpContext http)
    {
        if (fault is ProviderFault.Drop)
        {
            http.Abort();
            http.RequestAborted.ThrowIfCancellationRequested();
        }

        if (fault is ProviderFault.Delay delay)
            await delay.Answer.HoldAsync(http.RequestAborted);
    }
}

internal static partial class OwnIds
{
    /// <summary>The app's own message ids, the only thing about a message that it tells a provider.</summary>
    public static bool Is(string value) => Pattern.IsMatch(value);

    public static string? In(string? text) => text is null ? null : Embedded.Match(text) is { Success: true } found ? found.Value : null;

    [GeneratedRegex("^mg_[0-9A-Za-z]+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern { get; }

    [GeneratedRegex("mg_[0-9A-Za-z]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Embedded { get; }
}
