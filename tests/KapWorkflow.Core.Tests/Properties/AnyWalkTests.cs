using System.Collections.Concurrent;
using System.Globalization;
using CsCheck;
using NodaTime;

namespace KapWorkflow.Core.Tests;

/// <summary>Thousands of journeys on which anybody does anything at any time, from any point of the way.</summary>
public class Whatever_anybody_does
{
    private static readonly Func<AJourney>[] Beginnings =
    [
        () => AJourney.Inquired, () => AJourney.Consulted, () => AJourney.OnTheKapPath, () => AJourney.WithIntakeDone, () => AJourney.Cleared,
        () => AJourney.Prepared, () => AJourney.WithASessionBooked, () => AJourney.CheckedIn, () => AJourney.Dosed, () => AJourney.Discharged,
        () => AJourney.AfterOneCycle,
        () => AJourney.AfterOneCycle.Cycle(),
        () => AJourney.AfterOneCycle.Cycle().Do(AClinic.Priya, new SignMidReview(ReviewOutcome.Continue, "well")),
        () => AJourney.AtTheEnd,
    ];

    /// <summary>KAP_WALKS=10000 for a night.</summary>
    private static readonly int Iterations = int.TryParse(Environment.GetEnvironmentVariable("KAP_WALKS"), CultureInfo.InvariantCulture, out var walks) ? walks : 300;

    private static readonly Gen<uint[]> Streams = Gen.UInt.Array[40, 160];

    [Fact]
    public void The_invariants_hold()
    {
        var seen = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        Streams.Sample(
            stream =>
            {
                foreach (var fact in Walk(stream).Facts)
                    seen.AddOrUpdate(FactJson.TypeOf(fact.Fact), 1, (_, count) => count + 1);
            },
            iter: Iterations);
        // In a few hundred walks the rarest do not come up every time.
        if (Iterations >= 2000)
            Assert.Empty(FactJson.FactTypes.Select(type => type.Name).Except(seen.Keys, StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_is_lost_when_every_other_message_fails() => Streams.Sample(
        stream => Walk(stream, duty => (duty.Key.Length % 5) switch { 0 => EffectState.Failed, 1 => EffectState.Undelivered, 2 => EffectState.Unknown, 3 => EffectState.Postponed, _ => null }),
        iter: Iterations / 3);

    private static Walk Walk(uint[] stream, Func<Duty, EffectState?>? fails = null)
    {
        var anybody = new Anybody(stream);
        var walk = Tests.Walk.From(Beginnings[anybody.Draw(Beginnings.Length)]());
        if (fails is not null)
            walk.Fails = fails;
        // Alarms are answered, if late: the pages that nobody answers have a test of their own.
        walk.WhenAsked = task => walk.At(walk.Now + Duration.FromMinutes(35), () =>
        {
            if (task.Kind == TaskKind.AnswerAlert)
                walk.Give(AClinic.As(AClinic.Dana), new AcknowledgeAlert(task.About!));
        });
        try
        {
            Wander(anybody, walk);
            return walk;
        }
        catch (Exception exception)
        {
            var tail = string.Join('\n', walk.Facts.TakeLast(25).Select(each => $"{each.Sequence} {each.At} {each.By.Kind} {each.Fact}"));
            throw new InvalidOperationException($"{exception.Message}\nat {walk.Now}, {walk.Journey.Standing.Kind}, after\n{tail}", exception);
        }
    }

    private static void Wander(Anybody anybody, Walk walk)
    {
        walk.Until(walk.Now);
        while (!anybody.IsDone)
        {
            if (anybody.Draw(3) == 0)
                walk.Until(walk.Now + anybody.Time());
            var command = anybody.Something(walk.Journey, walk.Now, walk.Clinic);
            var by = anybody.SomebodyFor(command, walk.Journey);
            var tasks = walk.Journey.Tasks.Open.ToList();
            if (tasks.Count > 0 && anybody.Draw(4) == 0)
                Pathway.DecideTask(walk.Journey, tasks[anybody.Draw(tasks.Count)].Key, command, new Moment(walk.Now, by, walk.Clinic));
            walk.Give(by, command);
            walk.Until(walk.Now);
            Oracle.Check(walk);
        }
        walk.Until(walk.Now + Duration.FromDays(400));
        Oracle.Check(walk);
    }
}
