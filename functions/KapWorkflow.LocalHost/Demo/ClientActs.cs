using System.Globalization;
using System.Text.RegularExpressions;
using KapWorkflow.Core;

namespace KapWorkflow.LocalHost;

/// <summary>What a client's browser would post for a command.</summary>
internal static partial class ClientActs
{
    public static (string Act, Dictionary<string, string> Fields) Of(Command command) => command switch
    {
        ConfirmAppointment confirm => ("confirm", new(StringComparer.Ordinal) { ["which"] = confirm.Which.ToString() }),
        AskAnotherTime ask => ("another-time", new(StringComparer.Ordinal) { ["which"] = ask.Which.ToString() }),
        CancelAppointment cancel => ("cancel", new(StringComparer.Ordinal) { ["which"] = cancel.Which.ToString() }),
        Withdraw => ("withdraw", new(StringComparer.Ordinal)),
        SubmitForm submit => (Numbered("form", (int)submit.Form), submit.Answers.ToDictionary(answer => $"answers.{answer.Key}", answer => answer.Value, StringComparer.Ordinal)),
        SignConsent sign => (Numbered("sign", (int)sign.Consent), new(StringComparer.Ordinal) { ["signedName"] = sign.SignedName }),
        _ => throw new WalkStoppedException($"A client cannot give {command.GetType().Name}."),
    };

    /// <summary>The path of the client link in a message's text, if it has one.</summary>
    public static string? LinkIn(string text) => Link().Match(text) is { Success: true } found ? found.Value : null;

    private static string Numbered(string act, int number) => string.Create(CultureInfo.InvariantCulture, $"{act}-{number}");

    [GeneratedRegex("/c/[A-Za-z0-9_-]{22}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
