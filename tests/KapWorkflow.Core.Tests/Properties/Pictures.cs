using System.Collections.Concurrent;
using System.Globalization;
using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>A journey as it stood after so many of its facts, at some moment before the next one or later.</summary>
/// <param name="Of">What to replay.</param>
/// <param name="SettingsOf">The settings that a fact was recorded under.</param>
public sealed record Picture(string Of, Journey Journey, IReadOnlyList<Recorded> Facts, Clinic Clinic, Instant Now, Func<Recorded, Clinic> SettingsOf)
{
    public string Story => string.Join('\n', Facts.TakeLast(40).Select(each => $"{each.Sequence} {each.At} {each.By.Kind} {each.By.Staff} {each.Fact}"));
}

/// <summary>A sample of the states that random walks come through, every state of the beginnings, and <see cref="Troubles"/>: always the same, in the long run another one.</summary>
public static class Pictures
{
    private const int EachWalk = 8;

    /// <summary>So many random walks are looked at.</summary>
    private static int Walks => Strolls.IsLong ? Strolls.Count / 20 : 60;

    private static readonly Duration[] Later = [Duration.Zero, Duration.FromMinutes(1), Duration.FromMinutes(45), Duration.FromMinutes(130), Duration.FromDays(1), Duration.FromDays(4), Duration.FromDays(25), Duration.FromDays(70)];

    private static readonly ConcurrentDictionary<int, IReadOnlyList<Picture>> Taken = new();

    /// <summary>What is wrong with the first of them that anything is wrong with, and what to replay; null when nothing is.</summary>
    /// <param name="oneIn">Of the walks' states one in so many; of what was made by hand to be troublesome every one.</param>
    public static string? Complaint(Func<Picture, IEnumerable<string>> wrong, int oneIn = 1)
    {
        var found = new ConcurrentBag<(int Number, string What)>();
        Parallel.For(Strolls.Only ?? -Beginnings.All.Count - Troubles.All.Count, Strolls.Only + 1 ?? Walks, Strolls.EachCore, (number, state) =>
        {
            foreach (var picture in Strolls.IsLong ? Take(number) : Taken.GetOrAdd(number, Take))
            {
                if (picture.Facts.Count % oneIn != 0 && number >= -Beginnings.All.Count)
                    continue;
                if (Of(picture, wrong) is not { } what)
                    continue;
                found.Add((number, $"{picture.Of}: {what}\n{picture.Story}"));
                state.Stop();
                return;
            }
        });
        return found.IsEmpty ? null : found.MinBy(one => one.Number).What;
    }

    private static string? Of(Picture picture, Func<Picture, IEnumerable<string>> wrong)
    {
        try
        {
            return wrong(picture).FirstOrDefault();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return exception.ToString();
        }
    }

    private static IReadOnlyList<Picture> Take(int number)
    {
        if (number >= 0)
            return [.. Of($"sequence {number.ToString(CultureInfo.InvariantCulture)} of KAP_RUN={Strolls.Run.ToString(CultureInfo.InvariantCulture)}", Sequence.Of((ulong)Strolls.Run, number).Run(Lens.None).Trace, new Drawing((ulong)(number + 100_000)), EachWalk)];
        var index = -number - 1;
        if (index < Beginnings.All.Count)
            return [.. Of($"beginning {index.ToString(CultureInfo.InvariantCulture)}", Beginnings.All[index].Value.Trace, new Drawing((ulong)index), EachWalk)];
        var (name, made) = Troubles.All[index - Beginnings.All.Count];
        var journey = made();
        return [new($"trouble \"{name}\"", journey.Journey, journey.Facts, journey.Clinic, journey.Now, _ => AClinic.Open)];
    }

    /// <summary>The end, and so many moments before it: half of them of a session, a review or what follows, where most of the rules are.</summary>
    private static IEnumerable<Picture> Of(string name, Trace trace, Drawing draw, int count)
    {
        var pressing = trace.Facts.Where(each => IsPressing(each.Fact)).Select(each => each.Sequence).ToList();
        var cuts = Enumerable.Range(0, count).Select(index => index % 2 == 0 && pressing.Count > 0 ? draw.Of(pressing) : 1 + draw.Below(trace.Facts.Count)).Append(trace.Facts.Count).ToHashSet();
        var journey = new Journey(trace.Journey.Id);
        foreach (var fact in trace.Facts)
        {
            journey = Pathway.Evolve(journey, fact);
            if (!cuts.Contains(fact.Sequence))
                continue;
            var clinic = draw.OneIn(5) ? draw.Of(Crowd.Settings) : trace.ClinicOf(fact);
            yield return new(
                string.Create(CultureInfo.InvariantCulture, $"{name}, after {fact.Sequence} facts, settings {clinic.Version}"),
                journey, [.. trace.Facts.Take(fact.Sequence)], clinic, fact.At + draw.Of(Later), trace.ClinicOf);
        }
    }

    private static bool IsPressing(Fact fact) => fact
        is ClientCheckedIn or VitalsTaken or SessionHeld or HeldSessionDecided or DoseGiven or ClientDischarged or DischargeItemExcepted or AdverseEventRecorded
        or ReviewSigned or CourseStopped or AftercarePlanned or CourseCompleted or AttendanceCorrected or ShorterGapAllowed or HoldTimeWaived or IntegrationExcepted or CheckinResolved;
}
