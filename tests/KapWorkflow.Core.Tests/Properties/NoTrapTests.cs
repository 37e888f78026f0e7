using System.Collections.Concurrent;
using System.Globalization;

namespace KapWorkflow.Core.Tests;

/// <summary>
/// Invariant 10, its second half: from wherever a random walk has come to, people who work together come to an end, completed or closed, within a
/// year or so. Nobody counts as waiting for a far day but whoever is completed already: their follow-ups go on for months.
/// </summary>
public class No_state_is_a_trap
{
    private static int Walks => Strolls.IsLong ? Strolls.Count / 100 : 12;

    private static Clinic TwoDoses { get; } = Crowd.Clinic with { Version = "two-doses", Dosing = Crowd.Clinic.Dosing with { Planned = 2 } };

    private static readonly Lazy<(ConcurrentDictionary<string, int> Ends, string? Stuck)> Tried = new(() => Try(Lens.None, Strolls.Only ?? -Beginnings.All.Count, Strolls.Only + 1 ?? Walks));

    [Fact]
    public void From_every_state_people_who_work_together_come_to_an_end() => Assert.True(Tried.Value.Stuck is null, Tried.Value.Stuck);

    /// <summary>An end by the clock alone is no proof that there is a way.</summary>
    [Fact]
    public void And_hardly_ever_by_the_clock_alone()
    {
        Assert.SkipUnless(Strolls.Only is null, "Too few walks.");
        var (ends, ways) = (Tried.Value.Ends, Tried.Value.Ends.Values.Sum() - Tried.Value.Ends.GetValueOrDefault("over already"));
        Assert.True(ways >= 20 && ends.GetValueOrDefault("completed") > ways / 2 && ends.GetValueOrDefault("clock") <= ways / 20, string.Join(", ", ends));
    }

    [Fact]
    public void Or_it_is_found_out_when_the_only_way_is_shut()
    {
        // Nobody's aftercare is ever planned.
        var shut = new Lens("no aftercare is planned") { Deciding = journey => journey with { Reviews = journey.Reviews with { Aftercare = null } } };
        Assert.Contains("G6.aftercare", Try(shut, -15, -14).Stuck, StringComparison.Ordinal);
    }

    [Fact]
    public void Or_it_is_found_out_when_the_client_may_not_leave() =>
        Assert.Contains("may not leave", Try(Lenses.NobodyIsTheClient, -3, -2).Stuck, StringComparison.Ordinal);

    /// <summary>Below nought: the beginnings.</summary>
    private static (ConcurrentDictionary<string, int> Ends, string? Stuck) Try(Lens lens, int from, int to)
    {
        var (ends, stuck) = (new ConcurrentDictionary<string, int>(StringComparer.Ordinal), new ConcurrentBag<(int Number, string What)>());
        Parallel.For(from, to, Strolls.EachCore, (number, state) =>
        {
            var (name, walk) = Start(number, lens);
            // Two doses show the whole way; the practice's own six take their time.
            if (!Strolls.IsLong)
                walk.Clinic = TwoDoses;
            if (Stuck(walk, out var end) is { } what)
            {
                stuck.Add((number, $"{name}: {what}\n{string.Join('\n', walk.Facts.Select(each => $"{each.Sequence} {each.At} {each.By.Kind} {each.By.Staff} {each.Fact}").TakeLast(30))}"));
                state.Stop();
            }
            ends.AddOrUpdate(end, 1, (_, count) => count + 1);
        });
        return (ends, stuck.IsEmpty ? null : stuck.MinBy(one => one.Number).What);
    }

    private static string? Stuck(Walk walk, out string end)
    {
        end = "";
        try
        {
            var people = new Cooperating(walk);
            if (people.IsAtItsEnd)
            {
                end = "over already";
                return null;
            }
            var stuck = people.Stuck();
            end = walk.Journey.Reviews.Completed is not null ? "completed" : people.WasLeftToTheClock ? "clock" : walk.Journey.Standing.Because?.ToString() ?? walk.Journey.Standing.Kind.ToString();
            return stuck;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return exception.ToString();
        }
    }

    /// <summary>Where a sequence has come to before time runs on at its end.</summary>
    private static (string, Walk) Start(int number, Lens lens)
    {
        if (number < 0)
            return (string.Create(CultureInfo.InvariantCulture, $"beginning {-number - 1}"), Beginnings.All[-number - 1].Value.Branch(lens));
        var sequence = Sequence.Of((ulong)Strolls.Run, number);
        return (string.Create(CultureInfo.InvariantCulture, $"sequence {number} of KAP_RUN={Strolls.Run}"), sequence.Stroll(lens));
    }
}
