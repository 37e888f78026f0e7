using System.Collections;
using KapWorkflow.Core;
using NodaTime;

namespace KapWorkflow.Functions;

public sealed record FactDetail(string Label, string Text);

/// <summary>One fact in the timeline.</summary>
public sealed record FactLine(int Sequence, string At, string By, string Title, IReadOnlyList<FactDetail> Details);

/// <summary>Tells any fact in words: its name, and what it says, member by member. A new fact needs nothing here.</summary>
public static class FactLines
{
    /// <summary>The last first.</summary>
    public static IReadOnlyList<FactLine> Of(IReadOnlyList<Recorded> facts, Clinic clinic)
    {
        var openings = facts.Where(fact => fact.Fact is TaskOpened).ToDictionary(fact => ((TaskOpened)fact.Fact).Key, StringComparer.Ordinal);
        return
        [
            .. facts.Reverse().Select(recorded => new FactLine(
                recorded.Sequence,
                Dates.Short(recorded.At, clinic.Zone),
                Words.Of(recorded.By, clinic),
                Sentence(recorded, openings, clinic),
                [.. Details(recorded.Fact, clinic)])),
        ];
    }

    /// <summary>The diary's sentence; a task's change is told with its opening, which knows the title.</summary>
    private static string Sentence(Recorded recorded, Dictionary<string, Recorded> openings, Clinic clinic)
    {
        var key = recorded.Fact switch { TaskClaimed claimed => claimed.Key, TaskReleased released => released.Key, TaskEscalated escalated => escalated.Key, TaskClosed closed => closed.Key, _ => null };
        Recorded[] told = key is not null && openings.TryGetValue(key, out var opening) ? [opening, recorded] : [recorded];
        return Diary.Of(told, Ledger.Empty, clinic) is { Count: var count } lines && count == told.Length ? lines[^1].Text : Words.Of(recorded.Fact.GetType().Name);
    }

    private static IEnumerable<FactDetail> Details(Fact fact, Clinic clinic) => fact switch
    {
        FormSubmitted form => [new("Form", Words.Of(form.Form)), .. form.Answers.Select(answer => new FactDetail(Question(form, answer.Key), answer.Value))],
        MeasureTaken measure =>
        [
            new("Measure", Words.Of(measure.Measure)),
            .. measure.Total is { } total ? [new("Score", $"{total} ({measure.Band})")] : Array.Empty<FactDetail>(),
            .. measure.Level is { } level ? [new("Level", Words.Of(level))] : Array.Empty<FactDetail>(),
            new("Answers", string.Join(", ", measure.Items.Select(item => $"{item.Key}: {item.Value}"))),
        ],
        TaskOpened task => [new("Task", TaskCatalogue.Of(task.Task).Title), new("Due", Dates.Short(task.DueBy, clinic.Zone))],
        _ => Members(fact, clinic),
    };

    private static IEnumerable<FactDetail> Members(object record, Clinic clinic) => record.GetType().GetProperties()
        .Where(property => property.Name is not ("EqualityContract" or "Snapshot" or "DocumentHash" or "DefinitionHash" or "OwnWords"))
        .Select(property => (property.Name, Value: property.GetValue(record)))
        .Where(each => each.Value is not null)
        .SelectMany(each => each.Value is InquiryDetails or DischargeChecklist
            ? Members(each.Value, clinic)
            : [new FactDetail(Words.Of(each.Name), Text(each.Value!, clinic))]);

    private static string Text(object value, Clinic clinic) => value switch
    {
        bool yes => yes ? "yes" : "no",
        Role roles => Words.Of(roles),
        Enum word => Words.Of(word),
        Instant at => Dates.Short(at, clinic.Zone),
        StaffId id => clinic.Find(id)?.Name ?? id.Value,
        string text => text,
        IEnumerable many => string.Join(", ", many.Cast<object>()),
        _ => value.ToString() ?? "",
    };

    /// <summary>Answers are read by the definition they were given to; an older one shows the question's id.</summary>
    private static string Question(FormSubmitted form, string id)
    {
        var definition = FormLibrary.Of(form.Form);
        return definition.Hash == form.DefinitionHash ? definition.Questions.FirstOrDefault(question => question.Id == id)?.English ?? id : id;
    }
}
