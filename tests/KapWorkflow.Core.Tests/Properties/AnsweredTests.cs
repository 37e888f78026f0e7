using System.Collections.Concurrent;

namespace KapWorkflow.Core.Tests;

/// <summary>Anybody may ask for anything at any time: of every state, every command and every kind of author the answer is facts or reasons, never an exception.</summary>
public class Every_command_is_answered
{
    /// <summary>One of each kind of author, of each role, and some who hold two or no licence.</summary>
    private static IReadOnlyList<Author> Authors { get; } =
    [
        Author.Client, Author.Website, Author.Provider, Author.System,
        AClinic.As(AClinic.Ines), AClinic.As(AClinic.Theo), AClinic.As(AClinic.Priya), AClinic.As(AClinic.Noel), AClinic.As(AClinic.Dana),
        Author.Of(Crowd.Rosa, Role.Therapist | Role.Prescriber), Author.Of(StaffId.Parse("st_uma"), Role.Prescriber), Author.Of(StaffId.Parse("st_adam"), Role.Admin), Author.Of(StaffId.Parse("st_gone"), Role.Staff),
    ];

    private delegate Decision Rules(Journey journey, Command command, Moment moment, string? task);

    private static Decision Core(Journey journey, Command command, Moment moment, string? task) =>
        task is null ? Pathway.Decide(journey, command, moment) : Pathway.DecideTask(journey, task, command, moment);

    [Fact]
    public void In_every_state_by_whoever_asks()
    {
        var (facts, refused) = (new ConcurrentDictionary<string, int>(StringComparer.Ordinal), new ConcurrentDictionary<string, int>(StringComparer.Ordinal));
        var complaint = Pictures.Complaint(picture => Unanswered(picture, (journey, command, moment, task) =>
        {
            var answer = Core(journey, command, moment, task);
            (answer is Decision.Refused ? refused : facts).AddOrUpdate(Commands.KindOf(command).Name, 1, (_, count) => count + 1);
            return answer;
        }), Strolls.IsLong ? 1 : 7);
        Assert.True(complaint is null, complaint);
        string[] never = [.. Commands.All.Select(kind => kind.Name).Except(facts.Keys, StringComparer.Ordinal)];
        Assert.True(never.Length <= Commands.All.Count / 5, $"Never accepted: {string.Join(", ", never)}");
        Assert.Empty(Commands.All.Select(kind => kind.Name).Except(refused.Keys, StringComparer.Ordinal));
    }

    [Fact]
    public void Or_it_is_found_out_when_one_throws() =>
        Assert.Contains("nobody thought of that", Pictures.Complaint(picture => Unanswered(picture, (journey, command, moment, task) =>
            command is StrikeVitals && journey.Course.Given > 0 && moment.By.Has(Role.Nurse) ? throw new InvalidOperationException("nobody thought of that") : Core(journey, command, moment, task))), StringComparison.Ordinal);

    [Fact]
    public void Or_it_is_found_out_when_one_is_refused_without_a_reason() => FoundOut(new Decision.Refused(RefusalKind.NotAllowed, []));

    [Fact]
    public void Or_it_is_found_out_when_a_reason_has_no_next_step() => FoundOut(Decision.Refuse("no", "No.", " "));

    [Fact]
    public void Or_it_is_found_out_when_a_reason_has_words_of_the_code() => FoundOut(Decision.Refuse("no", "There is no dosing-1.", "Look again."));

    private static void FoundOut(Decision planted) =>
        Assert.Contains(nameof(BookAppointment), Pictures.Complaint(picture => Unanswered(picture, (journey, command, moment, task) =>
            command is BookAppointment && journey.Standing.IsOnHold ? planted : Core(journey, command, moment, task))), StringComparison.Ordinal);

    /// <summary>Every kind of command with arguments drawn anew for each author, and every open task with each of its decisions.</summary>
    private static IEnumerable<string> Unanswered(Picture picture, Rules rules)
    {
        var walk = new Walk(picture.Clinic, picture.Now);
        walk.Resume(picture.Journey);
        var anything = new Anything(new Drawing((ulong)picture.Facts.Count + (ulong)picture.Now.ToUnixTimeSeconds()), walk);
        foreach (var author in Authors)
        {
            foreach (var kind in Commands.All)
            {
                if (Wrong(picture, anything.Of(kind), author, null, rules) is { } what)
                    yield return what;
            }
            foreach (var task in picture.Journey.Tasks.Open)
            {
                foreach (var name in TaskCatalogue.Of(task.Kind).Commands)
                {
                    if (Wrong(picture, anything.Of(Commands.Find(name)!), author, task.Key, rules) is { } what)
                        yield return what;
                }
            }
        }
    }

    private static string? Wrong(Picture picture, Command command, Author author, string? task, Rules rules)
    {
        Decision answer;
        try
        {
            answer = rules(picture.Journey, command, new Moment(picture.Now, author, picture.Clinic), task);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return $"{command} of {author} at {picture.Now}, task {task}: {exception}";
        }
        var isAnswered = answer is Decision.Accepted
            || answer is Decision.Refused { Reasons.Count: > 0 } refused && refused.Reasons.All(reason => !string.IsNullOrWhiteSpace(reason.Code) && !string.IsNullOrWhiteSpace(reason.Text) && !string.IsNullOrWhiteSpace(reason.NextStep));
        if (answer is Decision.Refused told && told.Reasons.SelectMany(reason => RawWords.In($"{reason.Text} {reason.NextStep}")).FirstOrDefault() is { } raw)
            return $"{command} of {author}: {raw} in {answer}";
        return isAnswered ? null : $"{command} of {author} at {picture.Now}, task {task}: {answer}";
    }
}
