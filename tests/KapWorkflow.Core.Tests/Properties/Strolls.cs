using System.Collections.Concurrent;
using System.Globalization;

namespace KapWorkflow.Core.Tests;

/// <summary>Many sequences, side by side on every core.</summary>
public static class Strolls
{
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("KAP_LONG") == "1";

    /// <summary>The one sequence that is walked again; null: all of them.</summary>
    public static int? Only { get; } = Setting("KAP_ONLY");

    /// <summary>KAP_WALKS and KAP_RUN override what follows.</summary>
    public static int Count { get; } = Only is null ? Setting("KAP_WALKS") ?? (IsLong ? 100_000 : 5_000) : 1;

    /// <summary>The run that numbers sequences: the same every time, another one each time in the long run.</summary>
    public static int Run { get; } = Setting("KAP_RUN") ?? (IsLong ? Random.Shared.Next(1, int.MaxValue) : 1);

    /// <summary>As many at once as there are cores: a busy machine would otherwise begin hundreds, and end none.</summary>
    public static ParallelOptions EachCore { get; } = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };

    private static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static readonly Lazy<Coverage> Walked = new(Walk);

    /// <summary>What all of them together came to; one that breaks an invariant, or throws, is made short and told.</summary>
    public static Coverage Covered => Walked.Value;

    private static Coverage Walk()
    {
        var covered = new Coverage();
        var failed = new ConcurrentDictionary<string, (int Number, string What)>(StringComparer.Ordinal);
        Parallel.For(Only ?? 0, (Only ?? 0) + Count, EachCore, (number, state) =>
        {
            var sequence = Sequence.Of((ulong)Run, number);
            if (Wrong(sequence, Lens.None, out var walk) is not { } what)
            {
                covered.Add(walk!.Trace);
                return;
            }
            failed.TryAdd(KindOf(what), (number, what));
            // A long run is not begun again for each fault: it goes on, and tells one of each kind.
            if (!IsLong)
                state.Stop();
        });
        if (!failed.IsEmpty)
            Assert.Fail(string.Join("\n\n", failed.Values.OrderBy(each => each.Number).Select(Tell)));
        return covered;
    }

    private static string KindOf(string what) => what[..Math.Min(what.Length, 40)];

    /// <summary>The number of a sequence that breaks that invariant under a lens; null when none of them does.</summary>
    public static int? Find(Lens lens, int invariant, int? beginning = null)
    {
        var found = new ConcurrentBag<int>();
        Parallel.For(0, Count, EachCore, (number, state) =>
        {
            var sequence = Sequence.Of((ulong)Run, number);
            if (Breaks(sequence with { Beginning = beginning ?? sequence.Beginning }, lens, invariant))
            {
                found.Add(number);
                state.Stop();
            }
        });
        return found.IsEmpty ? null : found.Min();
    }

    private static bool Breaks(Sequence sequence, Lens lens, int invariant)
    {
        try
        {
            return Invariants.All[invariant - 1].Broken(sequence.Run(lens).Trace).Any();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Rules that are told a falsehood may stumble; that is not what is looked for.
            return false;
        }
    }

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public static string? Wrong(Sequence sequence, Lens lens, out Walk? walk)
    {
        walk = null;
        try
        {
            walk = sequence.Run(lens);
            if (TheAnswers.Broken(walk.Trace).FirstOrDefault() is { } unanswered)
                return unanswered;
            return Invariants.Broken(walk.Trace) is [var first, ..] ? first : null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return exception.ToString();
        }
    }

    private static string Tell((int, string) failed)
    {
        var (number, what) = failed;
        var kind = KindOf(what);
        var shortest = Sequence.Of((ulong)Run, number).Shrunk(shorter => Wrong(shorter, Lens.None, out _)?.StartsWith(kind, StringComparison.Ordinal) == true);
        var why = Wrong(shortest, Lens.None, out var walk);
        var story = walk is null ? "" : string.Join('\n', walk.Trace.Facts.Select(each => $"{each.Sequence} {each.At} {each.By.Kind} {each.By.Staff} {each.Fact}").TakeLast(60));
        return string.Create(CultureInfo.InvariantCulture, $"Sequence {number} of KAP_RUN={Run}: {why}\n{shortest}\n{story}");
    }
}
