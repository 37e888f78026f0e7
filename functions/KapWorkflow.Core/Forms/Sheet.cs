namespace KapWorkflow.Core;

/// <summary>Answers with the definition they are read by.</summary>
internal sealed record Sheet(FormDefinition Form, IReadOnlyDictionary<string, string> Given)
{
    /// <summary>What is recorded of them.</summary>
    public IReadOnlyDictionary<string, string> Kept { get; } = Form.Kept(Given);

    /// <summary>
    /// What a draft keeps: answers to what is asked, be they possible ones or not, since nothing typed is lost. A text that is far too
    /// long is cut where the page's own box ends.
    /// </summary>
    public IReadOnlyDictionary<string, string> Draft => Form.Asked(Given).Select(question => question.Id).Union(Kept.Keys, StringComparer.Ordinal)
        .Where(Given.ContainsKey)
        .ToDictionary(id => id, id => Given[id].Length > Question.Longest ? Given[id][..Question.Longest] : Given[id], StringComparer.Ordinal);

    /// <summary>
    /// The form as it is asked now; a page that was opened on an older version is read by the new one, question by question. One that
    /// asked about another time stays what it was: answers about a month are none about the time since the last visit.
    /// </summary>
    /// <param name="hash">The definition that the page showed, where it says so.</param>
    public static Sheet Of(Journey journey, FormKind kind, IReadOnlyDictionary<string, string> answers, string? hash)
    {
        var asked = FormLibrary.For(journey, kind);
        var shown = hash is not null && FormLibrary.ByHash(hash) is { } known && known.Kind == kind ? known : asked;
        var form = asked.IsComparable(shown) ? asked : shown;
        var given = FormAnswers.Given(answers);
        // What only the older version asked is no mistake of whoever answers.
        return new Sheet(form, given.Where(each => form.Find(each.Key) is not null || shown.Find(each.Key) is null).ToDictionary(each => each.Key, each => each.Value, StringComparer.Ordinal));
    }

    /// <summary>The answers that made an alert of that rule, to tell whether another one says something new.</summary>
    public IEnumerable<string> Causes(SafetyRule rule) => rule switch
    {
        SafetyRule.Item9Urgent or SafetyRule.Item9Positive => Given.Where(each => each.Key is "9" or "self-harm").Select(each => each.Value),
        SafetyRule.CssrsHigh or SafetyRule.CssrsModerate or SafetyRule.CssrsLow => Given.Where(each => each.Value == "yes").Select(each => each.Key).Order(StringComparer.Ordinal),
        SafetyRule.CrisisWords => Given.Values.Where(CrisisWords.Appear).Order(StringComparer.Ordinal),
        SafetyRule.EmergencySymptom => Form.ToAlarm(Given).Select(question => $"{question.Id}={Given[question.Id]}"),
        SafetyRule.CheckinFlagged => Form.ToReview(Given).Select(question => $"{question.Id}={Given[question.Id]}"),
        _ => [],
    };
}
