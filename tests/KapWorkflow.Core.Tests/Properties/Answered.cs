using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>Half-filled forms: what was kept and heard a while ago is not news when the same form is gone on with.</summary>
public static class Answered
{
    /// <summary>The last draft of the same form, not older than a day, said all that is alarming here.</summary>
    public static bool WasHeard(Trace trace, Recorded answered)
    {
        if (Told(answered.Fact) is not { } now)
            return false;
        var before = trace.Facts.Take(answered.Sequence - 1).LastOrDefault(each => Told(each.Fact) is { } then && then.Form == now.Form);
        return before is { Fact: FormSaved } && answered.At - before.At <= Duration.FromDays(1) && now.Alarming.All(Told(before.Fact)!.Value.Alarming.Contains);
    }

    private static (FormKind Form, IReadOnlyList<string> Alarming)? Told(Fact fact) => fact switch
    {
        FormSaved saved => (saved.Form, Alarming(saved.Form, saved.Answers)),
        FormSubmitted submitted => (submitted.Form, Alarming(submitted.Form, submitted.Answers)),
        MeasureTaken taken => (taken.Measure, Alarming(taken.Measure, taken.Items.ToDictionary(item => item.Key, item => taken.Measure == FormKind.Cssrs ? item.Value == 1 ? "yes" : "no" : item.Value.ToString(CultureInfo.InvariantCulture)))),
        _ => null,
    };

    private static IReadOnlyList<string> Alarming(FormKind form, IReadOnlyDictionary<string, string> answers) => form switch
    {
        FormKind.Phq9 => [.. answers.Where(each => each.Key == "9").Select(each => each.Value)],
        FormKind.Cssrs => [.. answers.Where(each => each.Value == "yes").Select(each => each.Key)],
        _ => [.. answers.Where(each => each.Value.Length > 12 || each.Value == "yes").Select(each => $"{each.Key}={each.Value}")],
    };
}
