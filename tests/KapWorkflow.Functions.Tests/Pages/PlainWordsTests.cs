using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using KapWorkflow.Core;
using KapWorkflow.Core.Tests;
using NodaTime;
using NodaTime.Testing;
using NSubstitute;

namespace KapWorkflow.Functions.Tests;

/// <summary>Staff and clients read the clinic's words, in whatever state a journey is.</summary>
public partial class What_people_read
{
    private static readonly SiteAssets Assets = new();
    private static readonly StaffId[] Readers = [AClinic.Ines, AClinic.Theo, AClinic.Priya, AClinic.Noel, AClinic.Dana];

    [Fact]
    public async Task Is_in_the_clinics_words_in_every_state()
    {
        var found = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(States(), async (state, _) =>
        {
            await foreach (var (what, page) in PagesOf(state.Value()))
            {
                foreach (var raw in RawWords.In(Visible(page)))
                    found.TryAdd(raw, $"{state.Name}, {what}");
            }
        });
        Assert.True(found.IsEmpty, string.Join('\n', found.Select(each => $"{each.Key} in {each.Value}").Order(StringComparer.Ordinal)));
    }

    private sealed record State(LoadedJourney Loaded, Clinic Clinic, Instant Now);

    private static IEnumerable<(string Name, Func<State> Value)> States() =>
    [
        .. Beginnings.All.Select((walk, index) => ($"beginning {index}", new Func<State>(() => Of(walk.Value, [])))),
        .. Troubles.All.Select(trouble => (trouble.Name, new Func<State>(() => Worked(trouble.Made())))),
        ("the whole way", () => Of(new Story().Run(days: 340).Walk, [])),
    ];

    /// <summary>Everything that falls due there is done and asked.</summary>
    private static State Worked(AJourney made)
    {
        var walk = new Walk(made.Clinic, made.Now);
        walk.Resume(made.Journey);
        return Of(walk.Until(made.Now + Duration.FromMinutes(1)), made.Facts);
    }

    private static State Of(Walk walk, IReadOnlyList<Recorded> before) =>
        new(new LoadedJourney(walk.Journey, [.. before, .. walk.Facts], walk.Ledger, walk.Journey.Id.Value, null), walk.Clinic, walk.Now);

    private static async IAsyncEnumerable<(string What, string Html)> PagesOf(State walk)
    {
        var (loaded, clinic, clock) = (walk.Loaded, walk.Clinic, new FakeClock(walk.Now));
        var renderer = new PageRenderer(clinic, Assets);
        foreach (var reader in Readers.Select(id => clinic.Find(id)).OfType<StaffMember>())
        {
            var person = new StaffPerson(reader, reader.Roles);
            var page = new JourneyPages(clinic, clock).Of(loaded, person, null, null);
            yield return ($"the journey's page of {reader.Name}", await renderer.RenderAsync(new PageView("journey", "Journey", page) { Staff = new StaffBar(reader.Name, Words.Of(reader.Roles), null) }));
            foreach (var all in new[] { true, false })
                yield return ($"the tasks of {reader.Name}", await renderer.RenderAsync(new PageView("tasks", "Tasks", await Boards(walk, clock).TasksAsync(person, all, default))));
            yield return ("the board", await renderer.RenderAsync(new PageView("board", "Board", await Boards(walk, clock).BoardAsync(person, loaded.Journey.Standing.IsClosed, default))));
        }
        // They are the same in every state.
        foreach (var form in Enum.GetValues<FormKind>().Where(form => Answering.IsFilledIn(form) && loaded.Journey.Reviews.Completed is not null))
            yield return ($"{form} with the client", await renderer.RenderAsync(new PageView("staff-form", "Form", StaffFormPages.Of(loaded, form, "en", clinic, walk.Now))));
        foreach (var language in new[] { "en", "es" })
        {
            var visit = new ClientVisit("aaaaaaaaaaaaaaaaaaaaaa", loaded, LinkPurpose.Overview, null, language);
            var pages = new ClientPages(renderer, clinic, clock);
            yield return ("the client's page", ((Answer)await pages.OverviewAsync(visit, null)).Body);
            foreach (var form in ClientTodo.Forms(loaded.Journey, clinic, walk.Now))
                yield return ($"the client's {form}", ((Answer)await pages.FormAsync(visit, form)).Body);
        }
    }

    private static BoardPages Boards(State walk, FakeClock clock)
    {
        var journey = walk.Loaded.Journey;
        var next = journey.Appointments.Ahead.FirstOrDefault();
        var tasks = journey.Tasks.Open.Select(task => new BoardTask(task.Key, task.Kind, task.DueBy, task.ClaimedBy, task.Roles) { About = task.About, IsEscalated = task.Escalated is not null, FollowUp = task.FollowUp });
        var board = Substitute.For<IBoard>();
        board.ListAsync(Arg.Any<CancellationToken>()).Returns([new BoardRow(journey.Id, "Robin", journey.Stage, journey.Standing.Kind, walk.Now, journey.Alerts.Block, [.. tasks]) { NextAppointment = next?.Which, NextAppointmentAt = next?.Start }]);
        return new BoardPages(board, walk.Clinic, clock);
    }

    [Fact]
    public void Of_a_field_that_is_wrong_is_in_the_clinics_words()
    {
        List<string> found = [];
        foreach (var kind in Commands.All.Where(kind => kind.Roles != Role.None))
        {
            foreach (var typed in new[] { "", "?", new string('x', 5000) })
            {
                var fields = new Fields(CommandFields.Of(kind.Type).SelectMany(Names).ToDictionary(name => name, _ => typed, StringComparer.Ordinal), IsForm: true);
                if (CommandReader.Read(kind, fields) is CommandReading.Wrong wrong)
                    found.AddRange(wrong.Problems.SelectMany(problem => RawWords.In(problem.Text).Select(raw => $"{raw} in {kind.Name}, {problem.Field}: {problem.Text}")));
            }
            found.AddRange(CommandFields.Of(kind.Type).SelectMany(field => field.Inner.Prepend(field)).SelectMany(field => RawWords.In($"{field.Label} {field.Hint}").Select(raw => $"{raw} in {kind.Name}, {field.Name}: {field.Label} {field.Hint}")));
        }
        Assert.True(found.Count == 0, string.Join('\n', found));

        static IEnumerable<string> Names(CommandField field) => field.Inner.Count == 0 ? [field.Name] : field.Inner.Select(inner => $"{field.Name}.{inner.Name}");
    }

    /// <summary>What stands between the tags, as a browser shows it; what is only a browser's is left out.</summary>
    private static string Visible(string html) => WebUtility.HtmlDecode(Tags().Replace(html, " "));

    [GeneratedRegex("<(script|style)[^>]*>.*?</(script|style)>|<[^>]*>", RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Tags();
}
