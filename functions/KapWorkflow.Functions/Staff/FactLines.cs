using System.Collections;
using System.Globalization;
using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

public sealed record FactDetail(string Label, string Text);

/// <summary>One fact in the timeline.</summary>
/// <param name="By">Who caused it, where the sentence does not say so.</param>
/// <param name="Minor">Tasks coming and going: told, but more quietly.</param>
public sealed record FactLine(int Sequence, string At, string? By, string Title, IReadOnlyList<FactDetail> Details, bool Minor);

/// <summary>Tells any fact in words: its name, and what it says, member by member. A new fact needs nothing here.</summary>
public static class FactLines
{
    /// <summary>The last first.</summary>
    public static IReadOnlyList<FactLine> Of(IReadOnlyList<Recorded> facts, Clinic clinic)
    {
        var openings = Openings(facts);
        return
        [
            .. facts.Reverse().Select(recorded => (Recorded: recorded, Sentence: Sentence(recorded, openings, clinic), By: Words.Of(recorded.By, clinic))).Select(each => new FactLine(
                each.Recorded.Sequence,
                Dates.Short(each.Recorded.At, clinic.Zone),
                each.Recorded.By.Kind == AuthorKind.System || each.Sentence.StartsWith(each.By, StringComparison.OrdinalIgnoreCase) ? null : each.By,
                each.Sentence,
                IsOfTask(each.Recorded.Fact) ? [] : [.. Details(each.Recorded.Fact, clinic)],
                IsOfTask(each.Recorded.Fact))),
        ];
    }

    /// <summary>What one decision recorded, in sentences: the facts of one person at one moment, from the first.</summary>
    public static IReadOnlyList<string> DoneBy(IReadOnlyList<Recorded> facts, int first, StaffPerson person, Clinic clinic)
    {
        var openings = Openings(facts);
        var mine = facts.SkipWhile(fact => fact.Sequence < first).TakeWhile(fact => fact.By.Staff == person.Member.Id).ToList();
        var told = mine.Where(fact => fact.At == mine[0].At && fact.Fact is not (TaskClosed or AppointmentAttended { Which.Purpose: AppointmentPurpose.Dosing })).ToList();
        return [.. (told.Count > 0 ? told : mine).Select(fact => Sentence(fact, openings, clinic))];
    }

    public static IReadOnlyList<FactDetail> AnswersOf(Fact fact) => fact switch
    {
        FormSubmitted form => [.. form.Answers.Select(answer => new FactDetail(Question(form.DefinitionHash, answer.Key), Answer(form.DefinitionHash, answer.Key, answer.Value)))],
        FormSaved form => [.. form.Answers.Select(answer => new FactDetail(Question(form.DefinitionHash, answer.Key), Answer(form.DefinitionHash, answer.Key, answer.Value)))],
        MeasureTaken measure => [.. measure.Items.Select(item => new FactDetail(Question(measure.DefinitionHash, item.Key), Answer(measure.DefinitionHash, item.Key, item.Value)))],
        _ => [],
    };

    private static Dictionary<string, Recorded> Openings(IReadOnlyList<Recorded> facts) =>
        facts.Where(fact => fact.Fact is TaskOpened).ToDictionary(fact => ((TaskOpened)fact.Fact).Key, StringComparer.Ordinal);

    private static bool IsOfTask(Fact fact) => fact is TaskOpened or TaskClaimed or TaskReleased or TaskDelegated or TaskPutOff or TaskEscalated or TaskClosed;

    /// <summary>The diary's sentence; a task's change is told with its opening, which knows the title.</summary>
    private static string Sentence(Recorded recorded, Dictionary<string, Recorded> openings, Clinic clinic)
    {
        var key = recorded.Fact switch { TaskClaimed claimed => claimed.Key, TaskReleased released => released.Key, TaskDelegated delegated => delegated.Key, TaskPutOff off => off.Key, TaskEscalated escalated => escalated.Key, TaskClosed closed => closed.Key, _ => null };
        Recorded[] told = key is not null && openings.TryGetValue(key, out var opening) ? [opening, recorded] : [recorded];
        return Diary.Of(told, Ledger.Empty, clinic) is { Count: var count } lines && count == told.Length ? lines[^1].Text : Words.Of(recorded.Fact.GetType().Name);
    }

    private static IEnumerable<FactDetail> Details(Fact fact, Clinic clinic) => fact switch
    {
        FormSubmitted or FormSaved => AnswersOf(fact),
        MeasureTaken measure =>
        [
            new("Measure", Words.Of(measure.Measure)),
            .. measure.Total is { } total ? [new("Score", $"{total} ({measure.Band})")] : Array.Empty<FactDetail>(),
            .. measure.Level is { } level ? [new("Level", Words.Of(level))] : Array.Empty<FactDetail>(),
            .. AnswersOf(fact),
        ],
        _ => Members(fact, clinic),
    };

    private static IEnumerable<FactDetail> Members(object record, Clinic clinic) => record.GetType().GetProperties()
        .Where(property => property.Name is not ("EqualityContract" or "Snapshot" or "DocumentHash" or "DefinitionHash" or "OwnWords" or "Key"))
        .Select(property => (property.Name, Value: property.GetValue(record)))
        .Where(each => each.Value is not null)
        .SelectMany(each => IsRecord(each.Value!)
            ? Members(each.Value!, clinic)
            : [new FactDetail(Words.Of(each.Name), Text(each.Value!, clinic))]);

    /// <summary>A record with members of its own, not a value that is told in one word.</summary>
    private static bool IsRecord(object value) => value is not (StaffId or AppointmentRef or JourneyId) && value.GetType() is { IsClass: true } type && type.Assembly == typeof(Fact).Assembly;

    private static string Text(object value, Clinic clinic) => value switch
    {
        bool yes => yes ? "yes" : "no",
        Role roles => Words.Of(roles),
        Enum word => Words.Of(word),
        Instant at => Dates.Short(at, clinic.Zone),
        StaffId id => clinic.Find(id)?.Name ?? id.Value,
        AppointmentRef which => TaskAbout.Named(which),
        LocalDate day => Dates.Short(day),
        LocalDateTime wall => Dates.Short(PracticeTime.At(wall, clinic.Zone), clinic.Zone),
        string text => text,
        JourneyId other => $"Reference {InquiryReference.Of(other)}",
        IEnumerable many => string.Join(", ", many.Cast<object>().Select(each => Text(each, clinic))),
        _ => value.ToString() ?? "",
    };

    /// <summary>Answers are read by the definition they were given to; one that this release does not have shows the question's id.</summary>
    private static string Question(string hash, string id) => FormLibrary.ByHash(hash)?.Find(id)?.In("en") ?? id;

    private static string Answer(string hash, string id, int value) => FormLibrary.ByHash(hash)?.Find(id) is { Kind: AnswerKind.YesNo }
        ? value == 1 ? "yes" : "no"
        : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A choice is stored as its value and told as its words.</summary>
    private static string Answer(string hash, string id, string value) => FormLibrary.ByHash(hash)?.Find(id) is not { } question ? value : question.Kind switch
    {
        AnswerKind.Choice or AnswerKind.Many => string.Join(", ", value.Split(',').Select(each => question.Choices.FirstOrDefault(choice => choice.Value == each)?.Words.In("en") ?? each)),
        AnswerKind.Number when question.Unit is { } unit => $"{value} {unit}",
        _ => value,
    };
}
